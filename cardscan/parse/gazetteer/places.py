"""Know cities, regions and countries, and say how much a line of text is part of a postal address."""

import gzip
import re
from functools import cache

from cardscan.parse.gazetteer.lexicon import DATA, is_online, lexicon
from cardscan.text.codes import postcode
from cardscan.text.folding import fold

#: Parts of Japanese, Korean and Chinese addresses in Latin letters: Minato-ku, Teheran-ro, 12 gil.
_ROMANISED = re.compile(
    r"\b\w{1,30}-(?:ku|shi|cho|machi|chome|ken|fu|gun|ro|gil|daero|dong|gu|si|do|myeon|eup)\b", re.IGNORECASE
)
_PIECES = re.compile(r"[,;|/()·•\d]+|\s[-–]\s")


def city(name: str) -> tuple[str, ...]:
    """Return the ISO codes of the countries that have a city or town called `name`."""
    return _places("cities").get(fold(name).strip(" .,"), ())


def region(name: str) -> tuple[str, ...]:
    """Return the ISO codes of the countries that have a state or province called `name` (or a code in capitals)."""
    name = name.strip(" .,")
    if len(name) <= 3 and name.isascii() and not name.isupper():
        return ()
    return _places("regions").get(fold(name), ())


def is_city(folded: str) -> bool:
    """True when a city or town has this name, folded."""
    return folded in _places("cities")


def is_region(folded: str) -> bool:
    """True when a state or province has this name or code, folded."""
    return folded in _places("regions")


def is_country(folded: str) -> bool:
    """True when a country has this name in some language, folded."""
    return folded in _places("countries")


def country_name(text: str) -> str | None:
    """Return the ISO code of the country that `text` names, in any of many languages ("Deutschland", "U.A.E.")."""
    text = text.strip(" .,-()")
    key = fold(text)
    found = _places("countries").get(key) or _places("countries").get(key.replace(".", "").replace(" ", ""))
    return found[0] if found and (len(key) > 3 or text.isupper() or not text.isascii()) else None


def address_score(text: str) -> float:
    """Say 0..1 how much `text` is part of a postal address."""
    if is_online(text):
        return 0.0
    tags = lexicon("address").tag(text)
    letters = sum(t.size for t in tags) or 1
    digits = sum(c.isdigit() for c in text)
    missing = 1.0
    for tag in tags:
        if tag.weight and (tag.size > 1 or not tag.text.isascii()):
            clear = 0.9 if digits or tag.role in ("near", "unit") else 0.45
            share = min(1.0, (0.75 if digits else 0.5) + tag.size / letters)
            missing *= 1 - tag.weight * share * clear
    if digits < 13 and "+" not in text:
        missing *= 0.45 if postcode(text) else 1.0
        missing *= 0.3 if _ROMANISED.search(text) else 1.0
    for piece in _PIECES.split(text):
        piece = piece.strip(" .-–:")
        if len(piece) > 3 or not piece.isascii() or (digits and len(piece) > 1):
            missing *= 1 - _place_score(piece)
    return 1 - missing


def _place_score(piece: str) -> float:
    return 0.65 if country_name(piece) else 0.6 if region(piece) else 0.55 if city(piece) else 0.0


@cache
def _places(name: str) -> dict[str, tuple[str, ...]]:
    """Load `data/<name>.txt.gz`: lines "IN,PK<tab>name;name"."""
    found: dict[str, tuple[str, ...]] = {}
    with gzip.open(DATA / f"{name}.txt.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            codes, _, names = line.rstrip("\n").partition("\t")
            found.update(dict.fromkeys(names.split(";"), tuple(codes.split(","))))
    return found
