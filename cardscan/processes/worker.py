"""What a worker of a cluster does: it keeps a guarded reader for each of its threads while it is used.

The models stay from photo to photo, and from one command to the next that reads in the same way.
"""

import os
import pickle
import threading
import time
from dataclasses import dataclass
from functools import cache
from multiprocessing import current_process

from cardscan import __version__
from cardscan.errors import SetupError
from cardscan.model import PhotoReading, SentPhoto
from cardscan.processes.guarded import GuardedReader

#: Dask sets it for its workers; in a reader, which takes and frees large pictures, it makes each cost its page faults.
_TRIM = "MALLOC_TRIM_THRESHOLD_"
IDLE = 300.0  # seconds after which a reader, which takes half a gigabyte, is let go
_LOOK = 10.0


@dataclass(slots=True)
class _Kept:
    how: bytes  # it reads: what makes the reader, and the limits, pickled
    reader: GuardedReader
    run: str = ""  # for which it reads now; "": none
    used: float = 0.0  # when it was last, by the monotonic clock


_kept: dict[int, _Kept] = {}  # by thread
_lock = threading.Lock()


def read(photo: SentPhoto, how: bytes, run: str) -> PhotoReading:
    """Read a photo for a run. Raises as `GuardedReader.read` does."""
    _look_for_idle()
    kept, other = _of_this_thread(how, run)
    if other:
        other.reader.close()
    try:
        return kept.reader.read(photo)
    finally:
        with _lock:
            kept.run, kept.used = "", time.monotonic()


def stop(run: str) -> None:
    """Stop what is being read for a run."""
    with _lock:
        theirs = [thread for thread, kept in _kept.items() if kept.run == run]
        for kept in map(_kept.pop, theirs):
            kept.reader.stop()


def version() -> str:
    """Return this cardscan's version. Raises SetupError where a worker may not start a process to read in."""
    if current_process().daemon:
        raise SetupError(
            "the workers of the cluster may begin no process to read in",
            "start them with DASK_DISTRIBUTED__WORKER__DAEMON=False in their environment",
        )
    return __version__


def _of_this_thread(how: bytes, run: str) -> tuple[_Kept, _Kept | None]:
    """Give the reader of this thread, and the one that it has to close, which reads in another way."""
    with _lock:
        kept = _kept.get(threading.get_ident())
        other = kept if kept and kept.how != how else None
        if kept is None or other:
            # From the scheduler, as the call of this function is.
            os.environ.pop(_TRIM, None)
            make_read, limits = pickle.loads(how)  # noqa: S301
            kept = _kept[threading.get_ident()] = _Kept(how, GuardedReader(make_read, limits))
        kept.run = run
        return kept, other


@cache
def _look_for_idle() -> None:
    threading.Thread(target=_let_go, name="idle readers", daemon=True).start()


def _let_go() -> None:
    while True:
        time.sleep(_LOOK)
        close_idle(time.monotonic())


def close_idle(now: float) -> None:
    """Close readers that have been idle for long."""
    with _lock:
        idle = [thread for thread, kept in _kept.items() if not kept.run and now - kept.used > IDLE]
        readers = [_kept.pop(thread).reader for thread in idle]
    for reader in readers:
        reader.close()
