"""Judge the picture of a card: is it sharp, near, light and whole enough to be read, and if not, what to do?

Thresholds are measured: on real photos, where few alarms are raised, and on sample cards made worse step by step
(`python -m bench.quality`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from cardscan.greys import percentiles
from cardscan.model import Flaw, Line, Quad
from cardscan.pictures import Image

LETTERS = 0.6  # of a line's box, that its capitals are high
FEWEST = 4  # characters of a line that is measured: shorter ones are often no text
TIMES_THE_EDGE = 4.5  # times as high as the edge of a letter is wide, that letters must be
SHARP = 3.2  # pixels that the edge of a letter is wide, at most, where it is sharp
BLURRED_AWAY = 9.0  # pixels that edges are wide at least, where no text was found, for that to be why
DARK = 100.0  # grey level that the lightest part of a card reaches, at least
WHITE = 250  # grey level from which nothing shows
EXPOSED = 240.0  # grey level of a card's paper, at most, for white to be glare: scans are white all over
SOFT = 0.3  # of the way from the card's paper to white, that a reflection's rim is at least: printed white ends sharply
GLARE = 0.012  # of the card, that a reflection covers, at least
AT_BORDER = 0.008  # of the photo, from its border: a card's side there is the photo's border
RUN_OUT = 0.003  # of the card, from that side: text there runs out of the photo; scans are cut close to it
STEEPEST = 4 * 255  # of a slope, as Sobel's kernel adds it up
BLURRED = Flaw("blurred", "the photo is blurred", "hold still, and tap the card to focus")


@dataclass(frozen=True, slots=True)
class Looks:
    """What is measured of a card's picture."""

    letters: float  # pixels that its smaller letters are high; 0 without text
    edge: float  # pixels that the edges of its letters are wide, without text those of all that it shows
    light: float  # grey level of its lightest part
    glare: float  # share of the card, around its text, where a reflection hides what is there
    cut: bool  # text runs out of the photo


def flaws_of(card: Image, lines: Sequence[Line], corners: Quad, photo: tuple[int, int]) -> tuple[Flaw, ...]:
    """Say what is wrong with the picture of a card, and what to do; nothing where it is good enough.

    `card` is upright, H×W×3 BGR; `lines` lie on it; `corners` on the photo, which is `photo` pixels wide and high.
    """
    return flaws(measure(card, lines, corners, photo))


def flaws(looks: Looks) -> tuple[Flaw, ...]:
    """Say what is wrong, the worst first, and what to do."""
    found = []
    if looks.cut:
        found.append(
            Flaw("cut_off", "the card is cut off at the edge of the photo", "get the whole card into the picture")
        )
    if looks.light < DARK:
        found.append(Flaw("dark", "the photo is too dark", "go to a window, or turn on a light"))
    if 0 < looks.letters < TIMES_THE_EDGE * looks.edge:
        if looks.edge < SHARP:
            found.append(Flaw("small", f"letters are {looks.letters:.0f} px high", "hold closer"))
        else:
            found.append(BLURRED)
    elif not looks.letters and looks.edge > BLURRED_AWAY:
        found.append(BLURRED)
    if looks.glare > GLARE:
        found.append(Flaw("glare", "a reflection hides part of the card", "tilt the card, or turn off the flash"))
    return tuple(found)


def measure(card: Image, lines: Sequence[Line], corners: Quad, photo: tuple[int, int]) -> Looks:
    """Measure the picture of a card; arguments as for `judge`."""
    gray = np.asarray(cv2.cvtColor(card, cv2.COLOR_BGR2GRAY), np.uint8)
    text = [line for line in lines if len(line.text) >= FEWEST]
    parts = [part for line in text if min((part := _part(gray, line)).shape) > 4]
    heights = [LETTERS * part.shape[0] for part in parts]
    return Looks(
        float(np.percentile(heights, 25)) if heights else 0.0,
        float(np.median([_edge(part) for part in parts or [gray]])),
        percentiles(np.ascontiguousarray(gray[::4, ::4]), (99,))[0],
        _glare(gray, text),
        _runs_out(gray.shape, text, corners, photo),
    )


def _part(gray: Image, line: Line) -> Image:
    x0, y0, x1, y1 = (max(0, round(v)) for v in line.place)
    return gray[y0:y1, x0:x1]


def _edge(line: Image) -> float:
    """How many pixels the edges of a line's letters are wide, across or along it, whichever is more blurred."""
    dark, light = percentiles(line, (5, 95))
    slopes = (np.abs(cv2.Sobel(line, cv2.CV_16S, *way)).astype(np.uint16) for way in ((1, 0), (0, 1)))
    steepest = (percentiles(slope, (99,), STEEPEST + 1)[0] / 8 for slope in slopes)  # the kernel's weights add up to 8
    return (light - dark) / max(0.5, min(steepest))


def _glare(gray: Image, text: Sequence[Line]) -> float:
    """The share of the card that is white with a soft rim, where its paper is not white, around its text."""
    size = max(1, gray.shape[1] // 4), max(1, gray.shape[0] // 4)
    small = cv2.resize(gray, size, interpolation=cv2.INTER_AREA)
    [paper] = percentiles(np.asarray(small, np.uint8), (50,))
    if not text or paper > EXPOSED:
        return 0.0
    white = (small >= WHITE).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(white)
    covered = 0
    for number in range(1, count):
        if stats[number, cv2.CC_STAT_AREA] < GLARE / 4 * small.size:
            continue
        spot = (labels == number).astype(np.uint8)
        rim = cv2.dilate(spot, np.ones((7, 7), np.uint8)) > cv2.dilate(spot, np.ones((3, 3), np.uint8))
        if rim.any() and float(np.median(small[rim])) > paper + SOFT * (WHITE - paper):
            covered += int(np.count_nonzero(spot))
    return covered / small.size


def _runs_out(shape: tuple[int, ...], text: Sequence[Line], corners: Quad, photo: tuple[int, int]) -> bool:
    """True when a side of the card is the photo's border, and text reaches to it."""
    high, wide = shape[:2]
    near = _at_border(np.asarray(corners), photo)
    reach = RUN_OUT * max(high, wide)
    for line in text:
        x0, y0, x1, y1 = line.place
        if any(side and gap < reach for side, gap in zip(near, (y0, wide - x1, high - y1, x0), strict=True)):
            return True
    return False


def _at_border(corners: NDArray[np.float64], photo: tuple[int, int]) -> list[bool]:
    """Which sides of a card (its top, right, bottom, left) lie on a border of the photo."""
    size = np.asarray(photo, np.float64)
    gap = AT_BORDER * size.max()
    sides = []
    for a, b in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        both = np.stack([a, b])
        sides.append(bool(((both < gap).all(axis=0) | (both > size - gap).all(axis=0)).any()))
    return sides
