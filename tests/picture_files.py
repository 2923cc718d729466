"""Files of pictures for tests: a flag that shows which way is up, PDFs and headers made by hand."""

import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cardscan.errors import PhotoError
from cardscan.photos.pages import open_photo
from cardscan.pictures import Photo

DATA = Path(__file__).parent / "data"
RED, BLUE, WHITE = (200, 30, 30), (30, 30, 200), (255, 255, 255)


def flag(width: int = 64, height: int = 48, mode: str = "RGB") -> Image.Image:
    """White, with a red quarter on the left and a blue one on the right."""
    made = Image.new("RGB", (width, height), WHITE)
    made.paste(RED, (0, 0, width // 4, height))
    made.paste(BLUE, (width - width // 4, 0, width, height))
    return made.quantize(8) if mode == "P" else made.convert(mode)


def assert_flag(photo: Photo, tolerance: int = 12) -> None:
    """The image is the flag in BGR, upright."""
    height, width = photo.image.shape[:2]
    assert photo.image.dtype == np.uint8 and photo.image.ndim == 3 and photo.image.flags.c_contiguous
    assert width > height
    for x, rgb in ((width // 8, RED), (width // 2, WHITE), (width - width // 8, BLUE)):
        assert np.abs(photo.image[height // 2, x].astype(int) - rgb[::-1]).max() <= tolerance


def failure(path: Path) -> PhotoError:
    """Open a bad file and its pages; return the error, after checking that it says what to do."""
    with pytest.raises(PhotoError) as caught:
        list(open_photo(path).photos)
    assert caught.value.message and caught.value.advice
    assert str(path.parent) not in caught.value.message + caught.value.advice
    return caught.value


def saved(path: Path, image: Image.Image, **options: object) -> Path:
    image.save(path, **options)
    return path


def pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """Put objects into a PDF with one page; the page is object 3, and those given follow it."""
    body = b"%PDF-1.7\n"
    places = []
    start = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"]
    for number, content in enumerate(start + list(objects), 1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(places) + 1
    end = b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<</Root 1 0 R/Size %d%b>>\nstartxref\n%d\n%%%%EOF\n"
    return body + end % (size, table, size, trailer, len(body))


def png_header(width: int, height: int) -> bytes:
    """A PNG that promises many pixels and has none."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(9))) + chunk(b"IEND", b"")


def refuse(path: object, *_: object) -> int:
    """What a file system does for one who may not."""
    raise PermissionError(13, "Permission denied", str(path))
