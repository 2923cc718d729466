"""Write photos into a folder: each whole or not at all, readable by you alone, none over another file."""

import os
from datetime import datetime
from pathlib import Path

import cv2
from PIL import Image as Pillow

from cardscan.pictures import Image

QUALITY = 92  # of the JPEG: letters keep their edges
_EXIF_IFD, _TAKEN = 0x8769, 0x9003  # Exif 2.3: DateTimeOriginal


def write(photo: Image, folder: Path, stem: str, taken: datetime | None) -> Path:
    """Write a photo, H×W×3 BGR, as STEM-N.jpg with the next number; `taken` is local time. Raises OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    exif = Pillow.Exif()
    if taken:
        exif.get_ifd(_EXIF_IFD)[_TAKEN] = taken.strftime("%Y:%m:%d %H:%M:%S")
    part = folder / f".{stem}.{os.getpid()}.part"  # hidden: whoever watches the folder leaves it alone
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            Pillow.fromarray(cv2.cvtColor(photo, cv2.COLOR_BGR2RGB)).save(file, "JPEG", quality=QUALITY, exif=exif)
            file.flush()
            os.fsync(file.fileno())
        return _placed(part, folder, stem)
    finally:
        part.unlink(missing_ok=True)


def _placed(part: Path, folder: Path, stem: str) -> Path:
    number = 1
    while True:
        path = folder / f"{stem}-{number:03}.jpg"
        if not path.exists():
            part.rename(path)
            return path
        number += 1
