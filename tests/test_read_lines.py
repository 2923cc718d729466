"""Which languages a line is read in."""

import pytest

from cardscan.model import Reading
from cardscan.ocr.read import _languages_of

KOREAN = ("kor", "eng")


@pytest.mark.parametrize(
    ("text", "sure", "languages", "wanted"),
    [
        ("杏口回", 0.3, KOREAN, ("kor",)),  # lost: English would be noise
        ("", 0.0, KOREAN, ("kor",)),
        ("1,0", 0.4, KOREAN, ("kor",)),  # lost, however many figures
        ("02-555-0142", 0.98, KOREAN, ("eng",)),
        ("12345杏口盟", 0.8, KOREAN, KOREAN),  # Hangul taken for Han, among figures
        ("Deep Tide", 0.98, KOREAN, KOREAN),
        ("ann@quillvane.io", 0.5, ("eng",), ("eng",)),
        ("Geschäftsführung", 0.9, ("deu", "eng"), ("deu",)),
        ("+49 30 555 01 42", 0.95, ("deu", "eng"), ("eng",)),
    ],
)
def test_the_languages_of_a_line(text: str, sure: float, languages: tuple[str, ...], wanted: tuple[str, ...]) -> None:
    assert _languages_of(Reading("rapidocr", text, sure), languages, ("eng",)) == wanted
