"""Lines read with doubt, or that may go on beyond their box, are looked at again."""

from dataclasses import dataclass, field

import cv2
import numpy as np
import pytest

from cardscan.model import Quad, Reading
from cardscan.ocr.again import look_again
from cardscan.ocr.lines import MARGIN, cut_line
from cardscan.ocr.pieces import Piece
from cardscan.pictures import Image

BOX: Quad = ((20.0, 20.0), (220.0, 20.0), (220.0, 50.0), (20.0, 50.0))
IMAGE = np.full((80, 260, 3), 255, np.uint8)


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
    (looked,) = look_again([Piece(BOX, "level", IMAGE, reading)], IMAGE, other)  # type: ignore[arg-type]
    assert looked.reading is not None and len(looked.reading.chars) == len(looked.reading.text)
    return looked.reading.text


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


def read(text: str, chars: float | tuple[float, ...], box: Quad) -> Piece:
    each = chars if isinstance(chars, tuple) else (chars,) * len(text)
    return Piece(box, "level", IMAGE, Reading("rapidocr", text, 0.98, each))


def box(x0: float, y0: float, x1: float, y1: float) -> Quad:
    return (x0, y0), (x1, y0), (x1, y1), (x0, y1)


SMALL = [read("12 Mill Lane", 0.99, box(300, 300 + 40 * n, 500, 320 + 40 * n)) for n in range(4)]
LOGO = box(200, 100, 500, 160)


def drawn(*letters: tuple[str, int]) -> Image:
    image = np.full((480, 700, 3), 255, np.uint8)
    cv2.putText(image, "DOCKRAY", (205, 152), cv2.FONT_HERSHEY_SIMPLEX, 2.0, (40, 40, 40), 5, cv2.LINE_AA)
    for letter, x in letters:
        cv2.putText(image, letter, (x, 156), cv2.FONT_HERSHEY_SIMPLEX, 2.2, (40, 40, 40), 5, cv2.LINE_AA)
    return image


def wider(piece: Piece, image: Image, other: Says, *more: Piece) -> list[Piece]:
    return look_again([piece, *more, *SMALL], image, other)[: 1 + len(more)]  # type: ignore[arg-type]


def test_a_large_first_letter_beside_a_logo_is_read_with_it_and_taken_out_alone() -> None:
    initial = read("A", 0.9, box(150, 95, 195, 165))
    other = Says("ADOCKRAY", 0.99)
    looked = wider(read("DOCKRAY", 1.0, LOGO), drawn(("A", 150)), other, initial)
    assert [p.reading.text for p in looked if p.reading] == ["ADOCKRAY", "12 Mill Lane"]  # the letter has gone
    assert looked[0].box[0][0] < 170 and looked[0].box[1] == LOGO[1]
    assert len(other.shown) == 1


def test_nothing_is_looked_for_where_nothing_is_beside_a_logo() -> None:
    other = Says("ADOCKRAY", 0.99)
    (looked,) = wider(read("DOCKRAY", 1.0, LOGO), drawn(), other)
    assert looked.reading and looked.reading.text == "DOCKRAY" and not other.shown


def test_another_line_beside_a_logo_is_not_drawn_in() -> None:
    other = Says("ADOCKRAY", 0.99)
    beside = read("BOATS", 0.99, box(80, 100, 195, 160))
    looked = wider(read("DOCKRAY", 1.0, LOGO), drawn(("A", 150)), other, beside)
    assert [p.reading.text for p in looked if p.reading] == ["DOCKRAY", "BOATS"]
    assert not other.shown


@pytest.mark.parametrize("text", ["A DOCKRAY", "DOCKRAY1", "ADICKRAY", "QUODOCKRAY", "DOCKRAY"])
def test_what_is_no_more_of_the_same_word_is_not_taken(text: str) -> None:
    (looked,) = wider(read("DOCKRAY", 1.0, LOGO), drawn(("A", 150)), Says(text, 0.99))
    assert looked.reading and looked.reading.text == "DOCKRAY" and looked.box == LOGO


@pytest.mark.parametrize(
    ("first", "chars", "second", "wanted"),
    [
        ("Cuilland", (0.7, *[1.0] * 7), "Quilland", "Quilland"),  # a first letter that was cut
        ("Cuilland", 1.0, "Quilland", "Cuilland"),  # but one that was clear
        (":Quilland", (0.6, *[1.0] * 8), "Quilland", "Quilland"),  # a picture before it
    ],
)
def test_a_letter_at_an_end_in_doubt(first: str, chars: float | tuple[float, ...], second: str, wanted: str) -> None:
    (looked,) = wider(read(first, chars, box(300, 250, 500, 270)), drawn(), Says(second, 0.99))
    assert looked.reading and looked.reading.text == wanted


COLUMN = box(100, 100, 130, 300)


def column(first: str, other: Says, *more: Piece) -> Piece:
    piece = Piece(COLUMN, "column", IMAGE, Reading("rapidocr", first, 0.97, (0.97,) * len(first)))
    return look_again([piece, *more, *SMALL], drawn(), other)[0]  # type: ignore[arg-type]


def test_a_column_is_read_with_the_stroke_above_it_that_its_box_left_out() -> None:
    looked = column("栗波工房", Says("一栗波工房", 0.99))
    assert looked.reading and looked.reading.text == "一栗波工房"
    assert looked.box[0][1] < 65 and looked.box[2] == COLUMN[2]


def test_a_column_that_stands_on_another_has_no_character_of_that() -> None:
    above, below = (read("柊野", 0.99, box(100, y, 130, y + 60)) for y in (38, 302))
    other = Says("一栗波工房", 0.99)
    assert column("栗波工房", other, above, below).box == COLUMN and not other.shown


@pytest.mark.parametrize("text", ["栗波房", "一二栗波工房", "柊野"])
def test_a_column_that_is_read_otherwise_stays(text: str) -> None:
    looked = column("栗波工房", Says(text, 0.99))
    assert looked.reading and looked.reading.text == "栗波工房" and looked.box == COLUMN


def test_no_space_parts_the_characters_of_a_column() -> None:
    for first, second in (("電話〇 七 七 四", "x"), ("電話○七七四", "電話〇七 七四")):
        looked = column(first, Says(second, 0.99))
        assert looked.reading and " " not in looked.reading.text


def test_a_piece_that_was_not_read_is_a_fault() -> None:
    with pytest.raises(ValueError, match="not read"):
        look_again([Piece(BOX, "level", IMAGE)], IMAGE, Says("", 0.0))  # type: ignore[arg-type]
