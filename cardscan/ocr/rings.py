"""Read what runs along a circle: round logos and seals hold the company's name between two circles.

Lines are found as boxes, in which such a text is a few bits of an arc. So the band between two circles around one
middle is unrolled, and lines are found on that.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from cardscan.geometry import as_quad
from cardscan.model import Quad, Reading
from cardscan.ocr.lines import MARGIN
from cardscan.ocr.rapid import LINE_HEIGHT, Rapid
from cardscan.pictures import Image

SIDE = 480  # pixels of the card's long side when circles are measured; half of it when they are looked for
SMALLEST = 12  # pixels of a radius
ROUND, ROUGHLY = 0.8, 0.6  # how much of a circle an edge must follow (OpenCV's measure for HOUGH_GRADIENT_ALT)
AROUND = 1.4  # radii of what was found roughly, within which it is measured
ONE_MIDDLE = 0.12  # radii between the middles of circles that make a ring
INNER = (0.5, 0.9)  # radii of the outer circle that the inner one measures
SURE, CLEAR_WORD = 0.93, 0.9  # confidence of a text on a ring, and of each of its words
WORDS = 1.5  # heights between two words of a text, at most
MORE = 0.5  # heights that a stretch goes on where none was found: the first letters of a seal are often missed
LEAST_LETTERS = 5  # letters of it

Place = tuple[float, float, float, float]  # x0, y0, x1, y1


@dataclass(frozen=True, slots=True)
class Ring:
    """Text on a circle: a stretch of the band between two radii, in pixels, around `middle`.

    Angles are in radians, clockwise from the right as the card is seen. Text whose feet point to the middle runs
    clockwise, `outward`; other text, at the foot of a seal, runs the other way.
    """

    middle: tuple[float, float]
    inner: float
    outer: float
    start: float
    end: float
    outward: bool

    def cut(self, image: Image, margin: float = 0.0) -> Image:
        """Return the text as a level line, with a margin in its heights; H×W×3."""
        pad = margin * (self.outer - self.inner)
        inner, outer = self.inner - pad, self.outer + pad
        step = (outer - inner) / LINE_HEIGHT
        turn = pad / ((inner + outer) / 2)
        span = abs(self.end - self.start) + 2 * turn
        width = max(8, round(span * (inner + outer) / 2 / step))
        way = 1 if self.outward else -1
        angle = self.start - way * turn + way * span * (np.arange(width) + 0.5) / width
        radius = inner + (np.arange(LINE_HEIGHT) + 0.5) * step
        radius = radius[::-1, None] if self.outward else radius[:, None]
        x, y = (self.middle[0] + radius * np.cos(angle), self.middle[1] + radius * np.sin(angle))
        maps = x.astype(np.float32), y.astype(np.float32)
        return np.asarray(cv2.remap(image, *maps, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), np.uint8)

    def box(self) -> Quad:
        """The box of the text if it were laid level where it begins to turn: in the middle of its stretch."""
        centre = (self.start + self.end) / 2
        half = self.outer * np.sin(min(np.pi, abs(self.end - self.start)) / 2)
        away = np.array([np.cos(centre), np.sin(centre)])
        along = np.array([-away[1], away[0]]) * (1 if self.outward else -1)
        top, foot = (self.outer, self.inner) if self.outward else (self.inner, self.outer)
        middle = np.array(self.middle)
        ends = (top, -half), (top, half), (foot, half), (foot, -half)
        return as_quad([(middle + away * far + along * side).tolist() for far, side in ends])

    def holds(self, box: Quad) -> bool:
        """True of a box on the stretch: a bit of the text."""
        x, y = np.mean(np.asarray(box), axis=0) - np.array(self.middle)
        low, high = sorted((self.start, self.end))
        angle = np.arctan2(y, x)
        within = any(low - 0.1 <= angle + turn <= high + 0.1 for turn in (-2 * np.pi, 0.0, 2 * np.pi, 4 * np.pi))
        return within and 0.85 * self.inner <= float(np.hypot(x, y)) <= 1.1 * self.outer


def find_rings(image: Image, rapid: Rapid) -> list[tuple[Ring, Reading]]:
    """Return the texts on the rings of an upright card, H×W×3 BGR, with what the neural reader reads there."""
    found: list[tuple[Ring, Reading]] = []
    for middle, inner, outer in _bands(image):
        around = _texts(image, Ring(middle, inner, outer, np.pi / 2, 2.5 * np.pi, True), rapid)
        if around:  # a ring has text at its foot only below one at its head
            around += _texts(image, Ring(middle, inner, outer, -np.pi / 2, -2.5 * np.pi, False), rapid)
        found += around
    kept: list[tuple[Ring, Reading]] = []
    for ring, reading in sorted(found, key=lambda pair: -len(pair[1].text) * pair[1].confidence):
        if not any(other.holds(ring.box()) or ring.holds(other.box()) for other, _ in kept):
            kept.append((ring, reading))
    return kept


def _bands(image: Image) -> list[tuple[tuple[float, float], float, float]]:
    """The bands between two circles around one middle: that, and both radii.

    Circles are looked for on a small picture; where one is, and only there, they are measured on a larger one.
    """
    scale = SIDE / max(image.shape[:2])
    gray = cv2.cvtColor(cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), cv2.COLOR_BGR2GRAY)
    coarse = cv2.resize(gray, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    seen: list[tuple[float, float]] = []
    bands: list[tuple[tuple[float, float], float, float]] = []
    for x, y, radius in sorted((_circles(coarse, ROUGHLY) * 2).tolist(), key=lambda circle: -circle[2]):
        if any(np.hypot(x - a, y - b) < radius / 2 for a, b in seen):
            continue
        seen.append((x, y))
        left, top = (max(0, round(middle - AROUND * radius)) for middle in (x, y))
        part = gray[top : round(y + AROUND * radius), left : round(x + AROUND * radius)]
        circles = (_circles(part, ROUND) + (left, top, 0)) / scale
        bands += [
            ((x, y), inner, outer)
            for x, y, outer in circles.tolist()
            for a, b, inner in circles.tolist()
            if INNER[0] * outer < inner < INNER[1] * outer and np.hypot(x - a, y - b) < ONE_MIDDLE * outer
        ]
    return bands


def _circles(gray: NDArray[Any], how_round: float) -> NDArray[np.float64]:
    """The circles of a grey picture: x, y and radius of each, n×3."""
    found = cv2.HoughCircles(
        cv2.GaussianBlur(gray, (5, 5), 0),
        cv2.HOUGH_GRADIENT_ALT,
        dp=1.5,
        minDist=8,
        param1=200,
        param2=how_round,
        minRadius=SMALLEST,
        maxRadius=max(SMALLEST, min(gray.shape) // 2),
    )
    return np.zeros((0, 3)) if found is None else np.asarray(found, np.float64).reshape(-1, 3)


def _texts(image: Image, whole: Ring, rapid: Rapid) -> list[tuple[Ring, Reading]]:
    """The texts on a whole band."""
    strip = whole.cut(image)
    half = LINE_HEIGHT // 2
    padded = np.asarray(cv2.copyMakeBorder(strip, half, half, 0, 0, cv2.BORDER_REPLICATE), np.uint8)
    out = []
    boxes = [(min(x for x, _ in b), min(y for _, y in b), max(x for x, _ in b), max(y for _, y in b))
             for b in rapid.find_lines(padded, max(padded.shape))]  # fmt: skip
    for x0, y0, x1, y1 in dict.fromkeys([*boxes, *_joined(boxes)]):
        more = MORE * (y1 - y0)
        ring = _stretch(whole, (x0 - more) / strip.shape[1], (x1 + more) / strip.shape[1])
        ring = _between(ring, y0 - half, y1 - half)
        ring, reading = _clear_words(ring, rapid.read_line(ring.cut(image, MARGIN)))
        if reading.confidence >= SURE and sum(map(str.isalpha, reading.text)) >= LEAST_LETTERS:
            out.append((ring, reading))
    return out


def _joined(boxes: Sequence[Place]) -> list[Place]:
    """Boxes on a strip, those of words that stand close together as one."""
    out: list[Place] = []
    for x0, y0, x1, y1 in sorted(boxes):
        if out and x0 - out[-1][2] < WORDS * (y1 - y0):
            out[-1] = (out[-1][0], min(y0, out[-1][1]), max(x1, out[-1][2]), max(y1, out[-1][3]))
        else:
            out.append((x0, y0, x1, y1))
    return out


def _stretch(ring: Ring, first: float, last: float) -> Ring:
    """The stretch between two shares of a ring's length."""
    turn = ring.end - ring.start
    return replace(ring, start=ring.start + first * turn, end=ring.start + last * turn)


def _between(ring: Ring, top: float, foot: float) -> Ring:
    """The part of a ring between two rows of its strip."""
    step = (ring.outer - ring.inner) / LINE_HEIGHT
    if ring.outward:
        return replace(ring, inner=ring.outer - foot * step, outer=ring.outer - top * step)
    return replace(ring, inner=ring.inner + top * step, outer=ring.inner + foot * step)


def _clear_words(ring: Ring, reading: Reading) -> tuple[Ring, Reading]:
    """The longest run of words that were read clearly: beside them are pictures, and letters of other scripts."""
    runs: list[tuple[int, int]] = []
    at = 0
    for word in reading.text.split(" "):
        stop = at + len(word)
        if word and len(reading.chars) == len(reading.text) and np.mean(reading.chars[at:stop]) >= CLEAR_WORD:
            runs = [*runs[:-1], (runs[-1][0], stop)] if runs and runs[-1][1] == at - 1 else [*runs, (at, stop)]
        at = stop + 1
    if not runs:
        return ring, replace(reading, text="", chars=(), confidence=0.0)
    start, stop = max(runs, key=lambda run: run[1] - run[0])
    chars = reading.chars[start:stop]
    clear = Reading(reading.reader, reading.text[start:stop], float(np.mean(chars)), chars)
    return _stretch(ring, start / len(reading.text), stop / len(reading.text)), clear
