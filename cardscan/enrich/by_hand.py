"""What is written on a card by hand is kept, and never sure."""

from collections.abc import Sequence
from dataclasses import replace

from cardscan.model import KINDS, Contact, Field, Line, Quad


def doubt(contact: Contact, _country: str, lines: Sequence[Line]) -> Contact:
    """Let no field be sure that was read from handwriting, by one reader or by two."""
    by_hand = [line for line in lines if line.handwritten]
    if not by_hand:
        return contact

    def doubted(field: Field) -> Field:
        box = field.box
        from_hand = box is not None and any(_middle_in(box, line.box) or _middle_in(line.box, box) for line in by_hand)
        return replace(field, sure=False) if from_hand and not field.origin.startswith("qr") else field

    return replace(contact, **{kind: tuple(map(doubted, getattr(contact, kind))) for kind in KINDS})


def _middle_in(box: Quad, other: Quad) -> bool:
    """Tell whether the middle of one box lies within the other."""
    middle = [sum(point[axis] for point in box) / 4 for axis in (0, 1)]
    return all(
        min(point[axis] for point in other) <= middle[axis] <= max(point[axis] for point in other) for axis in (0, 1)
    )
