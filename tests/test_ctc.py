"""How likely a text is to have left what the neural reader saw, step by step."""

import itertools
import math
from unittest import mock

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan.ocr import ctc
from cardscan.ocr.ctc import Step, likelihoods, plain, read, rivals, steps_of

SIGNS = ("", "i", "l")


def steps(*each: dict[str, float]) -> list[Step]:
    return list(each)


@st.composite
def seen(draw: st.DrawFn) -> list[Step]:
    """Four or five steps in which each of three signs is possible."""
    weights = draw(st.lists(st.tuples(*[st.integers(1, 20)] * len(SIGNS)), min_size=4, max_size=5))
    return [{sign: w / sum(row) for sign, w in zip(SIGNS, row, strict=True)} for row in weights]


def by_hand(of: list[Step]) -> dict[str, float]:
    """The chance of each text, as the sum over every way through the steps."""
    chances: dict[str, float] = {}
    for way in itertools.product(SIGNS, repeat=len(of)):
        text = "".join(sign for sign, _ in itertools.groupby(way))
        chances[text] = chances.get(text, 0.0) + math.prod(step[sign] for step, sign in zip(of, way, strict=True))
    return chances


@given(seen())
def test_a_chance_is_the_sum_over_all_ways_to_lay_a_text(of: list[Step]) -> None:
    wanted = by_hand(of)
    assert np.exp(likelihoods(of, list(wanted))) == pytest.approx(list(wanted.values()))


@given(seen())
def test_the_rivals_are_all_that_are_nearly_as_likely(of: list[Step]) -> None:
    wanted = by_hand(of)
    least = max(wanted.values()) * math.exp(-0.7)
    with mock.patch.object(ctc, "WIDTH", len(wanted)):  # a search that follows a few texts may lose one
        found = rivals(of, 0.7)
    assert {text for text, chance in wanted.items() if chance > 1.001 * least} <= set(found)
    assert all(wanted[text] > 0.999 * least for text in found)
    assert [wanted[text] for text in found] == pytest.approx(sorted((wanted[text] for text in found), reverse=True))


def test_one_of_two_equal_letters_that_was_lost_is_a_rival() -> None:
    of = steps({"x": 1.0}, {"i": 0.9, "": 0.1}, {"i": 0.7, "": 0.3}, {"i": 0.9, "": 0.1}, {"l": 1.0})
    assert read(of)[0] == "xil"
    assert rivals(of, 1.5) == ["xil", "xiil"]
    assert rivals(of, 0.5) == ["xil"]


def test_a_text_that_was_not_seen_is_possible_and_unlikely() -> None:
    of = steps({"a": 1.0}, {"": 1.0}, {"b": 1.0})
    right, wrong, longer = likelihoods(of, ["ab", "ac", "abcde"])
    assert right == pytest.approx(0.0, abs=0.01) and -math.inf < wrong < -8 and -math.inf < longer < -8


def test_steps_keep_what_may_stand_there() -> None:
    likely = np.array([[0.001, 0.999, 0.0], [0.3, 0.6, 0.1], [0.96, 0.002, 0.038]], np.float32)
    found = steps_of(likely, ("blank", "Á", " "))
    assert [list(step) for step in found] == [["Á"], ["Á", "", " "], ["", " "]]
    text, sure = read(found)
    assert text == "Á" and sure == pytest.approx((0.999,))
    assert [step.keys() for step in plain(found)] == [{"a"}, {"a", ""}, {""}]
    assert plain(found)[1][""] == pytest.approx(0.4)  # white space is none


def test_equal_letters_are_two_where_something_parts_them() -> None:
    assert read(steps({"l": 0.9}, {"": 0.8}, {"l": 0.7}, {"l": 0.6})) == ("ll", (0.9, 0.7))
    assert read([]) == ("", ())
