"""Read photos that were only taken to be read; those that could not be read are left where they are."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from tempfile import mkdtemp

from cardscan.actions.ingest import Ingested, Progress, ingest
from cardscan.actions.which_event import events_of
from cardscan.actions.work import ReadAll
from cardscan.person import Event
from cardscan.store import Store


@contextmanager
def private_folder() -> Iterator[Path]:
    """Make a folder that you alone can read; it is removed if nothing is left in it."""
    folder = Path(mkdtemp(prefix="cardscan-"))
    try:
        yield folder
    finally:
        with suppress(OSError):  # photos are left
            folder.rmdir()


def read_and_remove(
    photos: Sequence[Path],
    store: Store,
    read_all: ReadAll,
    *,
    now: Callable[[], datetime],
    progress: Progress,
    into: Event | None,
) -> tuple[Ingested, tuple[Path, ...]]:
    """Ingest photos, and remove those that were read; return what came of it, and those that are left.

    Raises StoreError and SetupError; then all are left.
    """
    done = ingest(
        photos, store, read_all, now=now, progress=progress, events_of=events_of((), store.events(), into), into=into
    )
    failed = {Path(each.path) for each in done.failures}
    left = tuple(photos) if done.left else tuple(photo for photo in photos if photo in failed)
    for photo in photos:
        if photo not in left:
            photo.unlink(missing_ok=True)
    return done, left
