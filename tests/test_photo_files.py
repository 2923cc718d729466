"""Every kind of file becomes photos, or one error that says what to do."""

import hashlib
import io
import os
import socket
import struct
import subprocess
import sys
import time
import zlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import cv2
import hostile
import numpy as np
import pytest
from PIL import Image

from cardscan.errors import InputError, PhotoError
from cardscan.photos.files import find_photos, sha256_of
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


@pytest.mark.parametrize("name", ["a.jpg", "b.png", "c.webp", "d.tiff", "e.bmp", "f.pdf"])
def test_formats(tmp_path: Path, name: str) -> None:
    path = saved(tmp_path / name, flag(640, 480), **({"resolution": 300} if name.endswith("pdf") else {}))
    file = open_photo(path)
    assert file.sha256 == hashlib.sha256(path.read_bytes()).hexdigest() == sha256_of(path)
    [photo] = file.photos
    assert_flag(photo)
    assert photo.image.shape[:2] in ((480, 640), (480, 641))  # pdfium rounds up
    assert photo.scale == pytest.approx(1, abs=0.01)
    assert photo.page == 0


def test_heic_is_turned_once() -> None:
    file = open_photo(DATA / "turned.heic")
    assert_flag(file.photos[0])
    assert file.taken == file.photos[0].taken == datetime(2026, 10, 2, 18, 5, 9)  # noqa: DTZ001 - the camera's


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp", "a.tiff"])
@pytest.mark.parametrize(
    ("orientation", "undo"),
    [
        (1, None),
        (2, Image.Transpose.FLIP_LEFT_RIGHT),
        (3, Image.Transpose.ROTATE_180),
        (4, Image.Transpose.FLIP_TOP_BOTTOM),
        (5, Image.Transpose.TRANSPOSE),
        (6, Image.Transpose.ROTATE_90),
        (7, Image.Transpose.TRANSVERSE),
        (8, Image.Transpose.ROTATE_270),
    ],
)
def test_exif_orientation(tmp_path: Path, name: str, orientation: int, undo: Image.Transpose | None) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored = flag() if undo is None else flag().transpose(undo)
    [photo] = open_photo(saved(tmp_path / name, stored, exif=exif)).photos
    assert_flag(photo)
    assert photo.image.shape == (48, 64, 3)


@pytest.mark.parametrize("mode", ["P", "CMYK", "RGBA", "RGBX", "YCbCr"])
def test_colour_modes(tmp_path: Path, mode: str) -> None:
    name = {"CMYK": "a.jpg", "YCbCr": "a.jpg"}.get(mode, "a.tiff")
    assert_flag(open_photo(saved(tmp_path / name, flag(mode=mode))).photos[0])


@pytest.mark.parametrize(
    ("mode", "dark", "light"), [("L", 0, 255), ("1", 0, 1), ("I;16", 900, 60000), ("F", -0.5, 1.5)]
)
def test_gray_modes(tmp_path: Path, mode: str, dark: float, light: float) -> None:
    image = Image.new(mode, (40, 30), light)
    image.paste(dark, (0, 0, 20, 30))
    pixels = open_photo(saved(tmp_path / "a.tiff", image)).photos[0].image
    assert pixels.shape == (30, 40, 3)
    assert pixels[:, :20].max() == 0 and pixels[:, 20:].min() == 255


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_see_through_is_white(tmp_path: Path, mode: str) -> None:
    image = Image.new("RGBA", (40, 30), (0, 0, 0, 0))
    image.paste((0, 0, 0, 255), (0, 0, 20, 30))
    pixels = open_photo(saved(tmp_path / "a.png", image.convert(mode))).photos[0].image
    assert pixels[:, :20].max() == 0 and pixels[:, 20:].min() == 255


@pytest.mark.parametrize("name", ["a.jpg", "a.png"])
@pytest.mark.parametrize(("width", "height"), [(5000, 3000), (4032, 3024), (2500, 1000), (7000, 35)])
def test_large_is_shrunk_and_says_by_how_much(tmp_path: Path, name: str, width: int, height: int) -> None:
    [photo] = open_photo(saved(tmp_path / name, flag(width, height))).photos
    assert_flag(photo)
    assert 0.8 * 2400 <= photo.image.shape[1] <= 2400
    assert photo.scale == pytest.approx(width / photo.image.shape[1])
    assert photo.image.shape[0] == pytest.approx(height / photo.scale, abs=1)


def test_turned_and_shrunk_png_keeps_its_turn(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    stored = flag(2000, 1500, "RGBA").transpose(Image.Transpose.ROTATE_90)
    stored.putpixel((0, 0), (0, 0, 0, 0))
    [photo] = open_photo(saved(tmp_path / "a.png", stored, exif=exif), longest=400).photos
    assert_flag(photo)
    assert photo.image.shape == (300, 400, 3)


def test_broken_exif_costs_nothing_but_itself(tmp_path: Path) -> None:
    file = open_photo(saved(tmp_path / "a.jpg", flag(), exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff\x01"))
    assert_flag(file.photos[0])
    assert file.taken is None


@pytest.mark.parametrize("said", ["0000:00:00 00:00:00", "yesterday", "", "2026:13:40 25:61:61"])
def test_impossible_date_is_no_date(tmp_path: Path, said: str) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = said
    assert open_photo(saved(tmp_path / "a.jpg", flag(), exif=exif)).taken is None


def test_pages_of_a_tiff(tmp_path: Path) -> None:
    pages = [flag(64, 48), flag(80, 60, "L").point(lambda _: 7)]
    photos = open_photo(saved(tmp_path / "a.tif", pages[0], save_all=True, append_images=pages[1:])).photos
    assert len(photos) == 2
    assert_flag(photos[0])
    assert photos[1].image.shape == (60, 80, 3) and photos[1].image.max() == 7
    assert [photo.page for photo in photos] == [0, 1]
    assert [photo.page for photo in photos[1:]] == [1]
    with pytest.raises(IndexError):
        photos[2]


def test_pages_of_a_pdf_at_300_dpi(tmp_path: Path) -> None:
    pages = [flag(1004, 638), flag(3508, 2480)]  # a business card; A4, too large at 300 dpi
    photos = open_photo(
        saved(tmp_path / "a.pdf", pages[0], save_all=True, append_images=pages[1:], resolution=300)
    ).photos
    card, sheet = photos
    assert_flag(card)
    assert_flag(sheet)
    assert card.image.shape in ((638, 1004, 3), (638, 1005, 3)) and card.scale == pytest.approx(1)
    assert max(sheet.image.shape) in (2399, 2400) and sheet.scale == pytest.approx(3508 / 2400, rel=0.01)


def test_pdf_page_of_any_size_is_rendered_small(tmp_path: Path) -> None:
    path = tmp_path / "wide.pdf"
    path.write_bytes(pdf(b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 14400 7200]>>"))
    assert open_photo(path).photos[0].image.shape in ((1200, 2400, 3), (1200, 2399, 3))


def test_the_pages_of_a_tiff_are_counted_as_far_as_they_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    path.write_bytes(hostile.tiff(200))
    assert len(open_photo(path).photos) == 200
    path.write_bytes(hostile.tiff(200_000))
    began = time.process_time()
    assert failure(path).message == "it has more than 200 pages; at most 200 are read"
    assert time.process_time() - began < 2  # all of them take a minute


def test_a_later_page_that_takes_too_much_memory_is_refused_by_its_header(tmp_path: Path) -> None:
    small, large = Image.new("1", (64, 48)), Image.new("1", (40_000, 25_000))
    saved(tmp_path / "a.tif", small, save_all=True, append_images=[large], compression="group4")
    assert (tmp_path / "a.tif").stat().st_size < 1_000_000
    assert "too large to decode" in failure(tmp_path / "a.tif").message


def test_too_many_pages(tmp_path: Path) -> None:
    tiny = Image.new("1", (2, 2))
    path = saved(tmp_path / "a.tif", tiny, save_all=True, append_images=[tiny] * 200)
    assert failure(path).message == "it has more than 200 pages; at most 200 are read"


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
def test_what_takes_too_much_memory_is_refused_by_the_header(tmp_path: Path, width: int, height: int) -> None:
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
        monkeypatch.setattr(os, "open", _refuse)
    assert failure(path).message == "not allowed to read it"


def test_pipes_devices_and_sockets_are_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    assert "not a file" in failure(tmp_path / "pipe.jpg").message
    assert "not a file" in failure(Path("/dev/zero")).message
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(os.path.relpath(tmp_path / "socket.jpg"))
        assert failure(tmp_path / "socket.jpg").failure.stage == "open"


def test_folder_given_as_a_file(tmp_path: Path) -> None:
    assert failure(tmp_path).failure.stage == "open"


def test_find_photos_in_order_without_junk(tmp_path: Path) -> None:
    wanted = ["B.JPG", "a.heic", "a.pdf", "fair/1.png", "fair/day 2/x.WebP", "fair/y.tif"]
    junk = ["a.txt", ".a.jpg", "fair/._1.png", "fair/@eaDir/1.jpg", ".cache/x.jpg", "notes.jpg.part"]
    for name in wanted + junk:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    found = [str(path.relative_to(tmp_path)) for path in find_photos([tmp_path]).photos]
    assert found == ["B.JPG", "a.heic", "a.pdf", "fair/1.png", "fair/y.tif", "fair/day 2/x.WebP"]


def test_find_photos_takes_files_as_given_once(tmp_path: Path) -> None:
    path = tmp_path / "card.scan"
    path.write_bytes(b"x")
    assert find_photos([path, tmp_path / "gone.jpg", path]).photos == (path, tmp_path / "gone.jpg")


def test_find_photos_without_any(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x")
    with pytest.raises(InputError, match="no photos in"):
        find_photos([tmp_path])
    with pytest.raises(InputError, match=r"no such file or folder: \S+gone\.jpg$"):
        find_photos([tmp_path / "gone.jpg", tmp_path])


def test_unreadable_folder_becomes_one_bad_photo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    locked = tmp_path / "locked"
    locked.mkdir()
    saved(tmp_path / "a.jpg", flag())
    locked.chmod(0)
    try:
        if os.access(locked, os.R_OK):
            scandir = os.scandir
            monkeypatch.setattr(os, "scandir", lambda p: _refuse(p) if str(p) == str(locked) else scandir(p))
        assert find_photos([tmp_path]).photos == (tmp_path / "a.jpg", locked)
        if not os.access(locked, os.R_OK):
            assert failure(locked).message == "not allowed to read it"
    finally:
        locked.chmod(0o700)


def _refuse(path: object, *_: object) -> int:
    raise PermissionError(13, "Permission denied", str(path))


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
