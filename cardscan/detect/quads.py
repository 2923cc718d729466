"""The geometry of quads: N×4×2 arrays of corners, clockwise, in pixels."""

import numpy as np
from numpy.typing import NDArray

Corners = NDArray[np.float64]  # N×4×2; one quad: 4×2
Values = NDArray[np.float64]
Mask = NDArray[np.bool_]
Index = NDArray[np.intp]


def in_order(points: NDArray[np.generic]) -> Corners:
    """Return four points clockwise, the one nearest the top left first."""
    points = np.asarray(points, np.float64)
    centre = points.mean(axis=0)
    points = points[np.argsort(np.arctan2(points[:, 1] - centre[1], points[:, 0] - centre[0]))]
    return np.roll(points, -int(points.sum(axis=1).argmin()), axis=0)


def edges(quads: Corners) -> tuple[Corners, Values]:
    """Return the sides as unit vectors (N×4×2, side i from corner i) and their lengths (N×4)."""
    sides = np.roll(quads, -1, axis=-2) - quads
    lengths = np.hypot(sides[..., 0], sides[..., 1]) + 1e-9
    return sides / lengths[..., None], lengths


def area(quads: Corners) -> Values:
    """Return the signed areas, positive where the corners run clockwise (y down)."""
    a, b = quads[..., 2, :] - quads[..., 0, :], quads[..., 3, :] - quads[..., 1, :]
    return np.asarray((a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0]) / 2)


def size(lengths: Values) -> tuple[Values, Values]:
    """Return the mean lengths of the first and third, and of the second and fourth sides."""
    return (lengths[..., 0] + lengths[..., 2]) / 2, (lengths[..., 1] + lengths[..., 3]) / 2


def foreshortening(directions: Corners, lengths: Values) -> tuple[Values, Values]:
    """Return the share by which a side is shorter than its opposite, and the largest |cosine| of a corner."""
    low = np.minimum(lengths[..., :2], lengths[..., 2:])
    high = np.maximum(lengths[..., :2], lengths[..., 2:])
    cosines = np.abs((directions * np.roll(directions, -1, axis=-2)).sum(axis=-1))
    return np.asarray((1 - low / high).max(axis=-1)), np.asarray(cosines.max(axis=-1))


def inside(quads: Corners, points: Corners) -> Mask:
    """Tell which of P×2 points lie in which of N convex clockwise quads: N×P."""
    sides = np.roll(quads, -1, axis=1) - quads
    # A point is inside when it is to the right of all four sides; as a product of matrices, in a twentieth of the time.
    offsets = sides[..., 1] * quads[..., 0] - sides[..., 0] * quads[..., 1]
    right_of = np.stack([-sides[..., 1], sides[..., 0], offsets], axis=-1)
    at = np.stack([points[:, 0], points[:, 1], np.ones(len(points))])
    within = np.ones((len(quads), len(points)), np.bool_)
    for side in np.moveaxis(right_of, 1, 0):
        within &= side @ at >= 0
    return within


def grid(quads: Corners, across: tuple[float, ...], down: tuple[float, ...]) -> Corners:
    """Return points spread over each quad: N×(across·down)×2, at the given shares of its width and height."""
    u, v = (np.ravel(part)[None, :, None] for part in np.meshgrid(across, down))
    top = quads[:, None, 0] * (1 - u) + quads[:, None, 1] * u
    bottom = quads[:, None, 3] * (1 - u) + quads[:, None, 2] * u
    return np.asarray(top * (1 - v) + bottom * v)
