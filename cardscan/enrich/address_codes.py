"""Tell the postcode of an address by the shape that its country gives one, and mend it by that."""

import re

from cardscan.enrich.printed_address import Address
from cardscan.parse.gazetteer import address_score
from cardscan.text.codes import LETTERS, WITHOUT, code_places, code_shape
from cardscan.text.misread import AS_FIGURES, FROM_FIGURES

#: A number behind one of these is a box's, a house's or a room's.
_NUMBERED = re.compile(
    r"(?i)(?:\b(?:box|bag|postfach|postbus|posbus|privaatsak|postboks|boks|b\.?p|apartado|casilla|caixa postal"
    r"|casella postale|boîte postale|no|nr|num|n[º°]|plot|room|rm|suite|unit|office|km|flat|shop)|#)\W{0,3}$"
)
_CODE_FIRST = frozenset("AT BE BG CH DK HU LU LV NO SI TN".split())  # noqa: SIM905 - read as words
CODE_LAST = frozenset("AU NZ PH ZA BD".split())  # noqa: SIM905
_SHORTENED = frozenset({"IN"})  # a large town's is shortened to its last digits: "Chennai - 40"
_BOX_BEFORE = re.compile(r"(?i)\bbox\W{0,3}\d{1,6}\W{0,3}$")
#: What announces a code, so that it is one wherever it stands, and the letters of a country before it.
_ANNOUNCED = re.compile(r"(?i)\b(?:cep|pin ?code|(?:post(?:al)?|zip)[ -]?code|p\.? ?c)\b\W{0,3}$")
_LETTERED = re.compile(r"(?<![\w-])([A-Z]{1,3})[-–]\s?$")
_BY_ITS_PLACE = frozenset({"KE", "US"})  # not by its digits: houses have as many
OF_STREETS = 0.3  # how much words of streets are in what is no town
_UNCLEAR = re.compile(r"\d[IO]")  # a letter that may be a figure, too
_LEAST_DIGITS = 5  # of a code that is told wherever it stands


def misread_code(of: Address) -> tuple[str, str] | None:
    """Return what was read of a postcode, and the code: its country has a figure in the place of a letter, or none.

    "H3Z OZ9" is Canada's H3Z 0Z9. At least half of the signs are as they have to be, and no other code stands there; of
    several that it may be it is the one that changes least: "LS9 OQX" is LS9 0QX, and not L59 0QX.
    """
    shape = code_shape(of.country)
    if not shape or re.search(rf"(?<![\w-])(?:{shape})(?![\w-])", of.text):
        return None
    found = {
        (read, code)
        for places in code_places(of.country)
        for read in re.findall(_loose(places), of.text)
        if re.fullmatch(shape, code := _in_places(read, places)) and _may_be(read, code)
    }
    least = min((_changed(*pair) for pair in found), default=0)
    nearest = [pair for pair in found if _changed(*pair) == least]
    return nearest[0] if len(nearest) == 1 and not _UNCLEAR.search(nearest[0][1]) else None


def _changed(read: str, code: str) -> int:
    return sum(a != b for a, b in zip(read, code, strict=True))


def _loose(places: str) -> str:
    """What may have been read of a code; one of figures alone stands before a town."""
    kinds = {"9": f"[\\d{re.escape(''.join(AS_FIGURES))}]", "A": f"[A-Z{''.join(FROM_FIGURES)}]", " ": " ?"}
    signs = "".join(kinds.get(place, place) for place in places)
    return rf"(?<![\w-]){signs}(?![\w-])" if "A" in places else rf"(?:(?<=[,;|·•] )|(?<=[,;|·•])|^){signs}(?= [^\W\d_])"


def _in_places(read: str, places: str) -> str:
    """The code with a figure or a letter in each place as it has to be."""
    kinds = iter(places.replace(" ", ""))
    tables = {"9": AS_FIGURES, "A": FROM_FIGURES}
    return "".join(sign if sign == " " else tables.get(next(kinds), {}).get(sign, sign) for sign in read)


def _may_be(read: str, code: str) -> bool:
    """Whether a text may be a code misread: with a figure in it, two where it is one word. "LIBBY" is a name."""
    figures = sum(map(str.isdigit, read))
    return figures >= (1 if " " in read else 2) and 2 * _changed(read, code) <= len(code)


def told_code(of: Address, code: str, town: str) -> str:
    """Return the postcode of an address: `code` where it may be one, else what has its shape; "" where nothing has."""
    shape = code_shape(of.country)
    if of.country in WITHOUT:
        return ""
    if not shape or re.fullmatch(rf"(?:[A-Z]{{1,3}}[-– ])?(?:{shape})", code):
        return code
    found = [match for match in re.finditer(rf"(?:{shape})(?![\w-]|\.\d)", of.text) if _is_code(of, match)]
    if code:
        at = of.find(code)
        over = [match for match in found if match.start() < at + len(code) and at < match.end()]
        if over or not _is_short(code, of, shape):
            return over[-1].group() if over else code
    said = [match for match in found if _is_announced(of, match)]
    if len(said) == 1:
        return said[0].group()
    if _digits(shape) >= _LEAST_DIGITS:
        return found[0].group() if len(found) == 1 and _stands_alone(of, found[0]) else ""
    beside = [match for match in found if (_is_beside(of, match, town) if town else _is_behind_name(of, match))]
    return beside[0].group() if len(beside) == 1 else ""


def _is_announced(of: Address, match: re.Match[str]) -> bool:
    before = of.text[: match.start()]
    letters = _LETTERED.search(before)
    return _ANNOUNCED.search(before) is not None or (letters is not None and LETTERS.get(letters[1]) == of.country)


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


def _is_behind_name(of: Address, match: re.Match[str]) -> bool:
    """Whether a code is last, behind a name that no list holds and that is no street's: "PO Box 12, Kelpton 6057"."""
    name = re.search(r"[,;|·•]\s*([^\W\d_][^\d,;|·•]*?)\s$", of.text[: match.start()])
    last = of.country in CODE_LAST and not re.search(r"\w", of.text[match.end() :])
    return last and name is not None and address_score(name[1]) < OF_STREETS


def _is_beside(of: Address, match: re.Match[str], town: str) -> bool:
    """Whether a code that is told by what stands beside it does so where the country has it, in a piece of its own."""
    before, at = of.text[: match.start()], of.find(town)
    if of.country in _CODE_FIRST:
        begins = re.search(r"(?:^|[,;|·•/])\s*$", before) is not None
        return begins and match.end() <= at and re.fullmatch(r"\W*", of.text[match.end() : at]) is not None
    behind = at + len(town) <= match.start() and re.fullmatch(r"\W*", of.text[at + len(town) : match.start()])
    return of.country in CODE_LAST and bool(behind) and not re.match(r" *[^\W\d_]", of.text[match.end() :])
