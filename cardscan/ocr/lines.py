"""Find the lines of text on a card, turn the card upright, and cut each line out."""

from collections.abc import Sequence

import cv2
import numpy as np

from cardscan.geometry import as_quad
from cardscan.model import Quad, Reading
from cardscan.ocr import columns
from cardscan.ocr.rapid import Rapid
from cardscan.pictures import CardImage, Image, Matrix

LINE_HEIGHT = 48  # pixels that a line is cut out with, at most: what the neural reader takes
# Up to 896 no more lines are found. 640 and a margin of 0.16 read for 0.09 s less, but lost 3 points of e-mails.
FIND_SIDE = 736  # the card's long side when its lines are looked for
MARGIN = 0.08  # of a line's height, around it: detectors cut close
TIGHT = -0.05  # the same for Tesseract, which takes bits of the next line for letters: a tenth more lines right
DOUBT = 0.85  # a line read less surely than this is tried upside down too
TRIES = 3  # lines that vote, the longest
MOST_TRIES = 9  # lines looked at for one that is read well
COLUMNS = 2  # tall boxes that are tried as columns of characters, where most text runs down


def find_lines(card: CardImage, rapid: Rapid) -> tuple[CardImage, list[Quad]]:
    """Return the card turned so that its lines run level (not yet whether upside down), and the boxes of its lines.

    Boxes are in pixels of the card returned.
    """
    boxes = rapid.find_lines(card.image, FIND_SIDE)
    if _run_down(boxes) and not _in_columns(card.image, boxes, rapid):
        card, boxes = turn(card, boxes, 90)
    return card, boxes


def _in_columns(image: Image, boxes: Sequence[Quad], rapid: Rapid) -> bool:
    """True when what runs down is written that way: the longest columns of Japanese or Chinese tell."""
    tall = sorted(filter(columns.is_tall, boxes), key=lambda box: box[0][1] - box[3][1])
    return bool(tall) and all(columns.is_column(image, box, rapid) for box in tall[:COLUMNS])


def _run_down(boxes: Sequence[Quad]) -> bool:
    """True when more text runs down or up the card than along it."""
    along = down = 0.0
    for box in boxes:
        width, height = box[1][0] - box[0][0], box[3][1] - box[0][1]
        if max(width, height) > 1.5 * min(width, height):
            along, down = along + width * (width > height), down + height * (height > width)
    return down > along


def turn(card: CardImage, boxes: Sequence[Quad], degrees: int) -> tuple[CardImage, list[Quad]]:
    """Turn a card and the boxes on it clockwise by 90, 180 or 270 degrees."""
    height, width = card.image.shape[:2]
    codes = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}
    # From pixels of the turned image to pixels of the image before.
    back: dict[int, Matrix] = {
        90: np.array([[0, 1, 0], [-1, 0, height], [0, 0, 1]], np.float64),
        180: np.array([[-1, 0, width], [0, -1, height], [0, 0, 1]], np.float64),
        270: np.array([[0, -1, width], [1, 0, 0], [0, 0, 1]], np.float64),
    }
    forward: Matrix = np.asarray(np.linalg.inv(back[degrees]), np.float64)
    turned = CardImage(
        np.asarray(cv2.rotate(card.image, codes[degrees]), np.uint8),
        _rolled(card.corners, degrees // 90),
        (card.rotation + degrees) % 360,
        card.to_photo @ back[degrees],
        card.page,
    )
    return turned, [move(box, forward, roll=degrees // 90) for box in boxes]


def _rolled(corners: Quad, steps: int) -> Quad:
    a, b, c, d = (corners[(i - steps) % 4] for i in range(4))
    return a, b, c, d


def move(box: Quad, matrix: Matrix, roll: int = 0) -> Quad:
    """Map a box through a homography; `roll` quarter turns keep its first corner the top left one."""
    points = cv2.perspectiveTransform(np.asarray(box, np.float64).reshape(1, 4, 2), matrix)[0]
    points = np.roll(points, roll, axis=0)
    return as_quad(points)


def cut_line(image: Image, box: Quad, margin: float = MARGIN) -> Image:
    """Cut a line out of an image, level, with a margin in heights of the line; H×W×3."""
    width, height = _size(box)
    scale = min(2.0, LINE_HEIGHT / (height * (1 + 2 * margin)))
    return _cut(image, box, margin * height, (scale, scale), cv2.INTER_AREA)


def cut_stretched(image: Image, box: Quad, margin: float, stretch: float) -> Image:
    """Cut a line out as `cut_line` does, as high as the neural reader takes it, and so many times wider; H×W×3."""
    _, height = _size(box)
    scale = LINE_HEIGHT / (height * (1 + 2 * margin))
    return _cut(image, box, margin * height, (scale * stretch, scale), cv2.INTER_CUBIC)


def _size(box: Quad) -> tuple[float, float]:
    """The width and height of a box."""
    quad = np.asarray(box, np.float32)
    sides = np.linalg.norm(np.roll(quad, -1, axis=0) - quad, axis=1).tolist()
    return max(sides[0], sides[2]), max(sides[1], sides[3])


def _cut(image: Image, box: Quad, pad: float, scales: tuple[float, float], flags: int) -> Image:
    """Cut a box out with `pad` of its pixels around it, each made `scales` of ours, across and down."""
    width, height = _size(box)
    across, down = scales
    size = max(8, round((width + 2 * pad) * across)), max(8, round((height + 2 * pad) * down))
    corners = [[pad, pad], [width + pad, pad], [width + pad, height + pad], [pad, height + pad]]
    frame = (np.array(corners) * scales).astype(np.float32)
    matrix = cv2.getPerspectiveTransform(np.asarray(box, np.float32), frame)
    cut = cv2.warpPerspective(image, matrix, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(cut, np.uint8)


def look(crops: Sequence[Image], rapid: Rapid) -> tuple[bool, dict[int, Reading]]:
    """Tell whether lines are upside down, by reading the longest; for most photos one is enough.

    A line read well decides. Where none is, a few vote: those of a script that the reader doesn't know read badly both
    ways, but there is a number or an e-mail among them.
    Returns that, and what was read of the lines as they turned out to stand, by their number.
    """
    votes = 0
    upright: dict[int, Reading] = {}
    turned: dict[int, Reading] = {}
    for tried, number in enumerate(sorted(range(len(crops)), key=lambda i: -crops[i].shape[1])[:MOST_TRIES]):
        upright[number] = rapid.read_line(crops[number])
        if _decides(upright[number]):
            return False, upright
        turned[number] = rapid.read_line(half_turned(crops[number]))
        if _decides(turned[number]):
            return True, turned
        if tried < TRIES:
            votes += _weight(turned[number]) > _weight(upright[number])
            votes -= _weight(turned[number]) < _weight(upright[number])
    return votes > 0, turned if votes > 0 else upright


def _decides(reading: Reading) -> bool:
    return reading.confidence >= DOUBT and len(reading.text) >= 5


def half_turned(crop: Image) -> Image:
    """A line turned by 180 degrees."""
    return np.ascontiguousarray(crop[::-1, ::-1])


def _weight(reading: Reading) -> float:
    return reading.confidence * min(len(reading.text), 12)
