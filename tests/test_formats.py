"""What is read and what is left out, told by content, in each way in."""

import io
import shutil
from collections import Counter
from pathlib import Path

import made
import pytest
from conftest import Run
from picture_files import BLUE, assert_flag, failure, flag, saved
from PIL import Image, TiffImagePlugin

from cardscan.actions.note_files import take_beside
from cardscan.errors import Exit, InputError
from cardscan.photos.files import find_photos
from cardscan.photos.formats import LEFT_OUT, READ, kind_of, said_left_out
from cardscan.photos.pages import open_photo
from cardscan.store import Store
from cardscan.watching.listing import look_through


def encoded(form: str, **more: object) -> bytes:
    out = io.BytesIO()
    flag().save(out, form, **more)
    return out.getvalue()


CONTENT = {
    "JPEG": encoded("JPEG"),
    "PNG": encoded("PNG"),
    "WebP": encoded("WEBP"),
    "TIFF": encoded("TIFF"),
    "BMP": encoded("BMP"),
    "GIF": encoded("GIF"),
    "HEIC": (Path(__file__).parent / "data" / "turned.heic").read_bytes(),
    "AVIF": encoded("AVIF"),
    "PDF": encoded("PDF"),
}
NOT_READ = {
    "JPEG XL": b"\xff\x0a" + bytes(40),
    "CR2": b"II*\0\x10\0\0\0CR\2\0" + bytes(40),
    "CR3": b"\0\0\0\x18ftypcrx \0\0\0\1crx isom" + bytes(40),
    "RAF": b"FUJIFILMCCD-RAW 0201" + bytes(40),
    "ORF": b"IIRO\x08\0\0\0" + bytes(40),
    "RW2": b"IIU\0\x18\0\0\0" + bytes(40),
    "JPEG 2000": b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(40),
    "Photoshop": b"8BPS\0\1" + bytes(40),
}


@pytest.mark.parametrize("kind", READ)
def test_every_kind_is_known_by_its_content(kind: str) -> None:
    assert kind_of(CONTENT[kind][:1024]) == kind


@pytest.mark.parametrize("kind", [kind for kind in READ if kind not in ("HEIC", "PDF")])
@pytest.mark.parametrize("name", ["noext", "lies.jpg", "2026-10-15 19.30.12"])
def test_content_counts_and_not_the_name(tmp_path: Path, kind: str, name: str) -> None:
    (tmp_path / name).write_bytes(CONTENT[kind])
    assert_flag(open_photo(tmp_path / name).photos[0], tolerance=40)
    assert find_photos([tmp_path]).photos == (tmp_path / name,)


@pytest.mark.parametrize("kind", READ)
@pytest.mark.parametrize("upper", [False, True])
def test_folders_and_watch_list_all_that_is_read(tmp_path: Path, kind: str, upper: bool) -> None:
    for suffix in READ[kind]:
        (tmp_path / f"a{suffix.upper() if upper else suffix}").write_bytes(CONTENT[kind])
    (tmp_path / "noext").write_bytes(CONTENT[kind])
    for other in ("notes.docx", "noext~", "b.part", "list", "c.tmp"):
        (tmp_path / other).write_bytes(b"something else" if other == "list" else CONTENT[kind])
    there = {each.name for each in find_photos([tmp_path]).photos}
    assert len(there) == len(READ[kind]) + 1
    assert {each.name for each in look_through([tmp_path]).files} == there


@pytest.mark.parametrize("kind", NOT_READ)
def test_what_is_not_read_says_as_what(tmp_path: Path, kind: str) -> None:
    assert kind_of(NOT_READ[kind]) == kind
    (tmp_path / "a.jpg").write_bytes(NOT_READ[kind])
    error = failure(tmp_path / "a.jpg")
    assert kind in error.message and "export them as JPEG" in error.advice


def test_what_is_left_out_is_named_once_by_kind_and_number(tmp_path: Path, run: Run) -> None:
    for number, kind in enumerate(LEFT_OUT):
        for suffix in LEFT_OUT[kind]:
            (tmp_path / f"{number}{suffix}").write_bytes(b"whatever")
    (tmp_path / "noext").write_bytes(NOT_READ["JPEG XL"])
    expected = Counter({kind: len(suffixes) for kind, suffixes in LEFT_OUT.items()}) + Counter(["JPEG XL"])
    with pytest.raises(InputError, match="no photos in") as caught:
        find_photos([tmp_path])
    assert "2 JPEG XL" in caught.value.advice
    (tmp_path / "bad.jpg").write_bytes(b"no photo")
    assert find_photos([tmp_path]).left_out == look_through([tmp_path]).left_out == expected
    for command in ("ingest", "read"):
        code, _, err = run(command, str(tmp_path), "--jobs", "1", "--engine", "rapidocr")
        assert code == Exit.SOME_FAILED
        assert err.count(said_left_out(expected)) == 1 == err.count("are left out")


def test_a_raw_photo_is_not_taken_for_its_preview(tmp_path: Path) -> None:
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[50706] = b"\1\4\0\0"
    saved(tmp_path / "a.tif", flag(), tiffinfo=tags)
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[254] = 1
    saved(tmp_path / "b.tif", flag(), tiffinfo=tags)
    for name in ("a.tif", "b.tif"):
        assert "raw photos" in failure(tmp_path / name).message


def test_of_a_gif_and_of_an_mpo_the_first_picture_counts(tmp_path: Path) -> None:
    other = Image.new("RGB", (64, 48), BLUE)
    flag().save(tmp_path / "a.gif", save_all=True, append_images=[other, other])
    flag().save(tmp_path / "a.mpo", "MPO", save_all=True, append_images=[other])
    for name in ("a.gif", "a.mpo"):
        photos = open_photo(tmp_path / name).photos
        assert len(photos) == 1
        assert_flag(photos[0], tolerance=40)
    assert len(find_photos([tmp_path]).photos) == 2


def test_a_jpeg_that_speaks_of_pdf_is_a_jpeg(tmp_path: Path) -> None:
    saved(tmp_path / "a.jpg", flag(), comment=b"%PDF-1.7 was its source", quality=95)
    assert b"%PDF-" in (tmp_path / "a.jpg").read_bytes()[:1024]
    assert_flag(open_photo(tmp_path / "a.jpg").photos[0])


def test_bombs_are_refused_by_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("cardscan.photos.decode.MOST_MEMORY", 64 * 48 * 10 + 1000)
        assert_flag(open_photo(saved(tmp_path / "a.png", flag())).photos[0])
        assert "GB of memory" in failure(saved(tmp_path / "a.webp", flag())).message  # it takes three times as much
    gif = b"GIF89a" + (65000).to_bytes(2, "little") * 2 + b"\0\0\0," + bytes(4) + (65000).to_bytes(2, "little") * 2
    (tmp_path / "c.gif").write_bytes(gif + b"\x80\0\0\0\xff\xff\xff\2\2D\1\0;")
    assert "too large" in failure(tmp_path / "c.gif").message


def test_notes_find_photos_of_every_name(tmp_path: Path, store: Store) -> None:
    for name in ("one", "two.avif"):
        shutil.copyfile(Path(__file__), tmp_path / name)
    (tmp_path / "notes.csv").write_text("photo,talked,can help\none,a,b\ntwo,c,d\n")
    noted = take_beside([tmp_path / "one", tmp_path / "two.avif"], store, made.NOW)
    assert not any("no such" in each.message for each in noted.problems)
