"""Cards are found in drawn scenes, whose corners are known."""

from dataclasses import dataclass, field

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from cardscan.detect import CARD_SIDE, JUDGED, cut_out, find_cards
from cardscan.detect.quads import area, grid, in_order, inside
from cardscan.model import Quad
from cardscan.pictures import Image

Points = NDArray[np.float64]
WIDE, HIGH = 1600, 1200


@dataclass
class Scene:
    """A photo drawn so far, the corners of its cards and the boxes of its text lines."""

    image: Image
    cards: list[Points] = field(default_factory=list)
    lines: list[Quad] = field(default_factory=list)


def table(colour: tuple[int, int, int] = (70, 95, 120), grain: float = 12, seed: int = 1) -> Scene:
    """A table with a grain that runs along it, like wood."""
    noise = np.random.default_rng(seed).normal(0, grain, (HIGH, WIDE // 20, 1))
    noise = cv2.resize(noise, (WIDE, HIGH), interpolation=cv2.INTER_CUBIC)[..., None]
    return Scene(np.clip(np.array(colour) + noise, 0, 255).astype(np.uint8))


def print_card(colour: tuple[int, int, int], ink: tuple[int, int, int] = (40, 30, 30)) -> tuple[Image, list[Points]]:
    """A card of 900×540 with five lines of print, and their boxes."""
    image = np.full((540, 900, 3), colour, np.uint8)
    boxes = []
    rows = ("Orla Fenwick", "Tidewater Surveys Ltd", "+44 20 7946 0123", "orla@tidewater.example", "12 Quay Lane, Hull")
    for row, text in enumerate(rows):
        x, y, size = 60, 110 + 90 * row, 1.8 if row == 0 else 1.3
        (width, height), _ = cv2.getTextSize(text, cv2.FONT_HERSHEY_SIMPLEX, size, 3)
        cv2.putText(image, text, (x, y), cv2.FONT_HERSHEY_SIMPLEX, size, ink, 3, cv2.LINE_AA)
        boxes.append(np.array([(x, y - height), (x + width, y - height), (x + width, y + 8), (x, y + 8)], np.float64))
    return image, boxes


def lay(
    scene: Scene, corners: object, colour: tuple[int, int, int] = (235, 240, 240), card: Image | None = None
) -> None:
    """Lay a card on the table, its corners clockwise from its own top left."""
    image, boxes = print_card(colour)
    image = image if card is None else card
    high, wide = image.shape[:2]
    target = np.asarray(corners, np.float32)
    matrix = cv2.getPerspectiveTransform(np.array([(0, 0), (wide, 0), (wide, high), (0, high)], np.float32), target)
    cover = cv2.warpPerspective(np.ones((high, wide), np.float32), matrix, (WIDE, HIGH))[..., None]
    flat = cv2.warpPerspective(image, matrix, (WIDE, HIGH))
    scene.image = (scene.image * (1 - cover) + flat * cover).astype(np.uint8)
    scene.cards.append(target.astype(np.float64))
    for box in boxes:
        points = cv2.perspectiveTransform(box[None], matrix.astype(np.float64))[0]
        scene.lines.append(tuple((float(x), float(y)) for x, y in points))  # type: ignore[arg-type]


def turned(x: float, y: float, wide: float, degrees: float) -> Points:
    """The corners of a card `wide` pixels wide around (x, y)."""
    half = np.array([(-0.5, -0.3), (0.5, -0.3), (0.5, 0.3), (-0.5, 0.3)]) * wide
    angle = np.deg2rad(degrees)
    return half @ np.array([(np.cos(angle), np.sin(angle)), (-np.sin(angle), np.cos(angle))]) + (x, y)


def off(found: Quad, card: Points) -> float:
    """How far the worst corner is off, as a share of the card's width."""
    corners = in_order(card)
    return float(np.linalg.norm(np.array(found) - corners, axis=1).max() / np.linalg.norm(card[1] - card[0]))


def assert_found(scene: Scene, within: float = 0.02) -> None:
    found = find_cards(scene.image, scene.lines)
    assert len(found) == len(scene.cards)
    for card in scene.cards:
        assert min(off(quad, card) for quad in found) < within


@pytest.mark.parametrize("degrees", [0, 7, -20, 38, 90, 180])
def test_a_card_on_a_table_at_any_angle(degrees: float) -> None:
    scene = table()
    lay(scene, turned(800, 600, 900, degrees))
    assert_found(scene)


def test_a_card_seen_from_low_down() -> None:
    scene = table()
    lay(scene, [(520, 350), (1090, 330), (1330, 860), (270, 900)])
    assert_found(scene)


def test_a_white_card_on_a_white_table() -> None:
    scene = table((228, 230, 230), grain=1)
    lay(scene, turned(760, 590, 900, 5), (240, 241, 241))
    assert_found(scene)


def test_a_dark_card_on_a_dark_table() -> None:
    scene = table((26, 26, 28), grain=1.5)
    lay(scene, turned(760, 590, 900, -4), (48, 44, 44))
    assert_found(scene)


def test_a_card_on_patterned_cloth() -> None:
    scene = table((60, 60, 150), grain=3)
    for x in range(-HIGH, WIDE, 160):
        cv2.line(scene.image, (x, 0), (x + HIGH, HIGH), (30, 30, 30), 14)
        cv2.line(scene.image, (x, HIGH), (x + HIGH, 0), (190, 200, 210), 10)
    lay(scene, turned(800, 610, 950, -6))
    assert_found(scene)


def test_a_card_held_by_fingers() -> None:
    scene = table()
    lay(scene, turned(800, 560, 900, 4))
    for x in (520, 640, 760):
        cv2.ellipse(scene.image, (x, 860), (50, 110), 0, 0, 360, (120, 150, 205), -1)
    cv2.ellipse(scene.image, (1010, 250), (60, 130), 0, 0, 360, (120, 150, 205), -1)
    assert_found(scene)


def test_a_card_with_round_corners_and_a_frame_printed_on_it() -> None:
    card, _ = print_card((235, 240, 240))
    cv2.rectangle(card, (25, 25), (875, 515), (120, 60, 20), 4)
    scene = table()
    lay(scene, turned(800, 600, 1000, 3), card=card)
    assert_found(scene)


def test_a_card_with_panels_is_one_card() -> None:
    card, _ = print_card((235, 240, 240))
    card[:, :300] = (card[:, :300] * 0.4).astype(np.uint8)
    card[400:] = (card[400:] * (0.3, 0.5, 0.9)).astype(np.uint8)
    scene = table()
    lay(scene, turned(800, 600, 1000, 3), card=card)
    assert_found(scene)


def test_a_card_is_found_where_no_text_was() -> None:
    scene = table()
    lay(scene, turned(800, 600, 900, 10))
    scene.lines.clear()
    assert_found(scene)


@pytest.mark.parametrize("judged", [JUDGED, 1])
def test_several_cards_lying_apart(judged: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where some come far behind among the outlines, and are chosen by edges alone."""
    monkeypatch.setattr("cardscan.detect.JUDGED", judged)
    scene = table()
    colours = ((235, 240, 240), (60, 40, 40), (60, 190, 230), (235, 240, 240), (170, 90, 30))
    places = ((360, 260, 8), (1150, 250, -5), (330, 830, 85), (800, 800, 3), (1300, 880, -12))
    for (x, y, degrees), colour in zip(places, colours, strict=True):
        lay(scene, turned(x, y, 440, degrees), colour)
    assert_found(scene, 0.03)


@pytest.mark.parametrize("columns", [1, 2])
def test_cards_laid_side_by_side(columns: int) -> None:
    scene = table((200, 205, 205), grain=2)
    colours = ((235, 240, 240), (60, 40, 160), (60, 190, 230), (120, 70, 30))
    for place in range(2 * columns):
        row, column = divmod(place, columns)
        # Laid by hand: each a little off.
        x, y = 530 + 522 * column + 6 * row, 430 + 316 * row - 5 * column
        lay(scene, turned(x, y, 520, 0.6 * (place - 1)), colours[place])
    assert_found(scene, 0.04)


def test_a_scan_that_is_all_card_is_read_as_it_is() -> None:
    image, boxes = print_card((235, 240, 240))
    cv2.rectangle(image, (20, 20), (880, 520), (120, 60, 20), 4)
    lines = [tuple((float(x), float(y)) for x, y in box) for box in boxes]
    assert find_cards(image, lines) == []  # type: ignore[arg-type]


def test_a_photo_without_a_card() -> None:
    scene = table()
    assert find_cards(scene.image, []) == []


@pytest.mark.parametrize("shape", [(1, 1), (3, 50), (40, 2000), (500, 400)])
def test_a_blank_photo_of_any_size(shape: tuple[int, int]) -> None:
    assert find_cards(np.full((*shape, 3), 200, np.uint8), [((0, 0), (0, 0), (0, 0), (0, 0))]) == []


def test_a_card_cut_out_lies_straight() -> None:
    scene = table()
    corners = turned(800, 600, 900, 17)
    lay(scene, corners)
    quad: Quad = tuple((float(x), float(y)) for x, y in corners)  # type: ignore[assignment]
    card = cut_out(scene.image, quad, page=2)
    printed, _ = print_card((235, 240, 240))
    assert card.image.shape == printed.shape
    assert np.abs(card.image[20:-20, 20:-20].astype(int) - printed[20:-20, 20:-20]).mean() < 6
    assert (card.corners, card.rotation, card.page) == (quad, 0, 2)
    middle = cv2.perspectiveTransform(np.array([[(450.0, 270.0)]]), card.to_photo)[0, 0]
    assert np.allclose(middle, (800, 600), atol=1)


def test_a_card_cut_out_is_no_larger_than_is_read() -> None:
    image = np.zeros((2400, 2400, 3), np.uint8)
    card = cut_out(image, ((0.0, 0.0), (2400.0, 0.0), (2400.0, 1440.0), (0.0, 1440.0)))
    assert card.image.shape == (840, CARD_SIDE, 3)


def test_corners_run_clockwise_from_the_top_left() -> None:
    corners = [(30, 10), (110, 30), (90, 80), (10, 60)]
    for start in range(4):
        shuffled = np.array(corners[start:] + corners[:start])[::-1]
        assert in_order(shuffled).tolist() == [list(corner) for corner in corners]


def test_points_inside_quads() -> None:
    quads = np.array([[(0, 0), (10, 0), (10, 10), (0, 10)], [(5, 5), (20, 5), (25, 15), (5, 15)]], np.float64)
    points = np.array([(1, 1), (7, 7), (21, 14), (30, 30)], np.float64)
    assert inside(quads, points).tolist() == [[True, True, False, False], [False, True, True, False]]
    assert area(quads).tolist() == [100, 175]
    assert inside(quads[:1], grid(quads[:1], (0.1, 0.9), (0.5,))[0]).all()


def printed_page() -> Scene:
    """A page that fills the photo, close print all over it."""
    scene = table((218, 221, 222), grain=1)
    for row in range(24):
        y = 40 + 48 * row
        cv2.putText(scene.image, "lorem ipsum dolor " * 6, (8, y), cv2.FONT_HERSHEY_SIMPLEX, 0.9, (70, 70, 70), 2)
        scene.lines.append(((8.0, y - 24.0), (1590.0, y - 24.0), (1590.0, y + 8.0), (8.0, y + 8.0)))
    return scene


def uncovered(row: Quad, card: Points) -> list[Quad]:
    """What is left of a line of print beside a card that lies on it, a box for each side."""
    top, bottom = row[0][1], row[2][1]
    across = np.arange(row[0][0], row[1][0], 4.0)
    free = ~inside(card[None], np.array([(x, (top + bottom) / 2) for x in across]))[0]
    ends = np.flatnonzero(np.diff(np.concatenate([[0], free.astype(int), [0]])))
    spans = [(across[a] + 4, across[b - 1] - 4) for a, b in zip(ends[::2], ends[1::2], strict=True) if b - a > 8]
    return [((x0, top), (x1, top), (x1, bottom), (x0, bottom)) for x0, x1 in spans]


def test_a_white_card_askew_on_a_printed_page() -> None:
    scene = printed_page()
    card = turned(800, 610, 760, -7)
    lay(scene, card, (246, 247, 247))
    rows, own = scene.lines[:24], scene.lines[24:]
    scene.lines = [left for row in rows for left in uncovered(row, card)] + own
    assert_found(scene)


def test_a_box_printed_on_a_card_that_fills_the_photo_is_no_card() -> None:
    scene = printed_page()
    cv2.rectangle(scene.image, (420, 300), (1180, 760), (60, 60, 60), 4)
    assert find_cards(scene.image, scene.lines) == []


def test_four_cards_of_one_size_edge_to_edge_are_not_taken_for_two_pairs() -> None:
    scene = table((60, 62, 66), grain=3)
    for x, y in ((470, 390), (1132, 390), (470, 790), (1132, 790)):
        lay(scene, turned(x, y, 658, 0))
    assert_found(scene)


def test_a_panel_printed_on_a_card_photographed_nearly_straight_is_no_card() -> None:
    """It runs along the photo's borders, as near as one holds a phone; a card that lies on a page does not."""
    scene = printed_page()
    panel = turned(800, 610, 760, 0.9).astype(np.int32)
    tinted = cv2.fillPoly(scene.image.copy(), [panel], (235, 215, 190))
    scene.image = cv2.addWeighted(scene.image, 0.4, tinted, 0.6, 0)
    cv2.polylines(scene.image, [panel], True, (60, 60, 60), 4, cv2.LINE_AA)
    assert find_cards(scene.image, scene.lines) == []


def test_a_card_that_lies_on_its_face_beside_another_is_a_card() -> None:
    scene = table()
    lay(scene, turned(480, 560, 640, 4))
    lay(scene, turned(1180, 620, 640, -6), (232, 236, 238), np.full((540, 900, 3), (232, 236, 238), np.uint8))
    scene.lines = scene.lines[:5]
    assert_found(scene)


def test_a_slanted_logo_on_a_card_that_fills_the_photo_is_no_card() -> None:
    scene = printed_page()
    logo = turned(420, 330, 360, -7)
    lay(scene, logo, (246, 247, 247))
    scene.cards = []
    rows, own = scene.lines[:24], scene.lines[24:]
    scene.lines = [left for row in rows for left in uncovered(row, logo)] + own
    assert find_cards(scene.image, scene.lines) == []


def shaded(scene: Scene, corners: Points, depth: float = 0.75) -> None:
    """The narrow shadow that a card casts on the table along its lower and right sides."""
    shape = np.zeros((HIGH, WIDE), np.float32)
    cv2.fillPoly(shape, [np.round(corners + (5, 6)).astype(np.int32)], 1.0)
    shape = cv2.GaussianBlur(shape, (0, 0), 3)[..., None]
    scene.image = (scene.image * (1 - (1 - depth) * shape)).astype(np.uint8)


def test_a_card_whose_band_has_the_tables_colour() -> None:
    """Where the band meets the rest of the card is the strongest edge, and what stands in the band would be lost."""
    colour = (66, 60, 56)
    card, _ = print_card((235, 240, 240))
    card[:150] = (68, 62, 58)
    cv2.putText(card, "Tidewater Surveys", (60, 100), cv2.FONT_HERSHEY_SIMPLEX, 1.8, (220, 220, 220), 3, cv2.LINE_AA)
    scene = table(colour, grain=2)
    corners = turned(800, 600, 900, 6)
    shaded(scene, corners)
    lay(scene, corners, card=card)
    assert_found(scene)


def test_a_card_with_a_finger_over_a_side_and_another_over_a_corner() -> None:
    scene = table((95, 110, 120), grain=6)
    corners = turned(800, 600, 900, -9)
    lay(scene, corners)
    for x, y, wide, high, angle in ((760, 880, 75, 190, 10), (1240, 800, 70, 150, -50)):
        cv2.ellipse(scene.image, (x, y), (wide, high), angle, 0, 360, (125, 155, 205), -1)
        cv2.ellipse(scene.image, (x, y), (wide, high), angle, 0, 360, (95, 120, 165), 4)
    assert_found(scene)
