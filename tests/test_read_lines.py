"""Which languages a card, and each line of it, is read in."""

from pathlib import Path

import numpy as np
import pytest

from cardscan.model import Reading
from cardscan.ocr import read
from cardscan.ocr.programs import Tesseract
from cardscan.ocr.read import _guessed, _languages, _languages_of, _read_again
from cardscan.pictures import Image

KOREAN, JAPANESE = ("kor", "eng"), ("jpn", "eng")
INSTALLED = ("ara", "chi_sim", "deu", "ell", "eng", "hin", "jpn", "kor", "rus", "tha", "ukr")


@pytest.mark.parametrize(
    ("text", "lost", "languages", "wanted"),
    [
        ("杏口回", True, KOREAN, ("kor",)),  # English would be noise
        ("", True, KOREAN, ("kor",)),
        ("14,", True, KOREAN, ("kor",)),  # however many figures
        ("02-555-0142", False, KOREAN, ("eng",)),
        ("12345杏口盟", False, KOREAN, ("kor",)),  # Hangul taken for Han, among figures
        ("杏口 12 Deep Tide", False, KOREAN, KOREAN),
        ("Deep Tide", False, KOREAN, ("eng",)),
        ("電話:03-5550-0142", False, JAPANESE, ("jpn",)),  # its data read figures too, and what is before them
        ("株式会社Deep Tide", False, JAPANESE, ("jpn",)),
        ("邮箱:ann@quillvane.io", False, ("chi_sim", "eng"), ("eng",)),  # but spoil addresses
        ("Deep Tide", False, JAPANESE, ("eng",)),
        ("", True, JAPANESE, ("jpn",)),
        ("Ανν Τιδε", False, ("ell", "eng"), ("ell",)),
        ("ann@quillvane.io", True, ("eng",), ("eng",)),
        ("Geschäftsführung", False, ("deu", "eng"), ("deu",)),
        ("+49 30 555 01 42", False, ("deu", "eng"), ("eng",)),
    ],
)
def test_the_languages_of_a_line(text: str, lost: bool, languages: tuple[str, ...], wanted: tuple[str, ...]) -> None:
    assert _languages_of(text, lost, languages, ("eng",)) == wanted


@pytest.mark.parametrize(
    ("text", "languages", "wanted"),
    [
        ("Sl a We", KOREAN, KOREAN),  # so Tesseract's English reads Hangul: it may be either
        ("02-555-0142", KOREAN, ("eng",)),
        ("Geschaftsfihrung", ("deu", "eng"), ("deu",)),
    ],
)
def test_the_languages_of_a_line_that_tesseract_alone_reads(
    text: str, languages: tuple[str, ...], wanted: tuple[str, ...]
) -> None:
    assert _guessed(text, False, languages, ("eng",)) == wanted


def languages_of(
    lines: list[tuple[str, float]], sure: dict[str, float], monkeypatch: pytest.MonkeyPatch
) -> tuple[tuple[str, ...], list[str]]:
    """The languages of a card whose lines were first read so, and the scripts that were tried; Tesseract would be as
    `sure` of those lines in each of them."""
    tried: list[str] = []

    def reading(_: Tesseract, crops: list[Image], languages: tuple[str, ...], __: float) -> list[Reading]:
        tried.extend(languages)
        return [Reading("tesseract", "", sure.get(languages[0], 0.0))] * len(crops)

    monkeypatch.setattr(read, "read_lines", reading)
    program = Tesseract(Path("tesseract"), "5", INSTALLED)
    first = [Reading("rapidocr", text, confidence) for text, confidence in lines]
    return _languages([np.zeros((48, 480, 3), np.uint8)] * len(first), first, program, reads_han=True), tried


@pytest.mark.parametrize(
    ("lines", "sure", "first", "tried"),
    [
        # A top-level domain alone, and lines that are junk: the one script is tried.
        ([("šun ulav", 0.68), ("SADas", 0.65), ("info@klongsai.co.th", 0.99)], {"tha": 0.9}, "tha", ["tha"]),
        # Letters that the neural reader leaves out are no doubt of its own.
        ([("« »", 0.98), (". , 18, , 01999", 0.94), ("info@klongsai.ua", 0.99)], {"ukr": 0.9}, "ukr", ["ukr"]),
        # The same of Serbia; and where nothing was read, nothing was read surely.
        ([("«", 0.95), ("147", 0.95), ("a@klongsai.rs", 0.99)], {"rus": 0.7, "ukr": 0.8}, "rus", ["rus"]),
        # Of two that the card has signs of, the surer; a script without one isn't asked.
        (
            [("šun", 0.68), ("xx 02-555-0142", 0.9), ("xx 02-555-0143", 0.9), ("info@klongsai.co.th", 0.99)],
            {"kor": 0.2, "tha": 0.9, "hin": 1.0},
            "tha",
            ["kor", "tha"],
        ),
        # Junk of a logo, on a card in English: a sign is not enough.
        (
            [("šun", 0.6), *[("Klongsai Thread Works", 0.99)] * 8, ("a@klongsai.co.th", 0.99)],
            {"tha": 0.4},
            "eng",
            ["tha"],
        ),
        # One lost line is a logo, however many signs there are of the country.
        (
            [("šun", 0.6), *[("Klongsai Works", 0.99)] * 8, ("+66 2 555 0142 a@klongsai.co.th", 0.99)],
            {},
            "eng",
            ["tha"],
        ),
        # No line is lost: nothing to try, nothing to read in it.
        (
            [("Klongsai Thread Works", 0.99), ("+82 2 555 0142", 0.98), ("info@klongsai.kr", 0.99)],
            {"kor": 1.0},
            "eng",
            [],
        ),
        # Greek of which it has most letters is not lost, and is Greek.
        ([("Λεωνιδα Πυτπουλιδη ευθυντη", 0.95), ("+30 21 0555 0142 πωληεων", 0.98)], {}, "ell", []),
        # Thai is sure of letters that are none of its own.
        ([("口回", 0.4), ("占", 0.3), ("Klongsai Thread Works", 0.99)], {"tha": 0.75, "kor": 0.71}, "kor", None),
        # Without a sign any script may be meant, where much is lost.
        ([("口回", 0.4), ("占", 0.3), ("Klongsai Thread Works", 0.99)], {"rus": 0.8, "kor": 0.9}, "kor", None),
    ],
)
def test_a_script_that_the_neural_reader_lacks_is_told_by_a_sign_and_by_lines_that_were_lost(
    lines: list[tuple[str, float]],
    sure: dict[str, float],
    first: str,
    tried: list[str] | None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    languages, asked = languages_of(lines, sure, monkeypatch)
    assert languages[0] == first
    assert tried is None or asked == tried


def test_what_the_readers_agree_on_and_addresses_are_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    read_again: list[int] = []

    def reading(_: Tesseract, crops: list[Image], __: tuple[str, ...], ___: float) -> list[Reading]:
        read_again.extend(crop.shape[1] for crop in crops)
        return [Reading("tesseract", "тел. 555-01-42", 0.9)] * len(crops)

    monkeypatch.setattr(read, "read_lines", reading)
    neural = ["Fax 555-01-43", "ann@quillvane.ru", ". 555-01-42", "555-01-44"]
    english = ["Fax 555-01-43", "ann@quillvane.r", "Ten. 555-01-42", "555-01-44"]
    out = [Reading("tesseract", text, 0.7) for text in english]
    crops = [np.zeros((1, number + 1, 3), np.uint8) for number in range(4)]
    program = Tesseract(Path("tesseract"), "5", INSTALLED)
    _read_again(out, [0, 1, 2], [Reading("rapidocr", text, 0.9) for text in neural], crops, ("rus",), program)
    assert read_again == [3]
    assert [reading.text for reading in out] == [*english[:2], "тел. 555-01-42", english[3]]


def test_a_line_that_is_half_english_is_read_again_in_both_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, ...]] = []

    def reading(_: Tesseract, crops: list[Image], languages: tuple[str, ...], __: float) -> list[Reading]:
        asked.append(languages)
        return [Reading("tesseract", "ผู้จัดการ / Manager", 0.95)] * len(crops)

    monkeypatch.setattr(read, "read_lines", reading)
    neural = [Reading("rapidocr", "su / Manager", 0.95), Reading("rapidocr", "lav a.an 0.an 90000", 0.75)]
    out = [Reading("tesseract", "dam / Manager", 0.6), Reading("tesseract", "tavii 9.aa", 0.3)]
    crops = [np.zeros((1, 1, 3), np.uint8)] * 2
    _read_again(out, [0, 1], neural, crops, ("tha", "eng"), Tesseract(Path("tesseract"), "5", INSTALLED))
    assert asked == [("tha", "eng"), ("tha",)]  # what was read with doubt is no address
    assert out[0].text == "ผู้จัดการ / Manager"
