"""Words to make names, companies and streets of: known ones, spliced ones, and those that Faker has for a language."""

import random
import re
from collections.abc import Callable
from functools import cache

from anyascii import anyascii
from faker import Faker

from cardscan.parse.gazetteer.lexicon import weights
from tools.made.lists import countries, listed

_SCRIPTS = {"latin": r"[a-z]{3,10}", "han": r"[\u4e00-\u9fff]{1,2}", "hangul": r"[\uac00-\ud7a3]{1,2}"}
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
#: A letter with its marks; of Thai, with the vowels written before it; of Indian scripts, with what it is joined to.
_LETTERS = re.compile(
    r"(?:[\u0e40-\u0e44]?[^\u0300-\u036f\u093a-\u094f\u0e30-\u0e4e\u064b-\u065f]"
    r"[\u0300-\u036f\u0900-\u0903\u093a-\u094c\u0e30-\u0e3a\u0e45-\u0e4e\u064b-\u065f]*"
    r"(?:\u094d[\u0915-\u0939][\u0900-\u0903\u093a-\u094c]*)*)"
)
_UNSPACED = ("JP", "CN", "TW", "HK", "KR")
#: Locales whose running text Faker makes up of Latin's.
NO_TEXT = ("zu_ZA", "tw_GH", "lb_LU")
#: The locale of running text in a country's own letters.
_TEXTS = {
    **dict.fromkeys(("AE", "SA", "QA", "EG", "JO"), "ar_AA"),
    "IL": "he_IL",
    "GR": "el_GR",
    "RU": "ru_RU",
    "UA": "uk_UA",
    "BG": "bg_BG",
    "TH": "th_TH",
    "IR": "fa_IR",
    "MAGHREB": "ar_AA",
}


def unspaced(country: str) -> bool:
    """Tell whether a country's own script has no spaces, or a company's name in it has none."""
    return country in _UNSPACED


def all_latin(text: str) -> bool:
    """Tell whether all letters are Latin."""
    return all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or not c.isalpha() for c in text)


def roman(text: str) -> str:
    """Return a name in Latin letters."""
    words = _CAMEL.sub(" ", anyascii(text)).replace("'", "").split()
    return "".join(words).capitalize() if len(words) <= 2 else " ".join(word.capitalize() for word in words)


@cache
def known(table: str, script: str = "latin") -> list[str]:
    """Return the words of a weighted list, of one script."""
    return sorted(w for w, p in weights(table).items() if p >= 0.5 and re.fullmatch(_SCRIPTS[script], w))


def compose(rng: random.Random, table: str = "") -> str:
    """Return a word that is spliced from two known ones: names of `table`, or any words."""
    one, two = (rng.choice(known(table or rng.choice(("family", "common")))) for _ in range(2))
    return (one[: rng.randint(2, 5)] + two[rng.randint(1, max(1, len(two) - 3)) :])[:12].capitalize()


def recombined(rng: random.Random, one: str, two: str) -> str:
    """Return a word that is spliced from two of any script, no letter parted from its marks."""
    first, second = (_LETTERS.findall(word.split()[0]) if word.split() else [] for word in (one, two))
    if len(first) < 2 or len(second) < 2:
        return one
    return "".join(first[: rng.randint(1, len(first) - 1)] + second[rng.randint(1, len(second) - 1) :])


def ordinary(rng: random.Random) -> str:
    """Return an ordinary word, mostly English."""
    return rng.choice(known("common"))


def known_or_composed(rng: random.Random, table: str, composed: float) -> str:
    """Return a word of a list, or one spliced from two; `composed`: the chance of that."""
    if not table or rng.random() < composed:
        return compose(rng, table)
    return rng.choice(known(table)).capitalize()


@cache
def _faker(locale: str) -> Faker:
    return Faker(locale)


def faker(rng: random.Random, locale: str) -> Faker:
    """Return Faker for a locale, seeded anew."""
    made = _faker(locale)
    made.seed_instance(rng.getrandbits(40))
    return made


def faker_of(rng: random.Random, country: str) -> Faker:
    """Return Faker for a country, seeded anew."""
    return faker(rng, countries()[country].locale)


@cache
def running(locale: str) -> list[str]:
    """Return words of a language's running text."""
    made = Faker(locale)
    made.seed_instance(7)
    return [word for word in sorted(set(made.words(nb=400))) if 2 < len(word) < 12] or ["lorem"]


def native_word(rng: random.Random, country: str) -> str:
    """Return a word in a country's own letters."""
    if country == "KR":
        syllables = listed("companies.letters", "hangul")[0]
        return "".join(rng.choice(syllables) for _ in range(rng.choice((2, 2, 3, 4))))
    if unspaced(country):
        if country == "JP" and rng.random() < 0.35:
            kana = listed("companies.letters", "kana")[0]
            return "".join(rng.choice(kana) for _ in range(rng.randint(3, 6)))
        han = listed("companies.letters", "han")[0]
        return "".join(rng.choice(han) for _ in range(rng.choice((2, 2, 2, 3, 4))))
    if own := listed("companies.words", country):
        return rng.choice(own)
    return rng.choice(running(_TEXTS.get(country, "en_US"))).capitalize()


def filled(pattern: str, makers: dict[str, Callable[[], str]]) -> str:
    """Return a pattern with each {letter} filled in."""
    return re.sub(r"\{(\w)\}", lambda match: makers[match[1]](), pattern)


def digits(rng: random.Random, count: int) -> str:
    """Return so many digits."""
    return "".join(rng.choice("0123456789") for _ in range(count))
