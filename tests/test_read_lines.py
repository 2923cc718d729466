"""Which languages a line is read in, and lines read with doubt looked at again."""

from dataclasses import dataclass, field

import numpy as np
import pytest

from cardscan.model import Image, Quad, Reading
from cardscan.ocr.lines import MARGIN, cut_line
from cardscan.ocr.read import _languages_of, _look_again

KOREAN = ("kor", "eng")
BOX: Quad = ((20.0, 20.0), (220.0, 20.0), (220.0, 50.0), (20.0, 50.0))
IMAGE = np.full((80, 260, 3), 255, np.uint8)


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


@dataclass
class Says:
    """A reader that says one thing of any line, and keeps what it was shown."""

    text: str
    sure: float
    shown: list[Image] = field(default_factory=list)

    def read_line(self, crop: Image) -> Reading:
        self.shown.append(crop)
        return Reading("rapidocr", self.text, self.sure, (self.sure,) * len(self.text))


def again(first: str, sure: float, other: Says) -> str:
    reading = Reading("rapidocr", first, sure, (sure,) * len(first))
    looked = _look_again(reading, IMAGE, BOX, "level", other)  # type: ignore[arg-type]
    assert len(looked.chars) == len(looked.text)
    return looked.text


def test_a_line_that_becomes_clear_is_read_anew_cut_closer() -> None:
    other = Says("Tide Mill", 0.99)
    assert again("Tidq Mill", 0.86, other) == "Tide Mill"
    (crop,) = other.shown
    assert crop.shape[1] / crop.shape[0] > cut_line(IMAGE, BOX, MARGIN).shape[1] / cut_line(IMAGE, BOX, MARGIN).shape[0]


def test_a_line_that_does_not_become_clear_stays() -> None:
    assert again("Tidq Mill", 0.86, Says("Tidc Mill", 0.96)) == "Tidq Mill"
    assert again("Tidq Mill", 0.86, Says("", 0.99)) == "Tidq Mill"


@pytest.mark.parametrize("sure", [0.5, 0.97])
def test_what_is_clear_or_no_text_is_not_looked_at_again(sure: float) -> None:
    other = Says("Tide Mill", 0.99)
    assert again("Tidq Mill", sure, other) == "Tidq Mill"
    assert not other.shown


def test_spaces_lost_by_looking_closer_are_kept() -> None:
    assert again("QUILLAN ADSY", 0.9, Says("QUILLANADS", 0.99)) == "QUILLAN ADS"
    assert again("J Quillan Ads", 0.9, Says("QuillanAds", 0.99)) == "Quillan Ads"
