"""Cards are found in photos drawn as `bench.clutter` draws them, where good edges alone mislead."""

from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from bench.clutter import FOUND, KINDS, Drawn, drawn
from bench.overlap import overlap
from cardscan.detect import find_cards
from cardscan.ocr.rapid import Rapid
from cardscan.pipeline import LOCATE_SIDE
from samples.fonts import SampleError
from samples.scene import corners, photograph


@pytest.fixture(scope="module")
def cards() -> Sequence[Drawn]:
    try:
        return drawn()
    except SampleError as missing:
        pytest.skip(f"the sample cards are drawn with typefaces of Debian: {missing}")


@pytest.mark.parametrize(
    ("kind", "seed", "number"),
    [
        ("portrait", 5001, 8),  # a shadow across the card has better edges than one of its sides
        ("under a pen", 5002, 6),  # the pen makes a box with three sides of the card
        ("in a hand", 5001, 4),  # a finger halves it: two cards of one size, side by side
    ],
)
def test_of_outlines_with_good_edges_that_of_the_card(
    kind: str, seed: int, number: int, cards: Sequence[Drawn]
) -> None:
    rng = np.random.default_rng((seed, list(KINDS).index(kind), number))
    laid, scene = KINDS[kind](rng, cards)
    photo = np.ascontiguousarray(photograph(laid, scene, rng)[..., ::-1])
    cv2.setNumThreads(1)
    found = find_cards(photo, Rapid().find_lines(photo, LOCATE_SIDE))
    assert len(found) == 1
    assert overlap(corners(laid[0], scene), found[0]) >= FOUND
