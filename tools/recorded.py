"""Recorded readings: what `cardscan read --json` wrote, as lines again."""

from typing import Any

from cardscan.model import Line, Reading


def line_of(data: dict[str, Any]) -> Line:
    """Return a line as `cardscan read --json` writes it."""
    a, b, c, d = (tuple(point) for point in data["box"])
    readings = tuple(Reading(**{**each, "chars": tuple(each["chars"])}) for each in data["readings"])
    ink, ground = (data[of] and tuple(data[of]) for of in ("ink", "ground"))
    box, place = (a, b, c, d), tuple(data["place"])
    handwritten, ring = data["handwritten"], data["ring"]
    return Line(data["text"], data["confidence"], box, place, readings, data["agreed"], ink, ground, handwritten, ring)
