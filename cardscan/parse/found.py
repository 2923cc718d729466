"""What a field parser returns: a field, its kind, and the characters that it was made of."""

from dataclasses import dataclass

from cardscan.model import Field


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
