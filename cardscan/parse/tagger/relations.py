"""How each two words of a card lie to one another, in buckets: the network learns a bias for each."""

import numpy as np
from numpy.typing import NDArray

#: How many buckets each relation has: words between, rows between, gap down, gap across, heights.
SIZES = (25, 17, 13, 18, 5)
_DOWN = np.array([-12, -6, -3.5, -2.2, -1.4, -0.5, 0.5, 1.4, 2.2, 3.5, 6, 12])  # heights of a line
_ACROSS = np.array([-0.4, -0.2, -0.08, -0.02, 0.02, 0.08, 0.2, 0.4])  # widths of the card
_TALLER = np.array([-0.8, -0.25, 0.25, 0.8])  # powers of two


def relations(places: NDArray[np.float32]) -> NDArray[np.int64]:
    """Return the buckets of each two words, relations×words×words. `places`: as `Described` has them."""
    left, top, right, _, row, height = places.T
    height = np.maximum(height, 0.005)
    at = np.arange(len(places))
    between = np.clip(at[:, None] - at, -12, 12) + 12
    rows = np.clip(row[:, None] - row, -8, 8).astype(int) + 8
    down = np.searchsorted(_DOWN, (top[:, None] - top) / np.minimum(height[:, None], height))
    overlap = np.minimum(right[:, None], right) > np.maximum(left[:, None], left)
    across = np.searchsorted(_ACROSS, left[:, None] - left) * 2 + overlap
    taller = np.searchsorted(_TALLER, np.log2(height[:, None] / height))
    return np.stack([between, rows, down, across, taller]).astype(np.int64)
