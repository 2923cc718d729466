"""The cards' pictures, as files beside the database.

A picture is written inside the transaction that stores its card, before the commit: a card in the store always has
its picture. A crash in between leaves a file that no card names; `owned` has its name, and the next sweep removes it.
"""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

_SMALL = "small"  # the folder in that of the pictures, with what was made of them: it may be removed at any time


def keep(folder: Path, name: str, jpeg: bytes) -> None:
    """Write a picture (mode 0600) whole or not at all. Raises OSError."""
    folder.mkdir(mode=0o700, exist_ok=True)
    part = folder / f"{name}.part"
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(jpeg)
        file.flush()
        os.fsync(file.fileno())
    part.replace(folder / name)


def kept_small(picture: Path) -> bytes | None:
    """Read what was made small of a picture as it is now; None where nothing was, or not whole."""
    small = _small(picture)
    try:
        found = small.read_bytes() if small.stat().st_mtime_ns == picture.stat().st_mtime_ns else b""
    except OSError:
        return None
    return found if found.startswith(b"\xff\xd8") and found.endswith(b"\xff\xd9") else None


def keep_small(picture: Path, jpeg: bytes, made_of: int) -> None:
    """Keep what was made small of a picture (mode 0600), of which `made_of` was the time in ns. Raises OSError.

    It bears that time: a picture that is replaced has another. Nobody waits for the disk: what a crash leaves is not
    whole, and is seen to be. Whoever forgets somebody removes pictures first and then what was made of them, so that
    looking once more afterwards leaves nothing.
    """
    small = _small(picture)
    small.parent.mkdir(mode=0o700, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=small.parent)  # made with mode 0600
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(jpeg)
        os.utime(part, ns=(made_of, made_of))
        part.replace(small)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    if not picture.is_file():
        small.unlink(missing_ok=True)


def sweep_small(folder: Path) -> None:
    """Remove what was made of pictures that are gone, and what was being written. Raises OSError."""
    made = folder / _SMALL
    if not made.is_dir():
        return
    pictures = {file.name for file in folder.iterdir()}
    for file in made.iterdir():
        if file.name not in pictures:
            file.unlink(missing_ok=True)
    with suppress(OSError):  # something is left in it
        made.rmdir()


def _small(picture: Path) -> Path:
    return picture.parent / _SMALL / picture.name
