"""The layouts of real cards that are filled in to train on: nothing of a card's contents is in them."""

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from cardscan.model import Line, Reading
from cardscan.parse.tagger.network import TAGS
from tools.draw_layouts import LAYOUTS, drawn, generic, label_words
from tools.label_words import labelled

GRAMMARS = {"tel", "email", "url", "social"}
CARD: dict[str, Any] = {
    "fn": ["Dr. Ottoline Brackwyth"],
    "title": ["Head of Kite Repair"],
    "org": ["Brackwyth Kites Ltd"],
    "adr": ["12 Quill Lane, Port Merrow"],
    "names": [{"prefix": "Dr.", "given": "Ottoline", "family": "Brackwyth"}],
    "adr_parts": [{"street": "12 Quill Lane", "city": "Port Merrow"}],
}
TEXTS = (
    "Brackwyth Kites Ltd",
    "Dr. Ottoline Brackwyth",
    "Head of",
    "Kite Repair",
    "Kites that come back",
    "12 Quill Lane",
    "Port Merrow",
    "Tel: +44 20 7946 0018",
)


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """The truth and the readings of one labelled photo."""
    lines = [asdict(_line(text, 40.0 + 50 * at)) for at, text in enumerate(TEXTS)]
    read = {"photo": "kites.jpg", "cards": [{"size": [1000, 600], "lines": lines, "codes": []}]}
    truth = {"photo": "kites.jpg", "region": "GB", "cards": [CARD]}
    paths = tmp_path / "strangers.jsonl", tmp_path / "readings.jsonl"
    for path, data in zip(paths, (truth, read), strict=True):
        path.write_text(json.dumps(data) + "\n", encoding="utf-8")
    return paths


def _line(text: str, top: float) -> Line:
    right, bottom = 40.0 + 14 * len(text), top + 28
    box = ((40.0, top), (right, top), (right, bottom), (40.0, bottom))
    readings = (Reading("rapidocr", text, 0.97), Reading("tesseract", text, 0.9))
    return Line(text, 0.97, box, (40.0, top, right, bottom), readings, agreed=True)


def test_labels_say_what_each_word_is(files: tuple[Path, Path]) -> None:
    (card,) = labelled(*files)
    told = {
        word.text: {TAGS[column] for column in tags.nonzero()[0]}
        for word, tags in zip(card.card.words, card.tags, strict=True)
    }
    assert (told["Ottoline"], told["Dr."], told["Head"]) == ({"given"}, {"prefix"}, {"title"})
    assert (told["Ltd"], told["Quill"], told["Merrow"]) == ({"org"}, {"street"}, {"city"})
    assert told["come"] == {"other", "label", "trade", "register"}


def test_what_stands_on_two_lines_is_one_value(files: tuple[Path, Path]) -> None:
    (card,) = labelled(*files)
    values = {word.text: value for word, value in zip(card.card.words, card.values, strict=True)}
    assert values["Head"] == values["Repair"] >= 0
    assert values["12"] == values["Merrow"] >= 0
    assert values["come"] == -1


def test_a_layout_keeps_no_word_of_its_card(files: tuple[Path, Path]) -> None:
    (text,) = drawn(list(files))
    row = json.loads(text)
    assert (row["region"], row["set"]) == ("GB", "strangers")
    assert not any(word.casefold() in text.casefold() for line in TEXTS for word in re.findall(r"\w{4,}", line))
    kinds = {word[0] for line in row["lines"] for word in line["is"]}
    assert {"given", "title", "org", "street", "city", "tel", "other"} <= kinds


def _shipped() -> Iterator[dict[str, Any]]:
    with gzip.open(LAYOUTS, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def test_the_shipped_layouts_hold_signs_short_numbers_and_words_of_labels_alone() -> None:
    layouts = list(_shipped())
    assert len(layouts) > 250
    for layout in layouts:
        assert set(layout) == {"height", "region", "set", "lines"}
        assert re.fullmatch(r"[A-Z]{2}|", layout["region"])
        for line in layout["lines"]:
            assert set(line) == {"at", "ink", "ground", "sure", "alike", "ring", "is"}
            for kind, _, _, shape, _, literal, type_ in line["is"]:
                assert literal == "" or generic(literal), literal
                assert set(kind.split("+")) <= {*TAGS, *GRAMMARS}
                assert shape in "ULT"
                assert re.fullmatch(r"[a-z]*", type_)


@pytest.mark.parametrize("text", ["Brackwyth", "123", "1a", "Kites", "①", "渡"])
def test_a_layout_may_not_hold(text: str) -> None:
    assert not generic(text)


@pytest.mark.parametrize("text", ["Tel.", "FAX", "·", "12", "〒", "電話"])
def test_a_layout_may_hold(text: str) -> None:
    assert generic(text)


def test_words_of_labels_are_few() -> None:
    assert len(label_words()) < 120
