"""Draw lines into an SVG, on logarithmic scales, for the documents."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT = 640, 360
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 150, 16, 44
_COLOURS = ("#1f6feb", "#d1242f", "#1a7f37", "#9a6700", "#8250df")


@dataclass(frozen=True, slots=True)
class Series:
    """A line of a plot."""

    name: str
    points: Sequence[tuple[float, float]]  # all above 0


def plot(series: Sequence[Series], x: str, y: str) -> str:
    """Draw lines over one another; `x` and `y` say what the axes are."""
    across = _Axis([point[0] for each in series for point in each.points], _LEFT, WIDTH - _RIGHT)
    up = _Axis([point[1] for each in series for point in each.points], HEIGHT - _BOTTOM, _TOP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
        f'font-size="12"><rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>'
    ]
    for tick in across.ticks:
        parts.append(_line(across.at(tick), _TOP, across.at(tick), HEIGHT - _BOTTOM))
        parts.append(_text(across.at(tick), HEIGHT - _BOTTOM + 16, f"{tick:g}", "middle"))
    for tick in up.ticks:
        parts.append(_line(_LEFT, up.at(tick), WIDTH - _RIGHT, up.at(tick)))
        parts.append(_text(_LEFT - 6, up.at(tick) + 4, f"{tick:g}", "end"))
    parts.append(_text((_LEFT + WIDTH - _RIGHT) / 2, HEIGHT - 8, x, "middle"))
    parts.append(f'<g transform="translate(14 {HEIGHT / 2}) rotate(-90)">{_text(0, 0, y, "middle")}</g>')
    for each, colour in zip(series, _COLOURS, strict=False):
        path = " ".join(f"{across.at(a):.1f},{up.at(b):.1f}" for a, b in each.points)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts.append(_text(WIDTH - _RIGHT + 8, up.at(each.points[-1][1]) + 4, each.name, "start", colour))
    return "\n".join([*parts, "</svg>\n"])


class _Axis:
    def __init__(self, values: Sequence[float], start: float, end: float) -> None:
        low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
        self._low, self._high = low, max(high, low + 1)
        self._start, self._end = start, end
        self.ticks = [10.0**power for power in range(self._low, self._high + 1)]

    def at(self, value: float) -> float:
        share = (math.log10(value) - self._low) / (self._high - self._low)
        return self._start + share * (self._end - self._start)


def _line(x0: float, y0: float, x1: float, y1: float) -> str:
    return f'<line x1="{x0:.1f}" y1="{y0:.1f}" x2="{x1:.1f}" y2="{y1:.1f}" stroke="#d0d7de"/>'


def _text(x: float, y: float, said: str, anchor: str, colour: str = "#24292f") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">{escape(said)}</text>'
