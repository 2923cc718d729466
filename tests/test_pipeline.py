import json
import socket
from pathlib import Path
from typing import Any, NoReturn

import pytest

from cardscan import pipeline
from cardscan.cli import options
from cardscan.model import KINDS, PhotoReading, ReadOptions
from cardscan.ocr.read import Readers
from cardscan.photos.small import small_jpeg
from cardscan.pipeline import load_readers, read_photo
from cardscan.processes import pool

pytestmark = pytest.mark.engine

SAMPLES = Path(__file__).parent.parent / "samples"
TRUTH = {t["photo"]: t for t in map(json.loads, (SAMPLES / "truth.jsonl").read_text(encoding="utf-8").splitlines())}


def no_network(*_: Any, **__: Any) -> NoReturn:
    raise AssertionError("reading a photo must not use the network")


@pytest.fixture(scope="module", params=["both", "tesseract", "rapidocr"])
def readers(request: pytest.FixtureRequest) -> Readers:
    return load_readers(ReadOptions(engine=request.param, languages=("eng",)))


def values(reading: PhotoReading, kind: str) -> set[str]:
    return {field.value for card in reading.cards for field in getattr(card.contact, kind)}


def test_a_scan_is_read_without_the_network(readers: Readers, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, no_network)
    monkeypatch.setattr(socket, "getaddrinfo", no_network)
    reading = read_photo(SAMPLES / "photos/scans/hathersedge.jpg", readers)
    (card,) = reading.cards
    (truth,) = TRUTH["photos/scans/hathersedge.jpg"]["cards"]
    assert reading.failure is None
    assert values(reading, "email") == set(truth["email"])
    assert values(reading, "tel") == {tel["e164"] for tel in truth["tel"]}
    assert values(reading, "fn") == set(truth["fn"])
    assert card.crop.startswith(b"\xff\xd8")
    assert card.small == small_jpeg(card.crop)
    readers_of_lines = {r.reader for line in card.lines for r in line.readings}
    expected = {"both": {"rapidocr", "tesseract"}}.get(readers.engine, {readers.engine})
    assert readers_of_lines == expected


def test_every_page_of_a_pdf_is_read(readers: Readers) -> None:
    reading = read_photo(SAMPLES / "photos/scans/marchevert.pdf", readers)
    assert [card.page for card in reading.cards] == [0, 1]


def test_a_file_that_is_no_photo_is_a_failure_and_no_exception(readers: Readers, tmp_path: Path) -> None:
    path = tmp_path / "notes.jpg"
    path.write_text("milk, bread", encoding="utf-8")
    reading = read_photo(path, readers)
    assert reading.failure is not None
    assert reading.cards == ()


def test_every_value_says_where_it_stands_and_who_read_it() -> None:
    readers = load_readers(ReadOptions(engine="rapidocr"))
    reading = read_photo(SAMPLES / "photos/scans/hathersedge.jpg", readers)
    (card,) = reading.cards
    width, height = (max(point[i] for point in card.corners) + 30 for i in (0, 1))
    for kind in KINDS:
        for field in getattr(card.contact, kind):
            assert field.origin.startswith(("rapidocr", "qr")), (kind, field)
            assert 0 < field.confidence <= 1
            assert field.box is not None
            assert all(-30 <= x <= width and -30 <= y <= height for x, y in field.box)


def test_the_home_that_was_chosen_reaches_the_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cardscan.pipeline.load_readers", lambda options: options)
    made = pool.reader(options.Reading(home="KE").make_read().args[0])  # type: ignore[attr-defined]
    assert made.keywords["home"] == "KE"  # type: ignore[attr-defined]


def test_a_code_that_only_the_photo_shows_is_on_its_card(monkeypatch: pytest.MonkeyPatch) -> None:
    """Straightening blurs a code now and then; of several cards it is on the one that it lies on."""
    read = pipeline.read_codes
    looks = iter([read])
    monkeypatch.setattr(pipeline, "read_codes", lambda image: next(looks, lambda _: ())(image))
    photo = next(photo for photo, truth in TRUTH.items() if any(card.get("qr") for card in truth["cards"]))
    reading = read_photo(SAMPLES / photo, load_readers(ReadOptions(engine="rapidocr", languages=("eng",))))
    assert [len(card.codes) for card in reading.cards] == [bool(card.get("qr")) for card in TRUTH[photo]["cards"]]
