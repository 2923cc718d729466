"""The JSON lines, which others build on."""

import json

import made
import pytest

from cardscan.export.readings import person_json, reading_json
from cardscan.model import KINDS, PRINTED
from cardscan.person import Meeting, Note, Person

FIELD = {
    "raw": "Head of Tides",
    "confidence": 0.97,
    "sure": False,
    "origin": "rapidocr",
    "box": [[10.0, 20.0], [110.0, 20.0], [110.0, 44.5], [10.0, 44.5]],
}


def test_a_reading() -> None:
    value = json.loads(reading_json(made.photo("photos/one.jpg")))
    assert list(value) == ["photo", "cards", "error"]
    assert (value["photo"], value["error"]) == ("photos/one.jpg", None)
    [card] = value["cards"]
    assert list(card) == ["corners", "rotation", "size", "page", "country", *PRINTED, "lines", "codes", "quality"]
    assert card["corners"] == [[0.0, 0.0], [900.0, 3.0], [898.0, 500.0], [2.0, 497.0]]
    assert (card["rotation"], card["size"], card["page"], card["country"]) == (90, [900, 500], 0, "DK")
    assert card["codes"] == [{"payload": "https://brackwyth.example/o", "symbology": "QRCode", "box": FIELD["box"]}]
    assert card["title"] == [{"value": "Head of Tides", **FIELD}]
    assert card["quality"] == [{"kind": "small", "message": "letters are 9 px high", "advice": "hold closer"}]
    assert card["adr"] == []
    assert card["tel"][1]["type"] == "work"
    assert card["tel"][1]["parts"] == {"ext": "7"}
    assert card["fn"][0]["parts"] == {"given": "Ottoline", "family": "Brackwyth"}
    assert card["lines"][1] == {
        "text": "Tides, foretold",
        "confidence": 0.95,
        "agreed": False,
        "box": FIELD["box"],
        "place": [0.0, 0.0, 100.0, 24.5],
        "ink": [40.0, 128.0, 131.5],
        "ground": [240.0, 128.0, 128.0],
        "handwritten": False,
        "ring": True,
        "readings": [
            {"reader": "tesseract", "text": "Tides, foretold", "confidence": 0.9, "chars": [0.9] * 15},
            {"reader": "rapidocr", "text": "Tides, foretoId", "confidence": 0.95, "chars": []},
        ],
    }


def test_a_failure() -> None:
    value = json.loads(reading_json(made.failed("bad.jpg")))
    assert value["cards"] == []
    assert value["error"] == {
        "stage": "decode",
        "message": "the file ends too early",
        "advice": "copy it again from the camera",
    }


@pytest.mark.parametrize("nasty", ["a\nb", "a\u2028b", "\x1b[2J\x9b31m", "\u202etxt", "\udcff", "\x00"])
def test_whatever_a_card_says_is_one_harmless_line(nasty: str) -> None:
    line = reading_json(made.photo(nasty, made.card(made.contact(nasty + " x")), content="x"))
    assert line.isprintable()
    assert json.loads(line)["photo"] == nasty


def test_a_person() -> None:
    note = Note("sandbanks", "charts", made.NOW)
    meeting = Meeting(4, made.NOW.date(), "Harbour days", 9, (note,))
    person = Person(3, "f00", made.contact(), (meeting,), made.NOW, made.NOW)
    value = json.loads(person_json(person))
    more = [
        "meetings",
        "promises",
        "dates",
        "introductions",
        "contacted",
        "cadence",
        "snoozed",
        "filing",
        "company",
        "crop",
        "quality",
        "handwriting",
        "created",
    ]
    assert list(value) == ["id", "uid", *KINDS, *more, "revised"]
    [met] = value["meetings"]
    assert (met["id"], met["date"], met["event"], met["unfinished"]) == (4, "2026-10-03", "Harbour days", None)
    assert (met["notes"][0]["talked"], met["notes"][0]["written"]) == ("sandbanks", "2026-10-03T09:30:00+00:00")
    assert value["crop"] is None
