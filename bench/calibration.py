"""Hold what was said of values' confidence against how often they are right: a table, and a plot as SVG."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.rules import FIELDS, Judged

BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 1.0)
WIDE, MARGIN = 360, 46  # pixels of the plot: its square, and the room around it


@dataclass(frozen=True, slots=True)
class Band:
    """The values whose confidence lies between two bounds."""

    low: float
    high: float
    values: int
    said: float  # their mean confidence
    right: float  # the share that is right


def bands(judged: Sequence[Judged]) -> Iterator[Band]:
    """Yield the bands of confidence that hold any value."""
    told = [(each.value.confidence, each.right) for each in judged if each.value.confidence is not None]
    for low, high in zip(BINS, [*BINS[1:], float("inf")], strict=True):
        held = [(said, right) for said, right in told if low <= said < high]
        if held:
            said, right = (sum(column) / len(held) for column in zip(*held, strict=True))
            yield Band(low, min(high, 1.0), len(held), said, right)


def expected_error(made: Sequence[Band]) -> float:
    """Return the expected calibration error: how far what was said lies from what is right, a value's mean."""
    return sum(b.values * abs(b.said - b.right) for b in made) / max(1, sum(b.values for b in made))


def print_calibration(judged: Sequence[Judged]) -> None:
    """Print the bands, the expected calibration error, and by kind how much is sure and how much of that right."""
    made = list(bands(judged))
    if not made:
        return
    print(f"\n{'confidence':12} {'values':>6} {'said':>6} {'right':>6}")
    for b in made:
        print(f"{b.low:.2f} - {b.high:.2f}  {b.values:6} {b.said:6.3f} {b.right:6.3f}")
    print(f"expected calibration error {expected_error(made):.3f}")
    print(f"\n{'sure':6} {'values':>6} {'share':>6} {'right':>6}  wrong")
    for name in (*FIELDS, "all"):
        told = [j for j in judged if j.value.sure is not None and name in (j.field, "all")]
        sure = [j.right for j in told if j.value.sure]
        if told:
            right = f"{sum(sure) / len(sure):6.3f}" if sure else f"{'-':>6}"
            print(f"{name:6} {len(told):6} {len(sure) / len(told):6.3f} {right}  {sure.count(False)}")


def draw_calibration(judged: Sequence[Judged], path: Path) -> None:
    """Draw what was said against what is right: a dot a band, larger the more values it holds."""
    made = list(bands(judged))
    most = max((b.values for b in made), default=1)
    size = WIDE + 2 * MARGIN

    def x(value: float) -> float:
        return MARGIN + value * WIDE

    def y(value: float) -> float:
        return MARGIN + (1 - value) * WIDE

    ticks = "".join(
        f'<path d="M{x(t):.1f} {y(0):.1f}V{y(1):.1f}M{x(0):.1f} {y(t):.1f}H{x(1):.1f}" stroke="#ddd"/>'
        f'<text x="{x(t):.1f}" y="{y(0) + 16:.1f}" text-anchor="middle">{t:.1f}</text>'
        f'<text x="{x(0) - 6:.1f}" y="{y(t) + 4:.1f}" text-anchor="end">{t:.1f}</text>'
        for t in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
    )
    dots = "".join(
        f'<circle cx="{x(b.said):.1f}" cy="{y(b.right):.1f}" r="{3 + 11 * (b.values / most) ** 0.5:.1f}" '
        f'fill="#2b6cb0" fill-opacity="0.55"><title>{b.values} values: said {b.said:.3f}, right {b.right:.3f}</title>'
        "</circle>"
        for b in made
    )
    path.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" font-family="sans-serif" '
        f'font-size="11"><rect width="100%" height="100%" fill="#fff"/>{ticks}'
        f'<path d="M{x(0)} {y(0)}L{x(1)} {y(1)}" stroke="#888" stroke-dasharray="4"/>{dots}'
        f'<text x="{x(0.5)}" y="{size - 8}" text-anchor="middle">confidence said</text>'
        f'<text transform="translate(14 {y(0.5)}) rotate(-90)" text-anchor="middle">share that is right</text>'
        f'<text x="{x(0)}" y="{MARGIN - 14}">{sum(b.values for b in made)} values; '
        f"expected calibration error {expected_error(made):.3f}</text></svg>\n",
        encoding="utf-8",
    )
