"""The signs of a value on a card made of lines and other fields. People and companies are invented."""

from collections.abc import Sequence
from dataclasses import replace

from printed import HEIGHT, at

from cardscan.enrich.signs import signs
from cardscan.model import Contact, Field, Line

BOTH = "tesseract+rapidocr"
SITE = Field("www.kelpwick.co.uk", "www.kelpwick.co.uk")
MAIL = Field("edda@kelpwick.co.uk", "edda@kelpwick.co.uk")
EDDA = Field("Edda Brackwyth", "Edda Brackwyth")


def of(
    kind: str,
    value: Field | str,
    *texts: str | Line,
    certain: bool = True,
    origin: str = BOTH,
    confidence: float = 0.9,
    **others: Sequence[Field],
) -> dict[str, float]:
    """The signs of a value on a card with these lines, by default its own alone, and these other fields."""
    field = value if isinstance(value, Field) else Field(value, value, confidence, origin=origin)
    lines = [text if isinstance(text, Line) else two(text, number) for number, text in enumerate(texts or [field.raw])]
    fields = (*others.pop(kind, ()), field)
    return signs(kind, field, Contact(**{kind: fields}, **others), certain, lines)


def two(text: str, number: int = 0, other: str = "") -> Line:
    """A line that two readers read, the second as `other` if that is given."""
    return at(text, 30, 30 + 2 * HEIGHT * number, other or text)


def below(gap: float, high: float = HEIGHT, x: float = 30.0, text: str = "Old Harbour House") -> Line:
    """A line under the first one, `gap` pixels from it, in letters `high` pixels high."""
    line = two(text)
    top = 30 + HEIGHT + gap
    return replace(line, place=(x, top, x + 180, top + high))
