"""Photos an ingest is to read, until each is stored: what a killed ingest leaves tells how far it got.

A photo is queued, then taken, once or more often; then it is done or failed, which `photo` says, and in here no longer.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from sqlalchemy import delete, func, insert, select, update

from cardscan.store.engine import Database
from cardscan.store.rows import path_of
from cardscan.store.schema import queued

_AT_ONCE = 500  # rows of a statement


@dataclass(frozen=True, slots=True)
class QueuedPhoto:
    """A photo with nothing stored yet."""

    path: str
    since: datetime  # UTC
    taken: datetime | None  # UTC, when it was given to a reader last; None: not yet
    tried: int  # how many times it was


class Queue:
    """The photos that are to be read; each method is one transaction, or one for each few hundred photos."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, paths: Iterable[Path], now: datetime) -> None:
        """Queue photos; one that is already queued stays as it is, so that its tries go on counting."""
        for names in _batches(paths):
            with self._database.writing() as connection:
                there = set(connection.execute(select(queued.c.path).where(queued.c.path.in_(names))).scalars())
                if new := [{"path": name, "since": now, "tried": 0} for name in names if name not in there]:
                    connection.execute(insert(queued), new)

    def take(self, path: Path, now: datetime) -> int:
        """Note that a photo is given to a reader; return how many times it was before without a result."""
        name = path_of(path)
        with self._database.writing() as connection:
            known = connection.execute(select(queued.c.tried).where(queued.c.path == name))
            tried: int | None = known.scalar_one_or_none()
            if tried is None:  # another ingest of the same photo has ended
                connection.execute(insert(queued).values(path=name, since=now, taken=now, tried=1))
                return 0
            connection.execute(update(queued).where(queued.c.path == name).values(taken=now, tried=tried + 1))
            return tried

    def drop(self, paths: Iterable[Path]) -> None:
        """Take photos out: they are stored, or not to be read any more."""
        for names in _batches(paths):
            with self._database.writing() as connection:
                connection.execute(delete(queued).where(queued.c.path.in_(names)))

    def taken(self) -> tuple[QueuedPhoto, ...]:
        """List what was given to a reader without a result so far."""
        with self._database.reading() as connection:
            rows = connection.execute(select(queued).where(queued.c.taken.is_not(None)).order_by(queued.c.path))
            return tuple(QueuedPhoto(*row) for row in rows)

    def waiting(self) -> int:
        """Count what was not given to a reader yet."""
        with self._database.reading() as connection:
            rows = select(func.count()).select_from(queued).where(queued.c.taken.is_(None))
            return int(connection.execute(rows).scalar_one())


def _batches(paths: Iterable[Path]) -> Iterator[Sequence[str]]:
    names = map(path_of, paths)
    while batch := list(dict.fromkeys(islice(names, _AT_ONCE))):
        yield batch
