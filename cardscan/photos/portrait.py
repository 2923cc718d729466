"""A picture of someone that is no card: upright, and small enough to keep."""

from pathlib import Path

import cv2

from cardscan.errors import InputError, PhotoError
from cardscan.photos.pages import open_photo

_LONGEST = 1200  # pixels of the long side
_QUALITY = 85


def portrait(path: Path, data: bytes | None = None) -> bytes:
    """Give the photo in a file as a JPEG; `data` is what is in it, where that is known. Raises InputError."""
    try:
        image = open_photo(path, _LONGEST, data).photos[0].image
    except PhotoError as error:
        raise InputError(f"{path}: {error.failure.message}", error.failure.advice) from error
    _, jpeg = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    return jpeg.tobytes()
