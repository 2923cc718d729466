"""The signs of outlines, on photos drawn by hand."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from cardscan.detect.outlines import Outlines
from cardscan.detect.quads import Values
from cardscan.detect.signs import LENSES, signs_of
from cardscan.pictures import Image

Points = NDArray[np.float64]
HIGH, WIDE = 360, 480
TABLE, PAPER = (60, 90, 120), (235, 240, 240)


def box(x: float, y: float, wide: float, high: float) -> Points:
    """The corners of a rectangle whose top left is at (x, y)."""
    return np.array([(x, y), (x + wide, y), (x + wide, y + high), (x, y + high)], np.float64)


CARD = box(120, 100, 220, 140)


def photo(*cards: Points) -> Image:
    """White cards on a brown table."""
    image = np.full((HIGH, WIDE, 3), TABLE, np.uint8)
    for card in cards:
        cv2.fillConvexPoly(image, card.astype(np.int32), PAPER)
    return image


def signs(
    image: Image, *quads: Points, score: tuple[float, ...] = (), text: tuple[Points, ...] = ()
) -> dict[str, Values]:
    """The signs of outlines that are all as well supported."""
    count = len(quads)
    outlines = Outlines(
        np.array(quads).reshape(-1, 4, 2),
        np.array(score or [0.9] * count),
        np.full(count, 0.5),
        np.zeros(count),
        np.tile((0.9, 0.8, 0.7, 0.6), (count, 1)),
        np.zeros(count),
    )
    return signs_of(image, outlines, np.array(text).reshape(-1, 4, 2))


def test_a_cards_sides_part_two_colours_all_along() -> None:
    off = CARD + (0, 30)
    found = signs(photo(CARD), CARD, off)
    assert found["contrast 0"][0] > 4 and found["contrast 0"][1] < 0.1
    assert found["alike mean"][0] > 0.9 > found["alike mean"][1]
    assert found["one way"][0] > 0.9, "all four sides part paper from table"
    assert found["lighter"][0] > 0.9 and found["bright"][0] > 0.9


def test_a_dark_card_is_darker_than_its_table() -> None:
    image = np.full((HIGH, WIDE, 3), 200, np.uint8)
    cv2.fillConvexPoly(image, CARD.astype(np.int32), (40, 40, 40))
    found = signs(image, CARD)
    assert found["lighter"][0] < -0.9 and found["bright"][0] < 0.2


def test_what_lies_beyond_a_panel_is_not_one_colour() -> None:
    """Three of its sides are the card's, the fourth is printed on it."""
    image = photo(CARD)
    panel = box(120, 100, 80, 140)
    cv2.fillConvexPoly(image, panel.astype(np.int32), (160, 60, 20))
    found = signs(image, CARD, panel)
    assert found["beyond differs"][1] > found["beyond differs"][0] + 1
    assert found["further differs"][1] > found["further differs"][0] + 1


def test_a_rough_table_is_told_from_smooth_paper() -> None:
    image = photo()
    image = np.clip(image + np.random.default_rng(1).normal(0, 25, (HIGH, WIDE, 1)), 0, 255).astype(np.uint8)
    cv2.fillConvexPoly(image, CARD.astype(np.int32), PAPER)
    found = signs(image, CARD)
    assert found["rough beyond"][0] > found["rough within"][0] + 0.5


def test_sides_out_of_the_photo_part_nothing() -> None:
    off = box(-4, 100, 220, 140)
    assert signs(photo(off), off)["contrast 0"][0] == 0
    assert signs(photo(off), off)["to border"][0] == pytest.approx(-4 / WIDE)


@pytest.mark.parametrize("number", [0, 1])
@pytest.mark.parametrize("tilt", [0, 30, 55])
def test_how_long_a_card_is_and_its_corners_are_told_from_however_low(number: int, tilt: float) -> None:
    lens = LENSES[number] * WIDE
    angle = np.deg2rad(tilt)
    flat = np.array([(-42.5, -27.5), (42.5, -27.5), (42.5, 27.5), (-42.5, 27.5)]) @ [(0.97, 0.26), (-0.26, 0.97)]
    x, y, z = flat[:, 0], flat[:, 1] * np.cos(angle), 190 + flat[:, 1] * np.sin(angle)
    seen = np.stack([x / z * lens + WIDE / 2, y / z * lens + HIGH / 2], axis=1)
    found = signs(photo(), seen)
    assert found[f"true ratio {number}"][0] == pytest.approx(np.log(85 / 55), abs=0.03)
    assert found[f"true corner {number}"][0] < 0.03


def test_text_is_held_with_a_margin_and_beside() -> None:
    inside, beside, far = box(150, 130, 100, 16), box(345, 150, 30, 12), box(440, 20, 30, 12)
    found = signs(photo(CARD), CARD, text=(inside, beside, far))
    assert found["margin"][0] == pytest.approx(0.15)
    near_edge = signs(photo(CARD), CARD, text=(box(127, 130, 100, 16),))
    assert near_edge["margin"][0] == pytest.approx(7 / 140, abs=0.001)
    letters, near = 100 / 16, 30 / 12
    assert found["covered"][0] == pytest.approx(np.log1p(letters), abs=0.01)
    assert found["beside"][0] == pytest.approx(near / (letters + 1), abs=0.01)


def test_without_text_there_is_a_margin() -> None:
    found = signs(photo(CARD), CARD)
    assert (found["margin"][0], found["beside"][0], found["covered"][0]) == (0.05, 0, 0)


def test_outlines_within_and_around_others_are_rivals() -> None:
    frame, tiny = box(130, 110, 200, 120), box(150, 120, 40, 30)
    found = signs(photo(CARD), CARD, frame, tiny, score=(0.8, 0.9, 0.5))
    assert found["around"].tolist() == [0, 0.8, 0.9]
    assert found["holds"].tolist() == [0.9, 0.5, 0]
    assert found["holds large"][0] == pytest.approx(0.9 * 200 * 120 / 220 / 140)
    assert found["behind"].tolist() == pytest.approx([-0.1, 0, -0.4])


def test_another_card_of_its_size_beside_it_is_a_twin() -> None:
    one, other, over = box(20, 100, 200, 120), box(240, 100, 200, 120), box(60, 110, 200, 120)
    found = signs(photo(one, other), one, other, over, score=(0.8, 0.7, 0.9))
    assert found["twin"].tolist() == pytest.approx([0.7, 0.8, 0])
    assert found["both hold"].tolist() == [1, 1, 0.5]
    larger = box(240, 100, 220, 180)
    growth = np.log(220 * 180 / 200 / 120)
    assert signs(photo(one), one, larger)["twin"][0] == pytest.approx(0.9 * np.exp(-2 * growth))
