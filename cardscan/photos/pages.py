"""A file becomes photos: its pages, each decoded when it is asked for."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import overload

from cardscan.errors import PhotoError
from cardscan.photos.decode import MOST_PAGES, decode, survey, too_many_pages
from cardscan.photos.files import content_of
from cardscan.photos.formats import ADD, contacts_called
from cardscan.pictures import Photo

LONGEST = 2400  # pixels of the long side that reading needs at most


class Pages(Sequence[Photo]):
    """The pages of a file, each decoded when it is asked for, so that memory holds one.

    Asking raises PhotoError when the page cannot be decoded.
    """

    def __init__(self, data: bytes, numbers: range, longest: int) -> None:
        self._data = data
        self._numbers = numbers
        self._longest = longest

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, index: int) -> Photo: ...
    @overload
    def __getitem__(self, index: slice) -> "Pages": ...
    def __getitem__(self, index: int | slice) -> "Photo | Pages":
        if isinstance(index, slice):
            return Pages(self._data, self._numbers[index], self._longest)
        return decode(self._data, self._numbers[index], self._longest)


@dataclass(frozen=True, slots=True)
class PhotoFile:
    """A file with photos."""

    sha256: str  # of the file as given
    photos: Pages
    taken: datetime | None = None  # or scanned, as it says itself; local time of the camera


def open_photo(path: Path, longest: int = LONGEST, data: bytes | None = None) -> PhotoFile:
    """Open a file; its pages are decoded as they are asked for, their long side at most `longest` pixels.

    `data` is what is in it, where that is known already.
    Raises PhotoError, at once or when a page is asked for: unreadable, not a photo, broken, too large, protected.
    """
    if kind := contacts_called(path.name):
        raise PhotoError("decode", f"it is no photo but {'an' if kind == 'e-mail' else 'a'} {kind}", ADD)
    if data is None:
        data = content_of(path)  # so that what is decoded is what was hashed, even if the file is replaced
    pages, taken = survey(data)
    if pages > MOST_PAGES:
        raise too_many_pages(str(pages))
    return PhotoFile(hashlib.sha256(data).hexdigest(), Pages(data, range(pages), longest), taken)
