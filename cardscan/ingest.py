"""Photos into the store: skip what is known, read the rest, store one photo at a time, count."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from cardscan.connections.standing import needs_check
from cardscan.errors import PhotoError
from cardscan.model import Card, Contact, Failure, PhotoReading
from cardscan.parse.people import split_people
from cardscan.photo import sha256_of
from cardscan.pool import MakeRead, read_all
from cardscan.store import Store


@dataclass(frozen=True, slots=True)
class FileFailure:
    """A file that could not be read, and why."""

    path: str
    failure: Failure


@dataclass(frozen=True, slots=True)
class Ingested:
    """What came of an ingest."""

    read: int  # photos
    skipped: int  # photos that were there already
    sure: int  # contacts that no one needs to look at
    to_check: int  # contacts that someone has to
    failures: tuple[FileFailure, ...]
    left: int = 0  # photos not begun, because the user stopped it


#: Told after each photo; the argument is its path.
Progress = Callable[[Path], None]


def ingest(
    files: Sequence[Path],
    store: Store,
    make_read: MakeRead,
    *,
    jobs: int,
    now: Callable[[], datetime],
    progress: Progress = lambda _path: None,
) -> Ingested:
    """Read the photos that the store does not know with `jobs` processes, and store what comes of each.

    Ctrl-C ends it early: what was finished is kept, and the result says how many are left.
    Raises StoreError and SetupError; what was stored before stays.
    """
    store.sweep()
    tally = _Tally(progress)
    try:
        with closing(read_all(_unknown(files, store, tally), make_read, jobs)) as readings:
            for reading in readings:
                _store(reading, store, now(), tally)
    except KeyboardInterrupt:
        return tally.result(left=len(files) - tally.done)
    return tally.result(left=0)


@dataclass(slots=True)
class _Tally:
    progress: Progress
    done: int = 0
    read: int = 0
    skipped: int = 0
    sure: int = 0
    to_check: int = 0
    failures: list[FileFailure] = field(default_factory=list)

    def skip(self, path: Path) -> None:
        self.skipped += 1
        self.tell(path)

    def tell(self, path: Path) -> None:
        self.done += 1
        self.progress(path)

    def result(self, left: int) -> Ingested:
        return Ingested(self.read, self.skipped, self.sure, self.to_check, tuple(self.failures), left)


def _unknown(files: Iterable[Path], store: Store, tally: _Tally) -> Iterator[Path]:
    """Yield the files to read: those the store does not know, and of several alike the first."""
    seen: set[str] = set()
    for path in files:
        sha256 = _hash(path)
        if sha256 and (sha256 in seen or store.knows(sha256)):
            tally.skip(path)
            continue
        seen.add(sha256)
        yield path


def _hash(path: Path) -> str:
    try:
        return sha256_of(path)
    except PhotoError:
        return ""  # the reader will meet the same, and say it


def _store(reading: PhotoReading, store: Store, now: datetime, tally: _Tally) -> None:
    path = Path(reading.path)
    if reading.failure and not reading.sha256:  # its process died: the file may well be readable
        reading = replace(reading, sha256=_hash(path))
    people = store.save(reading, [_people_on(card) for card in reading.cards], now)
    if people is None:  # another command stored it in the meantime
        tally.skip(path)
        return
    if reading.failure:
        tally.failures.append(FileFailure(reading.path, reading.failure))
    else:
        tally.read += 1
        unchecked = sum(needs_check(person.contact) for person in people)
        tally.to_check += unchecked
        tally.sure += len(people) - unchecked
    tally.tell(path)


def _people_on(card: Card) -> tuple[Contact, ...]:
    """The people on a card; nobody on one where nothing at all was read."""
    return split_people(card) if card.lines or card.codes else ()
