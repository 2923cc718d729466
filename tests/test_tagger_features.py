"""What the tagger is told of a line set from top to bottom. All are invented."""

from dataclasses import replace

import pytest
from printed import at

from cardscan.model import Line
from cardscan.parse.tagger.features import describe, height_of, is_column


def standing(text: str, left: float, top: float, size: float) -> Line:
    """A line whose letters stand below one another."""
    right, bottom = left + size, top + size * len(text)
    box = ((left, top), (right, top), (right, bottom), (left, bottom))
    return replace(at(text, left, top, text), box=box, place=(left, top, right, bottom))


@pytest.mark.parametrize(("text", "column"), [("月舟灯里", True), ("월주", True), ("月", False), ("Quill", False)])
def test_letters_of_unspaced_scripts_stand_below_one_another(text: str, column: bool) -> None:
    assert is_column(standing(text, 500, 40, 60)) == column
    assert not is_column(at(text, 30, 30, text))


def test_a_column_is_as_high_as_its_letters_are_wide_and_its_words_lie_down_it() -> None:
    line = standing("月舟灯里", 500, 40, 60)
    assert height_of(line) == 60
    card = describe([line], 1000, ())
    assert card
    assert card.places[:, 1] == pytest.approx([0.04, 0.1, 0.16, 0.22])
    assert card.places[:, 0] == pytest.approx(0.5)
    assert card.places[:, 5] == pytest.approx(0.06)
