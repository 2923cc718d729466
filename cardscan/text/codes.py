"""Postcodes: how each country writes its own. All that look for one ask here."""

import re
from collections.abc import Mapping, Sequence

from cardscan.text.scripts import HAN

POSTAL_MARK = "〒"  # before a Japanese code: the one mark beside a line that belongs to it
#: Country -> the shape of its codes, where it tells them from house numbers and years.
SHAPES: Mapping[str, str] = {
    "GB": r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}\b",
    "CA": r"\b[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d\b",
    "IE": r"\b(?:[AC-FHKNPRTV-Y]\d\d|D6W) [AC-FHKNPRTV-Y\d]{4}\b",
    "NL": r"\d{4} ?[A-Z]{2}\b",
    "BR": r"\d{2}\.?\d{3}-\d{3}",
    "JP": rf"(?:{POSTAL_MARK} ?\d{{3}}-?\d{{4}}|\d{{3}}-\d{{4}})",
    "PT": r"\d{4}-\d{3}",
    "PL": r"\d{2}-\d{3}",
    "US": r"\d{5}(?:-\d{4})?",  # five digits are Germany's, France's and many more
    "IN": r"\d{3} ?\d{3}",  # China's, Russia's and Singapore's too
    "CZ": r"\d{3} \d{2}",  # Slovakia's, Sweden's and Greece's too
}
#: The countries whose codes are digits alone, by how many; some part them: 110 00, 〒100-0001.
_DIGITS: Mapping[str, str] = {
    r"\d{3}": "OM",
    r"\d{4}": "AT AU BD BE BG CH DK GE HU LU LV MK NO NZ PH SI TN ZA",
    r"\d{5}": "CR DE DO EE EG ES FI FR GT HR ID IT JO KE KR KW LT LK MA ME MM MX MY NP PE PK RS SA TH TR UA UY VE",
    r"\d{6}": "BY CN CO EC KZ NG RO RU SG VN",
    r"\d{3} ?\d{2}": "CZ GR SE SK",
    r"\d{3} ?\d{3}": "IN",
    r"\d{3}-?\d{4}": "JP",
    r"\d{2}\.?\d{3}-?\d{3}": "BR",
    r"\d{2}-\d{3}": "PL",
    r"\d{4}-\d{3}": "PT",
    r"\d{7}": "IL",
}
#: The countries that have none.
WITHOUT = frozenset(
    "AE AG AO BF BI BJ BO BS BW CF CG CI CM DJ ER GH GM GY HK KI KM MR MW QA RW SB SC SL SR ST SY TD TG TO UG VU YE"  # noqa: SIM905
    " ZW".split()
)
#: And those whose codes have letters, but are told by them in an address of theirs alone.
_LETTERED_AT_HOME: Mapping[str, str] = {
    "AR": r"[A-HJ-NP-Z]\d{4}(?:[A-Z]{3})?",
    "BN": r"[A-Z]{2} ?\d{4}",
    "MT": r"[A-Z]{3} ?\d{4}",
}
#: How codes are written that have letters, A, among their figures, 9, or a sign.
_PLACES: Mapping[str, Sequence[str]] = {
    "GB": ("A9 9AA", "A99 9AA", "AA9 9AA", "AA99 9AA", "A9A 9AA", "AA9A 9AA"),
    "CA": ("A9A 9A9",),
    "NL": ("9999 AA",),
    "PL": ("99-999",),
    "PT": ("9999-999",),
    **dict.fromkeys(("CZ", "GR", "SE", "SK"), ("999 99",)),
}
_WHOLE = re.compile(r"\\d\{(\d)\}")
_TWO = "AT BE CH CZ DE DK ES FI FR GR HR HU IT LT LU LV NL NO PL PT RO SE SI SK TR".split()  # noqa: SIM905 - read as words
#: Letters before a code, and a hyphen -> the country that they tell.
LETTERS: Mapping[str, str] = {
    **{code: code for code in _TWO},
    "A": "AT", "B": "BE", "D": "DE", "E": "ES", "F": "FR", "FIN": "FI", "I": "IT", "L": "LU",
}  # fmt: skip
#: Those of Hungary, Norway, Portugal and Sweden tell none: rooms and houses are numbered so, too.
_MORE_LETTERS = "HNPS"
_OF_COUNTRY = re.compile(rf"^(?!LV)(?:{'|'.join(LETTERS)}|[{_MORE_LETTERS}])[-–]\s?(?=\d)")
#: A code with the letters of its country: D-80331, CH - 8001. The letters are the first group.
LETTERED = rf"(?<![\w-])({'|'.join(LETTERS)})[-–]\s?\d{{4,5}}\b(?!-)"
#: Brazil's after its name, without a hyphen too.
CEP = r"(?i:\bcep)\W{0,3}\d{2}\.?\d{3}-?\d{3}"
#: Kenya's, which stands behind the number of a box.
BOX = r"(?i:\b(?:p\.? ?o\.? ?)?box)\W{0,3}\d{1,6}\W{1,3}\d{5}\b"
#: What may be a code, or one half of one that is parted by a space. The weights of the tagger are for this very shape.
PIECE = re.compile(r"\d{4,6}|\d{3}-\d{4}|\d{2}-\d{3}|\d{5}-\d{3,4}|\d{4}-\d{3}|[A-Z]{1,2}\d[A-Z\d]?|\d[A-Z]{2}")
_TAIWAN = "Changhua|Hsinchu|Kaohsiung|Keelung|Taichung|Tainan|Taipei|Taiwan|Taoyuan"
#: Four digits, or three, which say what they are only by what stands beside them: CH-8001, "1010 Wien", 106台北市.
_MARKED = (
    rf"(?<![\w-])(?:{'|'.join(LETTERS)}|[{_MORE_LETTERS}])[-–]\s?\d{{4,5}}\b(?!-)|{CEP}\b|{BOX}"
    r"|(?:^|[,;/] ?)\d{4} [A-ZÀ-Þ][a-zß-ÿ]"
    rf"|(?<!\d)\d{{3}}(?:\d{{2,3}})? ?(?=[{HAN}]{{2}}[市縣])"
    rf"|\b(?:{_TAIWAN})(?: City)?,? \d{{3}}\b(?![ -]\d)"
)
#: A word may stand before a code, or after it, with a hyphen (Surat-395 002, 41480-Kocaeli); a number may not.
_CODE = re.compile(rf"(?<![\d+])(?<!\d-)(?:{'|'.join(SHAPES.values())})(?![\da-z]|-\d)|{_MARKED}")
#: Digits grouped as in no number that one dials; nine that begin with a 9 are a mobile of Brazil as well.
_GROUPED = re.compile(
    rf"{SHAPES['BR']}|{SHAPES['JP']}|{SHAPES['PT']}|(?!9\d{{4}}-\d{{4}}){SHAPES['US']}|\d{{3}}\s\d{{3}}"
)


def code_shape(country: str) -> str:
    """Return the pattern of a country's postcodes, without the letters of the country; "" where it is not known."""
    of_digits = next((shape for shape, countries in _DIGITS.items() if country in countries.split()), "")
    lettered = {**{code: SHAPES[code] for code in ("GB", "CA", "IE", "NL")}, **_LETTERED_AT_HOME}
    return of_digits or lettered.get(country, "")


def without_country(code: str) -> str:
    """Return a postcode without the letters of its country: D-28359. Latvia writes its own with them at home, too."""
    return _OF_COUNTRY.sub("", code)


def code_places(country: str) -> Sequence[str]:
    """Return the ways to write a country's codes, A for a letter and 9 for a figure; none where they aren't known."""
    whole = _WHOLE.fullmatch(code_shape(country))
    return ["9" * int(whole[1])] if whole else _PLACES.get(country, ())


def postcode(text: str) -> re.Match[str] | None:
    """Find what has the shape of a postcode in a text."""
    return _CODE.search(text)


def is_grouped(digits: str) -> bool:
    """Tell whether digits are grouped as in a postcode, and not as in a number that one dials."""
    return _GROUPED.fullmatch(digits) is not None
