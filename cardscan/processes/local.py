"""Workers on this machine: threads, each with a process that reads for it."""

from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import LifoQueue

from cardscan.model import PhotoReading, SentPhoto
from cardscan.processes.guarded import GuardedReader, MakeRead
from cardscan.processes.limits import Limits


class LocalWorkers:
    """An executor whose photos are read by processes beside us; they begin with the first photo."""

    def __init__(self, make_read: MakeRead, jobs: int, limits: Limits) -> None:
        self._executor = ThreadPoolExecutor(jobs, "reading")
        self._readers = [GuardedReader(make_read, limits) for _ in range(jobs)]
        self._idle: LifoQueue[GuardedReader] = LifoQueue()  # the one that read last first: it is begun
        for each in self._readers:
            self._idle.put(each)

    def count(self) -> int:
        """Return how many photos are read at once."""
        return len(self._readers)

    def submit(self, path: Path) -> "Future[PhotoReading]":
        """Submit a photo."""
        return self._executor.submit(self._read, SentPhoto(path))

    def close(self) -> None:
        """End the processes, which have nothing left to do."""
        self._executor.shutdown()
        for each in self._readers:
            each.close()

    def stop(self) -> None:
        """Kill the processes now; what they were reading is dropped."""
        for each in self._readers:
            each.stop()
        self._executor.shutdown()  # what has not begun ends as it begins
        for each in self._readers:
            each.close()

    def _read(self, photo: SentPhoto) -> PhotoReading:
        reader = self._idle.get()
        try:
            return reader.read(photo)
        finally:
            self._idle.put(reader)
