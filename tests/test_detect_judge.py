"""The judge of outlines: a small network over their signs."""

import numpy as np
import pytest

from cardscan.detect.judge import FAR, Judge, the_judge
from cardscan.detect.outlines import Outlines
from cardscan.detect.signs import signs_of


def judge(by: list[float], mean: float = 0.0, spread: float = 1.0) -> Judge:
    """A judge of one layer over the signs a and b."""
    weights = {"by0": np.array(by).reshape(2, 1), "plus0": np.array([0.5])}
    return Judge({"signs": np.array(["a", "b"]), "mean": np.full(2, mean), "spread": np.full(2, spread)} | weights)


def test_a_chance_is_made_of_signs_by_name() -> None:
    chances = judge([2.0, -1.0]).chances({"b": np.array([1.0, 0.0]), "other": np.ones(2), "a": np.array([1.0, 0.0])})
    assert chances == pytest.approx([1 / (1 + np.exp(-1.5)), 1 / (1 + np.exp(-0.5))])


def test_signs_are_measured_from_their_mean_and_no_outlier_decides_alone() -> None:
    one = judge([1.0, 0.0], mean=10, spread=2)
    chances = one.chances({"a": np.array([12.0, 1e6]), "b": np.zeros(2)})
    assert chances == pytest.approx([1 / (1 + np.exp(-1.5)), 1 / (1 + np.exp(-FAR - 0.5))])


def test_what_is_below_nought_goes_no_further() -> None:
    layers = {"by0": np.eye(2), "plus0": np.zeros(2), "by1": np.ones((2, 1)), "plus1": np.zeros(1)}
    both = Judge({"signs": np.array(["a", "b"]), "mean": np.zeros(2), "spread": np.ones(2)} | layers)
    assert both.chances({"a": np.array([-3.0]), "b": np.array([1.0])}) == pytest.approx([1 / (1 + np.exp(-1))])


def test_the_judge_that_is_shipped_knows_the_signs_that_are_told() -> None:
    corners = np.array([[(2, 2), (15, 2), (15, 10), (2, 10)]], np.float64)
    one = Outlines(corners, *(np.zeros(1) for _ in range(3)), np.zeros((1, 4)), np.zeros(1))
    told = signs_of(np.zeros((20, 20, 3), np.uint8), one, np.zeros((0, 4, 2)))
    assert set(the_judge().signs) == set(told)
    assert 0 < the_judge().chances(told)[0] < 0.1
