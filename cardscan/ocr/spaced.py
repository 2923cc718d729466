"""Join what is set so far apart that each piece was found as a line of its own: "홍 길 동", "B O A T S", "ROPES & CO".

A row of single letters is joined before it is read, two words with nothing but an ampersand between them after it.
"""

from collections.abc import Sequence
from dataclasses import replace

from cardscan.model import Line, Quad, Reading

SQUARE = 1.9  # widths for a height: a box no wider holds a letter or two, with the space around
EVEN_HEIGHT = 0.7  # of the height of the next box, at least
NARROW = 0.4  # and one no narrower: else it is text that runs down
NEAREST, FARTHEST = -0.5, 2.5  # heights between two boxes: boxes may overlap, and a letter between them may be missing
APART = 0.5  # heights between a longer piece and a letter, at least: less is between a word and the next
SINGLE_LETTERS, LEAST_BOXES = 2, 3  # single letters and boxes that a row must have: one or two may be icons


def joined_letters(boxes: Sequence[Quad]) -> list[Quad]:
    """Return the boxes of lines, in pixels, those of single letters in a row joined with each other and the row."""
    rest = sorted(boxes, key=lambda box: box[0][0])
    out: list[Quad] = []
    while rest:
        row = [rest.pop(0)]
        while (beside := next((box for box in rest if _goes_on(row[-1], box)), None)) is not None:
            rest.remove(beside)
            row.append(beside)
        if sum(map(_is_letter, row)) >= SINGLE_LETTERS and len(row) >= LEAST_BOXES:
            out.append((row[0][0], row[-1][1], row[-1][2], row[0][3]))
        else:
            out += row
    return out


def _size(box: Quad) -> tuple[float, float]:
    return box[1][0] - box[0][0], max(1.0, box[3][1] - box[0][1])


def _is_letter(box: Quad) -> bool:
    width, height = _size(box)
    return NARROW * height < width < SQUARE * height


def _goes_on(box: Quad, other: Quad) -> bool:
    """True when `other` stands next to the right of a box, in letters as high, and one of the two is a letter."""
    (_, high), (_, other_high) = _size(box), _size(other)
    gap = (other[0][0] - box[1][0]) / high
    middle = (other[0][1] + other[3][1] - box[1][1] - box[2][1]) / 2
    slant = max(abs(box[1][1] - box[0][1]), abs(other[1][1] - other[0][1]))
    letters = _is_letter(box) + _is_letter(other)
    return (
        (NEAREST if letters == SINGLE_LETTERS else APART) < gap < FARTHEST
        and letters > 0
        and _even(high, other_high)
        and max(abs(middle), slant) < 0.25 * high
    )


def joined_by_ampersand(lines: Sequence[Line]) -> list[Line]:
    """Return the lines, each "&" that was found by itself joined with the words before and after it."""
    out = list(lines)
    for sign in [line for line in lines if line.text == "&"]:
        before = next((line for line in out if line is not sign and _goes_on(line.box, sign.box)), None)
        after = next((line for line in out if line is not sign and _goes_on(sign.box, line.box)), None)
        if before and after and before is not after and _even(*map(_height, (before, after))):
            out = [line for line in out if line not in (sign, before, after)]
            out.append(_one_line(before, after))
    return out


def _height(line: Line) -> float:
    return line.place[3] - line.place[1]


def _even(high: float, other: float) -> bool:
    return min(high, other) > EVEN_HEIGHT * max(high, other)


def _one_line(before: Line, after: Line) -> Line:
    """Two lines as one, with an ampersand between them."""
    (x0, y0, _, y1), (_, a0, x1, a1) = before.place, after.place
    return replace(
        before,
        text=f"{before.text} & {after.text}",
        confidence=min(before.confidence, after.confidence),
        box=(before.box[0], after.box[1], after.box[2], before.box[3]),
        place=(x0, min(y0, a0), x1, max(y1, a1)),
        readings=tuple(map(_one_reading, before.readings, after.readings)),
        agreed=before.agreed and after.agreed,
        handwritten=False,
    )


def _one_reading(before: Reading, after: Reading) -> Reading:
    chars = (*before.chars, 1.0, 1.0, 1.0, *after.chars) if before.chars and after.chars else ()
    text = f"{before.text} & {after.text}"
    return Reading(before.reader, text, min(before.confidence, after.confidence), chars)
