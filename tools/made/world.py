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
#: The language, as the list of trades calls it, of a locale or of the letters of a country; else that of the locale.
LANGUAGES = {
    "zh_CN": "zh-CN", "zh_TW": "zh-TW", "pt_BR": "pt-BR", "no_NO": "no", "ar_SA": "ar", "ar_AA": "ar", "lb_LU": "fr",
    "bg_BG": "bg", "cs_CZ": "cs", "da_DK": "da", "de_AT": "de", "de_CH": "de", "de_DE": "de", "el_GR": "el",
    "es_AR": "es", "es_CL": "es", "es_CO": "es", "es_ES": "es", "es_MX": "es", "et_EE": "et", "fa_IR": "fa",
    "fi_FI": "fi", "fr_FR": "fr", "he_IL": "he", "hr_HR": "hr", "hu_HU": "hu", "id_ID": "id", "is_IS": "is",
    "it_IT": "it", "ja_JP": "ja", "ko_KR": "ko", "lt_LT": "lt", "lv_LV": "lv", "nl_BE": "nl", "nl_NL": "nl",
    "pl_PL": "pl", "pt_PT": "pt", "ro_RO": "ro", "ru_RU": "ru", "sk_SK": "sk", "sl_SI": "sl", "sv_SE": "sv",
    "th_TH": "th", "tr_TR": "tr", "uk_UA": "uk", "vi_VN": "vi",
}  # fmt: skip
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


def trade(rng: random.Random, country: str, script: str) -> str:
    """Return what a kind of business is called in a country, in its letters ("native") or, if need be, in English."""
    language = LANGUAGES.get(countries()[country].locale, "en")
    return rng.choice(_lists(TRADES)["en" if language in _OTHER_LETTERS and script != "native" else language])


def in_own_letters(country: str) -> bool:
    """Whether it is known what kinds of business are called in a country's own letters."""
    of = countries()[country]
    return of.native and LANGUAGES.get(of.locale) in _OTHER_LETTERS
