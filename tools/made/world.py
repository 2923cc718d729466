"""What businesses the world over are really called, and what kinds of business are (`tools/build_businesses.py`)."""

import gzip
import random
from collections import defaultdict
from functools import cache
from pathlib import Path

from tools.made.lists import TEXTS, countries, region_of
from tools.made.words import all_latin

BUSINESSES, TRADES = TEXTS / "businesses.txt.gz", TEXTS / "trades.txt.gz"
ANY = "any"  # the country of what is not of one
#: What the list of trades calls the language of a locale, where that is not how the locale begins.
_LANGUAGES = {
    "zh_CN": "zh-CN",
    "zh_TW": "zh-TW",
    "pt_BR": "pt-BR",
    "lb_LU": "fr",
    **dict.fromkeys(("hi_IN", "tw_GH", "zu_ZA"), "en"),  # of whose languages it has next to nothing
}
_OTHER_LETTERS = ("ar", "bg", "el", "fa", "he", "ja", "ko", "ru", "th", "uk", "zh-CN", "zh-TW")
_FEW = 150  # names of a country that are too few to draw from alone
_OWN = 0.75  # of the names: those of the country, where it has more


@cache
def _lists(file: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for line in gzip.decompress(file.read_bytes()).decode().splitlines():
        key, _, text = line.partition("\t")
        found[key].append(text)
    return dict(found)


@cache
def _businesses(latin: bool) -> dict[str, list[str]]:
    return {key: [name for name in names if all_latin(name) == latin] for key, names in _lists(BUSINESSES).items()}


def business(rng: random.Random, country: str, script: str) -> str:
    """Return the name of a real business, in a country's letters ("native") or in Latin ones; "" if none is known."""
    of = _businesses(script != "native")
    own = of.get(country) or of.get(region_of(country)) or []
    if script == "native":
        return rng.choice(own) if own else ""
    return rng.choice(own if own and rng.random() < min(_OWN, len(own) / _FEW) else of[ANY])


def language_of(country: str) -> str:
    """Return the language of a country's trades, as their list calls it."""
    locale = countries()[country].locale
    return _LANGUAGES.get(locale, locale.partition("_")[0])


def trade(rng: random.Random, country: str, script: str) -> str:
    """Return what a kind of business is called in a country, in its letters ("native") or, if need be, in English."""
    language = language_of(country)
    return rng.choice(_lists(TRADES)["en" if language in _OTHER_LETTERS and script != "native" else language])


def in_own_letters(country: str) -> bool:
    """Whether it is known what kinds of business are called in a country's own letters."""
    return countries()[country].native and language_of(country) in _OTHER_LETTERS
