"""What a field parser returns: a field, its kind, and the characters that it was made of."""

from collections.abc import Iterable
from dataclasses import dataclass

from cardscan.model import Field, Line, Point, Quad


@dataclass(frozen=True, slots=True)
class Span:
    """Characters start..end of the text of the card's line number `line`."""

    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Found:
    """A field with the spans that it takes; a label before it ("Tel:") belongs to its first span."""

    kind: str  # one of `model.KINDS`
    field: Field
    spans: tuple[Span, ...]


def span_box(line: Line, start: int, end: int) -> Quad:
    """The box on the photo of characters start..end of a line, taken as evenly wide."""
    a, b = start / max(1, len(line.text)), end / max(1, len(line.text))
    top_left, top_right, bottom_right, bottom_left = line.box
    return (
        _between(top_left, top_right, a),
        _between(top_left, top_right, b),
        _between(bottom_left, bottom_right, b),
        _between(bottom_left, bottom_right, a),
    )


def span_place(line: Line, start: int, end: int) -> tuple[float, float, float, float]:
    """The same on the card's image: x0, y0, x1, y1."""
    x0, y0, x1, y1 = line.place
    step = (x1 - x0) / max(1, len(line.text))
    return x0 + start * step, y0, x0 + end * step, y1


def origin_of(lines: Iterable[Line]) -> str:
    """The readers whose text these lines have: both where they agreed."""
    names = {"+".join(r.reader for r in line.readings if line.agreed or r.text == line.text) for line in lines}
    return min(names, key=len, default="") or "fused"


def _between(a: Point, b: Point, share: float) -> Point:
    return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share
