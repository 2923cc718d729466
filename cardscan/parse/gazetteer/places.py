"""Know cities, regions and countries, and say how much a line of text is part of a postal address."""

import gzip
import re
from functools import cache

from cardscan.parse.gazetteer.lexicon import DATA, fold, lexicon

_POSTCODE = re.compile(
    r"(?<![\d+-])(?:\d{3} ?\d{3}|\d{5}(?:-\d{4})?|\d{4} ?[A-Z]{2}|\d{2}-\d{3}|\d{3}-\d{4}|\d{3} \d{2}|\d{2}\.?\d{3}-\d{3}"
    r"|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d)(?![\d-])"
)


def city(name: str) -> tuple[str, ...]:
    """Return the ISO codes of the countries that have a city or town called `name`."""
    return _places("cities").get(fold(name).strip(" .,"), ())


def region(name: str) -> tuple[str, ...]:
    """Return the ISO codes of the countries that have a state or province called `name` (or a code in capitals)."""
    name = name.strip(" .,")
    if len(name) <= 3 and name.isascii() and not name.isupper():
        return ()
    return _places("regions").get(fold(name), ())


def country_name(text: str) -> str | None:
    """Return the ISO code of the country that `text` names, in any of many languages ("Deutschland", "U.A.E.")."""
    text = text.strip(" .,-()")
    key = fold(text)
    found = _places("countries").get(key) or _places("countries").get(key.replace(".", "").replace(" ", ""))
    return found[0] if found and (len(key) > 3 or text.isupper() or not text.isascii()) else None


def address_score(text: str) -> float:
    """Say 0..1 how much `text` is part of a postal address."""
    tags = lexicon("address").tag(text)
    letters = sum(t.size for t in tags) or 1
    has_digit = any(c.isdigit() for c in text)
    missing = 1.0
    for tag in tags:
        if tag.role:
            share = min(1.0, 0.5 + tag.size / letters)
            missing *= 1 - tag.weight * share * (0.75 if has_digit or tag.role in ("near", "unit") else 0.45)
    missing *= 0.45 if _POSTCODE.search(text) else 1.0
    for piece in re.split(r"[,;|/()·•\d]+|\s[-–]\s", text):
        piece = piece.strip(" .-–:")
        if len(piece) < 2:
            continue
        if country_name(piece):
            missing *= 0.35
        elif region(piece):
            missing *= 0.4
        elif city(piece):
            missing *= 0.45
    return 1 - missing


@cache
def _places(name: str) -> dict[str, tuple[str, ...]]:
    """Load `data/<name>.txt.gz`: lines "IN,PK<tab>name;name"."""
    found: dict[str, tuple[str, ...]] = {}
    with gzip.open(DATA / f"{name}.txt.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            codes, _, names = line.rstrip("\n").partition("\t")
            found.update(dict.fromkeys(names.split(";"), tuple(codes.split(","))))
    return found
