"""Write exported files whole or not at all, for their owner's eyes only."""

import os
import re
import stat
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from cardscan.errors import StoreError

STANDARD_OUTPUT = Path("-")

_NAME_BYTES = 120  # leaves room for an id and an extension under the 255 bytes of most file systems
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}  # Windows


def write_private(path: Path, data: bytes) -> None:
    """Write a file as `replacing` does."""
    with replacing(path) as file:
        file.write(data)


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Open what replaces `path` in one step at the end, mode 0600: whoever reads sees the old file or the new.

    Through a link the file it leads to is replaced, and the link stays. "-" is standard output, written as it comes.
    Raises StoreError when the folder is missing or not writable, the disk is full, or `path` is a folder or a device.
    """
    if path == STANDARD_OUTPUT:
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    with _explained(path):
        target = _target(path)
        handle, name = tempfile.mkstemp(prefix=".cardscan-", dir=target.parent)  # made with mode 0600
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise


def check_file(path: Path) -> None:
    """Raise StoreError for what `replacing` would not replace: a device, a pipe, links that lead in circles."""
    if path != STANDARD_OUTPUT:
        with _explained(path):
            _target(path)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"{path}: cannot be written: {error.strerror}",
            "check that the folder exists, that you may write there, and that the disk has room",
        ) from error


def _target(path: Path) -> Path:
    """Say which file is to be replaced. Raises StoreError for what is none, OSError for links that lead in circles."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        mode = stat.S_IFREG
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise StoreError(f"{path}: this is a device or a pipe, not a file", "give a file, or - for standard output")
    return Path(os.path.realpath(path)) if path.is_symlink() else path


def file_names(people: Iterable[tuple[str, str]], extension: str) -> list[str]:
    """Give each (name, uid) a file name: safe on every system, unique also where case does not count.

    The same people get the same names every time, in whatever order: namesakes are told apart by their uid.
    """
    stems = [(_stem(name), uid) for name, uid in people]
    seen = Counter(stem.casefold() for stem, _ in stems)
    return [(stem if seen[stem.casefold()] == 1 else f"{stem} {uid}") + extension for stem, uid in stems]


def _stem(name: str) -> str:
    kept = re.sub(r"[^\w.'’ -]+", " ", unicodedata.normalize("NFC", name))
    stem = " ".join(kept.split()).strip(". ")
    stem = stem.encode()[:_NAME_BYTES].decode(errors="ignore").strip(". ")
    if not stem:
        return "contact"
    return f"{stem}_" if stem.split(".")[0].casefold() in _RESERVED else stem
