"""Frames become photos: of each card that was laid down the sharpest frame, once."""

from cardscan.capture.cards import FindLines, Laid, laid, same, sharpness
from cardscan.capture.stillness import Stillness
from cardscan.pictures import Image

STILL = 0.3  # seconds that nothing has moved, before a card is looked for: the hand has gone
CHOICE = 0.7  # seconds more, of which the sharpest frame is taken: a camera focuses anew in about half a second


class Shots:
    """Takes frames in order of their time, and gives photos."""

    def __init__(self, find_lines: FindLines) -> None:
        self._find_lines = find_lines
        self._stillness = Stillness()
        self._last: Laid | None = None  # the cards that were photographed last
        self._looked = False  # these four: since something last moved
        self._laid: Laid | None = None  # cards to be photographed
        self._best: Image | None = None
        self._sharpest = -1.0

    def add(self, frame: Image, now: float) -> Image | None:
        """Take a frame, H×W×3 BGR, of time `now` in seconds; return the photo of a card where there is a new one."""
        still = self._stillness.seconds(frame, now)
        if still == 0:
            photo = self.end()
            self._looked = False
            return photo
        if still < STILL:
            return None
        if not self._looked:
            self._looked = True
            there = laid(frame, self._find_lines)
            self._laid = None if there and self._last and same(there, self._last) else there
        if self._laid is None:
            return None
        sharp = sharpness(frame, self._laid.area)
        if sharp > self._sharpest:
            self._best, self._sharpest = frame.copy(), sharp
        return self.end() if still >= STILL + CHOICE else None

    def end(self) -> Image | None:
        """Return the photo of the card that lies there, unless it was given already."""
        photo = self._best
        if photo is not None:  # looked at anew: the first frame may have been out of focus
            self._last = laid(photo, self._find_lines) or self._laid
        self._laid, self._best, self._sharpest = None, None, -1.0
        return photo
