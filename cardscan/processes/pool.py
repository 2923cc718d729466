"""Read many photos in several processes; one that kills its process costs only itself.

Workers compute and the caller stores, so that a store has one writer. At most twice as many photos as workers are
under way: memory stays bounded however many there are.
"""

import atexit
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from multiprocessing import active_children, get_context, parent_process
from pathlib import Path
from tempfile import gettempdir
from traceback import extract_tb
from types import FrameType
from typing import TYPE_CHECKING

from cardscan.errors import FULL, CardscanError, StoreError
from cardscan.model import Failure, PhotoReading

if TYPE_CHECKING:
    from cardscan.pipeline import ReadOptions

Read = Callable[[Path], PhotoReading]

#: Makes the function that reads; called once in each process, since readers cannot travel. Must be picklable.
MakeRead = Callable[[], Read]

#: How long a worker may take to drop its photo (a call into OpenCV cannot be interrupted) before it is killed.
GRACE_SECONDS = 5.0


def reader(options: "ReadOptions") -> Read:
    """Make the function that reads as the user chose. Raises SetupError when a reader is missing or broken."""
    from cardscan.pipeline import load_readers, read_photo  # loads OpenCV and more: only where photos are read

    return partial(read_photo, readers=load_readers(options))


def read_all(paths: Iterable[Path], make_read: MakeRead, jobs: int) -> Generator[PhotoReading]:
    """Read photos, in their order, with `jobs` processes (1: in this one). Close it to stop the workers at once.

    Raises whatever CardscanError `make_read` raises for a broken set-up.
    """
    if jobs > 1:
        with closing(Pool(make_read, jobs)) as pool:
            yield from pool.read(paths)
        return
    read = make_read()
    for path in paths:
        yield _read_one(read, path)


def _read_one(read: Read, path: Path) -> PhotoReading:
    try:
        return read(path)
    except CardscanError:
        raise
    except OSError as error:
        if error.errno not in FULL:
            return _our_fault(path, error)
        # No fault of this photo's: it can be read once there is room.
        raise StoreError(f"{gettempdir()}: the disk is full", "free some space there and try again") from error
    except Exception as error:  # noqa: BLE001 - a fault in our own code must not cost the other photos
        return _our_fault(path, error)


def _our_fault(path: Path, error: Exception) -> PhotoReading:
    place = extract_tb(error.__traceback__)[-1]
    message = f"{type(error).__name__} in {Path(place.filename).name}, line {place.lineno}: {error}"
    advice = "this is a fault in cardscan: please report it, if you can with a photo that shows it"
    return PhotoReading(str(path), "", failure=Failure("read", message, advice))


class Pool:
    """Processes that read, begun when there is something to read; they stay, with their models, until it is closed."""

    def __init__(self, make_read: MakeRead, jobs: int) -> None:
        self._make_read = make_read
        self._jobs = jobs
        self._workers: _Workers | None = None

    def read(self, paths: Iterable[Path]) -> Generator[PhotoReading]:
        """Read photos as `read_all` does, and leave the processes to the next call unless it is closed early."""
        waiting = iter(paths)
        under_way: deque[tuple[Path, Future[PhotoReading]]] = deque()
        try:
            while True:
                while len(under_way) < 2 * self._jobs and (path := next(waiting, None)) is not None:
                    under_way.append((path, self._begun().submit(path)))
                if not under_way:
                    return
                try:
                    reading = under_way[0][1].result()
                except BrokenProcessPool:
                    # A worker died, and all unfinished work with it. Each of these may be the one: read it alone.
                    self._stop()
                    while under_way:
                        path, future = under_way.popleft()
                        yield future.result() if _finished(future) else _read_alone(path, self._make_read)
                else:
                    under_way.popleft()
                    yield reading
        finally:
            if under_way:
                self._stop()

    def close(self) -> None:
        """Let the processes end, which have nothing to do."""
        workers, self._workers = self._workers, None
        if workers:
            workers.finish()

    def _begun(self) -> "_Workers":
        self._workers = self._workers or _Workers(self._make_read, self._jobs)
        return self._workers

    def _stop(self) -> None:
        workers, self._workers = self._workers, None
        if workers:
            workers.stop()


def _finished(future: "Future[PhotoReading]") -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


def _read_alone(path: Path, make_read: MakeRead) -> PhotoReading:
    worker = _Workers(make_read, 1)
    try:
        return worker.submit(path).result()
    except BrokenProcessPool:
        failure = Failure("read", "the reader crashed on this photo", "save it as a JPEG from another program")
        return PhotoReading(str(path), "", failure=failure)
    finally:
        worker.stop()


class _Workers:
    """A pool of processes that can be stopped at once."""

    def __init__(self, make_read: MakeRead, jobs: int) -> None:
        self._others = set(active_children())
        self._futures: set[Future[PhotoReading]] = set()
        # Not forked: a child of a process with threads (onnxruntime's, OpenCV's) can hang.
        self._pool = ProcessPoolExecutor(jobs, get_context("spawn"), _begin, (make_read,))

    def submit(self, path: Path) -> "Future[PhotoReading]":
        try:
            future = self._pool.submit(_work, path)
        except BrokenProcessPool as error:  # it broke since the last look: say so where results are taken
            future = Future()
            future.set_exception(error)
        self._futures = {each for each in self._futures if not each.done()} | {future}
        return future

    def finish(self) -> None:
        """Wait for the workers to end, all work being done."""
        self._pool.shutdown()

    def stop(self) -> None:
        """End the workers now; what they were reading is dropped, and what they wrote for it removed."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        mine = [process for process in active_children() if process not in self._others]
        for process in mine:
            process.terminate()
        wait(self._futures, GRACE_SECONDS)
        deadline = time.monotonic() + GRACE_SECONDS
        for process in mine:
            process.join(max(0.0, deadline - time.monotonic()))
            if process.is_alive():
                process.kill()
            # The pool's own thread waits for it, too: where that one was told of its end first, it seems alive until
            # the thread has noted it.
            while process.is_alive():
                time.sleep(0.001)
        self._pool.shutdown()


@dataclass(slots=True)
class _Worker:
    """The state of this process, where it is a worker."""

    make_read: MakeRead | None = None
    read: Read | None = None
    busy: bool = False
    stopping: bool = False


_worker = _Worker()


def _begin(make_read: MakeRead) -> None:
    _worker.make_read = make_read
    os.environ["OMP_THREAD_LIMIT"] = "1"  # there is a process for each core already
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides
    signal.signal(signal.SIGTERM, _leave)
    threading.Thread(target=_follow_parent, daemon=True).start()
    atexit.register(_forget)


def _forget() -> None:
    """Let go of the readers. The signal's handler and the thread hold this module, and would hold them to the end."""
    _worker.make_read = _worker.read = None


def _leave(_signal: int, _frame: FrameType | None) -> None:
    """Unwind from a photo, so that temporary files go; the pool ends a worker that is idle."""
    _worker.stopping = True
    if _worker.busy:
        raise KeyboardInterrupt


def _follow_parent() -> None:
    """End with the parent, however it ended: a worker would wait for work for ever."""
    parent = parent_process()
    if parent:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)
        deadline = time.monotonic() + GRACE_SECONDS
        while _worker.busy and time.monotonic() < deadline:
            time.sleep(0.05)
        os._exit(1)


def _work(path: Path) -> PhotoReading:
    if _worker.stopping or _worker.make_read is None:
        raise KeyboardInterrupt
    _worker.busy = True
    try:
        if _worker.read is None:
            _worker.read = _worker.make_read()
        return _read_one(_worker.read, path)
    finally:
        _worker.busy = False
