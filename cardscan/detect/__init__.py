"""Find the cards in a photo and cut each out, straightened: edges, lines, outlines, choice, review."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from cardscan.detect.choice import choose
from cardscan.detect.judge import the_judge
from cardscan.detect.lines import Segments, find_lines, find_segments, tighten
from cardscan.detect.outlines import Outlines, propose
from cardscan.detect.quads import Corners, Values, in_order
from cardscan.detect.review import reconsider
from cardscan.detect.signs import signs_of
from cardscan.geometry import as_quad
from cardscan.model import Quad
from cardscan.pictures import CardImage, Image, Matrix

WORK_SIDE = 480  # pixels of the photo's long side when outlines are looked for
JUDGED = 300  # outlines whose signs are looked at, the best by their edges
CARD_SIDE = 1400  # pixels of the long side of a card cut out, at most


@dataclass(frozen=True, slots=True)
class Seen:
    """What a photo shows that could be cards."""

    image: Image  # the photo at working size, as all that follows
    text: Corners
    segments: Segments
    outlines: Outlines
    scale: Values  # x and y of the working size, of a pixel of the photo

    @property
    def size(self) -> tuple[int, int]:
        """The working height and width."""
        return self.image.shape[0], self.image.shape[1]

    @property
    def judged(self) -> Outlines:
        """The outlines that are judged by their signs."""
        return self.outlines.best(JUDGED)

    def chances(self) -> Values:
        """Return the chance of each outline that is judged to be a card's."""
        return the_judge().chances(self.signs())

    def signs(self) -> dict[str, Values]:
        """Return the signs of the outlines that are judged, one or more, by name."""
        return signs_of(self.image, self.judged, self.text)


def find_cards(image: Image, lines: Sequence[Quad]) -> list[Quad]:
    """Return the outlines of the cards, row by row, each from left to right; none when the photo shows no card's edge.

    `image` is the photo, H×W×3 BGR; `lines` are its text lines, in its pixels.
    """
    seen = look(image, lines)
    chosen = choose(seen.outlines, *seen.size)
    # Among many cards one may come far behind: those are chosen by edges alone.
    if len(seen.outlines.score) and max(chosen, default=0) < JUDGED:
        chosen = reconsider(chosen, seen.chances(), seen.judged, *seen.size)
    return corners_of(seen, chosen)


def look(image: Image, lines: Sequence[Quad]) -> Seen:
    """Propose the outlines that a photo's cards could have."""
    small = _shrink(image)
    height, width = small.shape[:2]
    scale = np.array([width / image.shape[1], height / image.shape[0]])
    text = np.asarray(lines, np.float64).reshape(-1, 4, 2) * scale
    segments = find_segments(small, text)
    outlines = propose(find_lines(segments, height, width), text, height, width)
    return Seen(small, text, segments, outlines, scale)


def corners_of(seen: Seen, chosen: Sequence[int]) -> list[Quad]:
    """Return the corners of the chosen outlines in pixels of the photo, row by row, each from left to right."""
    quads = [tighten(seen.outlines.corners[i], seen.segments) for i in chosen]
    return [as_quad(in_order(quad / seen.scale)) for quad in _row_by_row(quads)]


def _row_by_row(quads: Sequence[NDArray[np.float64]]) -> list[NDArray[np.float64]]:
    """Sort outlines as one reads: those whose middles are less than half a card apart in height make a row."""
    if not quads:
        return []
    top = min(float(quad[:, 1].mean()) for quad in quads)
    tall = float(np.median([np.ptp(quad[:, 1]) for quad in quads]))
    return sorted(quads, key=lambda quad: (round((float(quad[:, 1].mean()) - top) / tall), float(quad[:, 0].mean())))


def _shrink(image: Image) -> Image:
    """Scale a photo so its long side is `WORK_SIDE`, or less."""
    # Averaging whole blocks of pixels is quick, any other factor is not: so blocks first, then the rest.
    factor = max(image.shape[:2]) // WORK_SIDE
    if factor > 1:
        size = image.shape[1] // factor, image.shape[0] // factor
        image = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)
    scale = WORK_SIDE / max(image.shape[:2])
    if scale < 1:
        image = np.asarray(cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_LINEAR), np.uint8)
    return image


def cut_out(image: Image, corners: Quad, page: int = 0) -> CardImage:
    """Cut the card with these corners out of the photo, straightened; its longer side at most `CARD_SIDE`."""
    quad = np.asarray(corners, np.float32)
    sides: list[float] = np.linalg.norm(np.roll(quad, -1, axis=0) - quad, axis=1).tolist()
    width, height = max(sides[0], sides[2]), max(sides[1], sides[3])
    factor = min(1.0, CARD_SIDE / max(width, height))
    size = max(16, round(width * factor)), max(16, round(height * factor))
    target = np.array([[0, 0], [size[0], 0], [size[0], size[1]], [0, size[1]]], np.float32)
    to_photo: Matrix = np.asarray(cv2.getPerspectiveTransform(target, quad), np.float64)
    flat = cv2.warpPerspective(
        image, to_photo, size, flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, borderMode=cv2.BORDER_REPLICATE
    )
    return CardImage(np.asarray(flat, np.uint8), corners, 0, to_photo, page)
