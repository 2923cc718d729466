"""What a designer adds to a card: company marks and the decoration of the paper."""

import math
from collections.abc import Callable

import numpy as np
from PIL import Image, ImageDraw

from samples.canvas import DOTS, Canvas, colour

Point = tuple[float, float]


def _dots(points: list[Point]) -> list[Point]:
    return [(x * DOTS, y * DOTS) for x, y in points]


def _circle(canvas: Canvas, x: float, y: float, radius: float, fill: str) -> None:
    canvas.draw.ellipse(_dots([(x - radius, y - radius), (x + radius, y + radius)]), fill=fill)


def _around(x: float, y: float, radius: float, count: int, start: float = -90.0) -> list[Point]:
    angles = [math.radians(start + 360 * i / count) for i in range(count)]
    return [(x + radius * math.cos(a), y + radius * math.sin(a)) for a in angles]


def rings(canvas: Canvas, x: float, y: float, r: float, tint: str, paper: str) -> None:
    """Draw three rings that share a point."""
    for share, fill in ((1.0, tint), (0.78, paper), (0.62, tint), (0.4, paper), (0.24, tint)):
        _circle(canvas, x - r * (1 - share) * 0.5, y, r * share, fill)


def leaf(canvas: Canvas, x: float, y: float, r: float, tint: str, paper: str) -> None:
    """Draw two leaves."""
    for side in (-1, 1):
        points = [
            (x + side * r * (0.08 + 0.85 * math.sin(t * math.pi) * (1 - 0.35 * t)), y + r - 1.9 * r * t)
            for t in np.linspace(0, 1, 30)
        ]
        points += [(x + side * r * 0.08, y + r - 1.9 * r * t) for t in np.linspace(1, 0, 10)]
        canvas.draw.polygon(_dots(points), fill=tint)
        canvas.draw.line(_dots([(x + side * r * 0.08, y + r * 0.8), (x + side * r * 0.5, y - r * 0.1)]), paper, 6)


def hexes(canvas: Canvas, x: float, y: float, r: float, tint: str, paper: str) -> None:
    """Draw a comb of three hexagons."""
    for cx, cy in _around(x, y, r * 0.52, 3):
        canvas.draw.polygon(_dots(_around(cx, cy, r * 0.5, 6)), fill=tint)
        canvas.draw.polygon(_dots(_around(cx, cy, r * 0.24, 6)), fill=paper)


def peak(canvas: Canvas, x: float, y: float, r: float, tint: str, paper: str) -> None:
    """Draw two mountains, one before the other."""
    canvas.draw.polygon(
        _dots([(x - r, y + r * 0.7), (x - r * 0.25, y - r * 0.7), (x + r * 0.5, y + r * 0.7)]), fill=tint
    )
    canvas.draw.polygon(
        _dots([(x - r * 0.2, y + r * 0.7), (x + r * 0.4, y - r * 0.2), (x + r, y + r * 0.7)]),
        fill=tint,
        outline=paper,
        width=8,
    )


def waves(canvas: Canvas, x: float, y: float, r: float, tint: str, _paper: str) -> None:
    """Draw three waves one over the other."""
    for i in (-1, 0, 1):
        points = [
            (x - r + 2 * r * t, y + r * (0.55 * i + 0.2 * math.sin(t * 4 * math.pi))) for t in np.linspace(0, 1, 60)
        ]
        canvas.draw.line(_dots(points), tint, round(r * 0.24 * DOTS), joint="curve")


def bolt(canvas: Canvas, x: float, y: float, r: float, tint: str, paper: str) -> None:
    """Draw a flash in a disc."""
    _circle(canvas, x, y, r, tint)
    points = [(0.15, -0.75), (-0.45, 0.15), (-0.02, 0.15), (-0.2, 0.75), (0.45, -0.2), (0.05, -0.2)]
    canvas.draw.polygon(_dots([(x + px * r, y + py * r) for px, py in points]), fill=paper)


def sun(canvas: Canvas, x: float, y: float, r: float, tint: str, _paper: str) -> None:
    """Draw a disc with rays."""
    for (ax, ay), (bx, by) in zip(_around(x, y, r * 0.68, 12), _around(x, y, r, 12), strict=True):
        canvas.draw.line(_dots([(ax, ay), (bx, by)]), tint, round(r * 0.14 * DOTS))
    _circle(canvas, x, y, r * 0.5, tint)


def fan(canvas: Canvas, x: float, y: float, r: float, tint: str, paper: str) -> None:
    """Draw a fan of five blades."""
    for i in range(5):
        turn = -180 + i * 36
        box = _dots([(x - r, y - r * 0.5), (x + r, y + r * 1.5)])
        canvas.draw.pieslice(box, turn + 3, turn + 33, fill=tint)
    _circle(canvas, x, y + r * 0.5, r * 0.25, paper)


def cube(canvas: Canvas, x: float, y: float, r: float, tint: str, paper: str) -> None:
    """Draw a cube seen from its corner."""
    six = _around(x, y, r, 6)
    canvas.draw.polygon(_dots(six), fill=tint)
    for corner in six[1::2]:
        canvas.draw.line(_dots([(x, y), corner]), paper, round(r * 0.12 * DOTS))


def drop(canvas: Canvas, x: float, y: float, r: float, tint: str, paper: str) -> None:
    """Draw a drop with a glint."""
    _circle(canvas, x, y + r * 0.3, r * 0.7, tint)
    canvas.draw.polygon(_dots([(x - r * 0.62, y), (x, y - r), (x + r * 0.62, y)]), fill=tint)
    _circle(canvas, x - r * 0.22, y + r * 0.35, r * 0.18, paper)


MARKS: dict[str, Callable[[Canvas, float, float, float, str, str], None]] = {
    mark.__name__: mark for mark in (rings, leaf, hexes, peak, waves, bolt, sun, fan, cube, drop)
}


def decorate(canvas: Canvas, kind: str, tint: str) -> None:
    """Decorate the paper, before anything is written on it: "left 0.3", "gradient 25", "wave" and so on."""
    name, _, amount = kind.partition(" ")
    if name in EDGES:
        share = float(amount)
        box = [(x * canvas.width, y * canvas.height) for x, y in EDGES[name](share)]
        canvas.draw.rectangle(_dots(box), fill=tint)
    elif name == "gradient":
        _gradient(canvas, float(amount), tint)
    elif name != "plain":
        DECORS[name](canvas, canvas.width, canvas.height, tint)


EDGES: dict[str, Callable[[float], list[Point]]] = {
    "left": lambda share: [(0, 0), (share, 1)],
    "right": lambda share: [(1 - share, 0), (1, 1)],
    "top": lambda share: [(0, 0), (1, share)],
    "bottom": lambda share: [(0, 1 - share), (1, 1)],
}


def _corner(canvas: Canvas, wide: float, high: float, tint: str) -> None:
    canvas.draw.polygon(_dots([(wide * 0.62, 0), (wide, 0), (wide, high), (wide * 0.84, high)]), fill=tint)


def _frame(canvas: Canvas, wide: float, high: float, tint: str) -> None:
    canvas.draw.rectangle(_dots([(2, 2), (wide - 2, high - 2)]), outline=tint, width=8)


def _wave(canvas: Canvas, wide: float, high: float, tint: str) -> None:
    edge = [(wide * t, high * (0.86 + 0.09 * math.sin(5 * t + 0.6))) for t in np.linspace(0, 1, 80)]
    canvas.draw.polygon(_dots([*edge, (wide, high), (0, high)]), fill=tint)


def _specks(canvas: Canvas, wide: float, _high: float, tint: str) -> None:
    for i in range(18):
        for j in range(10):
            _circle(canvas, wide - 1 - i * 2.1, 1 + j * 2.1, 0.55 * max(0.0, 1 - math.hypot(i, j) / 16), tint)


DECORS: dict[str, Callable[[Canvas, float, float, str], None]] = {
    "corner": _corner,
    "frame": _frame,
    "wave": _wave,
    "dots": _specks,
}


def _gradient(canvas: Canvas, angle: float, to: str) -> None:
    high, wide = canvas.image.height, canvas.image.width
    start, end = (np.array(c, np.float32) for c in (canvas.image.getpixel((0, 0)), colour(to)))
    y, x = np.mgrid[0:high, 0:wide].astype(np.float32)
    turn = math.radians(angle)
    along = x / wide * math.cos(turn) + y / high * math.sin(turn)
    along = (along - along.min()) / (along.max() - along.min())
    mixed = start + (end - start) * along[..., None]
    canvas.image.paste(Image.fromarray(mixed.astype(np.uint8)))
    canvas.draw = ImageDraw.Draw(canvas.image)
