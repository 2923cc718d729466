import numpy as np
import pytest

from cardscan.model import Quad
from cardscan.ocr.lines import cut_line, move, turn
from cardscan.pictures import CardImage

CORNERS: Quad = ((10.0, 20.0), (110.0, 20.0), (110.0, 80.0), (10.0, 80.0))


def card() -> CardImage:
    image = np.zeros((60, 100, 3), np.uint8)
    image[5:15, 10:50] = (0, 0, 255)  # red stretch near the top left
    to_photo = np.array([[1, 0, 10], [0, 1, 20], [0, 0, 1]], np.float64)
    return CardImage(image, CORNERS, 0, to_photo)


BOX: Quad = ((10.0, 5.0), (50.0, 5.0), (50.0, 15.0), (10.0, 15.0))


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_turned_card_still_points_at_the_same_place_of_the_photo(degrees):
    before = card()
    after, boxes = turn(before, [BOX], degrees)
    there = set(np.round(move(BOX, before.to_photo), 3).ravel().tolist())
    assert set(np.round(move(boxes[0], after.to_photo), 3).ravel().tolist()) == there
    assert after.rotation == degrees
    x0, y0 = (int(min(p[i] for p in boxes[0])) for i in (0, 1))
    assert after.image[y0 + 2, x0 + 2].tolist() == [0, 0, 255]


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_corners_start_at_the_top_left_of_the_upright_card(degrees):
    after, _ = turn(card(), [], degrees)
    height, width = after.image.shape[:2]
    whole: Quad = ((0, 0), (width, 0), (width, height), (0, height))
    assert np.allclose(move(whole, after.to_photo), after.corners, atol=1e-6)


def test_a_box_keeps_its_first_corner_at_the_top_left():
    _, boxes = turn(card(), [BOX], 180)
    xs, ys = [x for x, _ in boxes[0]], [y for _, y in boxes[0]]
    assert boxes[0][0] == (min(xs), min(ys))


def test_four_quarter_turns_are_none():
    once = card()
    for _ in range(4):
        once, _ = turn(once, [], 90)
    assert once.rotation == 0
    assert np.array_equal(once.image, card().image)


def test_a_line_is_cut_out_level():
    crop = cut_line(card().image, BOX)
    middle = crop[crop.shape[0] // 2, 5:-5]
    assert (middle[:, 2] > 200).all()
    assert crop.shape[1] > 3 * crop.shape[0]
