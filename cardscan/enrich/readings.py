"""Ask what the other reader made of a field's line."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from cardscan.model import Field, Line, Quad


def line_of(field: Field, lines: Sequence[Line]) -> Line | None:
    """The line that a field was read from: its text holds it, and it is the nearest to it."""
    if field.box is None:
        return None
    x, y = _centre(field.box)
    near = []
    for number, line in enumerate(lines):
        if field.raw in line.text:
            a, b = _centre(line.box)
            near.append((abs(x - a) + abs(y - b), number))
    return lines[min(near)[1]] if near else None


def otherwise_read(field: Field, lines: Sequence[Line]) -> Iterator[Line]:
    """The field's line, as each reader read it that read it otherwise."""
    line = line_of(field, lines)
    for reading in line.readings if line else ():
        if line and reading.text != line.text:
            yield replace(line, text=reading.text, confidence=reading.confidence, readings=(reading,))


def read_alike(field: Field) -> bool:
    """Whether both readers have what is printed there: that it is valid nowhere is no ground to change it."""
    return "+" in field.origin.partition(";")[0]


def _centre(box: Quad) -> tuple[float, float]:
    return sum(x for x, _ in box) / 4, sum(y for _, y in box) / 4
