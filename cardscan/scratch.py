"""A private folder for the temporary files of a process; what a killed one leaves is removed by whoever comes next.

Pictures of lines and their texts lie in it. It is locked for as long as its process lives, however that ends.
"""

import fcntl
import os
import re
import shutil
import tempfile
import time
from contextlib import suppress
from pathlib import Path

_PREFIX = "cardscan-reading-"
#: How versions before these locked folders called theirs, and what lay in it; photos lie in folders called so, too.
_EARLIER, _LINES = re.compile(r"cardscan-[a-z0-9_]{8}"), re.compile(r"\d{4}\.pgm")
_DAY = 86_400.0  # seconds for which nothing came into one before it counts as left


def own_folder() -> Path:
    """Let all temporary files of this process lie in a folder of its own, and return that."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX))  # mode 0700
        lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)  # held to the end, and by no program that we start
        fcntl.flock(lock, fcntl.LOCK_EX)
        if folder.exists():  # it was not swept before it was locked
            tempfile.tempdir = str(folder)
            return folder
        os.close(lock)


def sweep() -> None:
    """Remove the folders whose processes are gone."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError):  # someone else's, just gone, or its process is at work
            _remove(folder)
    for folder in Path(tempfile.gettempdir()).glob("cardscan-*"):
        with suppress(OSError):
            if _EARLIER.fullmatch(folder.name) and _is_left(folder):
                _remove(folder)


def _is_left(folder: Path) -> bool:
    """Tell whether nothing but pictures of lines lies in a folder, and has for long."""
    names = [each.name for each in folder.iterdir()]
    return all(map(_LINES.fullmatch, names)) and folder.stat().st_mtime < time.time() - _DAY


def _remove(folder: Path) -> None:
    lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.fstat(lock).st_uid == os.getuid():
            shutil.rmtree(folder, ignore_errors=True)  # what is still being written is removed the next time
    finally:
        os.close(lock)
