"""How well an outline passes for a card, by its edges, its shape and the text it holds: drawn as line segments."""

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from cardscan.detect import outlines
from cardscan.detect.lines import find_lines
from cardscan.detect.outlines import Outlines, propose

Points = NDArray[np.float64]
HIGH, WIDE = 480, 640
Shares = tuple[float, float, float, float]
WHOLE: Shares = (1, 1, 1, 1)


def box(x: float, y: float, wide: float, high: float) -> Points:
    """The corners of a rectangle whose top left is at (x, y)."""
    return np.array([(x, y), (x + wide, y), (x + wide, y + high), (x, y + high)], np.float64)


def sides(corners: Points, seen: Shares = WHOLE) -> Points:
    """The sides of a quad as segments, of each its middle share."""
    ends = np.roll(corners, -1, axis=0)
    off = (1 - np.array(seen))[:, None] / 2 * (ends - corners)
    return np.hstack([corners + off, ends - off])


def proposed(*segments: Points, text: Sequence[Points] = ()) -> Outlines:
    lines = find_lines(np.concatenate(segments), HIGH, WIDE)
    return propose(lines, np.array(text).reshape(-1, 4, 2), HIGH, WIDE)


def place(found: Outlines, corners: Points) -> int | None:
    """Which of the outlines has these corners, wherever it begins."""
    for at, each in enumerate(found.corners):
        if any(np.abs(np.roll(each, turn, axis=0) - corners).max() < 1 for turn in range(4)):
            return at
    return None


def score(corners: Points, seen: Shares = WHOLE, *more: Points, text: Sequence[Points] = ()) -> float | None:
    """How good an outline looks; None where it is not proposed."""
    found = proposed(sides(corners, seen), *more, text=text)
    at = place(found, corners)
    return None if at is None else float(found.score[at])


def large(corners: Points) -> float:
    """What an outline is worth by its size."""
    x, y = corners.T
    return float(0.05 * (abs(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2 / HIGH / WIDE) ** 0.25)


CARD = box(150, 120, 300, 200)


def test_a_card_seen_whole_and_from_above_is_proposed_first() -> None:
    found = proposed(sides(CARD))
    assert place(found, CARD) == 0 and found.at_border[0] == 0 and found.text[0] == 1
    assert found.score[0] == pytest.approx(0.95 + large(CARD), abs=0.001)
    assert (np.diff(found.score) <= 0).all()


@pytest.mark.parametrize(
    ("wide", "high", "less"),
    [
        (264, 200, 0),
        (240, 200, 0.03),
        (200, 200, 0.09),
        (200, 240, 0.03),
        (380, 200, 0),
        (400, 190, 0.2 * 1.5 * (40 / 19 - 2)),
        (420, 170, 0.2 * 1.5 * (42 / 17 - 2)),
    ],
)
def test_what_is_not_shaped_like_a_card_is_worth_less(wide: float, high: float, less: float) -> None:
    """Boxes, columns and banners have good edges too."""
    corners = box(100, 120, wide, high)
    assert score(corners) == pytest.approx(0.95 - less + large(corners), abs=0.001)


@pytest.mark.parametrize(("high", "there"), [(155, True), (145, False)])
def test_a_banner_is_no_card(high: float, there: bool) -> None:
    assert (score(box(100, 120, 390, high)) is not None) == there


@pytest.mark.parametrize(("wide", "there"), [(104, True), (93, False)])
def test_what_is_tiny_is_no_card(wide: float, there: bool) -> None:
    """A card of which so little is in the photo could not be read."""
    assert (score(box(100, 120, wide, wide * 0.65)) is not None) == there


def test_a_card_seen_from_the_side_is_worth_less_the_more_it_is_foreshortened() -> None:
    slanted = np.array([(150, 120), (450, 120), (490, 320), (190, 320)], np.float64)
    cosine = 40 / np.hypot(40, 200)
    ratio = 300 / np.hypot(40, 200)
    assert ratio > 1.3
    assert score(slanted) == pytest.approx(0.95 - 0.2 * cosine + large(slanted), abs=0.001)
    narrow = np.array([(200, 120), (400, 120), (450, 310), (150, 310)], np.float64)
    cosine, skew = 50 / np.hypot(50, 190), 1 / 3
    ratio = 250 / np.hypot(50, 190)
    shape = 1 - 1.5 * max(0, 1.3 - ratio)
    parts = 0.65 + 0.2 * shape + 0.1 * (1 - skew / 0.6) - 0.2 * cosine
    assert score(narrow) == pytest.approx(parts + large(narrow), abs=0.001)


@pytest.mark.parametrize(("near", "there"), [(350, True), (418, False)])
def test_a_side_is_not_much_shorter_than_the_opposite_one(near: float, there: bool) -> None:
    """So flat no card can be read."""
    far = 160
    corners = np.array([(320 - far / 2, 100), (320 + far / 2, 100), (320 + near / 2, 400), (320 - near / 2, 400)])
    assert (score(corners) is not None) == there


def supported(least: float, mean: float) -> float:
    """What the edges are worth of a card of which the sides lie so much on edges."""
    return 0.65 * (0.6 * mean + 0.4 * least)


def test_the_side_that_is_seen_least_tells_most() -> None:
    """Three sides of anything are soon found."""
    rest = 0.3 + large(CARD)
    half, seen = score(CARD, (1, 1, 1, 0.5)), 0.5 / 0.92 / 0.95
    assert half == pytest.approx(supported(seen, (3 + seen) / 4) + rest, abs=0.006)
    all_less, seen = score(CARD, (0.7, 0.7, 0.7, 0.7)), 0.7 / 0.92 / 0.95
    assert all_less == pytest.approx(supported(seen, seen) + rest, abs=0.008)


@pytest.mark.parametrize(("seen", "there"), [(0.38, True), (0.32, False)])
def test_four_sides_of_which_little_is_seen_are_no_card(seen: float, there: bool) -> None:
    assert (score(CARD, (seen, seen, seen, seen)) is not None) == there


@pytest.mark.parametrize(("seen", "worth"), [(0.9, 1), (0.8, 0.8 / 0.92 / 0.95)])
def test_a_side_that_is_hidden_at_round_corners_is_seen_whole(seen: float, worth: float) -> None:
    found = score(CARD, (seen, seen, seen, seen))
    assert found == pytest.approx(supported(worth, worth) + 0.3 + large(CARD), abs=0.006)


def test_a_side_that_goes_on_beyond_the_corners_is_rather_a_tables_pattern() -> None:
    """A table's edge or a ruled line makes a box with three others."""
    whole = score(CARD)
    assert whole is not None
    on = np.array([(60.0, 120.0, 540.0, 120.0)])  # as far as is looked, and further
    assert score(CARD, WHOLE, on) == pytest.approx(whole - supported(0.15, 0.15 / 4), abs=0.001)
    ahead = np.array([(60.0, 120.0, 150.0, 120.0)])
    assert score(CARD, WHOLE, ahead) == pytest.approx(whole - supported(0.075, 0.075 / 4), abs=0.001)
    after = np.array([(450.0, 120.0, 540.0, 120.0)])
    assert score(CARD, WHOLE, after) == pytest.approx(whole - supported(0.075, 0.075 / 4), abs=0.001)
    near = np.array([(120.0, 120.0, 133.0, 120.0)])  # of the tenth of its length before it, half
    assert score(CARD, WHOLE, near) == pytest.approx(whole - supported(0.0375, 0.0375 / 4), abs=0.003)
    far = np.array([(60.0, 120.0, 110.0, 120.0), (490.0, 120.0, 540.0, 120.0)])  # something else
    assert score(CARD, WHOLE, far) == pytest.approx(whole, abs=0.002)
    small = box(150, 120, 66, 110)
    whole = score(small)
    on = np.array([(141.0, 120.0, 147.0, 120.0)])  # of the eight pixels at least that are looked at before it, most
    assert whole is not None
    assert 0.003 < whole - (score(small, WHOLE, on) or 0) < 0.03


@pytest.mark.parametrize(("over", "less"), [(3, 0), (4, 0.075 / 8), (7, 0.075 / 2), (20, 0.075)])
def test_a_side_may_go_on_for_three_pixels_and_what_is_right_behind_counts(over: float, less: float) -> None:
    """Where two edges meet each reaches a little over the other; of a small card eight pixels are looked at."""
    small = box(150, 120, 66, 110)
    whole = score(small)
    assert whole is not None
    for on in ((150.0 - over, 120.0, 150.0, 120.0), (216.0, 120.0, 216.0 + over, 120.0)):
        assert score(small, WHOLE, np.array([on])) == pytest.approx(whole - supported(less, less / 4), abs=0.0005)


def test_the_photos_border_may_be_a_side() -> None:
    """A card may lie half outside the photo, but a border is an edge of everything."""
    off = box(150, 279, 300, 200)  # its lower side is the photo's border
    found = proposed(sides(off)[[0, 1, 3]])
    at = place(found, off)
    assert at is not None and found.at_border[at] == 1
    assert found.score[at] == pytest.approx(supported(0.4, 3.4 / 4) + 0.3 + large(off), abs=0.001)


@pytest.mark.parametrize("missing", [0, 1, 2, 3])
def test_each_of_the_photos_borders_may_be_one(missing: int) -> None:
    corner = [(150, 0), (339, 100), (150, 279), (0, 100)][missing]
    off = box(*corner, 300, 200)
    found = proposed(np.delete(sides(off), missing, axis=0))
    at = place(found, off)
    assert at is not None and found.at_border[at] == 1
    assert found.score[at] == pytest.approx(supported(0.4, 3.4 / 4) + 0.3 + large(off), abs=0.001)


@pytest.mark.parametrize(("below", "there"), [(15, True), (24, False)])
def test_a_corner_may_lie_a_little_outside_the_photo(below: float, there: bool) -> None:
    corners = np.array([(150, 230), (430, 230), (430, HIGH - 1 + below), (150, 400)], np.float64)
    segments = sides(corners)
    segments[1, 3] = HIGH - 1
    found = proposed(segments)
    assert (place(found, corners) is not None) == there


def test_outlines_that_hardly_differ_are_one_and_the_better_is_kept() -> None:
    """There is room for the others then."""
    near = np.array([(150.0, 324.5, 450.0, 324.5)]) + (20, 0, -20, 0)
    found = proposed(sides(CARD), near)
    assert place(found, CARD) == 0
    assert place(found, box(150, 120, 300, 204.5)) is None
    far = near + (0, 20, 0, 20)
    assert place(proposed(sides(CARD), far), box(150, 120, 300, 224.5)) is not None


def test_of_a_photo_full_of_boxes_the_best_five_hundred_are_judged() -> None:
    """Choosing takes time for each; it is the worst that go, and what is seen whole is among those that stay."""
    columns = [np.array([(x, 20.0, x, 460.0)]) for x in range(20, 620, 40)]
    rows = [np.array([(20.0, y, 580.0, y)]) for y in range(20, 480, 40)]
    found = proposed(*columns, *rows)
    assert len(found.score) == 500
    assert place(found, box(20, 20, 560, 440)) is not None


# Text


def row(x: float, y: float, wide: float, high: float = 20) -> Points:
    return box(x, y, wide, high)


def held(*text: Points) -> tuple[float, float]:
    """What share of the photo's text the card holds, and what it is worth less for what it cuts."""
    found = proposed(sides(CARD), text=text)
    at = place(found, CARD)
    assert at is not None
    return float(found.text[at]), 0.95 + large(CARD) - float(found.score[at])


def test_the_share_of_the_text_that_an_outline_holds_counts_letters() -> None:
    inside, outside = row(170, 150, 200), row(170, 400, 100)
    assert held(inside, outside) == (pytest.approx(2 / 3), pytest.approx(0, abs=0.001))
    assert held(row(170, 150, 20), outside)[0] == pytest.approx(1 / 6)
    # A table's edge taken for text has no more letters than a long line.
    assert held(row(170, 150, 200, 10), row(20, 400, 600, 10))[0] == pytest.approx(0.5)
    assert held(row(170, 150, 180, 10), row(20, 400, 600, 10))[0] == pytest.approx(18 / 38)


def test_an_outline_that_cuts_text_is_no_cards_edge() -> None:
    """What it cuts off is half a name, and would be read as one."""
    inside = row(170, 150, 200)
    assert held(inside, row(350, 250, 200))[1] == pytest.approx(0.25, abs=0.001)
    assert held(inside, row(350, 250, 200))[0] == 1
    assert held(inside, row(360, 250, 200))[0] == pytest.approx(0.5)
    assert held(inside, row(246, 250, 200)) == (1, pytest.approx(0, abs=0.001))
    # Its first or last letters may stick out, as boxes of text are loose; three in ten points of it are too many.
    assert held(inside, row(290, 250, 200)) == (1, pytest.approx(0.25, abs=0.001))
    assert held(inside, row(170, 312, 200)) == (pytest.approx(0.5), pytest.approx(0.25, abs=0.001))
    assert held(inside, row(170, 316, 200)) == (pytest.approx(0.5), pytest.approx(0.25, abs=0.001))
    assert held(inside, row(170, 319, 200)) == (pytest.approx(0.5), pytest.approx(0, abs=0.001))
    assert held(inside, row(170, 299, 200)) == (1, pytest.approx(0, abs=0.001))


@pytest.mark.parametrize(("share", "cuts"), [(0.23, False), (0.29, True), (0.48, True)])
@pytest.mark.parametrize("right", [False, True])
def test_a_corner_of_a_line_may_lie_outside_by_less_than_a_quarter_of_it(share: float, cuts: bool, right: bool) -> None:
    """Lines that are not level have loose boxes: of the upper edge so much is above the card, its left or right end."""
    inside = row(170, 200, 200)
    ends = np.array([-share, 1 - share, 1 - share, -share]) * 30
    slanting = row(200, 118, 200) + np.stack([np.zeros(4), ends[[1, 0, 3, 2]] if right else ends], axis=1)
    assert held(inside, slanting) == (pytest.approx(1), pytest.approx(0.25 * cuts, abs=0.002))


@pytest.mark.parametrize(("share", "cuts"), [(0.23, False), (0.29, True)])
@pytest.mark.parametrize("right", [False, True])
def test_a_corner_of_a_line_beside_the_card_may_lie_inside(share: float, cuts: bool, right: bool) -> None:
    inside = row(170, 200, 200)
    ends = np.array([share, share - 1, share - 1, share]) * 30
    slanting = row(200, 102, 200) + np.stack([np.zeros(4), ends[[1, 0, 3, 2]] if right else ends], axis=1)
    assert held(inside, slanting) == (pytest.approx(0.5, abs=0.01), pytest.approx(0.25 * cuts, abs=0.002))


@pytest.mark.parametrize("seed", range(8))
def test_stretches_left_out_for_being_short_are_sides_of_no_card(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    some = np.random.default_rng(seed)
    cards = [box(*some.uniform(20, 300, 2), *some.uniform(25, 250, 2)) + some.normal(0, 6, (4, 2)) for _ in range(7)]
    found = proposed(*map(sides, cards))
    monkeypatch.setattr(outlines, "_shortest", lambda photo: 0.0)
    every = proposed(*map(sides, cards))
    assert len(found.score) > 5 and np.array_equal(found.corners, every.corners)
    assert np.array_equal(found.score, every.score) and np.array_equal(found.sides, every.sides)
