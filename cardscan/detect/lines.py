"""Find the straight edges of a photo, and the lines through them.

A card's side seldom shows as one edge: print, glare, a finger or the table's pattern break it. So short
straight segments are found first; those on one line are put together, and a line knows where it is covered.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from cardscan.detect.quads import Corners, Index, Values, edges, inside, size
from cardscan.pictures import Image

Segments = NDArray[np.float64]  # S×4: x0, y0, x1, y1

WEAKEST = 1.0  # the noise that segments must stand out from, in grey levels: white cards lie on white tables
SHORTEST = 0.015  # of the photo's long side: what is shorter is texture
SEED = 0.025  # of the long side: a line holds a segment as long as this,
COVERED = 0.04  # and all its segments are as long as this
SEEDS = 250  # segments that lines are laid through, the longest
ONE_WAY = 30  # lines kept of each way: the grain of a table would take the places of the gaps between cards across it
ACROSS = np.sqrt(0.5)  # cosine of the angle from which a line runs across another
SAME_LINE = 2.2  # pixels off a line, for a segment to be put together with it
COVERS = 3.0  # pixels off a line, for a segment to cover it: sides of bent cards bulge


@dataclass(frozen=True, slots=True)
class Lines:
    """Straight lines nx·x + ny·y = offset; the last four are the photo's borders."""

    normals: Values  # K×2, unit
    offsets: Values  # K
    covered: Values  # K×T: how much of a line lies on edges, summed from its start; a place for each pixel
    reach: float  # where a line's places begin: so far before the point nearest the origin

    @property
    def directions(self) -> Values:
        return np.column_stack([-self.normals[:, 1], self.normals[:, 0]])

    def cover(self, line: Index, start: Values, end: Values) -> Values:
        """Return the share that lies on edges, of stretches of lines given by index and two places along them."""
        last = self.covered.shape[1] - 1
        i, j = (np.clip(np.rint(part + self.reach), 0, last).astype(np.intp) for part in (start, end))
        return np.asarray((self.covered[line, j] - self.covered[line, i]) / np.maximum(1, j - i))


def find_segments(image: Image, text: Corners) -> Segments:
    """Return the straight edges of a small photo (H×W×3, BGR), but not those of letters.

    `text` are the boxes of its text lines, B×4×2.
    """
    height, width = image.shape[:2]
    stretched = cv2.normalize(image, np.empty_like(image), 0, 255, cv2.NORM_MINMAX)  # photos may be dark
    lab = cv2.cvtColor(stretched, cv2.COLOR_BGR2LAB)
    # Colour is coarser than light in a JPEG, so half the size shows as much of it. It spans less, so it is stretched.
    colour = cv2.resize(lab, (max(1, width // 2), max(1, height // 2)), interpolation=cv2.INTER_AREA)
    colour = cv2.convertScaleAbs(colour, alpha=2, beta=-128)
    detector = cv2.createLineSegmentDetector(cv2.LSD_REFINE_NONE, quant=WEAKEST)
    found = [np.zeros((0, 4))]
    for channel in (lab[..., 0], colour[..., 1], colour[..., 2]):
        segments = detector.detect(np.ascontiguousarray(channel))[0]
        if segments is not None:
            scale = width / channel.shape[1], height / channel.shape[0]
            found.append(segments.reshape(-1, 4).astype(np.float64) * (scale * 2))
    segments = np.concatenate(found)
    lengths = np.hypot(*(segments[:, 2:] - segments[:, :2]).T)
    long = lengths >= SHORTEST * max(height, width)
    return _without_letters(segments[long], lengths[long], text)


def _without_letters(segments: Segments, lengths: Values, text: Corners) -> Segments:
    """Drop what has its middle in a text line and is no longer than the line is high."""
    if not len(text):
        return segments
    within = inside(text, (segments[:, :2] + segments[:, 2:]) / 2)
    high = np.minimum(*size(edges(text)[1]))
    letters = (within & (lengths < high[:, None])).any(axis=0)
    return np.asarray(segments[~letters])


def find_lines(segments: Segments, height: int, width: int) -> Lines:
    """Put segments that lie on one line together, and return the lines that have most of them."""
    normals, offsets = _merge(segments, max(height, width))
    normals = np.concatenate([normals, [(1, 0), (1, 0), (0, 1), (0, 1)]])
    offsets = np.concatenate([offsets, [0, width - 1, 0, height - 1]])
    reach = float(np.hypot(height, width))
    return Lines(normals, offsets, _covered(normals, offsets, segments, reach), reach)


def _merge(segments: Segments, side: int) -> tuple[Values, Values]:
    """Take the line with most of the segments that are left, again and again: normals and offsets."""
    start, end = segments[:, :2], segments[:, 2:]
    lengths = np.hypot(*(end - start).T)
    normals = np.column_stack([start[:, 1] - end[:, 1], end[:, 0] - start[:, 0]]) / lengths[:, None]
    seeds = np.argsort(-lengths)[:SEEDS]
    seeds = seeds[lengths[seeds] >= SEED * side]
    through = normals[seeds]
    offsets = (through * (start[seeds] + end[seeds]) / 2).sum(axis=1)[:, None]
    on_line = np.abs(through @ start.T - offsets) < SAME_LINE
    on_line &= (np.abs(through @ end.T - offsets) < SAME_LINE) & (np.abs(through @ normals.T) > 0.99)
    weights = on_line * lengths  # seeds × segments
    totals = weights.sum(axis=1)
    ways = _ways(through, totals)
    room = [ONE_WAY, ONE_WAY]
    members: list[Values] = []
    while len(seeds) and totals.max() >= COVERED * side:
        best = int(totals.argmax())
        members.append(weights[best].copy())
        taken = members[-1] > 0  # a segment belongs to one line
        totals -= weights[:, taken].sum(axis=1)
        weights[:, taken] = 0
        way = ways[best]
        room[way] -= 1
        if not room[way]:
            totals[ways == way] = 0
    return _fit(np.array(members).reshape(len(members), len(segments)), start, end)


def _ways(through: Values, totals: Values) -> Index:
    """Tell of lines, by their normals, which run as the one with most segments does, 0, and which across it, 1."""
    if not len(totals):
        return np.zeros(0, np.intp)
    return np.asarray(np.abs(through @ through[totals.argmax()]) < ACROSS, np.intp)


def _fit(weights: Values, start: Values, end: Values) -> tuple[Values, Values]:
    """Lay a line through each row's weighted ends (least squares of the distances): normals and offsets."""
    total = 2 * weights.sum(axis=1)[:, None]
    mean = weights @ (start + end) / total
    square = weights @ (start**2 + end**2) / total - mean**2
    mixed = (weights @ (start.prod(axis=1) + end.prod(axis=1))) / total[:, 0] - mean.prod(axis=1)
    angle = np.arctan2(2 * mixed, square[:, 0] - square[:, 1]) / 2 + np.pi / 2
    normals = np.column_stack([np.cos(angle), np.sin(angle)])
    return normals, (normals * mean).sum(axis=1)


def _covered(normals: Values, offsets: Values, segments: Segments, reach: float) -> Values:
    """How much of each line lies on segments, summed along it; lines × places."""
    start, end = segments[:, :2], segments[:, 2:]
    along = np.column_stack([-normals[:, 1], normals[:, 0]])
    towards = (end - start) / np.hypot(*(end - start).T)[:, None]
    near = (np.abs(start @ normals.T - offsets) < COVERS) & (np.abs(end @ normals.T - offsets) < COVERS)
    segment, line = np.nonzero(near & (np.abs(towards @ normals.T) < 0.1))
    ends = np.stack([(start @ along.T)[segment, line], (end @ along.T)[segment, line]])
    places = int(2 * reach) + 2
    first, last = np.clip(np.rint(np.sort(ends, axis=0) + reach), 0, places - 1).astype(np.intp)
    count = len(normals) * places
    steps = np.bincount(line * places + first, minlength=count) - np.bincount(line * places + last, minlength=count)
    on_edge = steps.reshape(-1, places).cumsum(axis=1) > 0
    return np.asarray(on_edge.cumsum(axis=1, dtype=np.float64) - on_edge)  # before each place


def tighten(quad: Corners, segments: Segments) -> Corners:
    """Lay each side of a quad through the segments along it, and return the new corners; 4×2.

    A line may have served several cards; here each side is fitted for this card alone.
    """
    start, end = segments[:, :2], segments[:, 2:]
    lengths = np.hypot(*(end - start).T)
    towards = (end - start) / lengths[:, None]
    directions, sides = edges(quad)
    lines = []
    for corner, along, side in zip(quad, directions, sides, strict=True):
        normal = np.array([-along[1], along[0]])
        middle = ((start + end) / 2 - corner) @ along
        near = (np.abs((start - corner) @ normal) < COVERS) & (np.abs((end - corner) @ normal) < COVERS)
        near &= (np.abs(towards @ normal) < 0.1) & (middle > 0) & (middle < side)
        if lengths[near].sum() > 0.2 * side:
            normals, offsets = _fit((near * lengths)[None], start, end)
            lines.append((*normals[0], offsets[0]))
        else:
            lines.append((*normal, normal @ corner))
    corners = []
    for before, after, corner in zip([lines[-1], *lines[:-1]], lines, quad, strict=True):
        both = np.array([before, after])
        flat = abs(np.linalg.det(both[:, :2])) < 0.3
        corners.append(corner if flat else np.linalg.solve(both[:, :2], both[:, 2]))
    return np.array(corners)
