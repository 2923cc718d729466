"""Every kind of file becomes photos, upright and of a size that can be read."""

import hashlib
import time
from datetime import datetime
from pathlib import Path

import hostile
import pytest
from picture_files import DATA, assert_flag, failure, flag, pdf, saved
from PIL import Image

from cardscan.photos.files import sha256_of
from cardscan.photos.pages import open_photo


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


@pytest.mark.parametrize(("ifd", "tag"), [(0x8769, 0x9004), (0, 0x0132)])
def test_a_scan_says_when_it_was_made(tmp_path: Path, ifd: int, tag: int) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = "0000:00:00 00:00:00"  # of a camera without a clock
    (exif.get_ifd(ifd) if ifd else exif)[tag] = "2026:10:02 18:05:09"
    file = open_photo(saved(tmp_path / "a.jpg", flag(), exif=exif))
    assert file.taken == datetime(2026, 10, 2, 18, 5, 9)  # noqa: DTZ001 - the camera's
    made = time.strptime("2026-10-02 18:05:09", "%Y-%m-%d %H:%M:%S")
    assert open_photo(saved(tmp_path / "a.pdf", flag(), creationDate=made)).taken == file.taken


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
