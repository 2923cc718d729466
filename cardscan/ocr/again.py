"""Look again at lines that were read with doubt, or that may go on beyond their box.

A line read with doubt is cut closer: what is clear then is right. Of 139 such lines of real cards 9 become clear and
read otherwise, all of them better ("Tidq" becomes "Tide"). A line of which the letter at an end is in doubt, or beside
which there is ink, is cut wider: a logo draws its first letter larger, and its box begins after it. 85 lines of 129
photos are read once more for this, and 5 of them then read otherwise, all of them better. A column is cut higher: what
it begins or ends with may be a 一, of which detectors see no more than of a rule.
"""

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from cardscan.geometry import as_quad
from cardscan.greys import percentiles
from cardscan.model import Quad, Reading
from cardscan.ocr.columns import unspaced
from cardscan.ocr.lines import MARGIN
from cardscan.ocr.pieces import Piece, cut
from cardscan.ocr.rapid import Rapid
from cardscan.pictures import Image
from cardscan.text.letters import inked

AGAIN, DOUBTED = 0.8, 0.96  # confidence of a line that is looked at again: what is below is no text
CLOSER = 0.0  # margin that it is cut out with then, in heights of the line; 0.16 and 0.3 show less
CLEAR_READING = 0.97  # confidence from which the other reading is taken

DOUBTED_END = 0.9  # confidence of a letter at an end, below which more is shown of the line there
END, WIDER = 0.8, 0.95  # confidence of the new letters there, and of the line with them
LITTLE, MUCH, HIGHER = 0.6, 1.2, 0.2  # heights of the line by which it is cut wider: one letter, or two; and higher
CHARACTER = 1.3  # widths of a column by which it is cut higher: a character, and the gap before it
DISPLAY_TYPE = 1.25  # median heights: lines of display type, which are looked at for ink beside them
SHORTEST_LINE, MOST_MISSING = 3, 2  # letters of a line that may go on, and of what may be missing at an end
LETTERS = 0.8  # share of its characters that are letters
INK = 0.5  # contrast beside a line, by its own, from which there is something
FULL = 0.25  # share of the place beside a line that another line takes


def look_again(pieces: Sequence[Piece], image: Image, rapid: Rapid) -> list[Piece]:
    """Return the pieces of an upright card, H×W×3 BGR, each with what is read of it at the second look.

    Every piece must have been read.
    """
    closer = [replace(piece, reading=_closer(piece, image, rapid)) for piece in pieces]
    median = float(np.median([_height(piece.box) for piece in closer])) if closer else 0.0
    wider = [
        _wider(piece, closer, median, image, rapid)
        if piece.reading == before.reading or piece.way == "column"
        else piece
        for before, piece in zip(pieces, closer, strict=True)
    ]
    grown = [after.box for before, after in zip(closer, wider, strict=True) if after.box != before.box]
    return [
        p for p in wider if p.box in grown or len(_letters(p)) >= SHORTEST_LINE or not any(_within(p, b) for b in grown)
    ]


def _closer(piece: Piece, image: Image, rapid: Rapid) -> Reading:
    """What is read of a line that was read with doubt, cut closer."""
    reading = _read(piece)
    if not AGAIN <= reading.confidence < DOUBTED:
        return reading
    other = rapid.read_line(cut(image, piece.box, piece.way, CLOSER))
    clear = other.text.strip() and other.confidence > max(CLEAR_READING, reading.confidence)
    return _spaced_as(other, reading.text) if clear else reading


def _spaced_as(reading: Reading, text: str) -> Reading:
    """A reading with the spaces of a text that holds the same letters and a few more."""
    letters = [i for i, c in enumerate(text) if not c.isspace()]
    start = inked(text).find(inked(reading.text))
    if start < 0:
        return reading
    kept = text[letters[start] : letters[start + len(inked(reading.text)) - 1] + 1]
    sure = iter(_sure(reading))
    chars = tuple(1.0 if char.isspace() else next(sure, 0.0) for char in kept)
    return replace(reading, text=kept, chars=chars)


def _wider(piece: Piece, pieces: Sequence[Piece], median: float, image: Image, rapid: Rapid) -> Piece:
    """A piece with the letters that its box cut off; the same piece where there are none."""
    if piece.way == "column":
        return _higher(piece, pieces, image, rapid)
    reading = _read(piece)
    letters, sure = _letters(piece), _sure(reading)
    if piece.way != "level" or len(letters) < SHORTEST_LINE or len(sure) != len(letters) or reading.confidence < AGAIN:
        return piece
    if sum(map(str.isalpha, letters)) < LETTERS * len(letters):
        return piece
    tall = _height(piece.box) > DISPLAY_TYPE * median
    doubted = [sure[end] < DOUBTED_END for end in (0, -1)]
    more = [LITTLE if doubted[side] else MUCH * (tall and _has_ink(piece, side, pieces, image)) for side in (0, 1)]
    if not any(more):
        return piece
    before, after = more
    new = rapid.read_line(cut(image, _grown(piece.box, before, after, HIGHER), "level", MARGIN))
    added = _added(reading, new, doubted)
    if added is None:
        return piece
    letter = _width(piece.box) / _height(piece.box) / len(letters)
    return replace(
        piece,
        box=(box := _grown(piece.box, added[0] * letter, added[1] * letter, 0.0)),
        crop=cut(image, box, "level", MARGIN),
        reading=new,
    )


def _higher(piece: Piece, pieces: Sequence[Piece], image: Image, rapid: Rapid) -> Piece:
    """A column with the character at either end that its box cut off, or read more surely with the space there."""
    others = [other for other in pieces if other is not piece]
    piece = replace(piece, reading=unspaced(_read(piece)))
    more = [CHARACTER * (not any(_overlap(_end(piece.box, side), o.box) for o in others)) for side in (0, 1)]
    if not any(more):
        return piece
    old, new = _read(piece), unspaced(rapid.read_line(cut(image, _lengthened(piece.box, *more), "column", MARGIN)))
    if inked(new.text) == inked(old.text):
        return replace(piece, reading=new) if new.confidence > old.confidence else piece
    added = _added(old, new, (False, False))
    if added is None or max(added) > 1:
        return piece
    box = _lengthened(piece.box, *(CHARACTER * count for count in added))
    return replace(piece, box=box, crop=cut(image, box, "column", MARGIN), reading=new)


def _lengthened(box: Quad, above: float, below: float) -> Quad:
    """An upright box made longer by so many of its widths."""
    a, b, c, d = _points(box)
    down = (d - a) / max(1.0, np.linalg.norm(d - a)) * np.linalg.norm(b - a)
    return as_quad((a - above * down, b - above * down, c + below * down, d + below * down))


def _end(box: Quad, side: int) -> Quad:
    """The place above a box (0), or below it (1), where a character more would be."""
    a, b, c, d = _points(_lengthened(box, CHARACTER, CHARACTER))
    p, q, r, s = _points(box)
    return as_quad((a, b, q, p) if side == 0 else (s, r, c, d))


def _overlap(one: Quad, other: Quad) -> bool:
    return cv2.intersectConvexConvex(_points(one), _points(other))[0] > FULL * _width(one) ** 2


def _added(old: Reading, new: Reading, doubted: Sequence[bool]) -> tuple[int, int] | None:
    """How many letters a new reading has more before and after; None where it is another, no surer, or the same.

    A letter at an end that was doubted may have become another, or be gone.
    """
    mine, its, sure = inked(old.text), inked(new.text), _sure(new)
    if mine == its or new.confidence < WIDER or len(sure) != len(its) or len(new.text.split()) > len(old.text.split()):
        return None
    for first, last in ((0, 0), (1, 0), (0, 1)):
        core = mine[first : len(mine) - last]
        start = its.find(core)
        if start < 0 or (first and not doubted[0]) or (last and not doubted[1]):
            continue
        stop = start + len(core)
        new_ones = [i for i in range(len(its)) if not start <= i < stop]
        if all(its[i].isalpha() and sure[i] >= END for i in new_ones) and max(start, len(its) - stop) <= MOST_MISSING:
            return max(0, start - first), max(0, len(its) - stop - last)
    return None


def _has_ink(piece: Piece, side: int, pieces: Sequence[Piece], image: Image) -> bool:
    """True where something stands close beside a line, before (0) or after it (1), that is no other line."""
    beside = _beside(piece.box, side)
    area = _height(piece.box) ** 2 * LITTLE
    for other in pieces:
        full = cv2.intersectConvexConvex(_points(beside), _points(other.box))[0] > FULL * area
        if full and other is not piece and len(_letters(other)) >= SHORTEST_LINE and _read(other).confidence >= AGAIN:
            return False
    return _contrast(image, beside) > INK * _contrast(image, piece.box)


def _contrast(image: Image, box: Quad) -> float:
    gray = cv2.cvtColor(cut(image, box, "level", 0.0), cv2.COLOR_BGR2GRAY)
    low, high = percentiles(np.asarray(gray, np.uint8), (3, 97))
    return high - low


def _beside(box: Quad, side: int) -> Quad:
    """The place beside a box, as high as it is."""
    a, b, c, d = _points(_grown(box, LITTLE, LITTLE, 0.0))
    p, q, r, s = _points(box)
    return as_quad((a, p, s, d) if side == 0 else (q, b, c, r))


def _grown(box: Quad, before: float, after: float, higher: float) -> Quad:
    """A box made longer at its ends, and higher on both sides, by so many of its heights."""
    a, b, c, d = _points(box)
    along, down = (b - a) / max(1.0, np.linalg.norm(b - a)), d - a
    high = np.linalg.norm(down)
    left, right, up = along * before * high, along * after * high, down * higher
    return as_quad((a - left - up, b + right - up, c + right + up, d - left + up))


def _within(piece: Piece, box: Quad) -> bool:
    """True when the middle of a piece lies in a box."""
    x, y = _points(piece.box).mean(axis=0).tolist()
    return cv2.pointPolygonTest(_points(box), (x, y), measureDist=False) > 0


def _points(box: Quad) -> NDArray[np.float32]:
    return np.array(box, np.float32)


def _height(box: Quad) -> float:
    return float(np.linalg.norm(np.subtract(box[3], box[0])))


def _width(box: Quad) -> float:
    return float(np.linalg.norm(np.subtract(box[1], box[0])))


def _read(piece: Piece) -> Reading:
    if piece.reading is None:
        raise ValueError("a piece to be looked at again was not read before")
    return piece.reading


def _letters(piece: Piece) -> str:
    return inked(_read(piece).text)


def _sure(reading: Reading) -> list[float]:
    """The confidence of each letter."""
    return [c for c, char in zip(reading.chars, reading.text, strict=False) if not char.isspace()]
