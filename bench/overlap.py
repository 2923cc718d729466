"""How well the cards of a photo are told apart: corners against corners.

A card is found when its corners and a true card's overlap with an intersection over union of 0.7 or more, one to one.
A mobile number counts as read when it is in the tel of any card of the photo.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Corners = Sequence[Sequence[float]]
FOUND = 0.7


@dataclass(slots=True)
class Found:
    """What came of a photo, or of many."""

    cards: int = 0
    found: int = 0
    extra: int = 0  # read as cards, and none
    photos: int = 0
    whole: int = 0  # photos with all cards and no more
    mobiles: int = 0
    mobiles_read: int = 0
    notes: list[str] = field(default_factory=list)

    def add(self, other: "Found") -> None:
        """Add a photo's counts."""
        for name in ("cards", "found", "extra", "photos", "whole", "mobiles", "mobiles_read"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.notes += other.notes


def _area(shape: Corners) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in _sides(shape)) / 2


def _sides(shape: Corners) -> list[tuple[Sequence[float], Sequence[float]]]:
    return list(zip(shape, [*shape[1:], *shape[:1]], strict=True))


def _cut(shape: Corners, a: Sequence[float], b: Sequence[float]) -> Corners:
    """Return the part of a convex shape on the inner side of the line a-b (Sutherland-Hodgman)."""

    def depth(p: Sequence[float]) -> float:
        return (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0])

    kept: list[Sequence[float]] = []
    for p, q in _sides(shape):
        inside, next_inside = depth(p) >= 0, depth(q) >= 0
        if inside:
            kept.append(p)
        if inside != next_inside:
            share = depth(p) / (depth(p) - depth(q))
            kept.append([p[0] + share * (q[0] - p[0]), p[1] + share * (q[1] - p[1])])
    return kept


def overlap(one: Corners, other: Corners) -> float:
    """Return the intersection over union of two convex quadrilaterals, 0..1."""
    first, second = (shape if _area(shape) > 0 else shape[::-1] for shape in (one, other))
    common = first
    for a, b in _sides(second):
        common = _cut(common, a, b)
        if len(common) < 3:
            return 0.0
    both = _area(common)
    union = _area(first) + _area(second) - both
    return both / union if union else 0.0


def true_corners(truth: Mapping[str, Any]) -> list[Corners]:
    """Return the corners of a truth line: its "quads", or those of its cards."""
    quads: list[Corners] = truth.get("quads") or [
        card["corners"] for card in truth.get("cards", []) if "corners" in card
    ]
    return quads


def _mobiles(truth: Mapping[str, Any]) -> list[str]:
    if "mobiles" in truth:
        return list(truth["mobiles"])
    tels = [tel for card in truth.get("cards", []) for tel in card["tel"]]
    return [re.sub(r"\D", "", tel["e164"]) for tel in tels if tel["type"] == "cell" and tel["e164"]]


def compare(truth: Mapping[str, Any], read_cards: Sequence[Mapping[str, Any]]) -> Found:
    """Compare the cards read of a photo with those that lie on it."""
    wanted = true_corners(truth)
    left = [card["corners"] for card in read_cards]
    hits = 0
    for corners in wanted:
        best = max(left, key=lambda read: overlap(corners, read), default=None)  # noqa: B023 - used at once
        if best is not None and overlap(corners, best) >= FOUND:
            left.remove(best)
            hits += 1
    tels = [tel for card in read_cards for tel in card.get("tel", [])]
    numbers = [re.sub(r"\D", "", tel if isinstance(tel, str) else str(tel.get("value", ""))) for tel in tels]
    mobiles = _mobiles(truth)
    made = Found(len(wanted), hits, len(left), 1, int(hits == len(wanted) == len(read_cards)), len(mobiles))
    made.mobiles_read = sum(any(number.endswith(mobile) for number in numbers) for mobile in mobiles)
    if hits != len(wanted) or left:
        made.notes.append(f"{truth['photo']}: {hits} of {len(wanted)} cards found, {len(left)} more that are none")
    return made
