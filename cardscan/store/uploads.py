"""Photos that were handed in through the page, and what came of them. Functions on an open transaction.

A file is moved to its place inside the transaction that stores its row: a photo that waits is always there. It stays
there as the original, and goes when the people on it are forgotten.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, select, update

from cardscan.model import Failure
from cardscan.store import owned, photos
from cardscan.store.place import Place
from cardscan.store.rows import inserted, plain
from cardscan.store.schema import photo, upload


@dataclass(frozen=True, slots=True)
class Upload:
    """A photo that was handed in."""

    id: int
    name: str  # what it was called where it came from
    file: str  # in the folder of photos; "" for one that was known
    event_id: int | None
    at: datetime  # UTC
    known: bool  # it was there before
    done: bool
    failure: Failure | None = None
    people: tuple[int, ...] = ()  # who is on it, as far as it was read


@dataclass(frozen=True, slots=True)
class Arrived:
    """A photo that has just arrived, whole, in a file that is not in its place yet."""

    part: Path
    sha256: str
    name: str
    suffix: str


def add(connection: Connection, folder: Path, new: Arrived, known: bool, event_id: int | None, now: datetime) -> int:
    """Take a photo in, and return its id; of one that is known only that it came. Raises OSError."""
    waits = select(upload.c.id).where(upload.c.sha256 == new.sha256, upload.c.done.is_(None))
    known = known or connection.execute(waits).first() is not None
    values: dict[str, Any] = {"sha256": new.sha256, "name": plain(new.name), "file": "", "event_id": event_id}
    row = {**values, "at": now, "known": known, "done": now if known else None}
    upload_id = inserted(connection, insert(upload).values(row))
    if not known:
        # Numbered in the order in which they came: the back of a card is looked for behind its front.
        # Named after what is in them, too: a store that was put back in time would number over photos it never saw.
        name = f"{upload_id:08d}-{new.sha256[:16]}{new.suffix}"
        owned.announce(connection, owned.PHOTOS, (name,))
        connection.execute(update(upload).where(upload.c.id == upload_id).values(file=name))
        new.part.replace(folder / name)
    return upload_id


def take_in_strange(connection: Connection, place: Place, now: datetime) -> int:
    """Take in the photos that this store never named, to be read as if they had just come; tell how many."""
    strange = owned.strange_photos(connection, place)
    for file in strange:
        with file.open("rb") as opened:
            sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
        values = {"sha256": sha256, "name": file.name, "file": file.name, "event_id": None}
        connection.execute(insert(upload).values(**values, at=now, known=False, done=None))
    owned.announce(connection, owned.PHOTOS, [file.name for file in strange])
    return len(strange)


def waiting(connection: Connection) -> tuple[Upload, ...]:
    """List those that are still to be read, the first that came first."""
    return tuple(_loaded(connection, _all().where(upload.c.done.is_(None)).order_by(upload.c.id)))


def latest(connection: Connection, limit: int) -> tuple[Upload, ...]:
    """List those that came last, the last first."""
    return tuple(_loaded(connection, _all().order_by(upload.c.id.desc()).limit(limit)))


def these(connection: Connection, ids: tuple[int, ...]) -> tuple[Upload, ...]:
    """List some of them, in the order in which they came."""
    return tuple(_loaded(connection, _all().where(upload.c.id.in_(ids)).order_by(upload.c.id)))


def finish(connection: Connection, file: str, now: datetime) -> None:
    """Note that a photo was read, or could not be."""
    connection.execute(update(upload).where(upload.c.file == file).values(done=now))


def try_again(connection: Connection, upload_id: int) -> None:
    """Let a photo that could not be read wait once more."""
    connection.execute(update(upload).where(upload.c.id == upload_id, upload.c.known.is_(False)).values(done=None))


def _all() -> Select[Any]:
    why = (photo.c.stage, photo.c.message, photo.c.advice)
    return select(upload, *why).outerjoin(photo, photo.c.sha256 == upload.c.sha256)


def _loaded(connection: Connection, rows: Select[Any]) -> Iterator[Upload]:
    return (_upload_of(connection, row) for row in connection.execute(rows).all())


def _upload_of(connection: Connection, row: Row[Any]) -> Upload:
    done = row.done is not None
    failure = Failure(row.stage, row.message, row.advice or "") if done and row.stage else None
    met = photos.meetings_on(connection, row.sha256) if done else ()
    people = tuple(dict.fromkeys(each.person_id for each in met))
    return Upload(row.id, row.name, row.file, row.event_id, row.at, row.known, done, failure, people)
