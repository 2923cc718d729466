"""Handwriting is told from print where two readers do not agree, is kept as a picture, and is never sure."""

from dataclasses import replace

import cv2
import made
import numpy as np

from cardscan.enrich.by_hand import doubt
from cardscan.model import Contact, Line, Reading
from cardscan.ocr.handwriting import is_handwritten, picture_of
from cardscan.pictures import Image

TEXT = "call Tuesday after 4"


def read(text: str = TEXT, neural: float = 0.95, classic: float = 0.6) -> Line:
    readings = (Reading("rapidocr", text, neural), Reading("tesseract", text.replace("a", "o"), classic))
    return Line(text, neural, made.BOX, (0, 0, 900, 48), readings)


def written(uneven: float) -> Image:
    """The text, each letter so many pixels off the line."""
    image = np.full((96, 900, 3), 240, np.uint8)
    chance = np.random.default_rng(3)
    x = 20
    for letter in TEXT:
        y = 62 + round(chance.normal(0, uneven))
        cv2.putText(image, letter, (x, y), cv2.FONT_HERSHEY_SIMPLEX, 1.3, (120, 50, 30), 2, cv2.LINE_AA)
        x += cv2.getTextSize(letter, cv2.FONT_HERSHEY_SIMPLEX, 1.3, 2)[0][0] + 3
    return image


def test_letters_off_the_line_are_handwriting_and_print_is_not() -> None:
    assert is_handwritten(written(5), read())
    assert not is_handwritten(written(0), read())


def test_what_two_readers_agree_on_or_one_is_sure_of_is_print() -> None:
    assert not is_handwritten(written(5), replace(read(), agreed=True))
    assert not is_handwritten(written(5), read(neural=0.999))
    assert not is_handwritten(written(5), read(classic=0.95))


def test_never_by_one_reader_alone_nor_in_scripts_that_stand_otherwise() -> None:
    assert not is_handwritten(written(5), replace(read(), readings=read().readings[:1]))
    assert not is_handwritten(written(5), read("채윤슬 님께 전화"))
    assert not is_handwritten(written(5), read("ann@quillvane.example"))


def test_a_crop_of_nothing_is_not_handwriting() -> None:
    assert not is_handwritten(np.full((48, 300, 3), 200, np.uint8), read())


def test_the_picture_holds_all_lines_and_stays_on_the_card() -> None:
    card = np.zeros((500, 900, 3), np.uint8)
    lines = [replace(read(), place=(10, 380, 400, 420)), replace(read(), place=(300, 440, 895, 480))]
    assert picture_of(card, lines).shape == (500 - 340, 900, 3)


def test_no_field_from_handwriting_is_sure_but_a_code() -> None:
    sure, code = made.field("+441174960142"), replace(made.field("a@b.example"), origin="qr")
    elsewhere = replace(made.field("Ysolde Farrow"), box=((0.0, 300.0), (90.0, 300.0), (90.0, 330.0), (0.0, 330.0)))
    contact = Contact(fn=(elsewhere,), tel=(sure,), email=(code,))
    line = replace(read(), handwritten=True)
    judged = doubt(contact, "", [line])
    assert (judged.fn[0].sure, judged.tel[0].sure, judged.email[0].sure) == (True, False, True)
    assert doubt(contact, "", [read()]) == contact
