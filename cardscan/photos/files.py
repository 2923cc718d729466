"""Find the files of photos, open and hash them. What is in them: pages.py, which loads what decodes."""

import hashlib
import os
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

from cardscan.errors import InputError, PhotoError
from cardscan.photos.formats import (
    AGAIN,
    HEAD,
    KINDS,
    LEFT_OUT,
    SUFFIXES,
    contacts_called,
    kind_called,
    kind_of,
    said_left_out,
    suffix_of,
)

#: What systems keep beside people's files, their bins above all: of Windows, macOS and Linux; Synology (@eaDir,
#: #recycle), QNAP (@Recycle, @Recently-Snapshot), NetApp (~snapshot), and what a Mac leaves on any share. Case does not
#: count: Windows writes $Recycle.Bin, too.
JUNK = frozenset(
    {
        "$recycle.bin", "recycler", "system volume information", "__macosx", "network trash folder", "temporary items",
        "lost+found", "@eadir", "@tmp", "#recycle", "#snapshot", "@recycle", "@recently-snapshot", "~snapshot",
    }
)  # fmt: skip

MOST_BYTES = 512 * 2**20


@dataclass(frozen=True, slots=True)
class FoundPhotos:
    """What was found to read."""

    photos: tuple[Path, ...]
    left_out: Counter[str]  # photos, vCards and mails in folders, of kinds that are not read here


def find_photos(paths: Iterable[Path]) -> FoundPhotos:
    """List files as given, and the photos of folders with all their sub-folders in the order of their names.

    A folder that cannot be read is listed itself: opening it says why, as for any bad photo.
    Raises InputError when there is nothing to work on.
    """
    given = list(paths)
    found: list[Path] = []
    left_out: Counter[str] = Counter()
    for path in given:
        found += _in_folder(path, left_out) if _is(path, stat.S_ISDIR) else [path]
    if not found:
        advice = f"{said_left_out(left_out)}\n{KINDS}" if left_out else KINDS
        raise InputError(f"no photos in {_names(given)}", advice)
    if not any(_is(path, lambda _mode: True) for path in found):
        raise InputError(f"no such file or folder: {_names(found)}", "check the name")
    return FoundPhotos(tuple(dict.fromkeys(found)), left_out)


def _names(paths: Sequence[Path]) -> str:
    return ", ".join(str(path) for path in paths)


def _is(path: Path, kind: Callable[[int], bool]) -> bool:
    try:
        return kind(path.stat().st_mode)
    except PermissionError:
        return kind(stat.S_IFREG)  # it may be there: opening it will tell
    except OSError:
        return False


def _in_folder(folder: Path, left_out: Counter[str]) -> Iterator[Path]:
    problems: list[OSError] = []
    for place, folders, files in os.walk(folder, onerror=problems.append):
        folders[:] = sorted(name for name in folders if not is_junk(name))
        for path in (Path(place, name) for name in sorted(files) if not is_junk(name)):
            if kind := left_out_kind(path):
                left_out[kind] += 1
            elif is_photo(path):
                yield path
    yield from (Path(problem.filename) for problem in problems)


def is_photo(path: Path) -> bool:
    """Tell whether a file in a folder is called as photos are; one without a suffix, whether it begins as they do."""
    suffix = suffix_of(path.name)
    return suffix in SUFFIXES if suffix else kind_of(_head(path)) not in ("", *LEFT_OUT)


def left_out_kind(path: Path) -> str:
    """Tell of which kind that is not read here a file in a folder is, as `is_photo` does; "" for anything else."""
    if suffix_of(path.name):
        return kind_called(path.name) or contacts_called(path.name)
    kind = kind_of(_head(path))
    return kind if kind in LEFT_OUT else ""


def _head(path: Path) -> bytes:
    """Read the beginning of a file; nothing where it cannot be read, or is being written under such a name."""
    if path.name.endswith("~"):
        return b""
    try:
        with opened(path) as file:
            return file.read(HEAD)
    except PhotoError:
        return b""


def is_junk(name: str) -> bool:
    """Tell whether a file or folder is hidden, or of a system's own."""
    return name.startswith(".") or name.casefold() in JUNK


def sha256_of(path: Path) -> str:
    """Hash a file as it is. Raises PhotoError when it cannot be read."""
    with opened(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def content_of(path: Path) -> bytes:
    """Read a file. Raises PhotoError when it cannot be read."""
    with opened(path) as file:
        return file.read()


@contextmanager
def opened(path: Path) -> Iterator[BufferedReader]:
    """Open a regular file that is not empty, without ever waiting for a pipe's other end. Raises PhotoError."""
    try:
        with open(path, "rb", opener=_at_once) as file:  # noqa: PTH123 - a Path's open takes no opener
            _check(os.fstat(file.fileno()))
            yield file
    except FileNotFoundError as error:
        raise PhotoError("open", "no such file", "check the name, and whether it was moved") from error
    except PermissionError as error:
        raise PhotoError("open", "not allowed to read it", "allow yourself to read it (chmod u+r)") from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise PhotoError("open", f"it cannot be read: {reason}", "check that its disk is still connected") from error


def _at_once(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _check(status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise PhotoError("open", "it is a pipe or a device, not a file", "save the photo to a file")
    if status.st_size == 0:
        raise PhotoError("open", "the file is empty", AGAIN)
    if status.st_size > MOST_BYTES:
        raise PhotoError("open", f"it is larger than {MOST_BYTES // 2**20} MB", "save it smaller")
