"""The photos an ingest is to read, queued in the store until each is read, so that a killed ingest can go on.

A photo that was being read when cardscan was killed may have been the reason. The second time that nothing came of it,
it is read alone, and the third it is not read any more.
"""

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from cardscan.errors import StoreError
from cardscan.model import Failure, PhotoReading
from cardscan.store import Store
from cardscan.store.rows import path_of

#: Reads photos, in their order or as they are done: `read_all` of `cardscan.processes.pool`, or a pool that stays.
#: Closed when no more are wanted.
ReadAll = Callable[[Iterable[Path]], Generator[PhotoReading]]

_ALONE, _POISON = 2, 3  # times that a photo was taken, and cardscan ended before anything came of it
ENDED = Failure(
    "read",
    "cardscan was ended each time it read this photo, three times by now",
    "save it smaller, or as a JPEG from another program; or give it more memory: cardscan retry --jobs 1",
)


class Work:
    """Photos to read, in a `with` block; at its end none is queued any more."""

    def __init__(self, photos: Sequence[Path], store: Store, now: Callable[[], datetime]) -> None:
        self._photos = photos
        self._queue = store.queue
        self._now = now
        self._tried: dict[Path, int] = {}  # of those under way, before
        self._interrupted: frozenset[str] = frozenset()

    def __enter__(self) -> Self:
        self._interrupted = frozenset(each.path for each in self._queue.taken())
        self._queue.add(self._photos, self._now())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not isinstance(error, StoreError):  # then it cannot be written
            self._queue.drop(self._photos)

    def was_interrupted(self, path: Path) -> bool:
        """Tell whether cardscan was killed in the middle of a photo."""
        return path_of(path) in self._interrupted

    def read(self, photos: Iterable[Path], read_all: ReadAll, stopped: Callable[[], bool]) -> Generator[PhotoReading]:
        """Read photos; those on which cardscan was killed twice come last and alone."""
        alone: list[Path] = []
        with closing(read_all(self._taken(photos, alone.append))) as readings:
            yield from map(self._counted, readings)
        for path in alone:
            if stopped():
                return
            if self._tried[path] >= _POISON:
                yield self._counted(PhotoReading(str(path), "", failure=ENDED, tried=0))
                continue
            with closing(read_all([path])) as readings:
                yield from map(self._counted, readings)

    def finish(self, path: Path) -> None:
        """Note that all was done for a photo."""
        self._queue.drop([path])

    def _taken(self, photos: Iterable[Path], put_off: Callable[[Path], None]) -> Iterator[Path]:
        for path in photos:
            self._tried[path] = self._queue.take(path, self._now())
            if self._tried[path] >= _ALONE:
                put_off(path)
            else:
                yield path

    def _counted(self, reading: PhotoReading) -> PhotoReading:
        return replace(reading, tried=reading.tried + self._tried.pop(Path(reading.path), 0))
