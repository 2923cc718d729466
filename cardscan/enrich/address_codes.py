"""Tell the postcode of an address by the shape that its country gives one."""

import re

from cardscan.enrich.printed_address import Address
from cardscan.text.codes import code_shape

#: A number behind one of these is a box's, a house's or a room's.
_NUMBERED = re.compile(
    r"(?i)(?:\b(?:box|bag|postfach|postbus|posbus|privaatsak|postboks|boks|b\.?p|apartado|casilla|caixa postal"
    r"|casella postale|boîte postale|no|nr|num|n[º°]|plot|room|rm|suite|unit|office|km|flat|shop)|#)\W{0,3}$"
)
_CODE_FIRST = frozenset("AT BE BG CH DK HU LU LV NO SI TN".split())  # noqa: SIM905 - read as words
CODE_LAST = frozenset("AU NZ PH ZA BD".split())  # noqa: SIM905
_SHORTENED = frozenset({"IN"})  # a large town's is shortened to its last digits: "Chennai - 40"
_BOX_BEFORE = re.compile(r"(?i)\bbox\W{0,3}\d{1,6}\W{0,3}$")
_BY_ITS_PLACE = frozenset({"KE", "US"})  # not by its digits: houses have as many
_LEAST_DIGITS = 5  # of a code that is told wherever it stands


def told_code(of: Address, code: str, town: str) -> str:
    """Return the postcode of an address: `code` where it may be one, else what has its shape; "" where nothing has."""
    shape = code_shape(of.country)
    if not shape or re.fullmatch(rf"(?:[A-Z]{{1,3}}[-– ])?(?:{shape})", code):
        return code
    found = [match for match in re.finditer(rf"(?:{shape})(?![\w-]|\.\d)", of.text) if _is_code(of, match)]
    if code:
        at = of.find(code)
        over = [match for match in found if match.start() < at + len(code) and at < match.end()]
        if over or not _is_short(code, of, shape):
            return over[-1].group() if over else code
    if _digits(shape) >= _LEAST_DIGITS:
        return found[0].group() if len(found) == 1 and _stands_alone(of, found[0]) else ""
    beside = [match for match in found if town and _is_beside(of, match, town)]
    return beside[0].group() if len(beside) == 1 else ""


def _is_code(of: Address, match: re.Match[str]) -> bool:
    """Whether no more digits belong to it, those of a house aside that it was read together with, and no box does."""
    before = of.text[: match.start()]
    glued = before[-1:].isalnum() and not (of.country == "JP" and before[-1:].isdigit())
    return not glued and before[-1:] != "+" and not _NUMBERED.search(before)


def _is_short(code: str, of: Address, shape: str) -> bool:
    """Whether a text has too few signs for a code, were one lost: it numbers a house or a room."""
    if of.country in _SHORTENED or "A-Z" in shape:
        return False
    return sum(map(str.isalnum, code)) < _digits(shape) - 1


def _digits(shape: str) -> int:
    return sum(map(int, re.findall(r"\\d\{(\d)\}", shape)))


def _stands_alone(of: Address, match: re.Match[str]) -> bool:
    """Whether a code that is told by its digits begins or ends a piece of the address, or stands behind a box."""
    before, after = of.text[: match.start()].rstrip(" "), of.text[match.end() :].lstrip(" ")
    if _BOX_BEFORE.search(before) or of.country == "JP":
        return True
    begins, ends = before[-1:] in tuple(",;|/(·•〒"), after[:1] in ("", *",;|/)·•-–")
    return of.country not in _BY_ITS_PLACE and (begins or (ends and bool(before)))


def _is_beside(of: Address, match: re.Match[str], town: str) -> bool:
    """Whether a code that is told by what stands beside it does so where the country has it, in a piece of its own."""
    before, at = of.text[: match.start()], of.find(town)
    if of.country in _CODE_FIRST:
        begins = re.search(r"(?:^|[,;|·•/])\s*$", before) is not None
        return begins and match.end() <= at and re.fullmatch(r"\W*", of.text[match.end() : at]) is not None
    behind = at + len(town) <= match.start() and re.fullmatch(r"\W*", of.text[at + len(town) : match.start()])
    return of.country in CODE_LAST and bool(behind) and not re.match(r" *[^\W\d_]", of.text[match.end() :])
