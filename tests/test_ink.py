"""The colours of a line's letters and of what they stand on."""

import cv2
import numpy as np
import pytest

from cardscan.ocr.ink import colours_of


def lab(bgr: tuple[int, int, int]) -> list[float]:
    return cv2.cvtColor(np.array([[bgr]], np.uint8), cv2.COLOR_BGR2LAB)[0, 0].astype(float).tolist()


@pytest.mark.parametrize(("ink", "ground"), [((40, 30, 160), (245, 245, 245)), ((250, 250, 250), (120, 40, 20))])
def test_letters_and_ground_whichever_is_lighter(ink: tuple[int, int, int], ground: tuple[int, int, int]) -> None:
    crop = np.full((48, 300, 3), ground, np.uint8)
    cv2.putText(crop, "DOCKRAY", (12, 38), cv2.FONT_HERSHEY_SIMPLEX, 1.2, ink, 4, cv2.LINE_AA)
    letters, paper = colours_of(crop)
    assert letters == pytest.approx(lab(ink), abs=12)
    assert paper == pytest.approx(lab(ground), abs=3)


def test_bold_letters_that_cover_more_than_half() -> None:
    crop = np.full((48, 300, 3), 250, np.uint8)
    for x in range(6, 290, 20):
        cv2.rectangle(crop, (x, 10), (x + 14, 38), (60, 90, 150), -1)
    crop = crop[3:45]  # as tight as boxes are
    assert 0.4 < np.mean(crop[..., 0] < 128) < 0.6
    letters, paper = colours_of(crop)
    assert paper == pytest.approx(lab((250, 250, 250)), abs=3)
    assert letters == pytest.approx(lab((60, 90, 150)), abs=3)
