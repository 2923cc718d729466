"""Join two halves of one address that were taken for two: a box or a building that stands above or below the rest."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations

from cardscan.geometry import gaps
from cardscan.model import Line
from cardscan.parse.found import span_place
from cardscan.parse.tagger.several import shape_of
from cardscan.parse.tagger.values import Value, joined
from cardscan.text.scripts import script_of

BETWEEN_HALVES = 1.2  # heights of a line between two halves, at most
_DIGITS = 6  # of a telephone number, at least
_TOWN = {"city", "code"}
_BOX = re.compile(
    r"(?i)(?:(?:p\W{0,2}o\b\W{0,2})?box|private bag|postfach|postbus|posbus|privaatsak|post?boks|b\.?p|caixa postal"
    r"|casella postale|boîte postale|apartado(?: postal)?|casilla)\b"
    r"(?: no)?\W{0,3}\d[\d ]{0,6}(?: g\.?p\.?o\.?)?"
)
#: The number of a house at the end of an address of China, and one within it; a floor or rooms.
_HOUSE, _HOUSE_IN = re.compile(r"\d[號号]$"), re.compile(r"[路道街巷弄]\d+[號号]?")
_ROOMS = re.compile(r"[\d一二三四五六七八九十][樓楼層层室座]")
#: What counts floors and rooms of a house that may stand above.
_ROOMS_FIRST = re.compile(
    r"(?i)\W*(?:\d+\W?(?:st|nd|rd|th|er|[eèºª°o])?\W*)?(?:floor|level|suite|room|étage|piso|andar|of|kat|daire)\b"
)
_Place = tuple[float, float, float, float]


def whole(values: Sequence[Value], lines: Sequence[Line], least: float = 0.0) -> list[Value]:
    """Return the values, halves of addresses joined; one less likely than `least` is one on a line of the other alone.

    One half has the town or the postcode, the other neither of these nor anything else that the first has, a street
    excepted; and they stand one right below the other. A post box alone is a half of the address that has none: right
    below or above it, and anywhere on the card where the box has no town.
    """
    left = list(values)
    while pair := _pair(left, lines, least):
        first, last = sorted(pair, key=lambda v: _place(v, lines)[1])
        left[left.index(first)] = replace(both := _join(first, last), likely=max(both.likely, least))
        left.remove(last)
    return left


def _pair(values: Sequence[Value], lines: Sequence[Line], least: float) -> tuple[Value, Value] | None:
    """Two halves of one address; names of countries alone are none of any, and the branches of a list are whole."""
    halves = [value for value in values if value.kind == "adr" and set(value.parts) - {"country"}]
    listed = [value for value in halves if _is_listed(value, lines)]
    if len(listed) > 1:
        halves = [value for value in halves if value not in listed]
    pairs = (pair for pair in permutations(halves, 2) if min(v.likely for v in pair) >= least or _on_one_line(*pair))
    return next((pair for pair in pairs if _belong(*pair, values, lines)), None)


def _on_one_line(one: Value, two: Value) -> bool:
    """Whether both have words of one line."""
    return bool({span.line for span in one.spans} & {span.line for span in two.spans})


def _belong(one: Value, two: Value, values: Sequence[Value], lines: Sequence[Line]) -> bool:
    if (_is_branch(one, lines) and _is_branch(two, lines)) or script_of(one.text) != script_of(two.text):
        return False
    if _touch(one, two, lines):
        halved = (
            (_fits(one, two) and not _is_next(one, two, lines))
            or _is_cut(one, two, lines)
            or _is_box_of(two, one)
            or _is_inside(two, one, lines)
        )
        return halved and not _number_between(one, two, lines) and not _is_coded_box(two, one)
    alone = sum(value.kind == "adr" for value in values) == 2
    return alone and not _TOWN & set(two.parts) and bool(_TOWN & set(one.parts)) and _is_box_of(two, one)


def _is_listed(value: Value, lines: Sequence[Line]) -> bool:
    """Whether it stands on one line between a label and a telephone number: "Works: 4 Quay Road, tel: 614250"."""
    span = value.spans[-1]
    before, behind = lines[span.line].text[: span.start].rstrip(), lines[span.line].text[span.end :]
    return len(value.spans) == 1 and before.endswith((":", "：")) and sum(map(str.isdigit, behind)) >= _DIGITS


def _is_branch(value: Value, lines: Sequence[Line]) -> bool:
    """Whether it ends with the number of a house, and a telephone number stands behind it on its line."""
    span = value.spans[-1]
    behind = sum(map(str.isdigit, lines[span.line].text[span.end :]))
    return len(value.spans) == 1 and value.text[-1:].isdigit() and behind >= _DIGITS


def _number_between(one: Value, two: Value, lines: Sequence[Line]) -> bool:
    """Whether a line with a telephone number, and with nothing of both, stands between them."""
    (_, top, *_), (_, bottom, *_) = sorted((_place(one, lines), _place(two, lines)), key=lambda place: place[1])
    theirs = {span.line for value in (one, two) for span in value.spans}
    left, _, right, _ = _place(two, lines)
    return any(
        top < line.place[1] < bottom and line.place[0] < right and left < line.place[2]
        for number, line in enumerate(lines)
        if number not in theirs and sum(map(str.isdigit, line.text)) >= _DIGITS
    )


def _fits(town: Value, rest: Value) -> bool:
    theirs = set(rest.parts)
    return bool(_TOWN & set(town.parts)) and not _TOWN & theirs and not (theirs & set(town.parts)) - {"street"}


def _is_next(town: Value, rest: Value, lines: Sequence[Line]) -> bool:
    """Whether one has a house and ends with its town, and the other, below it, begins with a house of its own."""
    _, name, tail = town.text.rpartition(town.parts.get("city") or "\0")
    for part in ("region", "code", "country"):
        tail = tail.replace(town.parts.get(part, ""), "")
    ends = name and not any(map(str.isalnum, re.sub(r"\(\w+\)", "", tail)))
    begins = re.match(r"[^,;\d]*\d", rest.text) and not any(of.match(rest.text) for of in (_ROOMS_FIRST, _BOX))
    housed = re.search(r"\d", town.parts.get("street", ""))
    return bool(ends and begins and housed) and _place(town, lines)[1] < _place(rest, lines)[1]


def _is_cut(code: Value, rest: Value, lines: Sequence[Line]) -> bool:
    """Whether one is a postcode and a region, with a comma at the end of its line, and the other, below it, goes on."""
    span = code.spans[-1]
    text = lines[span.line].text
    cut = text.rstrip().endswith(",") and not any(map(str.isalnum, text[span.end :]))
    housed = re.search(r"\d", code.text.replace(code.parts.get("code", "\0"), "")) is not None
    apart = "code" in code.parts and "country" not in code.parts and not {"code", "region"} & set(rest.parts)
    return cut and apart and not housed and "city" in rest.parts and _place(code, lines)[1] < _place(rest, lines)[1]


def _is_box_of(box: Value, house: Value) -> bool:
    """Whether one is a post box and nothing else, and the other has none; two postcodes are of two addresses."""
    street = house.parts.get("street", "")
    return (
        _BOX.fullmatch(box.parts.get("street", "")) is not None
        and bool(street)
        and _BOX.search(street) is None
        and not ("code" in box.parts and "code" in house.parts)
    )


def _is_coded_box(box: Value, house: Value) -> bool:
    """Whether one begins with a post box and ends with a postcode of its own, behind a town: "Box 12, Tarnby 6057"."""
    found = _BOX.match(box.text)
    end = re.search(r"[^\W\d_]\W+(\w*\d\w*)$", box.text[found.end() :]) if found else None
    return end is not None and shape_of(end[1]) == shape_of(house.parts.get("code", ""))


def _is_inside(rooms: Value, house: Value, lines: Sequence[Line]) -> bool:
    """Whether one is a building or rooms and the other, right above it, ends with the number of a house: 開源道9號."""
    above = _place(house, lines)[1] < _place(rooms, lines)[1]
    whole_house = _HOUSE.search(house.text) is not None and not _ROOMS.search(house.text)
    return above and whole_house and _ROOMS.search(rooms.text) is not None and not _HOUSE_IN.search(rooms.text)


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
    """Both as one; the town is that of the half with the postcode or the country, another is a part of it."""
    main, other = sorted((first, last), key=lambda v: not {"code", "country"} & set(v.parts))
    parts = {**other.parts, **main.parts}
    more = [other.parts[part] for part in ("city", "region") if other.parts.get(part) not in (None, parts.get(part))]
    street = [
        text for v in (first, last) for text in (v.parts.get("street", ""), *(more if v is other else ())) if text
    ]
    if street:
        parts["street"] = ", ".join(street)
    likely = min(first.likely, last.likely)
    return Value("adr", joined("adr", [first.text, last.text]), (*first.spans, *last.spans), parts, likely)
