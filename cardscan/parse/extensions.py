"""Complete extensions that are printed alone by the number that they belong to."""

import re
from collections.abc import Sequence
from dataclasses import replace

from cardscan.model import Line
from cardscan.parse.numbers import Number
from cardscan.parse.tel_labels import DIALLED_THROUGH

_ALONE = re.compile(r"[\s:.)(]-$|:\s?[-/]\s?$")  # what stands before an extension printed alone; "D-12" is a room
_APART = re.compile(r"(?:^|[\s.(])[-/]\s?$")  # and what may, behind a label that is no letter: "D - 12" is one, too
_BARE = re.compile(r"\s*-\s?\d[\d ]*\s*")  # an extension that stands alone on its line, without a label
_OWN = re.compile(r"-\s?(\d(?: ?\d){0,3})\s*$")  # the extension of a number
_WORD = re.compile(r"[^\W_]{2}")


def completed(lines: Sequence[Line], texts: Sequence[str], numbers: Sequence[Number]) -> list[Number]:
    """Complete extensions printed alone by the number before them: "04421 9876-0, Durchwahl - 2 3, Fax -99"."""
    out: list[Number] = []
    whole: list[Number] = []
    for number in numbers:
        if whole and number.size <= 4:
            base = _base(lines, number, whole)
            own = _OWN.search(texts[base.line][base.start : base.end])
            size = len(own.group(1).replace(" ", "")) if own else 0
            if not own and _is_behind(number, base, texts[number.line]):
                number = replace(number, digits=base.digits + number.digits)
            elif _goes_on(number, texts[number.line], size):
                stem = base.digits[: -(size or number.size)]
                type = base.type if number.type is None else number.type
                number = replace(number, digits=stem + number.digits, type=type)
        elif number.size > 6:
            whole.append(number)
        out.append(number)
    return out


def _base(lines: Sequence[Line], number: Number, whole: Sequence[Number]) -> Number:
    """The number that an extension belongs to: that on its line, else the nearest above it, or else the last one."""
    left, top, right, _ = lines[number.line].place
    places = [(n, lines[n.line].place) for n in whole]
    above = [(y, n) for n, (x0, y, x1, _) in places if y < top and x0 < right and left < x1]
    if whole[-1].line == number.line or not above:
        return whole[-1]
    return max(above, key=lambda each: each[0])[1]


def _goes_on(number: Number, text: str, own: int) -> bool:
    """Whether a short number is dialled in the place of the extension above it, which has `own` digits, 0 for none."""
    before, alike = text[: number.start], own == number.size
    if number.type is not None:
        worded = number.beside is not None or _WORD.search(before, number.first)
        if _ALONE.search(before) or ((worded or alike) and _APART.search(before)):
            return True
    return own > 0 and bool(DIALLED_THROUGH.search(before) or (alike and _BARE.fullmatch(text)))


def _is_behind(number: Number, base: Number, text: str) -> bool:
    """Whether a number is dialled behind the whole one before it on its line, as in Austria: "02799/5550, Fax DW 20".

    One that is as long as that one's last group may be meant in its place; on another line nothing tells.
    """
    told = number.type is not None and DIALLED_THROUGH.search(text[: number.start])
    return bool(told) and base.line == number.line and len(base.groups[-1]) > number.size
