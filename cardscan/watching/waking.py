"""Wait until a pass is worth while: something happened in a folder, a signal came, or time is up."""

import logging
import queue
import warnings
from collections.abc import Iterable, Mapping
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver


class Waker:
    """Wakes who waits for it. Events carry nothing: whoever is woken looks for themselves."""

    def __init__(self, native: bool = True) -> None:
        self._native = native  # else only time, and `wake`, wake
        # Its `put` may be called in a handler of signals, while the same thread waits in `get`.
        self._calls: queue.SimpleQueue[None] = queue.SimpleQueue()
        self._observer: BaseObserver | None = None
        self._followed: Mapping[Path, tuple[int, int]] = {}
        self._trouble = ""

    def follow(self, there: Mapping[Path, tuple[int, int]]) -> str:
        """Follow these folders, told by device and inode; the same again changes nothing. Return why they cannot be."""
        if self._native and (there != self._followed or self._ended()):
            self.close()
            self._followed = dict(there)
            self._trouble = self._follow(there)
            self.wake()  # something may have happened between the last look and now
        return self._trouble

    def _follow(self, folders: Iterable[Path]) -> str:
        # Folders made in quick succession are added twice, which does no harm: it says so, with all paths, at length.
        warnings.filterwarnings("ignore", "Callback with id", RuntimeWarning)
        logging.getLogger("watchdog").addHandler(logging.NullHandler())
        observer = Observer()
        try:
            for folder in folders:
                observer.schedule(_Call(self), str(folder), recursive=True)
            observer.start()
        except OSError as error:  # too many folders for the system, or one that is gone again
            observer.unschedule_all()
            return error.strerror or str(error)
        self._observer = observer
        return ""

    def _ended(self) -> bool:
        """Tell whether it follows no longer: a thread ends with its folder, or by a fault of its own."""
        threads = [self._observer, *self._observer.emitters] if self._observer else []
        return not all(thread.is_alive() for thread in threads)

    def wake(self) -> None:
        """End the wait of whoever waits, or their next one."""
        if self._calls.empty():
            self._calls.put(None)

    def wait(self, seconds: float) -> None:
        """Wait for something to happen, at most so long."""
        try:
            self._calls.get(timeout=max(0.0, seconds))
        except queue.Empty:
            return

    def close(self) -> None:
        """Follow nothing any more."""
        observer, self._observer, self._followed = self._observer, None, {}
        if observer:
            observer.stop()
            observer.join()


class _Call(FileSystemEventHandler):
    """Only what writes wakes: a pass itself opens folders and files, and would wake the next one."""

    def __init__(self, waker: Waker) -> None:
        self._waker = waker

    def on_created(self, event: FileSystemEvent) -> None:
        self._waker.wake()

    on_modified = on_moved = on_deleted = on_closed = on_created
