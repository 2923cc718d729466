"""Since when does a scene stand still? Frames are compared with the one before, and with the first that stood still."""

import cv2
import numpy as np

from cardscan.pictures import Image

WIDTH = 240  # pixels to which frames are reduced: a hand is large, and noise is averaged away
CHANGED = 20  # levels of 255 by which a pixel differs: noise and flicker stay below, an edge that moves does not
MOVING = 0.004  # share of pixels that differ: a finger tip at the rim is more


class Stillness:
    """Tells of frame after frame how long nothing has moved."""

    def __init__(self) -> None:
        self._before: Image | None = None
        self._first: Image | None = None  # of those that stand still: what creeps differs from it in the end
        self._since = 0.0

    def seconds(self, frame: Image, now: float) -> float:
        """Return for how many seconds nothing has moved; 0 when something does. `now` is the time of the frame."""
        small = _small(frame)
        before, first, self._before = self._before, self._first, small
        if before is None or first is None or _differ(small, before) or _differ(small, first):
            self._first, self._since = small, now
            return 0.0
        return now - self._since


def _small(frame: Image) -> Image:
    height = max(1, round(frame.shape[0] * WIDTH / frame.shape[1]))
    gray = cv2.cvtColor(cv2.resize(frame, (WIDTH, height), interpolation=cv2.INTER_AREA), cv2.COLOR_BGR2GRAY)
    return np.asarray(cv2.GaussianBlur(gray, (5, 5), 0), np.uint8)


def _differ(one: Image, other: Image) -> bool:
    return bool((cv2.absdiff(one, other) > CHANGED).mean() > MOVING)
