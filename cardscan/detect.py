"""Find the cards in a photo and cut each out, straightened.

Many outlines are proposed (edges and thresholds in several colour channels) and judged by one score:
how card-like the shape is, how much of its border is a real edge, and how well it holds the text
lines found beforehand. The best that don't overlap are the cards; where none is good enough, the
photo itself is taken for the card.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from cardscan.model import CardImage, Image, Matrix, Quad

WORK_SIDE = 640  # outlines are looked for at this long side
CARD_SIDE = 1400  # long side of a card cut out, at most
MIN_AREA = 0.02  # of the photo
MIN_SCORE = 0.62
MIN_TEXT = 0.5  # of the photo's text must lie on its cards: less was found inside a picture or a logo
Corners = NDArray[np.float32]  # 4×2, clockwise from the top left


@dataclass(frozen=True, slots=True)
class Outline:
    """A proposed card: its corners at working size, and how good it looks."""

    corners: Corners
    score: float
    text: float  # share of the photo's text that lies inside


def find_cards(image: Image, lines: Sequence[Quad]) -> list[Quad]:
    """Return the outlines of the cards, best first; none when the photo shows no card's edge.

    `image` is the photo, H×W×3 BGR; `lines` are its text lines, in its pixels.
    """
    scale = min(1.0, WORK_SIDE / max(image.shape[:2]))
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else image
    lab = cv2.cvtColor(cv2.GaussianBlur(small, (5, 5), 0), cv2.COLOR_BGR2LAB)
    boxes = [np.asarray(line, np.float32) * scale for line in lines]
    text = TextMap(small.shape[:2], boxes)
    gradient = _gradient(lab)
    outlines = [_judge(quad, fill, gradient, text, small.shape[:2]) for quad, fill in _propose(lab)]
    chosen = _choose([o for o in outlines if o.score >= MIN_SCORE])
    if sum(o.text for o in chosen) < MIN_TEXT:
        return []
    return [tuple((float(x), float(y)) for x, y in o.corners / scale) for o in chosen]  # type: ignore[misc]


def cut_out(image: Image, corners: Quad, page: int = 0) -> CardImage:
    """Cut the card with these corners out of the photo, straightened; its longer side at most `CARD_SIDE`."""
    quad = np.asarray(corners, np.float32)
    width = max(np.linalg.norm(quad[1] - quad[0]), np.linalg.norm(quad[2] - quad[3]))
    height = max(np.linalg.norm(quad[3] - quad[0]), np.linalg.norm(quad[2] - quad[1]))
    factor = min(1.0, CARD_SIDE / max(width, height))
    size = max(16, round(width * factor)), max(16, round(height * factor))
    target = np.array([[0, 0], [size[0], 0], [size[0], size[1]], [0, size[1]]], np.float32)
    to_photo: Matrix = cv2.getPerspectiveTransform(target, quad)
    flat = cv2.warpPerspective(
        image, to_photo, size, flags=cv2.INTER_AREA | cv2.WARP_INVERSE_MAP, borderMode=cv2.BORDER_REPLICATE
    )
    return CardImage(flat, corners, 0, to_photo, page)


class TextMap:
    """Where text lies, as an integral image, to ask how much of it a quad holds."""

    def __init__(self, shape: tuple[int, int], boxes: Iterable[Corners]) -> None:
        self.boxes = [box for box in boxes if len(box) == 4]
        self.areas = np.array([cv2.contourArea(box) for box in self.boxes])
        self.centres = np.array([box.mean(axis=0) for box in self.boxes], np.float32).reshape(-1, 2)

    def inside(self, quad: Corners) -> tuple[float, float]:
        """Return the share of the text inside the quad, and the share of that which crosses its border."""
        if not self.boxes or not self.areas.sum():
            return 0.0, 0.0
        held = crossing = 0.0
        for box, area in zip(self.boxes, self.areas, strict=True):
            both, _ = cv2.intersectConvexConvex(box, quad)
            share = min(1.0, both / area) if area else 0.0
            held += area * (share > 0.5)
            crossing += area * (0.15 < share < 0.85)
        return held / self.areas.sum(), crossing / max(held, 1.0)


def _gradient(lab: Image) -> NDArray[np.float32]:
    """The colour gradient, its x and y part, strongest of the three channels: H×W×2."""
    parts = [
        np.stack([cv2.Scharr(channel, cv2.CV_32F, 1, 0), cv2.Scharr(channel, cv2.CV_32F, 0, 1)], axis=-1) / 32
        for channel in cv2.split(lab)
    ]
    parts[1] *= 2  # a card tells itself from the table by colour as well as by light
    parts[2] *= 2
    strengths = np.stack([np.linalg.norm(part, axis=-1) for part in parts])
    best = strengths.argmax(axis=0)
    return np.asarray(np.choose(best[..., None], parts), np.float32)


def _propose(lab: Image) -> list[tuple[Corners, float]]:
    """Propose outlines as (corners, how much of the quad its contour fills)."""
    area = lab.shape[0] * lab.shape[1]
    masks: list[NDArray[np.uint8]] = []
    close = cv2.getStructuringElement(cv2.MORPH_RECT, (5, 5))
    for channel in cv2.split(lab):
        spread = float(channel.std())
        for factor in (0.4, 1.0):
            high = max(12.0, min(200.0, factor * spread * 4))
            edges = cv2.Canny(channel, high / 2, high)
            masks.append(cv2.morphologyEx(edges, cv2.MORPH_CLOSE, close))
        if spread > 4:
            level, mask = cv2.threshold(channel, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
            masks += [mask, 255 - mask]
    border = np.concatenate([lab[:6].reshape(-1, 3), lab[-6:].reshape(-1, 3), lab[:, :6].reshape(-1, 3), lab[:, -6:].reshape(-1, 3)])
    distance = np.linalg.norm(lab.astype(np.float32) - np.median(border, axis=0), axis=-1).clip(0, 255).astype(np.uint8)
    _, mask = cv2.threshold(distance, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    masks.append(mask)
    found: list[tuple[Corners, float]] = []
    for mask in masks:
        for solid in (mask, cv2.morphologyEx(mask, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, (9, 9)))):
            contours, _ = cv2.findContours(solid, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
            for contour in contours:
                hull = cv2.convexHull(contour)
                if cv2.contourArea(hull) < MIN_AREA * area:
                    continue
                quad = _four_corners(hull)
                if quad is not None:
                    found.append((quad, min(1.0, cv2.contourArea(hull) / max(1.0, cv2.contourArea(quad)))))
    return found


def _four_corners(hull: NDArray[np.int32]) -> Corners | None:
    """The quad that a convex hull nearly is, or None."""
    length = cv2.arcLength(hull, True)
    for epsilon in (0.01, 0.02, 0.03, 0.05, 0.08):
        approx = cv2.approxPolyDP(hull, epsilon * length, True)
        if len(approx) == 4:
            return in_order(approx.reshape(4, 2))
        if len(approx) < 4:
            break
    return in_order(cv2.boxPoints(cv2.minAreaRect(hull)))


def in_order(points: NDArray[np.generic]) -> Corners:
    """Four points clockwise, the one nearest the top left first."""
    points = np.asarray(points, np.float32)
    centre = points.mean(axis=0)
    angles = np.arctan2(points[:, 1] - centre[1], points[:, 0] - centre[0])
    points = points[np.argsort(angles)]
    return np.roll(points, -int(points.sum(axis=1).argmin()), axis=0)


def _judge(quad: Corners, fill: float, gradient: NDArray[np.float32], text: TextMap, shape: tuple[int, int]) -> Outline:
    """Score an outline 0..1."""
    sides = np.linalg.norm(np.roll(quad, -1, axis=0) - quad, axis=1)
    width, height = (sides[0] + sides[2]) / 2, (sides[1] + sides[3]) / 2
    ratio = max(width, height) / max(1.0, min(width, height))
    skew = max(abs(sides[0] - sides[2]) / max(sides[0], sides[2]), abs(sides[1] - sides[3]) / max(sides[1], sides[3]))
    if min(sides) < 20 or ratio > 2.6 or skew > 0.45 or fill < 0.8 or not cv2.isContourConvex(quad.reshape(-1, 1, 2)):
        return Outline(quad, 0.0, 0.0)
    held, crossing = text.inside(quad)
    support = [_support(quad[i], quad[(i + 1) % 4], gradient, shape) for i in range(4)]
    shape_score = 1.0 if 1.3 <= ratio <= 2.0 else max(0.0, 1 - 1.5 * max(1.3 - ratio, ratio - 2.0))
    score = 0.5 * (0.6 * np.mean(support) + 0.4 * min(support)) + 0.2 * shape_score + 0.15 * (fill - 0.8) / 0.2
    score += 0.15 * (1 - min(1.0, skew / 0.3)) - 0.5 * crossing
    if text.boxes and held == 0:
        score -= 0.3
    return Outline(quad, float(score), held)


def _support(a: Corners, b: Corners, gradient: NDArray[np.float32], shape: tuple[int, int]) -> float:
    """How much of the side from a to b lies on an edge that runs along it, 0..1."""
    length = float(np.linalg.norm(b - a))
    steps = max(8, int(length / 4))
    along = (b - a) / length
    normal = np.array([-along[1], along[0]])
    points = a + np.linspace(0.04, 0.96, steps)[:, None] * (b - a)
    best = np.zeros(steps)
    height, width = shape
    for offset in (-3, -2, -1, 0, 1, 2, 3):
        shifted = np.rint(points + offset * normal).astype(int)
        inside = (shifted[:, 0] >= 0) & (shifted[:, 0] < width) & (shifted[:, 1] >= 0) & (shifted[:, 1] < height)
        clipped = np.clip(shifted, 0, [width - 1, height - 1])
        strength = np.abs(gradient[clipped[:, 1], clipped[:, 0]] @ normal)
        best = np.maximum(best, np.where(inside, strength, 0))
    return float(np.mean(np.clip((best - 2) / 6, 0, 1)))


def _overlap(a: Corners, b: Corners) -> tuple[float, float]:
    """The shares of a and of b that lie in the other."""
    both, _ = cv2.intersectConvexConvex(a, b)
    return both / max(1.0, cv2.contourArea(a)), both / max(1.0, cv2.contourArea(b))


def _choose(outlines: list[Outline]) -> list[Outline]:
    """The cards among the outlines: greedy, best first, none over another."""
    chosen: list[Outline] = []
    for outline in sorted(outlines, key=lambda o: o.score * (0.35 + 0.65 * o.text), reverse=True):
        alike = not chosen or 0.4 < cv2.contourArea(outline.corners) / cv2.contourArea(chosen[0].corners) < 2.5
        if alike and all(max(_overlap(outline.corners, other.corners)) < 0.15 for other in chosen):
            chosen.append(outline)
    return chosen
