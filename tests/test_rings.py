"""Text that runs along a circle, of a seal or a round logo, is unrolled and read."""

import cv2
import numpy as np
import pytest

from cardscan.detect import cut_out
from cardscan.model import Reading
from cardscan.ocr.pieces import find_pieces
from cardscan.ocr.rapid import Rapid
from cardscan.ocr.rings import Ring, _clear_words, find_rings
from cardscan.pictures import Image

FONT = cv2.FONT_HERSHEY_DUPLEX
MIDDLE, OUTER, INNER = (300, 290), 170, 115


@pytest.fixture(scope="module")
def rapid() -> Rapid:
    return Rapid()


def card(head: str = "", foot: str = "", circles: bool = True) -> Image:
    """A card of 1000×600 pixels with a seal: two circles, and text between them."""
    image = np.full((600, 1000, 3), 250, np.uint8)
    if circles:
        for radius in (OUTER, INNER):
            cv2.circle(image, MIDDLE, radius, (120, 40, 20), 3, cv2.LINE_AA)
    along(image, head, outward=True)
    along(image, foot, outward=False)
    cv2.putText(image, "Odalys Brantner", (560, 300), FONT, 1.2, (30, 30, 30), 2, cv2.LINE_AA)
    return image


def along(image: Image, text: str, outward: bool) -> None:
    """Draw a text letter by letter around the middle, at the head of the ring or at its foot."""
    step = 0.17
    for number, letter in enumerate(text):
        turn = (number - (len(text) - 1) / 2) * step
        angle = -np.pi / 2 + turn if outward else np.pi / 2 - turn
        tile = np.full((60, 60, 3), 255, np.uint8)
        (wide, high), _ = cv2.getTextSize(letter, FONT, 1.1, 2)
        cv2.putText(tile, letter, ((60 - wide) // 2, (60 + high) // 2), FONT, 1.1, (120, 40, 20), 2, cv2.LINE_AA)
        degrees = np.degrees(-turn if outward else turn)
        matrix = cv2.getRotationMatrix2D((30, 30), degrees, 1.0)
        tile = cv2.warpAffine(tile, matrix, (60, 60), borderValue=(255, 255, 255), flags=cv2.INTER_CUBIC)
        radius = (OUTER + INNER) / 2
        x, y = (round(m + radius * part - 30) for m, part in zip(MIDDLE, (np.cos(angle), np.sin(angle)), strict=True))
        there = image[y : y + 60, x : x + 60]
        np.minimum(there, tile, out=there)


def test_a_seal_is_read_at_its_head_and_its_foot(rapid: Rapid) -> None:
    texts = {reading.text: ring for ring, reading in find_rings(card("GUILD OF BREWERS", "ON THE QUAY"), rapid)}
    assert set(texts) == {"GUILD OF BREWERS", "ON THE QUAY"}
    assert texts["GUILD OF BREWERS"].outward and not texts["ON THE QUAY"].outward


def test_its_text_takes_the_place_of_the_bits_that_were_found_of_it(rapid: Rapid) -> None:
    image = card("GUILD OF BREWERS")
    high, wide = image.shape[:2]
    _, pieces = find_pieces(cut_out(image, ((0, 0), (wide, 0), (wide, high), (0, high))), rapid)
    (ring,) = [p for p in pieces if isinstance(p.way, Ring)]
    assert ring.reading is not None and ring.reading.text == "GUILD OF BREWERS"
    assert not any(ring.way.holds(p.box) for p in pieces if p is not ring)
    others = [rapid.read_line(p.crop).text for p in pieces if p is not ring]
    assert "Odalys Brantner" in others


@pytest.mark.parametrize("circles", [True, False])
def test_circles_without_text_and_cards_without_circles(rapid: Rapid, circles: bool) -> None:
    assert find_rings(card(circles=circles), rapid) == []


def test_the_box_of_a_text_at_the_head_is_level_and_above_the_middle() -> None:
    ring = Ring((100.0, 100.0), 60.0, 80.0, -np.pi / 2 - 0.5, -np.pi / 2 + 0.5, outward=True)
    a, b, c, d = ring.box()
    assert a[1] == pytest.approx(20) == pytest.approx(b[1]) and a[0] < 100 < b[0]
    assert c[1] == pytest.approx(40) == pytest.approx(d[1])


def test_the_box_of_a_text_at_the_foot_is_level_and_below_the_middle() -> None:
    ring = Ring((100.0, 100.0), 60.0, 80.0, -1.5 * np.pi + 0.5, -1.5 * np.pi - 0.5, outward=False)
    a, b, c, d = ring.box()
    assert a[1] == pytest.approx(160) == pytest.approx(b[1]) and a[0] < 100 < b[0]
    assert c[1] == pytest.approx(180) == pytest.approx(d[1])


def test_what_was_read_of_pictures_beside_a_text_goes() -> None:
    text = "& TARNHOLM FERRIES x2"
    chars = (0.4, 1.0, *[0.99] * 8, 1.0, *[0.99] * 7, 1.0, 0.5, 0.6)
    ring = Ring((100.0, 100.0), 60.0, 80.0, 0.0, 2.1, outward=True)
    shorter, clear = _clear_words(ring, Reading("rapidocr", text, 0.9, chars))
    assert clear.text == "TARNHOLM FERRIES" and len(clear.chars) == len(clear.text)
    assert (shorter.start, shorter.end) == pytest.approx((0.2, 1.8))
    assert _clear_words(ring, Reading("rapidocr", "x2", 0.5, (0.5, 0.5)))[1].confidence == 0
