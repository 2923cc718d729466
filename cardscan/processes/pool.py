"""Read many photos in several processes; one that ends its process costs only itself.

Workers compute and the caller stores, so that a store has one writer. At most twice as many photos as workers are
under way: memory stays bounded however many there are.
"""

import time
from collections.abc import Generator, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import closing
from functools import partial
from pathlib import Path
from queue import LifoQueue
from typing import TYPE_CHECKING

from cardscan.model import PhotoReading
from cardscan.processes.guarded import GuardedReader, MakeRead, Read
from cardscan.processes.limits import Limits

if TYPE_CHECKING:
    from cardscan.model import ReadOptions

_AHEAD = 2  # photos under way for each process: one that it reads, one that it finds when it is done
PATIENCE = 10.0  # seconds that photos which are done wait for one before them


def reader(options: "ReadOptions") -> Read:
    """Make the function that reads as the user chose. Raises SetupError when a reader is missing or broken."""
    from cardscan.pipeline import load_readers, read_photo  # loads OpenCV and more: only where photos are read

    return partial(read_photo, readers=load_readers(options), home=options.home)


def read_all(
    paths: Iterable[Path], make_read: MakeRead, jobs: int, limits: Limits | None = None
) -> Generator[PhotoReading]:
    """Read photos with `jobs` processes; close it to stop them at once.

    Readings come in the order of the photos, but none waits for long for another: then they come as they are done.
    Raises whatever CardscanError `make_read` raises for a broken set-up.
    """
    with closing(Pool(make_read, jobs, limits)) as pool:
        yield from pool.read(paths)


class Pool:
    """Processes that read, begun when there is something to read; they stay, with their models, until it is closed."""

    def __init__(self, make_read: MakeRead, jobs: int, limits: Limits | None = None) -> None:
        self._make_read = make_read
        self.jobs = jobs
        self._limits = limits or Limits()
        self._workers: _Workers | None = None

    def read(self, paths: Iterable[Path]) -> Generator[PhotoReading]:
        """Read photos as `read_all` does, and leave the processes to the next call unless it is closed early."""
        waiting = iter(paths)
        under_way: list[Future[PhotoReading]] = []
        first, until = None, 0.0  # for which the others wait, and how long
        try:
            while True:
                while len(under_way) < _AHEAD * self.jobs and (path := next(waiting, None)) is not None:
                    under_way.append(self._begun().submit(path))
                if not under_way:
                    return
                if under_way[0] is not first:
                    first, until = under_way[0], time.monotonic() + PATIENCE
                done = _next(under_way, until)
                under_way.remove(done)
                yield done.result()
        finally:
            if under_way:
                self.stop()

    def close(self) -> None:
        """Let the processes end, which have nothing to do."""
        workers, self._workers = self._workers, None
        if workers:
            workers.close()

    def stop(self) -> None:
        """End the processes now, from another thread too; what they were reading is dropped."""
        workers, self._workers = self._workers, None
        if workers:
            workers.stop()

    def _begun(self) -> "_Workers":
        self._workers = self._workers or _Workers(self._make_read, self.jobs, self._limits)
        return self._workers


def _next(under_way: Sequence["Future[PhotoReading]"], until: float) -> "Future[PhotoReading]":
    """Wait for the first, or after a while for any."""
    wait(under_way[:1], max(0.0, until - time.monotonic()))
    done, _ = wait(under_way, return_when=FIRST_COMPLETED)
    return next(each for each in under_way if each in done)


class _Workers:
    """Threads with a process each that reads for them: an executor whose work can be ended at once."""

    def __init__(self, make_read: MakeRead, jobs: int, limits: Limits) -> None:
        self._threads = ThreadPoolExecutor(jobs, "reading")
        self._readers = [GuardedReader(make_read, limits) for _ in range(jobs)]
        self._idle: LifoQueue[GuardedReader] = LifoQueue()  # the one that read last first: it is begun
        for each in self._readers:
            self._idle.put(each)

    def submit(self, path: Path) -> "Future[PhotoReading]":
        return self._threads.submit(self._read, path)

    def close(self) -> None:
        self._threads.shutdown()
        for each in self._readers:
            each.close()

    def stop(self) -> None:
        for each in self._readers:
            each.stop()
        self._threads.shutdown()  # what has not begun ends as it begins
        for each in self._readers:
            each.close()

    def _read(self, path: Path) -> PhotoReading:
        reader = self._idle.get()
        try:
            return reader.read(path)
        finally:
            self._idle.put(reader)
