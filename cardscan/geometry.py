"""From arrays of points to the quads that flow from stage to stage."""

from collections.abc import Iterable, Sequence

from cardscan.model import Point, Quad


def as_quad(points: Iterable[Sequence[float]]) -> Quad:
    """Return four points, of an array or from the store, as a quad of plain floats."""
    a, b, c, d = ((float(x), float(y)) for x, y in points)
    return a, b, c, d


def on_card(box: Quad, corners: Quad, size: tuple[int, int]) -> Quad | None:
    """Say where a box on the photo lies on the upright picture of a card, in its pixels; None for a card without area.

    corners: of the card on the photo, as its text runs. It is the homography by which the card was straightened.
    """
    import numpy as np  # the store, which makes quads of its rows, needs none

    width, height = size
    target = ((0.0, 0.0), (float(width), 0.0), (float(width), float(height)), (0.0, float(height)))
    rows = []
    for (x, y), (u, v) in zip(corners, target, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
    try:
        found = np.linalg.solve(np.array(rows), np.array(target).ravel())
    except np.linalg.LinAlgError:
        return None
    matrix = np.append(found, 1.0).reshape(3, 3)

    def moved(point: Point) -> Point:
        x, y, w = matrix @ (*point, 1.0)
        return float(x / w), float(y / w)

    a, b, c, d = map(moved, box)
    return a, b, c, d


def gaps(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> tuple[float, float]:
    """The gaps between two upright boxes x0, y0, x1, y1: across and down; negative where they overlap."""
    return max(a[0], b[0]) - min(a[2], b[2]), max(a[1], b[1]) - min(a[3], b[3])
