"""Look through watched folders: which photos and notes lie there, and what is refused."""

import os
import stat
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cardscan.actions.note_files import TABLE, called, speaks_of
from cardscan.photos.files import is_junk, is_photo, left_out_kind

_KINDS = ((stat.S_ISLNK, "a link"), (stat.S_ISFIFO, "a pipe"), (stat.S_ISSOCK, "a socket"))


@dataclass(frozen=True, slots=True)
class Stamp:
    """What of a file changes when its content does."""

    size: int  # bytes
    modified: int  # these two: ns since 1970, by the clock of whoever holds the file
    changed: int
    inode: int

    def stood_still(self, before: "Stamp") -> bool:
        """Tell whether nothing was written; what else there is differs from look to look on some network shares."""
        return (self.size, self.modified) == (before.size, before.modified)


@dataclass(slots=True)
class Listing:
    """What lies in watched folders."""

    files: dict[Path, Stamp] = field(default_factory=dict)  # photos, and what may be notes on them
    refused: dict[Path, str] = field(default_factory=dict)  # and why
    left_out: Counter[str] = field(default_factory=Counter)  # photos of kinds that are not read
    there: dict[Path, tuple[int, int]] = field(default_factory=dict)  # watched folder -> its device and inode


def look_through(folders: Sequence[Path]) -> Listing:
    """List the files of folders and of all their sub-folders. Of a folder that is not there nothing is listed."""
    listing = Listing()
    for folder in folders:
        try:
            status = folder.stat()
        except OSError:
            continue
        if stat.S_ISDIR(status.st_mode):
            listing.there[folder] = status.st_dev, status.st_ino
            _walk(folder, listing)
    return listing


def stamp_of(path: Path) -> Stamp | None:
    """Stamp a file; None where there is none."""
    try:
        return _stamp(path.lstat())
    except OSError:
        return None


def beside(notes: Iterable[Path], photos: Iterable[Path]) -> set[Path]:
    """Give those of the photos of which the notes may speak: those of their names, and of a table those beside it."""
    by_name: dict[tuple[Path, str], list[Path]] = {}
    for photo in photos:
        for name in (*called(photo), TABLE):
            by_name.setdefault((photo.parent, name), []).append(photo)
    return {photo for note in notes for photo in by_name.get((note.parent, speaks_of(note)), ())}


def is_note(path: Path) -> bool:
    """Tell whether a file is called as notes on photos are; else what is listed is a photo.

    What is still being written is neither: .part, .tmp, .crdownload, .filepart, a ~ at the end; what is hidden
    (.DS_Store, ._IMG_1.jpg) is junk.
    """
    return bool(speaks_of(path))


def _walk(folder: Path, listing: Listing) -> None:
    problems: list[OSError] = []
    for place, folders, files in os.walk(folder, onerror=problems.append):
        folders[:] = sorted(name for name in folders if not is_junk(name))
        for folder_path in (Path(place, name) for name in folders):
            if folder_path.is_symlink():  # os.walk does not follow it
                listing.refused[folder_path] = "a link is not followed"
        for path in (Path(place, name) for name in sorted(files) if not is_junk(name)):
            if kind := left_out_kind(path):
                listing.left_out[kind] += 1
            elif is_note(path) or is_photo(path):
                _add(path, listing)
    for problem in problems:
        if not isinstance(problem, FileNotFoundError):  # gone since it was listed
            listing.refused[Path(problem.filename)] = f"it cannot be read: {problem.strerror}"


def _add(path: Path, listing: Listing) -> None:
    try:
        status = path.lstat()
    except FileNotFoundError:
        return
    except OSError as error:
        listing.refused[path] = f"it cannot be read: {error.strerror}"
        return
    if stat.S_ISREG(status.st_mode):
        listing.files[path] = _stamp(status)
    else:
        what = next((name for test, name in _KINDS if test(status.st_mode)), "a device")
        listing.refused[path] = f"{what} is not read"


def _stamp(status: os.stat_result) -> Stamp:
    return Stamp(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
