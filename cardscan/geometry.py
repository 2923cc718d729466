"""From arrays of points to the quads that flow from stage to stage."""

from collections.abc import Iterable, Sequence

from cardscan.model import Quad


def as_quad(points: Iterable[Sequence[float]]) -> Quad:
    """Return four points, of an array or from the store, as a quad of plain floats."""
    a, b, c, d = ((float(x), float(y)) for x, y in points)
    return a, b, c, d
