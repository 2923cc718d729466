"""The colours of a line: lines of one logo share that of their letters, and stand on one ground."""

import cv2
import numpy as np

from cardscan.pictures import Image

EVEN_SPLIT = 0.12  # off one half: the share of a line's light part that does not tell whether it is the letters
CLEAR_SPLIT = 0.4  # and that which does, in a row of pixels

Colour = tuple[float, float, float]


def colours_of(crop: Image) -> tuple[Colour, Colour]:
    """Return the median colours of the letters of a line and of its ground, H×W×3 BGR, as Lab (each 0..255)."""
    gray = cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY)
    _, mask = cv2.threshold(gray, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    light = np.count_nonzero(mask) / mask.size
    if abs(light - 0.5) < EVEN_SPLIT:  # bold letters cover as much as the ground, alone at head and foot
        edges = [np.count_nonzero(mask[[row, -1 - row]]) / mask[:2].size for row in _heads(len(mask))]
        edge = max(edges, key=lambda share: abs(share - 0.5))
        light = edge if abs(edge - 0.5) > CLEAR_SPLIT else light
    letters = np.asarray(mask == (0 if light > 0.5 else 255), np.uint8)
    core = np.asarray(cv2.erode(letters, np.ones((2, 2), np.uint8)), np.uint8)  # the rims are mixed with the ground
    return _median(crop, core if core.any() else letters), _median(crop, 1 - letters)


def _heads(height: int) -> range:
    """The rows of a crop between its margin and the letters."""
    return range(height // 8, max(height // 8 + 1, height // 5))


def _median(crop: Image, mask: Image) -> Colour:
    """The median of the pixels of a crop where a mask is not 0, as Lab."""
    counts = [np.cumsum(cv2.calcHist([crop], [channel], mask, [256], [0, 256])) for channel in range(3)]
    # Of an even number the mean of the two in the middle, rounded down.
    middle = [int(np.searchsorted(c, c[-1] / 2) + np.searchsorted(c, c[-1] / 2, "right")) // 2 for c in counts]
    lightness, a, b = cv2.cvtColor(np.array(middle, np.uint8).reshape(1, 1, 3), cv2.COLOR_BGR2LAB)[0, 0]
    return float(lightness), float(a), float(b)
