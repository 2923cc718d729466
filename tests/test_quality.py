"""The quality of a picture is said where it is bad, and not where it is good."""

import cv2
import numpy as np
import pytest

from cardscan.model import Line, Quad
from cardscan.photos.quality import Looks, flaws, flaws_of
from cardscan.pictures import Image

GOOD = Looks(letters=20, edge=2.4, light=225, glare=0, cut=False)
PHOTO = (2000, 1500)
ON_PHOTO: Quad = ((300, 300), (1300, 300), (1300, 900), (300, 900))


def card(paper: int = 215, ink: int = 40, scale: float = 1.0) -> tuple[Image, list[Line]]:
    """A card of 1000×600 with four lines, and where they are."""
    image = np.full((600, 1000, 3), paper, np.uint8)
    lines = []
    for row, text in enumerate(("Oriel Tavernash", "Regional manager", "+44 7555 550418", "oriel@medlarby.example")):
        x, y = 80, 160 + 110 * row
        (width, height), below = cv2.getTextSize(text, cv2.FONT_HERSHEY_SIMPLEX, 1.4, 3)
        cv2.putText(image, text, (x, y), cv2.FONT_HERSHEY_SIMPLEX, 1.4, (ink,) * 3, 3, cv2.LINE_AA)
        place = tuple(v * scale for v in (x - 5, y - height - 5, x + width + 5, y + below))
        lines.append(Line(text, 0.9, ON_PHOTO, place))  # type: ignore[arg-type]
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.uint8), lines


def kinds(image: Image, lines: list[Line], corners: Quad = ON_PHOTO) -> list[str]:
    return [flaw.kind for flaw in flaws_of(image, lines, corners, PHOTO)]


def test_nothing_is_said_of_a_good_picture() -> None:
    assert flaws(GOOD) == ()
    assert kinds(*card()) == []
    assert kinds(*card(paper=30, ink=230)) == []  # a dark card is no dark photo
    assert kinds(*card(paper=255)) == []  # a scan is white all over


@pytest.mark.parametrize("sigma", [6, 9])
def test_blurred(sigma: float) -> None:
    image, lines = card()
    assert kinds(np.asarray(cv2.GaussianBlur(image, (0, 0), sigma), np.uint8), lines) == ["blurred"]


def test_shaken_in_one_direction_is_blurred() -> None:
    image, lines = card()
    assert kinds(np.asarray(cv2.blur(image, (19, 1)), np.uint8), lines) == ["blurred"]


def test_so_blurred_that_no_text_is_found() -> None:
    image, _ = card()
    assert kinds(np.asarray(cv2.GaussianBlur(image, (0, 0), 14), np.uint8), []) == ["blurred"]


def test_small_letters_are_told_with_their_height() -> None:
    [flaw] = flaws_of(*card(scale=0.25), ON_PHOTO, PHOTO)
    assert (flaw.kind, flaw.advice) == ("small", "hold closer")
    assert flaw.message == "letters are 7 px high"


def test_dark() -> None:
    image, lines = card()
    assert kinds((image * 0.3).astype(np.uint8), lines) == ["dark"]


def test_a_reflection_with_a_soft_rim_is_glare_and_a_white_label_is_not() -> None:
    image, lines = card()
    y, x = np.mgrid[0:600, 0:1000]
    spot = 255 * np.exp(-((((x - 500) / 180) ** 2 + ((y - 300) / 110) ** 2) ** 2))
    assert kinds(np.clip(image + spot[..., None], 0, 255).astype(np.uint8), lines) == ["glare"]
    label = image.copy()
    label[20:110, 600:960] = 255
    assert kinds(label, lines) == []


def test_text_that_runs_out_of_the_photo_is_a_card_cut_off() -> None:
    image, lines = card()
    cut, at_border = image[:, :330], ((1670.0, 300.0), (2000.0, 300.0), (2000.0, 900.0), (1670.0, 900.0))
    x0, y0, _, y1 = lines[0].place
    lines = [Line("Oriel Tav", 0.9, ON_PHOTO, (x0, y0, 330, y1)), *lines[1:1]]
    assert kinds(cut, lines, at_border) == ["cut_off"]
    assert kinds(cut, lines, ON_PHOTO) == []  # within the photo that is the card's own side


def test_a_blank_picture_of_any_size() -> None:
    for shape in ((1, 1, 3), (3, 900, 3), (600, 1000, 3)):
        assert kinds(np.full(shape, 200, np.uint8), []) == []
