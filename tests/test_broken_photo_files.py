"""A file that is broken, too large or none of ours is one error that says what to do."""

import io
import os
import socket
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from picture_files import DATA, RED, failure, flag, pdf, png_header, refuse, saved
from PIL import Image

from cardscan.errors import PhotoError
from cardscan.photos.files import sha256_of
from cardscan.photos.pages import open_photo


def test_empty_file(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").touch()
    assert failure(tmp_path / "a.jpg").message == "the file is empty"


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp", "a.tiff", "a.bmp"])
def test_cut_short(tmp_path: Path, name: str) -> None:
    noise = Image.fromarray(np.random.default_rng(1).integers(0, 255, (200, 300, 3), np.uint8))
    path = saved(tmp_path / name, noise)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    assert failure(path).failure.stage == "decode"


def test_heic_and_pdf_cut_short(tmp_path: Path) -> None:
    heic = (DATA / "turned.heic").read_bytes()
    (tmp_path / "a.heic").write_bytes(heic[: len(heic) - 60])
    assert failure(tmp_path / "a.heic").failure.stage == "decode"
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<</Type/Cat")
    assert failure(tmp_path / "a.pdf").message == "the PDF is damaged"


@pytest.mark.parametrize("content", [b"Dear Sir,\nplease find attached\n", b"\0" * 500, b"GIF89a" + b"\1" * 99])
def test_other_files_named_jpg(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.jpg").write_bytes(content)
    assert failure(tmp_path / "a.jpg").message == "it is not a photo, or its beginning is damaged"


@pytest.mark.parametrize(("width", "height"), [(30000, 30000), (20000, 16000), (10**6, 10**6)])
def test_what_takes_too_much_memory_isrefused_by_the_header(tmp_path: Path, width: int, height: int) -> None:
    (tmp_path / "a.png").write_bytes(png_header(width, height))
    assert "too large to decode" in failure(tmp_path / "a.png").message


def test_a_phones_64_megapixels_are_read(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.jpg", Image.new("L", (9248, 6936), 90), quality=30)
    assert open_photo(path).photos[0].image.shape == (1734, 2312, 3)


PEAK = """
import resource, sys
from cardscan.photos.pages import open_photo
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
image = open_photo(__import__("pathlib").Path(sys.argv[1])).photos[0].image
print(max(image.shape), (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere memory is counted in other units")
@pytest.mark.parametrize(
    ("name", "size", "most"),
    [
        ("a.jpg", (12000, 9000), 0.2e9),  # phones of "108 megapixels"
        ("p.jpg", (12000, 9000), 0.5e9),  # progressive: the coefficients are kept
        ("b.jpg", (16320, 12240), 0.3e9),  # and of "200 megapixels"
        ("a.png", (12000, 9000), 0.7e9),
    ],
)
def test_a_phones_many_megapixels_are_read_in_little_memory(
    tmp_path: Path, name: str, size: tuple[int, int], most: float
) -> None:
    path = saved(tmp_path / name, Image.new("RGB", size, RED), progressive=name == "p.jpg", compress_level=1)
    done = subprocess.run([sys.executable, "-c", PEAK, path], capture_output=True, check=True, timeout=120)
    longest, peak = map(int, done.stdout.split())
    assert 1920 <= longest <= 2400
    assert peak < most


def test_a_gray_png_of_16_bits_is_averaged(tmp_path: Path) -> None:
    values = np.zeros((3000, 6000), np.uint16)
    values[:, 3000:] = 40000
    path = saved(tmp_path / "a.png", Image.fromarray(values))
    image = open_photo(path).photos[0].image
    assert image.shape == (1200, 2400, 3)
    assert image[600, 300].tolist() == [0, 0, 0] and image[600, 2100].tolist() == [255, 255, 255]


def test_huge_picture_in_a_pdf(tmp_path: Path) -> None:
    picture = zlib.compress(bytes(100))
    image = b"<</Type/XObject/Subtype/Image/Width 30000/Height 30000/ColorSpace/DeviceGray/BitsPerComponent 8"
    image += b"/Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (len(picture), picture)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</XObject<</Im 5 0 R>>>>>>"
    (tmp_path / "a.pdf").write_bytes(pdf(page, b"<</Length 26>>stream\n200 0 0 200 0 0 cm /Im Do\nendstream", image))
    assert failure(tmp_path / "a.pdf").message == "it is too large to decode (30000 x 30000 pixels, 14.4 GB of memory)"


def test_encrypted_pdf(tmp_path: Path) -> None:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>"
    lock = b"<</Filter/Standard/V 1/R 2/P -4/O<%b>/U<%b>>>" % (b"41" * 32, b"42" * 32)
    (tmp_path / "a.pdf").write_bytes(pdf(page, lock, trailer=b"/Encrypt 4 0 R/ID[<00><00>]"))
    assert failure(tmp_path / "a.pdf").message == "the PDF has a password"


def test_vanished_file(tmp_path: Path) -> None:
    assert failure(tmp_path / "gone.jpg").message == "no such file"
    with pytest.raises(PhotoError, match="no such file"):
        sha256_of(tmp_path / "gone.jpg")


def test_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = saved(tmp_path / "a.jpg", flag())
    path.chmod(0)
    if os.access(path, os.R_OK):  # root may read anything
        monkeypatch.setattr(os, "open", refuse)
    assert failure(path).message == "not allowed to read it"


def test_pipes_devices_and_sockets_arerefused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    assert "not a file" in failure(tmp_path / "pipe.jpg").message
    assert "not a file" in failure(Path("/dev/zero")).message
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(os.path.relpath(tmp_path / "socket.jpg"))
        assert failure(tmp_path / "socket.jpg").failure.stage == "open"


def test_folder_given_as_a_file(tmp_path: Path) -> None:
    assert failure(tmp_path).failure.stage == "open"


@pytest.mark.parametrize("spoil", [lambda d, i: d[:i] + bytes([d[i] ^ 0xFF]) + d[i + 1 :], lambda d, i: d[:i]])
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF", "PDF"])
def test_spoilt_files_open_or_fail_cleanly(tmp_path: Path, form: str, spoil: Callable[[bytes, int], bytes]) -> None:
    buffer = io.BytesIO()
    flag().save(buffer, form)
    data = buffer.getvalue()
    for place in range(0, len(data), max(1, len(data) // 60)):
        (tmp_path / "a").write_bytes(spoil(data, place) or b"x")
        try:
            photos = list(open_photo(tmp_path / "a").photos)
        except PhotoError as error:
            assert error.advice
        else:
            assert all(cv2.cvtColor(photo.image, cv2.COLOR_BGR2GRAY).size for photo in photos)
