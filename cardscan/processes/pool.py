"""Read many photos at once, here or on a cluster; one that ends its reader costs only itself.

Photos go to a `concurrent.futures.Executor`, and readings come back to the caller, who stores: a store has one writer.
At most twice as many photos as workers are under way: memory stays bounded however many there are.
"""

import time
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cardscan.errors import ServerError, SetupError
from cardscan.model import PhotoReading
from cardscan.processes.guarded import PAGES, POISON, START_SECONDS, MakeRead, Read, ReaderDied
from cardscan.processes.limits import Limits
from cardscan.processes.local import LocalWorkers
from cardscan.processes.where import Cluster
from cardscan.text.wording import counted

if TYPE_CHECKING:
    from cardscan.model import ReadOptions

AHEAD = 2  # photos under way for each worker: one that it reads, one that it finds when it is done
LOOK = 5.0  # seconds after which it is looked whether there are workers still
PATIENCE = 10.0  # seconds that photos which are done wait for one before them


class Workers(Protocol):
    """An executor that reads photos, on this machine or on others."""

    def count(self) -> int:
        """Say how many photos are read at once. Raises ServerError where there has been no worker for long."""

    def submit(self, path: Path) -> "Future[PhotoReading]":
        """Have a photo read: the future raises ReaderDied where its reader ended, or a CardscanError."""

    def close(self) -> None:
        """Let workers go that have nothing to do."""

    def stop(self) -> None:
        """End what is being read, and let the workers go; from another thread too."""


def reader(options: "ReadOptions") -> Read:
    """Make the function that reads as the user chose. Raises SetupError when a reader is missing or broken."""
    from cardscan.pipeline import load_readers, read_photo  # loads OpenCV and more: only where photos are read

    return partial(read_photo, readers=load_readers(options), home=options.home)


def read_all(
    paths: Iterable[Path],
    make_read: MakeRead,
    jobs: int,
    limits: Limits | None = None,
    cluster: Cluster | None = None,
) -> Generator[PhotoReading]:
    """Read photos with `jobs` processes, or on a cluster; close it to stop at once.

    Readings come in the order of the photos, but none waits for long for another: then they come as they are done.
    Raises whatever CardscanError `make_read` raises for a broken set-up, and ServerError where the cluster fails.
    """
    with closing(Pool(make_read, jobs, limits, cluster)) as pool:
        yield from pool.read(paths)


class Pool:
    """Workers that are begun when there is something to read; they stay, with their models, until it is closed."""

    def __init__(
        self, make_read: MakeRead, jobs: int, limits: Limits | None = None, cluster: Cluster | None = None
    ) -> None:
        self._make_read = make_read
        self.jobs = jobs
        self._limits = limits or Limits()
        self._cluster = cluster
        self._workers: Workers | None = None
        # Each photo has its limits: that none comes back for so long is no photo's fault.
        self.silence = 2 * (PAGES * self._limits.seconds + START_SECONDS)

    def read(self, paths: Iterable[Path]) -> Generator[PhotoReading]:
        """Read photos as `read_all` does, and leave the workers to the next call unless it is closed early.

        A photo whose reader ended may have ended it, or not: it is read once more in the end, alone.
        """
        suspects: list[Path] = []
        yield from self._read(paths, self._ahead, suspects.append)
        for each in self._read(suspects, lambda: 1, _poison):
            yield replace(each, tried=2)

    def close(self) -> None:
        """Let the workers go, which have nothing to do."""
        workers, self._workers = self._workers, None
        if workers:
            workers.close()

    def stop(self) -> None:
        """End the workers now, from another thread too; what they were reading is dropped."""
        workers, self._workers = self._workers, None
        if workers:
            workers.stop()

    def _read(
        self, paths: Iterable[Path], most: Callable[[], int], died: Callable[[Path], PhotoReading | None]
    ) -> Generator[PhotoReading]:
        """Read photos with as many under way as `most` says; `died` says what comes of one whose reader ended."""
        waiting = iter(paths)
        under_way: dict[Future[PhotoReading], Path] = {}  # in their order
        first, until = None, 0.0  # for which the others wait, and how long
        try:
            while True:
                while len(under_way) < most() and (path := next(waiting, None)) is not None:
                    under_way[self._begun().submit(path)] = path
                if not under_way:
                    return
                if (next_one := next(iter(under_way))) is not first:
                    first, until = next_one, time.monotonic() + PATIENCE
                done = self._next(list(under_way), until)
                path = under_way.pop(done)
                try:
                    reading: PhotoReading | None = done.result()
                except ReaderDied:
                    reading = died(path)
                if reading:
                    yield reading
        finally:
            if under_way:
                self.stop()

    def _next(self, under_way: Sequence["Future[PhotoReading]"], until: float) -> "Future[PhotoReading]":
        """Wait for the first, or after a while for any. Raises ServerError where none comes for very long."""
        end = time.monotonic() + self.silence
        while True:
            alone = until - time.monotonic()  # seconds that the first is still waited for
            done, _ = wait(
                under_way[:1] if alone > 0 else under_way,
                min(LOOK, self.silence, alone if alone > 0 else LOOK),
                return_when=FIRST_COMPLETED,
            )
            if done:
                return next(each for each in under_way if each in done)
            workers = counted(self._workers.count() if self._workers else 0, "worker")
            if time.monotonic() > end:
                raise ServerError(
                    f"no photo was done for {self.silence / 60:.0f} minutes: {len(under_way)} under way, {workers}",
                    "look at the logs of the scheduler and the workers, and restart them; then the same command again "
                    "reads the rest",
                )

    def _ahead(self) -> int:
        return AHEAD * max(1, self._workers.count() if self._workers else 1)

    def _begun(self) -> Workers:
        self._workers = self._workers or self._begin()
        return self._workers

    def _begin(self) -> Workers:
        if self._cluster is None:
            return LocalWorkers(self._make_read, self.jobs, self._limits)
        try:
            from cardscan.processes.cluster import ClusterWorkers  # loads Dask: only where a cluster was asked for
        except ImportError as error:
            raise SetupError("a cluster needs Dask", "pip install 'cardscan-pipeline[cluster]'") from error
        return ClusterWorkers(self._cluster, self._make_read, self._limits)


def _poison(path: Path) -> PhotoReading:
    return PhotoReading(str(path), "", failure=POISON)
