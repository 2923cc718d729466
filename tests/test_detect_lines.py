"""The straight edges of a photo and the lines through them, on edges drawn one by one."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from cardscan.detect.lines import Lines, find_lines, find_segments, tighten
from cardscan.pictures import Image

Segments = NDArray[np.float64]
HIGH, WIDE = 480, 640
NO_TEXT = np.zeros((0, 4, 2))


def segments(*each: tuple[float, float, float, float]) -> Segments:
    return np.array(each, np.float64).reshape(-1, 4)


def lines_of(*each: tuple[float, float, float, float]) -> Lines:
    return find_lines(segments(*each), HIGH, WIDE)


def count(*each: tuple[float, float, float, float]) -> int:
    """How many lines there are besides the photo's borders."""
    return len(lines_of(*each).normals) - 4


def along_x(lines: Lines, start: float, end: float, line: int = 0) -> float:
    """The cover of a stretch of a line that runs across the photo, from one x to another."""
    at = sorted(x * lines.directions[line, 0] for x in (start, end))
    return float(lines.cover(np.array([line]), np.array(at[:1]), np.array(at[1:]))[0])


# Lines


def test_the_photos_borders_are_lines() -> None:
    found = lines_of()
    assert found.normals.tolist() == [[1, 0], [1, 0], [0, 1], [0, 1]]
    assert found.offsets.tolist() == [0, WIDE - 1, 0, HIGH - 1]


def test_pieces_of_a_side_are_put_together() -> None:
    """Print, glare or a finger breaks it."""
    pieces = ((100, 100, 160, 100), (200, 102, 260, 102), (300, 101, 400, 101))
    found = lines_of(*pieces)
    assert len(found.normals) == 5
    assert abs(found.normals[0]) == pytest.approx((0, 1), abs=0.02)
    weighed = (60 * 100 + 60 * 102 + 100 * 101) / 220
    x = np.array([250, weighed])
    assert found.normals[0] @ x == pytest.approx(found.offsets[0], abs=0.3)


@pytest.mark.parametrize(("off", "lines"), [(2.0, 1), (2.5, 2), (-2.0, 1), (-2.5, 2)])
def test_what_is_off_a_line_is_another(off: float, lines: int) -> None:
    """The edge of a card and a frame printed along it are not one."""
    assert count((100, 100, 200, 100), (300, 100 + off, 360, 100 + off)) == lines
    assert count((100, 100, 200, 100), (300, 100, 360, 100 + off)) == lines
    assert count((100, 100, 200, 100), (300, 100 + off, 360, 100)) == lines


@pytest.mark.parametrize(("tilt", "lines"), [(6, 1), (10, 2)])
def test_what_crosses_a_line_is_no_part_of_it(tilt: float, lines: int) -> None:
    """A serif or a twig that crosses it lies on it, but runs elsewhere."""
    turn = np.deg2rad(tilt)
    half = 13 * np.array([np.cos(turn), np.sin(turn) * 0])
    assert half[0] > 0
    across = (300 - 13 * np.cos(turn), 100 - 13 * np.sin(turn), 300 + 13 * np.cos(turn), 100 + 13 * np.sin(turn))
    near = (300 - 10, 100 - 10 * np.tan(turn), 300 + 10, 100 + 10 * np.tan(turn))
    assert across[0] < near[0]
    found = lines_of((100, 100, 200, 100), (250, 100, 262, 100), near)
    assert found.offsets[0] == pytest.approx(found.normals[0] @ (150, 100), abs=0.2)
    assert len(found.normals) - 4 == 1


@pytest.mark.parametrize(("long", "lines"), [(17, 1), (15, 0)])
def test_a_line_begins_with_a_piece_that_is_not_tiny(long: float, lines: int) -> None:
    pieces = [(100 + 40 * at, 100, 100 + 40 * at + long, 100) for at in range(4)]
    assert count(*pieces) == lines  # type: ignore[arg-type]


@pytest.mark.parametrize(("long", "lines"), [(27, 1), (24, 0)])
def test_a_line_is_as_long_as_a_side_could_be(long: float, lines: int) -> None:
    assert count((100, 100, 100 + long, 100)) == lines


@pytest.mark.parametrize(("longer", "lines"), [(240, 11), (260, 10)])
def test_lines_are_laid_through_the_longest_pieces(longer: int, lines: int) -> None:
    """Grass, cloth or print has thousands: each costs time."""
    pieces = [(20 + 22 * (at // 10), 40 + 30 * (at % 10)) for at in range(longer)]
    grass = [(x, y, x + 20, y) for x, y in pieces]
    card = [(100 + 20 * at, 400, 118 + 20 * at, 400) for at in range(20)]
    assert count(*grass, *card) == lines  # type: ignore[arg-type]


def test_the_thirty_lines_of_each_way_with_most_edges_are_kept() -> None:
    """Of more the outlines would take seconds."""
    found = lines_of(*((100, 5 + 6 * at, 200 + at, 5 + 6 * at) for at in range(40)))
    assert len(found.normals) == 30 + 4
    assert sorted(np.abs(found.offsets[:30])) == pytest.approx([5 + 6 * at for at in range(10, 40)])


@pytest.mark.parametrize(("tilt", "lines"), [(90, 34), (60, 34), (40, 30)])
def test_the_grain_of_a_table_leaves_room_for_what_divides_cards_across_it(tilt: float, lines: int) -> None:
    grain = [(20, 5 + 6 * at, 620, 5 + 6 * at) for at in range(70)]
    x, y = 80 * np.cos(np.deg2rad(tilt)), 80 * np.sin(np.deg2rad(tilt))
    gaps = [(100 + 90 * at, 100, 100 + 90 * at + x, 100 + y) for at in range(4)]
    assert count(*grain, *gaps) == lines


def test_the_sizes_go_by_the_photos_long_side() -> None:
    tall = find_lines(segments((100, 100, 124, 100)), 640, 480)
    assert len(tall.normals) == 4


# Cover


def test_a_line_knows_where_it_lies_on_edges() -> None:
    lines = lines_of((100, 100, 200, 100), (300, 100, 400, 100))
    assert along_x(lines, 100, 200) == pytest.approx(1, abs=0.03)
    assert along_x(lines, 200, 300) == pytest.approx(0, abs=0.03)
    assert along_x(lines, 100, 300) == pytest.approx(0.5, abs=0.02)
    assert along_x(lines, 150, 400) == pytest.approx(0.6, abs=0.02)
    assert along_x(lines, -400, 1000) == pytest.approx(200 / 1400, abs=0.03)
    assert along_x(lines, 150, 150) == 0


@pytest.mark.parametrize(("off", "covered"), [(2.8, 1), (3.4, 0), (-2.8, 1), (-3.4, 0)])
def test_a_bent_cards_side_bulges(off: float, covered: float) -> None:
    lines = lines_of((100, 100, 300, 100), (400, 100 + off, 440, 100 + off))
    assert along_x(lines, 400, 440) == pytest.approx(covered, abs=0.07)
    lines = lines_of((100, 100, 300, 100), (400, 100 + off, 440, 100))
    assert along_x(lines, 400, 440) == pytest.approx(covered, abs=0.07)
    lines = lines_of((100, 100, 300, 100), (400, 100, 440, 100 + off))
    assert along_x(lines, 400, 440) == pytest.approx(covered, abs=0.07)


@pytest.mark.parametrize(("tilt", "covered"), [(0.09, 1), (0.115, 0)])
def test_what_crosses_a_side_does_not_cover_it(tilt: float, covered: float) -> None:
    lines = lines_of((100, 100, 300, 100), (400, 100 - 10 * tilt, 420, 100 + 10 * tilt))
    assert along_x(lines, 400, 420) == pytest.approx(covered, abs=0.1)


def test_two_edges_of_one_place_cover_it_once() -> None:
    lines = lines_of((100, 100, 200, 100), (200, 101, 100, 101), (150, 100, 250, 100))
    assert along_x(lines, 100, 250) == pytest.approx(1, abs=0.03)
    assert along_x(lines, 250, 300) == pytest.approx(0, abs=0.05)


def test_the_ends_of_the_photo_are_on_every_line() -> None:
    diagonal = lines_of((0, 0, 639, 479))
    at = np.sort(diagonal.directions[0] @ np.array([(0, 0), (639, 479)]).T)
    assert diagonal.cover(np.array([0]), at[:1], at[1:])[0] == pytest.approx(1, abs=0.01)


# A side laid anew for one card


def quad(*corners: tuple[float, float]) -> Segments:
    return np.array(corners, np.float64)


CARD = quad((100, 100), (400, 100), (400, 300), (100, 300))


def above(start: float, end: float, y: float = 98) -> tuple[float, float, float, float]:
    return start, y, end, y


@pytest.mark.parametrize(
    ("edge", "y"),
    [
        (above(110, 390), 98),
        (above(390, 110), 98),
        (above(110, 390, 97.2), 97.2),
        (above(110, 390, 96.8), 100),  # the frame of another thing
        (above(110, 172), 98),
        (above(110, 168), 100),  # less than a fifth of the side tells little
        ((110, 98, 172, 96.8), 100),
        ((110, 96.8, 172, 98), 100),
        (above(20, 170), 100),  # most of it is before the card
        (above(330, 480), 100),
        (above(40, 170), 98),
    ],
)
def test_a_side_is_laid_through_the_edges_along_it(edge: tuple[float, float, float, float], y: float) -> None:
    """The line may have served several cards; what is cut out is this one, and all of it."""
    tight = tighten(CARD, segments(edge))
    assert tight == pytest.approx(np.array([(100, y), (400, y), (400, 300), (100, 300)]), abs=0.02)


def test_what_crosses_a_side_does_not_turn_it() -> None:
    across = [(x, 99.0, x + 11, 100.4) for x in range(110, 380, 12)]  # a row of letters
    tight = tighten(CARD, segments(above(110, 390, 99), *across))
    assert tight == pytest.approx(np.array([(100, 99), (400, 99), (400, 300), (100, 300)]), abs=0.02)
    along = [(x, 99.0, x + 11, 99.9) for x in range(110, 380, 12)]
    assert tighten(CARD, segments(above(110, 390, 99), *along))[0, 1] > 99.1


def test_every_side_is_laid_anew() -> None:
    edges = segments((110, 101, 390, 101), (399, 110, 399, 290), (390, 302, 110, 302), (98, 290, 98, 110))
    assert tighten(CARD, edges) == pytest.approx(np.array([(98, 101), (399, 101), (399, 302), (98, 302)]), abs=0.01)


def test_a_corner_of_sides_that_hardly_cross_stays() -> None:
    """Where two lines nearly run along one another their crossing may be anywhere."""
    flat = quad((100, 100), (400, 100), (600, 155), (100, 300))
    tight = tighten(flat, segments((110, 99, 390, 99)))
    assert tight[1] == pytest.approx((400, 100))
    steep = quad((100, 100), (400, 100), (500, 135), (100, 300))
    tight = tighten(steep, segments((110, 99, 390, 99)))
    assert tight[1][1] == pytest.approx(99, abs=0.01)


# Edges in a photo


def drawn(colour: tuple[int, int, int], ground: tuple[int, int, int], side: int = WIDE) -> Image:
    image = np.full((side * 3 // 4, side, 3), ground, np.uint8)
    image[side // 4 : side // 2, side // 4 : side * 3 // 4] = colour
    return image


def edges(image: Image, text: Segments = NO_TEXT) -> float:
    """How long the edges found are, all together."""
    found = find_segments(image, text)
    return float(np.hypot(*(found[:, 2:] - found[:, :2]).T).sum())


AROUND = 2 * (WIDE // 2 + WIDE // 4)


def test_the_edges_of_a_card_are_found_where_they_are() -> None:
    image = drawn((60, 60, 60), (200, 200, 200))
    found = find_segments(image, NO_TEXT)
    assert edges(image) == pytest.approx(AROUND, rel=0.05)
    near = [min(abs(x - 160), abs(x - 480), abs(y - 160), abs(y - 320)) for x, y in found.reshape(-1, 2)]
    assert max(near) < 1.5


def test_a_card_of_another_colour_but_as_bright_as_the_table_has_edges() -> None:
    """What only colour tells is looked for too, and lies where it is."""
    lab = np.array([[(128, 128, 128), (128, 148, 128), (128, 128, 148)]], np.uint8)
    light, *others = cv2.cvtColor(lab, cv2.COLOR_LAB2BGR)[0].tolist()
    for other in others:
        image = drawn(other, light)
        found = find_segments(image, NO_TEXT)
        assert edges(image) > 0.9 * AROUND
        near = [min(abs(x - 160), abs(x - 480), abs(y - 160), abs(y - 320)) for x, y in found.reshape(-1, 2)]
        assert max(near) < 3


def test_a_dark_photo_is_made_bright_first() -> None:
    assert edges(drawn((12, 12, 12), (8, 8, 8))) > 0.9 * AROUND


@pytest.mark.parametrize(("lighter", "found"), [(6, True), (4, False)])
def test_a_white_card_on_a_white_table_has_edges(lighter: int, found: bool) -> None:
    """In a photo that is black and white elsewhere; what is fainter is the grain of the picture."""
    image = drawn((200 + lighter,) * 3, (200, 200, 200))
    image[10:20, 10:20], image[10:20, 40:50] = 255, 0
    assert (edges(image) > 0.9 * AROUND) == found


@pytest.mark.parametrize(("long", "found"), [(11, True), (10, False)])
def test_short_edges_are_texture(long: int, found: bool) -> None:
    image = np.full((HIGH, WIDE, 3), 200, np.uint8)
    image[200 : 201 + long, 300 : 301 + long] = 60
    assert (len(find_segments(image, NO_TEXT)) > 0) == found


def test_strokes_of_letters_are_no_edges() -> None:
    image = np.full((HIGH, WIDE, 3), 230, np.uint8)
    cv2.putText(image, "HILL LINE", (100, 200), cv2.FONT_HERSHEY_SIMPLEX, 2, (30, 30, 30), 3)
    (wide, high), _ = cv2.getTextSize("HILL LINE", cv2.FONT_HERSHEY_SIMPLEX, 2, 3)
    y, x = 200, 100
    box = np.array([[(x, y - high - 4), (x + wide, y - high - 4), (x + wide, y + 6), (x, y + 6)]], np.float64)
    assert edges(image) > 500
    assert edges(image, box) < 0.2 * edges(image)
    cv2.line(image, (60, 186), (600, 186), (30, 30, 30), 3)
    assert edges(image, box) > 500  # but what runs through a line of text is one


@pytest.mark.parametrize(
    ("top", "bottom", "found"),
    [(180, 217, False), (180, 213, True), (213, 250, False), (217, 250, True), (200, 230, False), (204, 226, True)],
)
def test_a_stroke_with_its_middle_in_a_line_of_text_is_of_a_letter(top: float, bottom: float, found: bool) -> None:
    """Boxes of text are loose: a stroke may begin above one. What is longer than the line is high is none."""
    image = np.full((HIGH, WIDE, 3), 230, np.uint8)
    image[200:230, 300:303] = 30
    for upright in (True, False):
        photo = image if upright else np.ascontiguousarray(image.transpose(1, 0, 2))
        text = np.array([[(200, top), (400, top), (400, bottom), (200, bottom)]], np.float64)
        text = text if upright else text[:, ::-1, ::-1]
        assert (len(find_segments(photo, text)) > 0) == found
