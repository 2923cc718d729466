"""The colour of a line's letters: lines of one logo share it, a slogan under it often doesn't."""

import cv2
import numpy as np

from cardscan.model import Image


def ink_of(crop: Image) -> tuple[float, float, float]:
    """Return the median colour of the letters of a line, H×W×3 BGR, as Lab (each 0..255)."""
    gray = cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY)
    _, mask = cv2.threshold(gray, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    # Letters cover less of a line than what is between them.
    letters = mask == (0 if np.count_nonzero(mask) > mask.size / 2 else 255)
    core = cv2.erode(letters.astype(np.uint8), np.ones((2, 2), np.uint8)) > 0  # the rims are mixed with the ground
    pixels = crop[core if core.any() else letters]
    lab = cv2.cvtColor(np.median(pixels, axis=0).astype(np.uint8).reshape(1, 1, 3), cv2.COLOR_BGR2LAB)
    lightness, a, b = lab[0, 0]
    return float(lightness), float(a), float(b)
