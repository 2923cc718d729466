"""Try photos again that could not be read, and forget those failures that are no more."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cardscan.actions.ingest import Ingested, Progress, ingest
from cardscan.actions.which_event import events_of
from cardscan.actions.work import ReadAll
from cardscan.errors import InputError, PhotoError
from cardscan.photos.files import sha256_of
from cardscan.store import Store
from cardscan.store.photos import FailedPhoto


@dataclass(frozen=True, slots=True)
class Retried:
    """What came of a retry."""

    done: Ingested
    gone: int  # files that are there no longer: their failures are forgotten
    away: int  # files whose folder is not there: they stay failures


def failures_at(store: Store, paths: Sequence[Path]) -> tuple[FailedPhoto, ...]:
    """List the photos that could not be read, of these files and folders, or all.

    Raises InputError where paths are given at which nothing failed.
    """
    failures = store.failures()
    if not paths:
        return failures
    wanted = [path.absolute() for path in paths]
    found = tuple(each for each in failures if any(Path(each.path).is_relative_to(path) for path in wanted))
    if not found:
        raise InputError(
            f"no failure is recorded for {', '.join(map(str, paths))}", "cardscan retry --list shows every failure"
        )
    return found


def retry(
    failures: Sequence[FailedPhoto],
    store: Store,
    read_all: ReadAll,
    *,
    now: Callable[[], datetime],
    progress: Progress = lambda _path: None,
) -> Retried:
    """Ingest photos again that failed, into the events that any of their folders is called after.

    Raises StoreError and SetupError; what was stored before stays.
    """
    paths = [Path(each.path) for each in failures]
    there = [path for path in paths if path.exists()]
    away = [path for path in paths if not path.parent.exists()]  # on a disk that may come back
    roots = [Path(path.anchor) for path in there]
    done = ingest(there, store, read_all, now=now, progress=progress, events_of=events_of(roots[:1], store.events()))
    gone = [path for path in paths if path not in there and path not in away]
    for path in gone:
        store.drop_failure(str(path))
    for each in store.failures():  # another content lies there by now, which is known
        if Path(each.path) in there and _is_known(Path(each.path), store):
            store.drop_failure(each.path)
    return Retried(done, len(gone), len(away))


def _is_known(path: Path, store: Store) -> bool:
    try:
        return store.knows(sha256_of(path))
    except PhotoError:
        return False
