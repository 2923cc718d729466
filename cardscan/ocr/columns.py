"""Lines that do not run along the card: columns of Japanese or Chinese read from top to bottom, and text set sideways.

The neural reader reads lines alone, so the characters of a column are cut apart and laid side by side.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

import cv2
import numpy as np

from cardscan.geometry import as_quad
from cardscan.model import Line, Quad, Reading
from cardscan.ocr.rapid import LINE_HEIGHT, Rapid
from cardscan.pictures import Image
from cardscan.text.scripts import kana_or_han

#: How to take a line: as it is; a column, its characters laid side by side; sideways, read from top down or bottom up.
Way = Literal["level", "column", "down", "up"]
#: How it runs once the card is turned by 180 degrees.
HALF_TURNED: dict[Way, Way] = {"level": "level", "column": "column", "down": "up", "up": "down"}
TALL_BOX = 1.8  # times as high as wide is a box that may be a column: "部長" is two characters
LONGEST_UPRIGHT = 4  # letters of a line that may be higher than wide though it is level: a logo
READ_COLUMN = 0.8  # confidence from which a column is one
LONG_COLUMN = 6  # characters by which a column is known
GAP = 0.12  # of a column's width, between characters that are laid side by side
LOWEST_CHARACTER = 0.62  # of the width, that a character is high: 二 and 会 have gaps in themselves
HIGHEST_CHARACTER = 1.45  # of the width, that one is high: two may touch


def is_tall(box: Quad) -> bool:
    """Tell whether a box is so high that its text may run down."""
    width, height = _size(box)
    return height > TALL_BOX * width


def is_column(image: Image, box: Quad, rapid: Rapid) -> bool:
    """Tell whether a tall box holds a column of Japanese or Chinese characters that stand upright."""
    begin = _beginning(box)
    column = rapid.read_line(cut(image, begin, "column"))
    if not _passes(column):
        return False
    # The reader knows characters that lie on their side as well. Those of a line read from its foot upward then come in
    # the wrong order; read as such a line it makes sense, and a column doesn't.
    up = rapid.read_line(cut(image, begin, "up"))
    return up.confidence < READ_COLUMN or len(up.text) < 0.6 * len(column.text)


def way_of(image: Image, box: Quad, rapid: Rapid) -> Way:
    """Tell how the text in a box runs on a card whose lines run level."""
    if not is_tall(box):
        return "level"
    if is_column(image, box, rapid):
        return "column"
    readings: dict[Way, Reading] = {way: rapid.read_line(cut(image, box, way)) for way in ("down", "up")}
    return max(readings, key=lambda way: readings[way].confidence * min(len(readings[way].text), 12))


def cut(image: Image, box: Quad, way: Way, margin: float = 0.0) -> Image:
    """Cut a tall box out of an image as a level line, with a margin in its widths; H×W×3."""
    width, height = _size(box)
    pad = margin * width
    scale = min(2.0, LINE_HEIGHT / (width + 2 * pad))
    size = max(8, round((width + 2 * pad) * scale)), max(8, round((height + 2 * pad) * scale))
    frame = np.array([[pad, pad], [width + pad, pad], [width + pad, height + pad], [pad, height + pad]]) * scale
    matrix = cv2.getPerspectiveTransform(np.asarray(box, np.float32), frame.astype(np.float32))
    tall = cv2.warpPerspective(image, matrix, size, flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REPLICATE)
    if way == "column":
        return _side_by_side(np.asarray(tall, np.uint8))
    code = cv2.ROTATE_90_COUNTERCLOCKWISE if way == "down" else cv2.ROTATE_90_CLOCKWISE
    return np.asarray(cv2.rotate(tall, code), np.uint8)


def laid_level(lines: Sequence[Line], width: int, height: int) -> tuple[tuple[Line, ...], int]:
    """Lay columns level, the first (the one on the right) at the top, what is level already below them.

    Below all stand lines set sideways, laid level as they are read from the foot of the card upward. For whoever tells
    by place and size what a line is: returns the lines, and the width of the card that they would be on.
    """
    columns = [line for line in lines if _is_column(line)]
    sideways = [line for line in lines if _is_sideways(line)]
    if 2 * len(sideways) >= len(lines):  # the card itself lies aslant
        sideways = []
    if not columns and not sideways:
        return tuple(lines), width
    top = width if columns else 0

    def laid(line: Line) -> Line:
        x0, y0, x1, y1 = line.place
        if _is_column(line):
            return replace(line, place=(y0, width - x1, y1, width - x0))
        if line in sideways:
            return replace(line, place=(height - y1, top + height + x0, height - y0, top + height + x1))
        return replace(line, place=(x0, top + y0, x1, top + y1))

    placed = sorted(map(laid, lines), key=lambda line: line.place[1] + line.place[3])
    return tuple(placed), max(width, height)


def _is_sideways(line: Line) -> bool:
    """Whether a line of letters runs up or down the card."""
    x0, y0, x1, y1 = line.place
    return y1 - y0 > TALL_BOX * (x1 - x0) and len(line.text) > LONGEST_UPRIGHT and not _is_column(line)


def _is_column(line: Line) -> bool:
    x0, y0, x1, y1 = line.place
    return y1 - y0 > TALL_BOX * (x1 - x0) and len(kana_or_han().findall(line.text)) > 1


def _size(box: Quad) -> tuple[float, float]:
    sides = np.linalg.norm(np.roll(np.asarray(box), -1, axis=0) - np.asarray(box), axis=1)
    return float(max(sides[0], sides[2])), float(max(sides[1], sides[3]))


def _beginning(box: Quad) -> Quad:
    """The upper end of a tall box: a few characters tell as much as all do."""
    width, height = _size(box)
    share = min(1.0, LONG_COLUMN * width / height)
    a, b, c, d = np.asarray(box, np.float64)
    return as_quad([a.tolist(), b.tolist(), (b + share * (c - b)).tolist(), (a + share * (d - a)).tolist()])


def _passes(reading: Reading) -> bool:
    eastern = len(kana_or_han().findall(reading.text))
    return eastern >= 2 and eastern > 0.5 * len(reading.text) and reading.confidence >= READ_COLUMN


def _side_by_side(column: Image) -> Image:
    """Cut the characters of a column apart and lay them side by side, each in the middle of its own square."""
    wide = column.shape[1]
    paper = np.median(column.reshape(-1, 3), axis=0).astype(np.uint8)
    cells = []
    for start, end in _characters(column):
        side = max(wide, end - start)
        cell = np.full((side, round(side * (1 + GAP)), 3), paper, np.uint8)
        top, left = (side - end + start) // 2, (cell.shape[1] - wide) // 2
        cell[top : top + end - start, left : left + wide] = column[start:end]
        size = max(1, round(LINE_HEIGHT * cell.shape[1] / side)), LINE_HEIGHT
        cells.append(np.asarray(cv2.resize(cell, size, interpolation=cv2.INTER_AREA), np.uint8))
    return np.hstack(cells)


def unspaced(reading: Reading) -> Reading:
    """What was read of characters laid side by side, without spaces: what parted them was laid, not printed."""
    kept = [i for i, char in enumerate(reading.text) if not char.isspace()]
    chars = tuple(reading.chars[i] for i in kept) if len(reading.chars) == len(reading.text) else reading.chars
    return replace(reading, text="".join(reading.text[i] for i in kept), chars=chars)


def _characters(column: Image) -> list[tuple[int, int]]:
    """Where the characters of a column begin and end, from its top down."""
    high = column.shape[0]
    gray = cv2.cvtColor(column, cv2.COLOR_BGR2GRAY)
    _, ink = cv2.threshold(gray, 0, 1, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    if np.count_nonzero(ink) > ink.size / 2:  # letters cover less than what is between them
        ink = 1 - ink
    across = np.flatnonzero(ink.any(axis=0))  # a box is wider than its characters
    wide = int(np.ptp(across)) + 1 if len(across) else column.shape[1]
    inked = np.concatenate([[0], (ink.sum(axis=1) > 0.02 * wide).astype(int), [0]])
    steps = np.diff(inked)
    runs = list(zip(np.flatnonzero(steps == 1).tolist(), np.flatnonzero(steps == -1).tolist(), strict=True))
    joined: list[tuple[int, int]] = []
    for start, end in runs:
        # Parts of one character lie close, and together are no higher than it is wide.
        fits = joined and end - joined[-1][0] <= 1.08 * wide
        short = joined and min(end - start, joined[-1][1] - joined[-1][0]) < LOWEST_CHARACTER * wide
        if fits and short:
            joined[-1] = joined[-1][0], end
        else:
            joined.append((start, end))
    parts = []
    for start, end in joined:
        count = max(1, round((end - start) / wide)) if end - start > HIGHEST_CHARACTER * wide else 1
        edges = np.linspace(start, end, count + 1).round().astype(int).tolist()
        parts += list(zip(edges[:-1], edges[1:], strict=True))
    return parts or [(0, high)]
