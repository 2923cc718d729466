"""What a field parser returns: a field, its kind, and the characters that it was made of."""

from dataclasses import dataclass

from cardscan.model import Field, Line


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


def span_place(line: Line, start: int, end: int) -> tuple[float, float, float, float]:
    """Where characters start..end of a line stand on the card's image: x0, y0, x1, y1; all taken as evenly wide."""
    x0, y0, x1, y1 = line.place
    step = (x1 - x0) / max(1, len(line.text))
    return x0 + start * step, y0, x0 + end * step, y1
