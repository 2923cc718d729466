"""Read photos in a process of its own, which is ended where one takes too long, or too much memory.

Decoders are other people's C code, and a photo may be hostile: from within its process nothing could stop it.
"""

import os
import resource
import shutil
import signal
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import CancelledError
from contextlib import suppress
from multiprocessing import get_context, parent_process, resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from traceback import extract_tb
from typing import Protocol

from cardscan import scratch
from cardscan.errors import FULL, CardscanError, SetupError, StoreError
from cardscan.model import Failure, PhotoReading, SentPhoto
from cardscan.processes.limits import GB, LOOK, Limits, resident

START_SECONDS = 120.0  # in which the readers must be found
END_SECONDS = 5.0  # in which a process that has nothing to do must end
PAGES = 10  # times as long as a page all pages of a file may take
_THREADS = ("OMP_THREAD_LIMIT", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
_OTHER = "save it as a JPEG from another program"
#: Of a photo whose reader died on it, also when it was read alone.
POISON = Failure("read", "the reader crashed on this photo twice, the second time alone", _OTHER)

_Answer = PhotoReading | CardscanError | None  # None: it begins, or a page of the photo is done


class ReaderDied(Exception):  # noqa: N818 - it says what happened; whose fault it was is not known yet
    """The process ended that read a photo: by the photo, by whoever ends processes, or for want of memory."""


class Read(Protocol):
    """Reads a photo; it calls `page_done` after each page, since every page has the time of a photo."""

    def __call__(self, path: Path, *, page_done: Callable[[], None], data: bytes = ...) -> PhotoReading: ...


#: Makes the function that reads; called once in each process, since readers cannot travel. Must be picklable.
MakeRead = Callable[[], Read]


class GuardedReader:
    """A process that reads, begun with the first photo; it stays, with its models, until it is closed or stopped."""

    def __init__(self, make_read: MakeRead, limits: Limits) -> None:
        self._make_read = make_read
        self._limits = limits
        self._beginning = threading.Lock()
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None
        self._stopped = False

    def read(self, photo: SentPhoto) -> PhotoReading:
        """Read a photo; that it passes a limit is a failure of it.

        Raises ReaderDied, the CardscanError of what keeps every photo from being read, and CancelledError when it is
        stopped meanwhile.
        """
        for _ in range(2):  # a process may have ended while it had nothing to do
            connection, process = self._begun()
            with suppress(BrokenPipeError):
                connection.send(photo)
                return self._answer(connection, process, photo.path)
            self._end()
        raise SetupError(
            "the reading process keeps ending", "check that there is memory left; cardscan doctor shows more"
        )

    def close(self) -> None:
        """Let the process end, which has nothing to do."""
        if self._process and self._connection:
            self._connection.close()
            self._process.join(END_SECONDS)
        self._end()

    def stop(self) -> None:
        """End the process now, from another thread too; what it was reading is dropped."""
        with self._beginning:
            self._stopped = True
            if self._process:
                _kill(self._process)

    def _begun(self) -> tuple[Connection, BaseProcess]:
        if self._process and self._connection:
            return self._connection, self._process
        scratch.sweep()
        with self._beginning:
            if self._stopped:
                raise CancelledError
            # Not forked: a child of a process with threads (onnxruntime's, OpenCV's) can hang.
            context = get_context("spawn")
            self._connection, theirs = context.Pipe()
            self._process = context.Process(
                target=_serve, args=(theirs, self._make_read, self._limits.memory), daemon=True
            )
            _start(self._process)
            theirs.close()
        self._await_beginning(self._connection)
        return self._connection, self._process

    def _await_beginning(self, connection: Connection) -> None:
        try:
            answer: _Answer = (
                connection.recv()
                if connection.poll(START_SECONDS)
                else SetupError("the readers did not start", "cardscan doctor shows more")
            )
        except EOFError:
            answer = SetupError("the reading process ended as soon as it started", "cardscan doctor shows more")
        if isinstance(answer, CardscanError):
            self._end()
            raise CancelledError if self._stopped else answer

    def _answer(self, connection: Connection, process: BaseProcess, path: Path) -> PhotoReading:
        began = page_began = time.monotonic()
        while True:
            try:
                answer: _Answer | bool = connection.recv() if connection.poll(LOOK) else False
            except (EOFError, ConnectionResetError):
                self._end()
                raise CancelledError if self._stopped else ReaderDied from None
            if isinstance(answer, PhotoReading):
                return answer
            if isinstance(answer, CardscanError):
                raise answer
            now = time.monotonic()
            if answer is None:
                page_began = now
            if failure := self._over(now - page_began, now - began, process):
                self._end()
                return _failed(path, *failure)

    def _over(self, page: float, file: float, process: BaseProcess) -> tuple[str, str] | None:
        """Say which limit is passed, if any, and what to do."""
        seconds, memory = self._limits.seconds, self._limits.memory
        if page > seconds or file > PAGES * seconds:
            longest = seconds if page > seconds else PAGES * seconds
            advice = f"{_OTHER}, or allow more time: cardscan retry --time-limit {2 * seconds:g}"
            return f"it took longer than {longest:g} seconds", advice
        if process.pid and resident(process.pid) > memory:
            return _too_much(memory)
        return None

    def _end(self) -> None:
        """End the process, and take away what it wrote."""
        process, connection = self._process, self._connection
        with self._beginning:
            self._process = self._connection = None
        if process and connection:
            _kill(process)
            process.join()
            connection.close()
            scratch.sweep()


def _start(process: BaseProcess) -> None:
    """Start a process that Ctrl-C does not reach before it is ready to leave that to us."""
    resource_tracker.ensure_running()  # would let it through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT,))
    try:
        process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _kill(process: BaseProcess) -> None:
    """End a process with all that it began."""
    if process.pid and process.is_alive():
        with suppress(ProcessLookupError, PermissionError):  # it leads no group yet, or has just ended
            os.killpg(process.pid, signal.SIGKILL)
        process.kill()


def _failed(path: Path, message: str, advice: str) -> PhotoReading:
    return PhotoReading(str(path), "", failure=Failure("read", message, advice))


def _too_much(memory: int) -> tuple[str, str]:
    advice = f"save it smaller, or {_OTHER}; or allow more memory: cardscan retry --memory-limit {2 * memory / GB:g}"
    return f"it takes more than {memory / GB:g} GB of memory", advice


def _serve(connection: Connection, make_read: MakeRead, memory: int) -> None:
    """Be the process: read what is asked for, until nobody is there to ask."""
    os.setpgid(0, 0)  # Ctrl-C of a terminal is the parent's to decide on; and we are ended with all that we begin
    folder = scratch.own_folder()
    threading.Thread(target=_follow_parent, args=(folder,), daemon=True).start()
    # There is a process for each core already; and sums of several threads differ in the last digits.
    os.environ.update(dict.fromkeys(_THREADS, "1"))
    _limit_data(2 * memory)
    try:
        with suppress(EOFError, BrokenPipeError, ConnectionResetError):
            _answer_all(connection, make_read, memory)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _answer_all(connection: Connection, make_read: MakeRead, memory: int) -> None:
    try:
        read = make_read()
    except CardscanError as error:
        connection.send(error)
        return
    connection.send(None)
    while True:
        photo: SentPhoto = connection.recv()
        try:
            connection.send(_read_one(read, photo, lambda: connection.send(None), memory))
        except CardscanError as error:
            connection.send(error)


def _read_one(read: Read, photo: SentPhoto, page_done: Callable[[], None], memory: int) -> PhotoReading:
    path = photo.path
    try:
        return read(path, page_done=page_done, **({} if photo.data is None else {"data": photo.data}))
    except CardscanError:
        raise
    except MemoryError:
        return _failed(path, *_too_much(memory))
    except OSError as error:
        if error.errno not in FULL:
            return _our_fault(path, error)
        # No fault of this photo's: it can be read once there is room.
        place = Path(tempfile.gettempdir()).parent
        raise StoreError(f"{place}: the disk is full", "free some space there and try again") from error
    except Exception as error:  # noqa: BLE001 - a fault in our own code must not cost the other photos
        return _our_fault(path, error)


def _our_fault(path: Path, error: Exception) -> PhotoReading:
    place = extract_tb(error.__traceback__)[-1]
    message = f"{type(error).__name__} in {Path(place.filename).name}, line {place.lineno}: {error}"
    return _failed(
        path, message, "this is a fault in cardscan: please report it, if you can with a photo that shows it"
    )


def _limit_data(most: int) -> None:
    """Have the system refuse what is asked for faster than anyone looks. (macOS does not heed it.)"""
    with suppress(ValueError, OSError):  # a limit is there already, and lower
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def _follow_parent(folder: Path) -> None:
    """End with the parent, however it ended, in the midst of a photo too."""
    parent = parent_process()
    if parent:
        parent.join()
        shutil.rmtree(folder, ignore_errors=True)
        os.killpg(0, signal.SIGKILL)
