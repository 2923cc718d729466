"""What keeps a watch from harm: one a store, and never one that would read what it writes."""

import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from cardscan.errors import InputError, StoreError
from cardscan.store import explained
from cardscan.store.place import Place


def check_folders(folders: Sequence[Path], place: Place) -> tuple[Path, ...]:
    """Return the folders to watch, absolute and each once. Raises InputError for those that cannot be watched."""
    for folder in folders:
        real = folder.resolve()
        if real.exists() and not real.is_dir():
            raise InputError(f"{folder}: this is not a folder", "give the folder that it is in")
        if place.file.resolve().is_relative_to(real) or real.is_relative_to(place.crops.resolve()):
            raise InputError(
                f"{folder}: the store would be inside a watched folder ({place})",
                "watch another folder, or put the store elsewhere with --db",
            )
    if not any(folder.exists() for folder in folders):
        raise InputError(
            f"no such folder: {', '.join(map(str, folders))}", "check the name, and that its disk is mounted"
        )
    whole = dict.fromkeys(folder.absolute() for folder in folders)
    return tuple(each for each in whole if not any(each != other and each.is_relative_to(other) for other in whole))


@contextmanager
def alone(place: Place) -> Iterator[None]:
    """Be the only watch of a store. Raises StoreError where there is one; the lock ends with its process, however."""
    file = place.file.with_name(place.file.name + "-watch")
    with explained(place):
        lock = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            other = os.read(lock, 32).decode("ascii", "replace").strip()
            raise StoreError(
                f"{place}: another cardscan watch already uses it (process {other})",
                "give that one more folders instead, or stop it first",
            ) from error
        os.ftruncate(lock, 0)
        os.write(lock, f"{os.getpid()}\n".encode())
        yield
    finally:
        os.close(lock)  # the file stays: removing it would let two lock two files of one name
