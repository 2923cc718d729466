"""Addresses of the net of which a letter is in doubt are looked at once more, and settled."""

from dataclasses import dataclass, field

import cv2
import numpy as np
import pytest
from PIL import Image as Pillow
from PIL import ImageDraw, ImageFont

from cardscan.model import Quad, Reading
from cardscan.ocr.addresses import settle
from cardscan.ocr.ctc import Seen, Step, read
from cardscan.ocr.fuse import fuse
from cardscan.ocr.lines import LINE_HEIGHT, cut_line
from cardscan.ocr.pieces import Piece
from cardscan.ocr.rapid import Rapid
from cardscan.pictures import Image

BOX: Quad = ((20.0, 20.0), (220.0, 20.0), (220.0, 50.0), (20.0, 50.0))
IMAGE = np.full((80, 260, 3), 255, np.uint8)
PARTED = {"i": 0.7, "": 0.3}  # between two letters i, or in the midst of one


def sees(text: str, **doubts: dict[str, float]) -> Seen:
    """A reading of `text`; `_` in it is none, and capital letters stand for the doubts of that name."""
    steps: list[Step] = [doubts.get(char, {char.replace("_", ""): 1.0}) for char in text]
    said, chars = read(steps)
    return Seen("rapidocr", said, sum(chars) / max(1, len(chars)), chars, tuple(steps))


@dataclass
class Sees:
    """A neural reader that sees one thing in any picture, and keeps what it was shown."""

    seen: Seen
    shown: list[Image] = field(default_factory=list)

    def read_line(self, crop: Image) -> Seen:
        self.shown.append(crop)
        return self.seen


def settled(first: Seen, second: Seen, classic: str = "") -> tuple[Reading, int]:
    """What is read of a line that looks so at first and so at the second look, and how often it was looked at."""
    reader = Sees(second)
    said = [Reading("tesseract", classic, 0.5)]
    (reading,) = settle([Piece(BOX, "level", IMAGE)], [first], said, IMAGE, reader)  # type: ignore[arg-type]
    assert len(reading.chars) == len(reading.text)
    return reading, len(reader.shown)


def test_a_narrow_letter_lost_beside_its_like_is_found_at_the_second_look() -> None:
    first = sees("eva@zoiPilor.com", P=PARTED)
    assert first.text == "eva@zoilor.com"
    reading, looks = settled(first, sees("eva@zoi_ilor.com"))
    assert (reading.text, looks) == ("eva@zoiilor.com", 1)
    assert min(reading.chars) < 1.0  # what had to be settled is less sure than what was seen at once


def test_what_the_second_look_bears_out_stays() -> None:
    assert settled(sees("eva@zoiPilor.com", P=PARTED), sees("eva@zoiiilor.com")) == (
        sees("eva@zoiPilor.com", P=PARTED),
        1,
    )


def test_the_second_picture_is_wider_than_the_first_and_as_high_as_the_reader_takes_it() -> None:
    reader = Sees(sees("eva@zoilor.com"))
    first = sees("eva@zoiPilor.com", P=PARTED)
    settle([Piece(BOX, "level", IMAGE)], [first], [], IMAGE, reader)  # type: ignore[arg-type]
    (shown,) = reader.shown
    plain = cut_line(IMAGE, BOX, 0.0)
    assert shown.shape[0] == LINE_HEIGHT and shown.shape[1] / shown.shape[0] > 1.2 * plain.shape[1] / plain.shape[0]


@pytest.mark.parametrize(
    "first",
    [
        sees("eva@zoilor.com"),  # nothing else may stand there
        sees("Zoilor QiPiler", P=PARTED),  # no address
        sees("TiPil eva@zoilor.com", P=PARTED),  # the doubt is in another word
        Reading("rapidocr", "eva@zoilor.com", 0.9, (0.9,) * 14),  # a reader that tells no steps
    ],
)
def test_what_needs_no_second_look_gets_none(first: Seen) -> None:
    assert settled(first, sees("eva@zoi_ilor.com")) == (first, 0)


def test_what_both_looks_leave_open_is_an_address_rather_than_none() -> None:
    doubt = {"d": 0.6, "@": 0.3}
    assert settled(sees("evaDzoilor.com", D=doubt), sees("evaDzoilor.com", D=doubt))[0].text == "eva@zoilor.com"
    lost = {"": 0.8, ".": 0.2}
    assert settled(sees("eva@zoilorLcom", L=lost), sees("eva@zoilorLcom", L=lost))[0].text == "eva@zoilor.com"
    ending = {"s": 0.4, "r": 0.3, "": 0.3}
    assert settled(sees("eva@zoilor.kR", R=ending), sees("eva@zoilor.kR", R=ending))[0].text == "eva@zoilor.kr"


def test_two_looks_that_contradict_each_other_change_nothing() -> None:
    one, other = {"o": 0.7, "a": 0.3}, {"o": 0.35, "a": 0.65}
    first = sees("eva@zEilor.com", E=one)
    assert settled(first, sees("eva@zEilor.com", E=other)) == (first, 1)
    clearer = sees("eva@zEilor.com", E={"o": 0.02, "a": 0.98})
    assert settled(first, clearer)[0].text == "eva@zailor.com"


def test_the_other_reader_tips_what_is_even() -> None:
    even = {"o": 0.5, "a": 0.5}
    far = {"o": 0.16, "a": 0.84}  # by itself too little
    first = sees("eva@zEilor.com", E=even)
    assert settled(first, sees("eva@zEilor.com", E=far), classic="eva@zoilor.com")[0].text == "eva@zoilor.com"
    assert settled(first, sees("eva@zEilor.com", E=far), classic="eva@zailor.com")[0].text == "eva@zailor.com"


def test_an_at_sign_is_not_given_up_where_the_name_before_it_stands_on_another_line() -> None:
    first = sees("Azoilor.com", A={"@": 0.85, "": 0.15})
    assert settled(first, sees("zoilor.com"))[0].text == "@zoilor.com"


def picture(text: str, high: int, blur: float) -> tuple[Image, Quad]:
    """A line of a typeface that Pillow has, `high` pixels high, with its box."""
    typeface = ImageFont.load_default(64)
    left, top, right, bottom = typeface.getbbox(text)
    sheet = Pillow.new("L", (int(right) + 128, int(bottom) + 128), 255)
    ImageDraw.Draw(sheet).text((64, 64), text, font=typeface, fill=40)
    scale = high / (int(bottom) - int(top))
    soft = cv2.GaussianBlur(np.asarray(sheet), (0, 0), blur / scale)
    small = cv2.cvtColor(cv2.resize(soft, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), cv2.COLOR_GRAY2BGR)
    x0, x1 = ((64 + int(x)) * scale for x in (left, right))
    y0, y1 = ((64 + int(y)) * scale for y in (top, bottom))
    box = ((x0 - 2, y0 - 2), (x1 + 2, y0 - 2), (x1 + 2, y1 + 2), (x0 - 2, y1 + 2))
    return np.asarray(small, np.uint8), box


@pytest.fixture(scope="module")
def rapid() -> Rapid:
    return Rapid()


@pytest.mark.parametrize(("name", "high"), [("wiilloq", 11), ("diillam", 11), ("fiilmor", 12)])
def test_letters_that_the_network_merges_in_small_print_are_told_apart(rapid: Rapid, name: str, high: int) -> None:
    image, box = picture(f"ann@{name}.com", high, 1.2)
    crop = cut_line(image, box)
    first = rapid.read_line(crop)
    assert first.text == f"ann@{name.replace('ii', 'i')}.com"
    (reading,) = settle([Piece(box, "level", crop)], [first], [], image, rapid)
    assert reading.text == f"ann@{name}.com"


def test_what_the_network_saw_stays_in_this_room() -> None:
    seen = sees("eva@zoiPilor.com", P=PARTED)
    line = fuse(BOX, (0.0, 0.0, 1.0, 1.0), (seen, Reading("tesseract", "eva@zoilor.com", 0.5)))
    assert [type(reading) for reading in line.readings] == [Reading, Reading]
    assert [type(reading) for reading in fuse(BOX, (0.0, 0.0, 1.0, 1.0), (seen,)).readings] == [Reading]
