"""Invent companies: the name in the logo, the legal name, the domain."""

import random
import re
from collections.abc import Sequence

from anyascii import anyascii

from cardscan.parse.gazetteer.legal import legal_spans
from cardscan.parse.gazetteer.lexicon import weights
from tools.made.lists import countries, listed, native
from tools.made.towns import a_city, native_city
from tools.made.words import (
    NO_TEXT,
    compose,
    faker_of,
    filled,
    known_or_composed,
    native_word,
    ordinary,
    running,
    unspaced,
)
from tools.made.world import business, in_own_letters, trade

_REAL, _CHANGED = 0.25, 0.2  # of the companies: those called as a real one is, and as a real one with another's words
_TRANSLATED = 0.4  # of the trades: those that are a kind of business in the language of the country
_SHAPED = 0.4  # of the companies: those named as their trade is wont to


def company(rng: random.Random, country: str, script: str, family: str, full_name: str = "") -> tuple[str, str]:
    """Return the name in the logo and the legal name. `family`, `full_name`: of a person it may be called after."""
    if rng.random() < _REAL + _CHANGED and (real := _real(rng, country, script, family)):
        return real
    if script == "native" and listed("companies.native_forms", country):
        shaped = listed("companies.native_shapes", country)
        core = _native_shaped(rng, country, shaped) if shaped and rng.random() < _SHAPED else _native_core(rng, country)
        return core, rng.choice(listed("companies.native_forms", country)).format(core)
    does = trade_of(rng, country)
    if rng.random() < _SHAPED:
        brand = _shaped(rng, country, family)
        return brand, brand if rng.random() < 0.4 else _legal(rng, country, brand, family)
    core = _core(rng, country, family)
    brand = _brand(rng, country, core, does, full_name)
    return brand, _legal(rng, country, brand, family)


def _real(rng: random.Random, country: str, script: str, family: str) -> tuple[str, str] | None:
    """A company called as a real one is, or with some words of its own instead: what it is stays, who it is changes."""
    name = business(rng, country, script)
    if not name:
        return None
    if rng.random() < _CHANGED / (_REAL + _CHANGED):
        name = _renamed(rng, country, name, script)
    if legal_spans(name) or rng.random() < 0.6:
        return name, name
    if script == "native" and (forms := listed("companies.native_forms", country)):
        return name, rng.choice(forms).format(name)
    return name, _legal(rng, country, name, family)


def _renamed(rng: random.Random, country: str, name: str, script: str) -> str:
    """A name with other words where it has no ordinary ones; of one word, or of ordinary ones alone, with one more."""
    words = name.split(" ")
    ordinary_words = weights("common")

    def other(word: str) -> str:
        if not word.isalpha() or len(word) < 3 or ordinary_words.get(word.casefold(), 0.0) > 0.2:
            return word
        made = native_word(rng, country) if script == "native" else rng.choice((compose(rng), a_city(rng, country)))
        return made.upper() if word.isupper() else made

    made = " ".join(map(other, words))
    if made != name and len(words) > 1:
        return made
    more = native_word(rng, country) if script == "native" else compose(rng)
    joint = "" if script == "native" and unspaced(country) else " "
    return joint.join((name, more) if rng.random() < 0.3 else (more, name))


def domain_of(rng: random.Random, country: str, brand: str) -> str:
    """Return a domain for a company, called by its name in Latin letters."""
    plain = anyascii(brand).casefold()
    core = re.sub(r"[^a-z0-9]", "", plain)[:24] or "acme"
    words = [word for word in re.findall(r"[a-z]+", plain) if len(word) > 2] or [core]
    name = rng.choice(
        (
            core,
            core,
            core,
            words[0],
            "".join(words[:2]),
            words[0] + "-" + words[-1],
            "".join(word[0] for word in words) + words[-1],
            words[0] + "group",
            ordinary(rng),
        )
    )
    own = countries()[country].tld
    endings = listed("companies.endings")
    return f"{name}.{rng.choice([*endings[:2], own, own, *endings[2:]])}"


def trade_of(rng: random.Random, country: str) -> str:
    """Return a trade, in the country's language more often than in English."""
    if rng.random() < _TRANSLATED:
        return trade(rng, country, "latin")
    own = listed("companies.trades", country)
    return rng.choice(own) if own and rng.random() < 0.6 else a_trade(rng)


def native_trade(rng: random.Random, country: str) -> str:
    """Return a trade in a country's own letters; "" where none is known."""
    if in_own_letters(country) and rng.random() < _TRANSLATED:
        return trade(rng, country, "native")
    return rng.choice(listed("companies.native_trades", country) or [""])


def a_trade(rng: random.Random) -> str:
    """Return a trade in English."""
    if rng.random() < _TRANSLATED / 2:
        return trade(rng, "US", "latin")
    return rng.choice(listed("companies.trades"))


def _shaped(rng: random.Random, country: str, family: str) -> str:
    """A name as such businesses have it: a clinic, a practice, a hotel, a university."""
    shapes = listed("companies.shapes", country)
    locale = countries()[country].locale

    def word() -> str:
        local = not native(country) and locale not in NO_TEXT and rng.random() < 0.4
        return (rng.choice(running(locale)) if local else rng.choice((compose, ordinary))(rng)).capitalize()

    names = [family, *(compose(rng, "family") for _ in range(2))]
    return filled(
        rng.choice(shapes if shapes and rng.random() < 0.6 else listed("companies.shapes")),
        {
            "w": word,
            "t": lambda: trade_of(rng, country),
            "c": lambda: a_city(rng, country),
            "f": lambda: names.pop(0) if names else compose(rng, "family"),
            "g": lambda: known_or_composed(rng, "given", 0.4),
            "i": lambda: rng.choice("ABCDEFGHJKLMPRST"),
        },
    )


def _native_shaped(rng: random.Random, country: str, shapes: Sequence[str]) -> str:
    """A name as shops, practices and institutes have it, in a country's own letters."""
    return filled(
        rng.choice(shapes),
        {
            "w": lambda: native_word(rng, country),
            "c": lambda: native_city(rng, country),
            "f": lambda: faker_of(rng, country).last_name(),
        },
    )


def prominent(rng: random.Random, country: str) -> str:
    """Return the brand of another that a dealer's card shows above the dealer's own name."""
    name = rng.choice((compose(rng), business(rng, country, "latin"), known_or_composed(rng, "family", 0.5)))
    text = rng.choice(listed("companies.prominent")).format(name)
    return rng.choice((text, text.casefold(), text.upper()))


def _native_core(rng: random.Random, country: str) -> str:
    core = native_word(rng, country)
    spaced = not unspaced(country)
    if not spaced and rng.random() < 0.25 and country != "JP":
        core = native_city(rng, country) + core
    if rng.random() < 0.75:
        core = (core + (" " if spaced else "") + native_trade(rng, country)).strip()
    if spaced and rng.random() < 0.4:
        core = f"{native_word(rng, country)} {core}"
    return core


def _core(rng: random.Random, country: str, family: str) -> str:
    """What a company is called beside its trade."""
    kind = rng.random()
    if kind < 0.5:
        return _of_words(rng, kind)
    if kind < 0.56:
        return family
    if kind < 0.58:
        initials = ".".join(rng.choice("ABCDEFGHJKLMPRST") for _ in range(rng.randint(1, 3)))
        return f"{initials}. {compose(rng, 'family')}"
    if kind < 0.64:
        return "".join(rng.choice("ABCDEGHIKLMNOPRSTVX") for _ in range(rng.randint(2, 4)))
    if kind < 0.7:
        return ordinary(rng).capitalize() + ordinary(rng)
    if kind < 0.74:
        return ordinary(rng).capitalize() + ordinary(rng).capitalize()
    if kind < 0.79:
        return f"{family} {rng.choice(['&', '&', 'and', '+'])} {compose(rng, 'family')}"
    if kind < 0.83:
        return f"{rng.choice(listed('companies.first'))} {compose(rng)}"
    return _of_others(rng, country, kind)


def _of_words(rng: random.Random, kind: float) -> str:
    if kind < 0.3:
        return compose(rng)
    if kind < 0.42:
        return ordinary(rng).capitalize()
    return f"{ordinary(rng).capitalize()} {ordinary(rng).capitalize()}"


def _of_others(rng: random.Random, country: str, kind: float) -> str:
    locale = countries()[country].locale
    if kind < 0.87 and not native(country):
        return rng.choice(["Nova"] if locale in NO_TEXT else running(locale)).capitalize()
    if kind < 0.9:
        joint = rng.choice(["{} {}", "{}-{}", "{}{}"])
        return joint.format(compose(rng), rng.choice(listed("companies.last")))
    if kind < 0.95 and not native(country) and locale not in NO_TEXT:
        words = " ".join(rng.choice(running(locale)) for _ in range(rng.randint(2, 4)))
        return words.capitalize() if rng.random() < 0.4 else words.title()
    if kind < 0.96:
        return f"{rng.choice([3, 7, 24, 360, 1, 9, 12])} {ordinary(rng).capitalize()}"
    return f"{a_city(rng, country)} {a_trade(rng)}"


def _brand(rng: random.Random, country: str, core: str, trade: str, full_name: str) -> str:
    kind = rng.random()
    if full_name and kind < 0.06:
        core = full_name
    if kind < 0.55:
        return f"{core} {trade}"
    if kind < 0.72:
        return core
    if kind < 0.8:
        return f"{trade} {core}"
    if kind < 0.87:
        return f"{core} {a_trade(rng)} {rng.choice(['&', 'and', ''])} {a_trade(rng)}".replace("  ", " ")
    if kind < 0.92:
        return _institution(rng, country)
    if kind < 0.96:
        return f"{core} {rng.choice(['of', 'by', 'at', 'de', 'the'])} {compose(rng)}"
    own = countries()[country].tld.split(".")[-1]
    return re.sub(r"[^a-z0-9]", "", core.casefold()) + rng.choice([".com", ".io", ".net", f".{own}"])


def _institution(rng: random.Random, country: str) -> str:
    kind = rng.choice(listed("companies.institutions", "kinds"))
    field = rng.choice([ordinary(rng).capitalize(), rng.choice(listed("titles.english", "fields")), a_trade(rng)])
    of_country = [
        a_city(rng, country),
        compose(rng),
        "National",
        rng.choice(listed("companies.institutions", "countries")),
    ]
    place = rng.choice(of_country)
    return rng.choice(
        [
            f"{kind} of {field}",
            f"{place} {kind} of {field}",
            f"{place} {kind}",
            f"{kind} of {place}",
            f"{place} {field} {kind}",
            f"{kind.upper()} OF {place.upper()}",
            f"{kind} of {field}, {a_trade(rng)} and {a_trade(rng)}",
            f"{place} {kind} of {field} and {a_trade(rng)}",
            f"{kind} for {ordinary(rng).capitalize()} {field}",
        ]
    )


def _legal(rng: random.Random, country: str, brand: str, family: str) -> str:
    if country == "ID" and rng.random() < 0.5:
        return f"PT {brand}" if rng.random() < 0.5 else f"PT. {brand}"
    if country == "VN" and rng.random() < 0.5:
        return rng.choice(listed("companies.vietnamese", "forms")).format(brand)
    form = rng.choice(listed("companies.forms", country) or ["Ltd."]).replace("{f}", family)
    whole = (brand + ("" if form.startswith(",") else " ") + form).strip()
    return whole if rng.random() < 0.7 else brand
