"""The table and the plot of how well confidence is calibrated."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from bench.calibration import bands, draw_calibration, expected_error, print_calibration
from bench.rules import Judged, Value


def judged(confidence: float, right: bool, sure: bool = False, field: str = "fn") -> Judged:
    return Judged(field, Value("x", sure=sure, confidence=confidence), right)


MADE = [judged(0.55, True), judged(0.55, False), *[judged(0.96, True, sure=True, field="tel")] * 3]


def test_bands_hold_what_was_said_and_what_is_right() -> None:
    low, high = bands(MADE)
    assert (low.low, low.values, low.said, low.right) == (0.5, 2, pytest.approx(0.55), 0.5)
    assert (high.values, high.right) == (3, 1.0)
    assert expected_error([low, high]) == pytest.approx((2 * 0.05 + 3 * 0.04) / 5)


def test_a_value_without_confidence_is_left_out() -> None:
    assert not list(bands([Judged("fn", Value("x", bare=True), True)]))


def test_the_table_says_how_much_is_sure_and_right(capsys: pytest.CaptureFixture[str]) -> None:
    print_calibration([*MADE, judged(0.97, False, sure=True, field="tel")])
    said = capsys.readouterr().out
    assert "expected calibration error" in said
    tel = next(line.split() for line in said.splitlines() if line.startswith("tel"))
    assert tel == ["tel", "4", "1.000", "0.750", "1"]


def test_the_plot_is_an_svg_with_a_dot_a_band(tmp_path: Path) -> None:
    draw_calibration(MADE, tmp_path / "plot.svg")
    root = ElementTree.parse(tmp_path / "plot.svg").getroot()  # noqa: S314 - written here
    assert len(root.findall("{http://www.w3.org/2000/svg}circle")) == 2
