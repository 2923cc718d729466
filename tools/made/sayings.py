"""Invent what else stands on cards: slogans, trades, hours, registers, brands."""

import random

from tools.made.companies import a_trade, native_trade, trade_of
from tools.made.lists import countries, listed, native
from tools.made.words import (
    NO_TEXT,
    compose,
    digits,
    faker,
    filled,
    known_or_composed,
    native_word,
    ordinary,
    running,
    unspaced,
)
from tools.made.world import business


def product(rng: random.Random, country: str) -> str:
    """Return what a shop sells or does, as one of a list of such."""
    own = listed("sayings.products", country)
    text = rng.choice(own) if own and rng.random() < 0.6 else rng.choice(listed("sayings.products"))
    if rng.random() < 0.2:
        text = f"{ordinary(rng)} {rng.choice(('', ordinary(rng)))}".strip().title()
    return text.upper() if rng.random() < 0.15 else text


def event(rng: random.Random, country: str) -> str:
    """Return what a badge is for: a fair, a conference."""
    own = listed("companies.trades", country) or listed("companies.trades")
    return filled(
        rng.choice(listed("sayings.events")),
        {
            "w": lambda: rng.choice((compose, ordinary))(rng).capitalize(),
            "t": lambda: rng.choice((rng.choice(own), ordinary(rng).capitalize())),
            "y": lambda: str(rng.randint(2015, 2030)),
            "n": lambda: str(rng.randint(2, 40)),
        },
    )


def code(rng: random.Random) -> str:
    """Return a number of a register that has letters in it: #, a digit; @, a letter."""
    drawn = {"#": "0123456789", "@": "ABCDEFGHJKLMNPRSTUVWXYZ"}
    return "".join(rng.choice(drawn.get(char, char)) for char in rng.choice(listed("sayings.codes")))


def saying(rng: random.Random, country: str, script: str) -> str:
    """Return a line that is in none of the fields."""
    if script == "native" and listed("companies.native_trades", country) and rng.random() < 0.8:
        return _native(rng, country)
    if rng.random() < 0.03:
        return _asking(rng)
    kind = rng.random()
    if (listed("sayings.services", country) or rng.random() < 0.3) and rng.random() < 0.3:
        return _service(rng, country)
    if kind < 0.35:
        return _line(rng)
    locale = countries()[country].locale
    if kind < 0.45 and not native(country) and locale not in NO_TEXT:
        words = [rng.choice(running(locale)) for _ in range(rng.randint(2, 6))]
        return " ".join(words).capitalize() + rng.choice(["", ".", "!"])
    if kind < 0.74:
        return _trades(rng, country, kind)
    if kind < 0.8:
        return _slogan(rng)
    if kind < 0.86:
        return _phrase(rng)
    if kind < 0.92:
        return rng.choice(listed("sayings.hours"))
    return rng.choice(listed("sayings.notices")).replace("{}", str(rng.randint(1000, 9999)))


def brands(rng: random.Random, country: str) -> list[str]:
    """Return the names of others that a dealer's card shows."""
    if rng.random() < 0.4:
        return [business(rng, country, "latin") for _ in range(rng.randint(2, 9))]
    made = [
        known_or_composed(rng, rng.choice(("", "family", "given")), 0.7) if rng.random() < 0.9 else "LG"
        for _ in range(rng.randint(2, 9))
    ]
    return [name.upper() for name in made] if rng.random() < 0.7 else made


def licence(rng: random.Random) -> str:
    """Return a person's number in a register."""
    kind, before = rng.choice(listed("sayings.registers", "licences")), rng.choice(["", "MH/", "A-"])
    return f"{kind} {before}{rng.randint(1000, 9999999)}"


def licence_beside(rng: random.Random) -> str:
    """Return a person's number in a register, as it stands beside a title."""
    return f"{rng.choice(listed('sayings.registers', 'beside'))} {rng.randint(10000, 9999999)}"


def register(rng: random.Random) -> str:
    """Return a company's number, or two: of tax, of a bank, of a register."""
    if rng.random() < 0.35:
        return rng.choice((" ", "  ", " | ", ", ")).join(code(rng) for _ in range(rng.choice((1, 1, 2))))
    kind, before = rng.choice(listed("sayings.registers", "numbers")), rng.choice(("DE", "FR", "", "", "GB", "24A"))
    groups = rng.choice(
        ((4,) * rng.randint(2, 5), (3, 3, 2, 2), (3, 3, 3), (2, 3, 3), (8,), (10,), (13,), (2, 3, 3, 4, 2))
    )
    return f"{kind} {before}{rng.choice((' ', ' ', '-', '.', '')).join(digits(rng, count) for count in groups)}"


def scrap(rng: random.Random, kind: str, most: int) -> str:
    """Return some letters that readers make of what is no text. `kind`: a list of `[scraps]`."""
    letters = listed("sayings.scraps", kind)[0]
    return "".join(rng.choice(letters) for _ in range(rng.randint(1, most)))


def _asking(rng: random.Random) -> str:
    """Whom to ask for: a name that is nobody's contact."""
    text = rng.choice(listed("sayings.asking"))
    return text.format(*(known_or_composed(rng, "given", 0.4) for _ in range(text.count("{}"))))


def _native(rng: random.Random, country: str) -> str:
    if (said := listed("sayings.native", country)) and rng.random() < 0.4:
        makers = {"t": lambda: native_trade(rng, country) or native_word(rng, country)}
        return filled(rng.choice(said), makers) + rng.choice(("", "", "!", "。"))
    words = [native_word(rng, country) for _ in range(rng.randint(1, 4))]
    one, two, three = trades = [native_trade(rng, country) or words[0] for _ in range(3)]
    if not unspaced(country):
        said = [", ".join(trades), " ".join(words), f"{words[0]}. {' '.join(trades)}", " • ".join(trades)]
        return rng.choice(said)
    of = f"{words[0]}の{one}" if country == "JP" else f"專業{one}{two}"
    calls = "！".join(words[:2]) + "！"
    return rng.choice(["、".join(trades), "・".join(trades), of, calls, f"{one} {two} {three}", "".join(words)])


def _service(rng: random.Random, country: str) -> str:
    """What a business does, in the country's language."""
    locale = countries()[country].locale

    def word() -> str:
        texts = not native(country) and locale not in NO_TEXT
        local, english, any_ = trade_of(rng, country), a_trade(rng), ordinary(rng)
        return rng.choice([local, english, any_, rng.choice(running(locale)) if texts else ordinary(rng)])

    pattern = rng.choice(listed("sayings.services", country) or listed("sayings.services", "US"))
    text = pattern.replace("{T}", word(), 1).replace("{T}", word())
    return text.upper() if rng.random() < 0.3 else text


def _trades(rng: random.Random, country: str, kind: float) -> str:
    def of_country() -> str:
        return trade_of(rng, country)

    def either() -> str:
        return rng.choice([a_trade(rng), of_country()])

    if kind < 0.6:
        sign = rng.choice([", ", " | ", " • ", " - ", " / ", " & ", " · "])
        makers = [lambda: a_trade(rng), of_country, lambda: a_trade(rng)]
        return sign.join(rng.choice(makers)() for _ in range(rng.randint(2, 6)))
    if kind < 0.68:
        return f"{a_trade(rng)} {rng.choice(['&', 'and', '+'])} {a_trade(rng)}"
    return f"{either()} {either()}"


def _slogan(rng: random.Random) -> str:
    pattern = rng.choice(listed("sayings.slogans")).replace("{y}", str(rng.randint(1880, 2024)))
    return pattern.format(ordinary(rng), ordinary(rng), ordinary(rng))


def _phrase(rng: random.Random) -> str:
    made = faker(rng, "en_US")
    if rng.random() < 0.6:
        text: str = rng.choice((made.catch_phrase, made.bs, made.catch_phrase))()
        return text.capitalize()
    return str(made.catch_phrase())


def _line(rng: random.Random) -> str:
    text = filled(
        rng.choice(listed("sayings.lines")),
        {
            **{letter: lambda: ordinary(rng) for letter in "abd"},
            "A": lambda: compose(rng),
            "n": lambda: str(rng.randint(10, 99)),
            "t": lambda: rng.choice(listed("companies.trades", "IN") + listed("sayings.lines", "trades")),
            "c": lambda: rng.choice(listed("places.towns", rng.choice(("IN", "IN", "US", "DE")))),
            "C": lambda: rng.choice(listed("sayings.lines", "countries")),
        },
    )
    return rng.choice((text, text, text.title(), text.upper()))
