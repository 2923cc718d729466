"""Write exported files whole or not at all, for their owner's eyes only."""

import os
import re
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from cardscan.errors import StoreError

_NAME_BYTES = 120  # leaves room for an id and an extension under the 255 bytes of most file systems
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}  # Windows


def write_private(path: Path, data: bytes) -> None:
    """Replace `path` by `data` in one step, mode 0600; whoever reads sees the old file or the new, never half of one.

    Raises StoreError when the folder is missing or not writable, the disk is full, or `path` is a folder.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=".cardscan-", dir=path.parent)  # made with mode 0600
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise StoreError(
            f"{path}: cannot be written: {error.strerror}",
            "Check that the folder exists, that you may write there and that the disk has room.",
        ) from error


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
