"""Which of the proposed outlines are the cards: outlines made by hand, each a little this or that side of a rule."""

from dataclasses import dataclass

import numpy as np
import pytest
from numpy.typing import NDArray

from cardscan.detect.choice import choose
from cardscan.detect.outlines import Outlines
from cardscan.detect.quads import area

Points = NDArray[np.float64]
HIGH, WIDE = 600, 800


@dataclass(frozen=True)
class Made:
    """A proposed outline."""

    corners: Points
    score: float = 0.9
    text: float = 1.0
    at_border: int = 0


def box(x: float, y: float, wide: float, high: float, degrees: float = 0) -> Points:
    """The corners of a rectangle around (x, y)."""
    half = np.array([(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)]) * (wide, high)
    angle = np.deg2rad(degrees)
    return half @ np.array([(np.cos(angle), np.sin(angle)), (-np.sin(angle), np.cos(angle))]) + (x, y)


def chosen(*made: Made) -> list[int]:
    """Choose among outlines, and say which, by their place among those given."""
    order = sorted(range(len(made)), key=lambda at: -made[at].score)
    best = [made[at] for at in order]
    outlines = Outlines(
        np.array([each.corners for each in best]).reshape(-1, 4, 2),
        np.array([each.score for each in best]),
        np.array([each.text for each in best]),
        np.array([each.at_border for each in best]),
        np.zeros((len(best), 4)),
        np.zeros(len(best)),
    )
    return sorted(order[at] for at in choose(outlines, HIGH, WIDE))


CARD, PART = box(400, 300, 400, 240), box(300, 200, 150, 90)


# One card


def test_no_outline_no_card() -> None:
    assert chosen() == []


@pytest.mark.parametrize(("score", "found"), [(0.72, [0]), (0.68, [])])
def test_what_makes_a_poor_card_is_none(score: float, found: list[int]) -> None:
    """Then the whole photo is read; else a shadow is cut out, and what is beside it is never read."""
    assert chosen(Made(CARD, score)) == found


@pytest.mark.parametrize(("whole", "found"), [(0.73, 0), (0.75, 1)])
def test_good_edges_are_weighed_against_text_left_outside(whole: float, found: int) -> None:
    assert chosen(Made(PART, 1.0, text=0.6), Made(CARD, whole)) == [found]


@pytest.mark.parametrize(
    ("corners", "text", "found"),
    [
        (box(400, 300, 656, 500), 1.0, []),
        (box(400, 300, 656, 500), 0.95, [0]),  # what lies outside is read with it, where it is not cut out
        (box(400, 300, 620, 500), 1.0, [0]),
        (box(400, 300, 656, 460), 1.0, [0]),
        (box(340, 300, 656, 500), 1.0, [0]),
        (box(400, 260, 656, 500), 1.0, [0]),
        (box(400, 300, 656, 500, 1.0), 1.0, []),
        (box(400, 300, 656, 500, 1.3), 1.0, [0]),
    ],
)
def test_a_scan_that_is_nearly_all_card_and_straight_is_not_cut(corners: Points, text: float, found: list[int]) -> None:
    """Cutting it out gains nothing, and may lose its margin."""
    assert chosen(Made(corners, 0.9, text)) == found


# A card on printed paper: much of the photo's text is beside it


LYING = box(400, 300, 300, 180, 5)


def amid(corners: Points = LYING, score: float = 0.7, **more: float) -> Made:
    return Made(corners, score, **{"text": 0.4, "at_border": 0, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("made", "found"),
    [
        (amid(), [0]),
        (amid(score=0.66), [0]),
        (amid(score=0.62), []),
        (amid(at_border=1), []),
        (amid(text=0.01), [0]),
        (amid(text=0), []),
        (amid(box(400, 300, 300, 250, 5)), [0]),  # a card that lies tilted is nearly square
        (amid(box(400, 300, 300, 270, 5)), []),
        (amid(box(400, 300, 480, 200, 5)), [0]),
        (amid(box(400, 300, 520, 200, 5)), []),
        (amid(box(400, 300, 240, 170, 5)), [0]),  # 0.085 of the photo
        (amid(box(400, 300, 225, 160, 5)), []),  # 0.075
        (amid(box(400, 300, 300, 180, 1.15)), [0]),
        (amid(box(400, 300, 300, 180, 0.9)), []),  # as straight as one holds a phone: printed on the card
        (amid(box(400, 300, 180, 300, 1.15)), [0]),
    ],
)
def test_a_card_amid_print_has_a_cards_shape_and_lies_askew(made: Made, found: list[int]) -> None:
    assert chosen(made) == found


def test_one_slanted_side_makes_no_card_of_a_panel() -> None:
    """Something lies over one side; a card that lies tilted has two that are aslant."""
    one = np.array([(250, 210), (550, 210), (550, 390), (270, 390)], np.float64)
    two = np.array([(250, 210), (550, 210), (530, 390), (270, 390)], np.float64)
    assert chosen(amid(one)) == []
    assert chosen(amid(two)) == [0]


@pytest.mark.parametrize(("better", "found"), [(0.11, 0), (0.09, 1)])
def test_of_a_shadow_on_a_card_and_the_card_the_one_with_the_text(better: float, found: int) -> None:
    shadow = amid(box(200, 150, 300, 180, 5), 0.7 + better, text=0.15)
    assert chosen(shadow, amid(box(500, 400, 300, 180, 5), 0.7, text=0.3)) == [found]


FRAME = box(400, 300, 300, 180, 5)


@pytest.mark.parametrize(
    ("around", "found"),
    [
        (amid(box(400, 300, 315, 189, 5), 0.69), 1),
        (amid(box(400, 300, 315, 189, 5), 0.67), 0),
        (amid(box(400, 300, 354, 213, 5), 0.69), 1),  # 1.4 times the frame's area
        (amid(box(400, 300, 378, 228, 5), 0.69), 0),  # 1.6 times
        (amid(box(410, 300, 354, 213, 5), 0.69), 1),  # its middle is off by 0.043 of the frame's size
        (amid(box(413, 300, 354, 213, 5), 0.69), 0),  # by 0.056
        (amid(box(400, 300, 400, 168, 5), 0.69), 0),  # larger, but the frame is not in it
        (amid(box(400, 300, 360, 177, 5), 0.69), 1),  # but for what outlines are loose
        (amid(box(400, 300, 315, 189, 5), 0.69, at_border=1), 0),
    ],
)
def test_of_a_frame_printed_on_a_card_and_the_card_around_it_the_card(around: Made, found: int) -> None:
    """What is printed outside the frame is on the card too."""
    assert chosen(Made(FRAME, 0.76, 0.4), around) == [found]


# Several cards


def row(*scores: float, text: float = 1.0, wide: float = 180, high: float = 108) -> list[Made]:
    """Cards side by side, which share the text."""
    return [Made(box(110 + 200 * at, 300, wide, high), score, text / len(scores)) for at, score in enumerate(scores)]


BOTH = box(210, 300, 380, 230)


@pytest.mark.parametrize(("whole", "found"), [(0.945, [1, 2]), (0.958, [0])])
def test_in_doubt_several_cards_rather_than_one_that_holds_them(whole: float, found: list[int]) -> None:
    """One card would be read as a person with two names."""
    assert chosen(Made(BOTH, whole), *row(0.9, 0.9)) == found


@pytest.mark.parametrize(
    ("cards", "found"),
    [(2, [0]), (3, [1, 2, 3]), (4, [1, 2, 3, 4])],
)
def test_the_more_cards_fit_the_less_it_is_chance(cards: int, found: list[int]) -> None:
    assert chosen(Made(box(400, 300, 780, 470), 0.963), *row(*[0.9] * cards)) == found


def test_beyond_five_more_cards_prove_nothing_more() -> None:
    grid = [Made(box(80 + 130 * (at % 6), 150 + 150 * (at // 6), 120, 72), 0.8, 1 / 12) for at in range(12)]
    whole = box(400, 300, 780, 470)
    assert chosen(Made(whole, 0.9), *grid) == list(range(1, 13))  # 0.8 and 0.06 for the fifth
    assert chosen(Made(whole, 0.917), *grid) == [0]


@pytest.mark.parametrize(("score", "found"), [(0.72, [0, 1]), (0.68, [])])
def test_several_poor_cards_are_none(score: float, found: list[int]) -> None:
    assert chosen(*row(score + 0.08, score - 0.08)) == found


@pytest.mark.parametrize(
    ("other", "found"),
    [
        (Made(box(310, 300, 180, 108), 0.5, 0.5), [0, 1]),  # the two together are what counts
        (Made(box(310, 300, 180, 134), 0.85, 0.5), [0, 1]),  # 1.34 times as wide as high
        (Made(box(310, 300, 180, 142), 0.85, 0.5), []),
        (Made(box(310, 300, 198, 88), 0.85, 0.5), [0, 1]),  # 2.25 times
        (Made(box(310, 300, 205, 87), 0.85, 0.5), []),
        (Made(box(310, 300, 180, 108, 90), 0.85, 0.5), [0, 1]),  # sideways
        (Made(box(310, 300, 180, 108), 0.85, 0.5, at_border=1), []),  # of two, one is half
        (Made(box(350, 300, 236, 141), 0.85, 0.5), [0, 1]),  # 1.7 times as large
        (Made(box(350, 300, 248, 148), 0.85, 0.5), []),  # 1.9 times
        (Made(box(350, 300, 136, 81), 0.85, 0.5), [0, 1]),
        (Made(box(350, 300, 130, 78), 0.85, 0.5), []),
    ],
)
def test_cards_of_one_photo_are_alike(other: Made, found: list[int]) -> None:
    first = Made(box(110, 300, 180, 108), 0.95, 0.45)
    assert chosen(first, other) == found


@pytest.mark.parametrize(("score", "text", "found"), [(0.92, 0.0, [0, 1]), (0.88, 0.0, [0]), (0.88, 0.01, [0, 1])])
def test_a_card_without_text_lies_on_its_face_or_is_a_tile(score: float, text: float, found: list[int]) -> None:
    first = Made(box(110, 300, 180, 108), 0.95)
    assert chosen(first, Made(box(310, 300, 180, 108), score, text)) == found


@pytest.mark.parametrize(
    ("over", "found"),
    [
        ((16, 108), [0, 1]),
        ((20, 108), [0]),
        ((180, 10), [0, 1]),
        ((180, 13), [0]),
        ((20, 38), [0, 1]),  # a corner lies on a corner: one of the points
        ((20, 60), [0]),  # two
        ((70, 38), [0]),
    ],
)
def test_cards_may_cover_a_little_of_one_another(over: tuple[float, float], found: list[int]) -> None:
    """Outlines are a little loose; two that share more are twice the same card."""
    x, y = over
    for one, two in ((0, 0), (180, 0), (0, 180)):  # whichever way up each lies
        cards = [
            Made(box(200, 300, 180, 108, one), 0.95, 0.6),
            Made(box(380 - x, 192 + y, 180, 108, two), 0.9, 0.4),
        ]
        assert chosen(*cards) == found


@pytest.mark.parametrize(
    ("x", "wide", "over", "found"),
    [
        (200, 180, 12, [0]),  # two of the points of the side's middle
        (200, 180, 9, [0, 1]),
        (224, 135, 12, [0, 1]),  # one of them
        (176, 135, 12, [0, 1]),
    ],
)
def test_a_card_may_cover_a_little_of_anothers_side(x: float, wide: float, over: float, found: list[int]) -> None:
    """It lies across, its short side on the middle of a long one."""
    across = box(x, 354 - over + wide / 2, wide, 0.6 * wide, 90)
    assert chosen(Made(box(200, 300, 180, 108), 0.95, 0.6), Made(across, 0.9, 0.4)) == found


@pytest.mark.parametrize(("cut", "found"), [(1, [0, 1, 2]), (2, [0, 1])])
def test_the_photo_may_cut_a_card_off_but_no_corner_of_it(cut: int, found: list[int]) -> None:
    first, second, third = row(0.9, 0.9, 0.9)
    assert chosen(first, second, Made(third.corners, 0.9, third.text, cut)) == found


@pytest.mark.parametrize(("score", "found"), [(0.78, [0, 1]), (0.73, [])])
def test_one_card_at_least_is_seen_well_and_the_others_are_measured_by_it(score: float, found: list[int]) -> None:
    assert chosen(*row(score, score)) == found


def sheared(corners: Points, cosine: float) -> Points:
    """A rectangle as a parallelogram with corners of that cosine, of the same area."""
    shear = cosine / np.sqrt(1 - cosine**2)
    middle = corners.mean(axis=0)
    return np.asarray((corners - middle) @ np.array([(1, 0), (shear, 1)]) + middle)


@pytest.mark.parametrize(("cosine", "found"), [(0.35, [0, 1]), (0.45, [])])
def test_cards_on_one_table_have_right_angles_seen_from_above(cosine: float, found: list[int]) -> None:
    other = Made(sheared(box(350, 300, 180, 108), cosine), 0.95, 0.5)
    assert chosen(Made(box(110, 300, 180, 108), 0.95, 0.45), other) == found


@pytest.mark.parametrize(
    ("other", "found"),
    [
        (box(400, 300, 180 * np.exp(0.06), 108), 1),
        (box(400, 300, 180 * np.exp(0.075), 108), 2),
        (box(400, 300, 180 * np.exp(-0.06), 108), 1),
        (sheared(box(400, 300, 180, 108), 0.035), 1),
        (sheared(box(400, 300, 180, 108), 0.045), 2),
    ],
)
def test_of_two_outlines_of_one_card_the_one_that_is_most_like_the_others(other: Points, found: int) -> None:
    """Its better edges may be those of a frame, or of a shadow."""
    first, second = (Made(box(150, y, 180, 108), 0.95, 0.3) for y in (150, 300))
    alike = Made(box(400, 300, 180, 108), 0.88, 0.4, at_border=1)
    assert chosen(first, Made(other, 0.9, 0.4, at_border=1), alike, second) == [0, found, 3]


def amid_wedges(wedges: int, times: float) -> list[int]:
    """Which of two cards are found among better outlines that lie otherwise, and are so many times as large."""
    wedge = np.array([(-150, -60), (150, -60), (70, 60), (-70, 60)], np.float64)
    wedge *= np.sqrt(times * 180 * 108 / area(wedge))
    printed = [Made(wedge + (140 + 3 * at, 480), 0.95, 0.0) for at in range(wedges)]
    cards = [Made(box(200, 150, 180, 108), 0.94, 0.5), Made(box(500, 150, 180, 108), 0.93, 0.5)]
    return [at - wedges for at in chosen(*printed, *cards) if at >= wedges]


@pytest.mark.parametrize(("tilted", "found"), [(7, [0, 1]), (8, [])])
def test_among_how_many_cards_that_lie_otherwise_those_of_the_table_are_found(tilted: int, found: list[int]) -> None:
    """What is printed on them, or on the table, has good edges, too; each is tried as the one to measure by."""
    assert amid_wedges(tilted, 1) == found


@pytest.mark.parametrize(("times", "found"), [(0.72, [0, 1]), (1.2, []), (1.4, [0, 1])])
def test_among_any_number_that_are_of_another_size_they_are_found(times: float, found: list[int]) -> None:
    """Of each size the best is tried: two cards side by side make a larger one, with edges as good."""
    assert amid_wedges(20, times) == found
