"""Where the spaces are in a line of Thai, Lao, Burmese or Khmer, which part phrases and names but not words.

Tesseract gives each letter of these scripts as a word, in a box that is right to a tenth of the line's height; a space
is twice that. So the picture is asked: where no ink is, between two letters, over more than letters leave.
"""

import re
import unicodedata
from collections.abc import Mapping

import numpy as np

from cardscan.greys import percentiles
from cardscan.pictures import Image
from cardscan.text.scripts import PHRASED

SPACE = 0.22  # of a line's height, that is a space: on drawn cards spaces have 0.25 and more, letters up to 0.15
SPREAD = 1.8  # times the usual gap of its line, that a space is at least: a line may be set wide
FARTHEST = 0.4  # of a line's height, between a space and the letters that it parts
_LETTER = re.compile(f"[{PHRASED}]")
_BESIDE = re.compile(r"[A-Za-z0-9]")
_VOWEL = re.compile("[\u0e30\u0e32\u0e33\u0eb0\u0eb2\u0eb3]")  # that stands after its letter: a, and am


def in_phrases(before: str, after: str) -> bool:
    """Tell whether two letters that stand side by side are of such a script, or one is and the other is a sign."""
    two = (before, after)
    return any(map(_LETTER.match, two)) and not any(map(_BESIDE.match, two))


def follows(char: str) -> bool:
    """Tell whether a letter never begins a word: a mark, or a vowel that stands after its letter."""
    return unicodedata.category(char) in ("Mn", "Mc") or bool(_VOWEL.match(char))


def spaces(gray: Image, margin: int, edges: Mapping[int, tuple[int, int]]) -> set[int]:
    """Return which edges have a space, of a line that is dark on light, H×W.

    `edges`: where the letter before each ends and the one after it begins, in pixels; boxes may overlap.
    """
    high = gray.shape[0] - 2 * margin
    dark, paper = percentiles(gray, (2, 50))
    inked = np.flatnonzero((gray < (dark + paper) / 2).any(axis=0))
    gaps = np.diff(inked)
    usual = float(np.median(gaps[gaps > 1])) if (gaps > 1).any() else 0.0
    found = set()
    for at in np.flatnonzero(gaps > max(SPACE * high, SPREAD * usual)).tolist():
        start, end = int(inked[at]), int(inked[at + 1])

        def distance(edge: int, start: int = start, end: int = end) -> tuple[int, float]:
            """How far letters of an edge lie beyond the gap, and how far the edge from its middle."""
            before, after = edges[edge]
            return max(0, before - end) + max(0, start - after), abs(before + after - start - end) / 2

        nearest = min(edges, key=distance)
        if sum(distance(nearest)) < FARTHEST * high:
            found.add(nearest)
    return found
