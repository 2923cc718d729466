"""Which cards lie in a frame, how sharp they are, and whether they are those that lay there before."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from cardscan import detect
from cardscan.model import Quad
from cardscan.pictures import Image

WIDTH, HEIGHT, TILE = 320, 200, 40  # pixels to which cards are reduced to be compared, and of a tile of them
SHIFT = 12  # pixels by which a tile may be elsewhere: edges of cards are found no better
LIKE_TILE = 0.6  # correlation of a tile and its like, at least: on films of the sample scans 0.8 and more, and of the
# tile that differs most on cards of one design, with another name, 0.45 and less
PLAIN = 6.0  # levels of 255: a tile whose standard deviation is less has nothing on it

#: Finds text lines in an image.
FindLines = Callable[[Image], Sequence[Quad]]


@dataclass(frozen=True, slots=True)
class Laid:
    """The cards that lie in a frame."""

    area: tuple[int, int, int, int]  # left, top, right, bottom of all of them, in pixels
    looks: tuple[Image, ...]  # of each, reduced, gray


def laid(frame: Image, find_lines: FindLines) -> Laid | None:
    """Look for cards in a frame as they are looked for in a photo; None where there is neither an edge nor text."""
    lines = find_lines(frame)
    quads = detect.find_cards(frame, lines)
    height, width = frame.shape[:2]
    if not quads:
        if not lines:
            return None
        quads = [((0.0, 0.0), (width - 1.0, 0.0), (width - 1.0, height - 1.0), (0.0, height - 1.0))]
    corners = np.concatenate([np.asarray(quad) for quad in quads])
    left, top = np.maximum(corners.min(axis=0), 0).astype(int).tolist()
    right, bottom = np.minimum(np.ceil(corners.max(axis=0)), (width, height)).astype(int).tolist()
    return Laid((left, top, right, bottom), tuple(_look(frame, quad) for quad in quads))


def sharpness(frame: Image, area: tuple[int, int, int, int]) -> float:
    """Measure how sharp a part of a frame is: the variance of its Laplacian, which edges make and blur takes away.

    Pech-Pacheco et al., "Diatom autofocusing in brightfield microscopy", ICPR 2000.
    """
    left, top, right, bottom = area
    gray = cv2.cvtColor(frame[top:bottom, left:right], cv2.COLOR_BGR2GRAY)
    return float(cv2.Laplacian(gray, cv2.CV_64F).var())


def same(one: Laid, other: Laid) -> bool:
    """Tell whether the same cards lie there: every part of either with something on it is found on the other.

    Cards of one design differ in the tiles of their names, however much else they share.
    """
    return len(one.looks) == len(other.looks) and all(
        _found(mine, theirs) and _found(theirs, mine) for mine, theirs in zip(one.looks, other.looks, strict=True)
    )


def _found(one: Image, other: Image) -> bool:
    around = cv2.copyMakeBorder(other, SHIFT, SHIFT, SHIFT, SHIFT, cv2.BORDER_REPLICATE)
    for top in range(0, HEIGHT, TILE):
        for left in range(0, WIDTH, TILE):
            tile = one[top : top + TILE, left : left + TILE]
            place = around[top : top + TILE + 2 * SHIFT, left : left + TILE + 2 * SHIFT]
            if tile.std() >= PLAIN and cv2.matchTemplate(place, tile, cv2.TM_CCOEFF_NORMED).max() < LIKE_TILE:
                return False
    return True


def _look(frame: Image, quad: Quad) -> Image:
    card = cv2.cvtColor(detect.cut_out(frame, quad).image, cv2.COLOR_BGR2GRAY)
    return np.asarray(cv2.resize(card, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA), np.uint8)
