"""Join two halves of one address that were taken for two: a box or a building that stands above or below the rest."""

from collections.abc import Sequence
from itertools import permutations

from cardscan.geometry import gaps
from cardscan.model import Line
from cardscan.parse.found import span_place
from cardscan.parse.tagger.values import Value, joined

BETWEEN_HALVES = 1.2  # heights of a line between two halves, at most
_TOWN = {"city", "code"}
_Place = tuple[float, float, float, float]


def whole(values: Sequence[Value], lines: Sequence[Line]) -> list[Value]:
    """Return the values, halves of addresses joined.

    One half has the town or the postcode, the other neither of these nor anything else that the first has, a street
    excepted; and they stand one right below the other.
    """
    left = list(values)
    for one, two in permutations([v for v in values if v.kind == "adr"], 2):
        if one in left and two in left and _fits(one, two) and _touch(one, two, lines):
            first, last = sorted((one, two), key=lambda v: _place(v, lines)[1])
            left[left.index(first)] = _join(first, last)
            left.remove(last)
    return left


def _fits(town: Value, rest: Value) -> bool:
    theirs = set(rest.parts)
    return bool(_TOWN & set(town.parts)) and not _TOWN & theirs and not (theirs & set(town.parts)) - {"street"}


def _touch(one: Value, two: Value, lines: Sequence[Line]) -> bool:
    a, b = _place(one, lines), _place(two, lines)
    across, down = gaps(a, b)
    tall = min(_tall(one, lines), _tall(two, lines))
    return across < 0 and down < BETWEEN_HALVES * tall and max(_tall(one, lines), _tall(two, lines)) < 1.4 * tall


def _tall(value: Value, lines: Sequence[Line]) -> float:
    heights = [lines[s.line].place[3] - lines[s.line].place[1] for s in value.spans]
    return sum(heights) / len(heights)


def _place(value: Value, lines: Sequence[Line]) -> _Place:
    places = [span_place(lines[s.line], s.start, s.end) for s in value.spans]
    x0, y0, x1, y1 = zip(*places, strict=True)
    return min(x0), min(y0), max(x1), max(y1)


def _join(first: Value, last: Value) -> Value:
    parts = {**last.parts, **first.parts}
    streets = [v.parts["street"] for v in (first, last) if "street" in v.parts]
    if streets:
        parts["street"] = ", ".join(streets)
    likely = min(first.likely, last.likely)
    return Value("adr", joined("adr", [first.text, last.text]), (*first.spans, *last.spans), parts, likely)
