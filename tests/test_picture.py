import io

import numpy as np
import pytest
from PIL import Image

from cardscan.errors import PhotoError
from cardscan.export.picture import MOST_BYTES, small_jpeg


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


@pytest.mark.parametrize("size", [(3000, 1700), (1700, 3000), (720, 10), (1, 1)])
def test_the_longer_side_fits(size: tuple[int, int]) -> None:
    small = Image.open(io.BytesIO(small_jpeg(encoded(Image.new("RGB", size, "white"), "PNG"))))

    assert small.format == "JPEG"
    assert max(small.size) == min(720, max(size))
    assert small.width == pytest.approx(small.height * size[0] / size[1], rel=0.01)


def test_even_noise_gets_small_enough() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (1200, 1200, 3), dtype=np.uint8)

    assert len(small_jpeg(encoded(Image.fromarray(noise), "JPEG", quality=95))) <= MOST_BYTES


def test_nothing_but_the_picture_is_left() -> None:
    exif = Image.Exif()
    exif[0x010E] = "taken at the harbour"
    given = encoded(Image.new("RGB", (40, 20)), "JPEG", exif=exif, comment=b"of Harriet", icc_profile=b"profile")
    assert b"harbour" in given
    assert b"Harriet" in given

    small = small_jpeg(given)

    assert not {"exif", "comment", "icc_profile"} & set(Image.open(io.BytesIO(small)).info)
    assert b"harbour" not in small
    assert b"Harriet" not in small


@pytest.mark.parametrize("broken", [b"", b"no picture", encoded(Image.new("RGB", (400, 400)), "JPEG")[:300]])
def test_a_damaged_picture_is_a_photo_error(broken: bytes) -> None:
    with pytest.raises(PhotoError, match="damaged"):
        small_jpeg(broken)
