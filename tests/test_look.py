import cv2
import numpy as np
import pytest

from cardscan.ocr.lines import half_turned, look
from cardscan.ocr.rapid import Rapid

pytestmark = pytest.mark.engine


def line(text: str) -> np.ndarray:
    image = np.full((48, 460, 3), 255, np.uint8)
    cv2.putText(image, text, (10, 34), cv2.FONT_HERSHEY_SIMPLEX, 1.0, (0, 0, 0), 2, cv2.LINE_AA)
    return image


def test_lines_that_stand_upright_are_read_once_and_kept():
    upside_down, known = look([line("Quillvane Bookbinders"), line("Hull")], Rapid())
    assert not upside_down
    assert [reading.text for reading in known.values()] == ["Quillvane Bookbinders"]


def test_lines_upside_down_are_noticed():
    crops = [half_turned(line(text)) for text in ("Quillvane Bookbinders", "12 Dock Road, Hull")]
    upside_down, known = look(crops, Rapid())
    assert upside_down
    assert known[0].text == "Quillvane Bookbinders"


def test_one_line_read_well_decides_where_the_longest_are_in_a_script_that_is_not_known():
    strange = np.full((48, 460, 3), 255, np.uint8)
    chance = np.random.default_rng(2)
    for x in range(12, 440, 24):
        stroke = [[x + chance.integers(-8, 8), 24 + chance.integers(-16, 16)] for _ in range(4)]
        cv2.polylines(strange, [np.array(stroke)], False, (0, 0, 0), 2, cv2.LINE_AA)
    known = line("info@quillvane.io")[:, :360]
    assert look([strange, strange, strange, half_turned(known)], Rapid())[0]
    assert not look([half_turned(strange)] * 3 + [known], Rapid())[0]
