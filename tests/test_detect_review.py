"""A choice of cards is thought over: outlines made by hand, their chances a little this and that side of a rule."""

from dataclasses import dataclass

import numpy as np
import pytest
from test_detect_choice import HIGH, WIDE, Points, box

from cardscan.detect.outlines import Outlines
from cardscan.detect.review import reconsider


@dataclass(frozen=True)
class Made:
    """A proposed outline, and its chance to be a card's."""

    corners: Points
    chance: float
    text: float = 1.0
    at_border: int = 0
    score: float = 0.0


def thought_over(first: list[int], *made: Made) -> list[int]:
    count = len(made)
    outlines = Outlines(
        np.array([each.corners for each in made]).reshape(-1, 4, 2),
        np.array([each.score for each in made]),
        np.array([each.text for each in made]),
        np.array([each.at_border for each in made]),
        np.zeros((count, 4)),
        np.zeros(count),
    )
    return reconsider(first, np.array([each.chance for each in made]), outlines, HIGH, WIDE)


CARD = box(400, 300, 400, 240)


@pytest.mark.parametrize(
    ("chosen", "likeliest", "found"),
    [(0.6, 0.89, 0), (0.6, 0.91, 1), (0.2, 0.1, 0)],
)
def test_part_of_a_card_gives_way_to_one_that_is_likelier(chosen: float, likeliest: float, found: int) -> None:
    panel = box(300, 300, 200, 240)
    assert thought_over([0], Made(panel, chosen), Made(CARD, likeliest)) == [found]


@pytest.mark.parametrize(("borders", "found"), [(2, 1), (3, 0)])
def test_a_strip_of_the_photo_is_no_card(borders: int, found: int) -> None:
    assert thought_over([0], Made(box(300, 300, 200, 240), 0.4), Made(CARD, 0.9, at_border=borders)) == [found]


@pytest.mark.parametrize(("wide", "found"), [(344, 0), (336, 1)])
@pytest.mark.parametrize("likeliest", [0.75])
def test_of_two_outlines_of_one_card_the_chosen_one_stays(wide: float, found: int, likeliest: float) -> None:
    """They have 0.86 or 0.84 in common."""
    assert thought_over([0], Made(box(400, 300, wide, 240), 0.4), Made(CARD, likeliest)) == [found]


@pytest.mark.parametrize(
    ("chosen", "likeliest", "found"), [(0.3, 0.94, 0), (0.3, 0.96, 1), (0.82, 0.96, 0), (0.8, 0.96, 1)]
)
def test_but_not_where_the_other_is_all_but_certain(chosen: float, likeliest: float, found: int) -> None:
    """A shadow along a white card has a better edge than the card."""
    assert thought_over([0], Made(box(400, 312, 400, 216), chosen), Made(CARD, likeliest)) == [found]


@pytest.mark.parametrize(("chances", "found"), [((0.2, 0.4), [0, 1]), ((0.2, 0.3), [2])])
def test_several_stay_unless_one_is_far_likelier_than_they_are_on_average(
    chances: tuple[float, float], found: list[int]
) -> None:
    halves = [Made(box(x, 300, 200, 240), chance) for x, chance in zip((300, 500), chances, strict=True)]
    assert thought_over([0, 1], *halves, Made(CARD, 0.88)) == found


def in_a_row(*chances: float) -> list[Made]:
    """Cards side by side."""
    return [Made(box(150 + 190 * at, 300, 180, 110), chance) for at, chance in enumerate(chances)]


@pytest.mark.parametrize(
    ("other", "found"),
    [
        (Made(box(530, 300, 180, 110), 0.72, text=0.0), [0, 1, 2]),
        (Made(box(530, 300, 180, 110), 0.68, text=0.0), [0, 1]),
        (Made(box(530, 300, 120, 73), 0.9, text=0.0), [0, 1]),  # another size
        (Made(box(430, 300, 180, 110), 0.9), [0, 1]),  # over one of them
        (Made(box(530, 300, 180, 110), 0.9, at_border=2), [0, 1]),
    ],
)
def test_a_card_beside_several_that_was_passed_over_is_one_too(other: Made, found: list[int]) -> None:
    assert thought_over([0, 1], *in_a_row(0.8, 0.5), other) == found


@pytest.mark.parametrize(
    ("other", "found"),
    [
        (Made(box(340, 300, 168, 110), 0.72), [0, 2]),
        (Made(box(340, 300, 168, 110), 0.68), [0, 1]),
        (Made(box(340, 300, 168, 110), 0.9, score=-0.06), [0, 1]),  # much worse by its edges
        (Made(box(340, 300, 140, 110), 0.9), [0, 1]),  # part of the card
        (Made(box(340, 300, 176, 110), 0.9), [0, 1]),  # the same, nearly
    ],
)
def test_each_of_several_is_taken_by_its_likelier_outline(other: Made, found: list[int]) -> None:
    assert thought_over([0, 1], *in_a_row(0.8, 0.5), other) == found


def test_but_not_by_one_that_lies_over_another_card() -> None:
    row = [Made(box(150, 300, 180, 110), 0.8), Made(box(335, 300, 180, 110), 0.5)]
    assert thought_over([0, 1], *row, Made(box(322, 300, 200, 110), 0.9)) == [0, 1]


def test_likelier_is_by_as_much_as_of_one_card() -> None:
    assert thought_over([0, 1], *in_a_row(0.8, 0.76), Made(box(340, 300, 168, 110), 0.9)) == [0, 1]


@pytest.mark.parametrize(
    ("made", "found"),
    [
        (Made(CARD, 0.91), [0]),
        (Made(CARD, 0.89), []),
        (Made(CARD, 0.92, text=0.98), [0]),
        (Made(CARD, 0.92, text=0.96), []),  # it is printed on a card that fills the photo
        (Made(box(400, 300, 400, 240, 1.3), 0.92, text=0.4), [0]),  # it lies on print
        (Made(box(400, 300, 400, 240, 0.8), 0.92, text=0.4), []),
        (Made(box(400, 300, 400, 240, 1.3), 0.92, text=0.4, at_border=1), []),
        (Made(box(400, 300, 260, 160, 5), 0.92, text=0.4), [0]),  # 0.087 of the photo
        (Made(box(400, 300, 240, 150, 5), 0.92, text=0.4), []),  # 0.075: a logo
        (Made(box(400, 300, 400, 240, 1.3), 0.92, at_border=1), [0]),
        (Made(box(400, 300, 640, 440), 0.92), [0]),  # 0.59 of the photo
        (Made(box(400, 300, 660, 450), 0.92), []),  # 0.62
    ],
)
def test_where_none_was_chosen_a_likely_card_that_lies_in_the_photo_is_one(made: Made, found: list[int]) -> None:
    assert thought_over([], made) == found
