"""Invent what a business card says: names, companies, titles, addresses of many countries, known words and unknown.

Half of the names, trades and titles are composed, so that no list holds them: weights fitted on these texts
can't lean on the lists alone. Nothing is taken from a real card, and nothing is written down: all is drawn anew.
"""

import random
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cardscan.parse.gazetteer.lexicon import lexicon, weights
from cardscan.text.scripts import is_latin

_LATIN = "GB US US DE FR IT ES BR PL TR VN".split()
_EAST = "JP KR TW".split()
_INDIA, _OF_EAST = 0.4, 0.14  # share of cards
_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Texts:
    """What a card says. A list of a list: lines of one value."""

    country: str
    people: list[str]
    again: str  # the first one's name once more in Latin letters, or ""
    degree: str
    titles: list[str]
    dept: str
    brand: str
    legal: str
    domain: str
    locals: list[str]
    numbers: list[str]
    address: list[str]
    others: list[str]


@cache
def _lists() -> dict[str, dict[str, str]]:
    return tomllib.loads((_HERE / "made_texts.toml").read_text(encoding="utf-8"))


@cache
def listed(table: str, country: str = "any") -> list[str]:
    """Return the entries of a table of made_texts.toml; empty for a country that it hasn't."""
    entries = _lists()[table].get(country, "")
    return [entry.strip() for entry in entries.split(";") if entry.strip()]


@cache
def _known(name: str, script: str) -> list[str]:
    patterns = {"latin": r"[a-z]{3,10}", "han": r"[\u4e00-\u9fff]{1,2}", "hangul": r"[\uac00-\ud7a3]{1,2}"}
    return sorted(w for w, p in weights(name).items() if p >= 0.5 and re.fullmatch(patterns[script], w))


def compose(rng: random.Random, table: str = "") -> str:
    """Return a word that is spliced from two known ones: names of `table`, or any words."""
    one, two = (rng.choice(_known(table or rng.choice(("family", "common")), "latin")) for _ in range(2))
    return (one[: rng.randint(2, 5)] + two[rng.randint(1, max(1, len(two) - 3)) :])[:12].capitalize()


def ordinary(rng: random.Random) -> str:
    """Return an ordinary word, mostly English."""
    return rng.choice(_known("common", "latin"))


def _letters(country: str) -> str:
    return listed("any", "hangul" if country == "KR" else "han")[0]


def _word(rng: random.Random, table: str, composed: float) -> str:
    return (
        compose(rng, table) if not table or rng.random() < composed else rng.choice(_known(table, "latin")).capitalize()
    )


def person(rng: random.Random, country: str) -> str:
    """Return a person's name as that country writes it, in its own script half of the time."""
    if country in ("JP", "TW", "KR") and rng.random() < 0.7:
        script = "hangul" if country == "KR" else "han"
        family = rng.choice([w for w in _known("family", script) if (len(w) == 1) == (country != "JP")])
        if rng.random() < 0.25:  # one that no list holds
            family = "".join(rng.choice(_letters(country)) for _ in range(2 if country == "JP" else 1))
        given = "".join(rng.choice(_letters(country)) for _ in range(2))
        return family + (" " if rng.random() < 0.3 else "") + given
    composed = rng.choice((0.0, 0.2, 0.9))
    parts = [_word(rng, "given", composed), _word(rng, "family", composed)]
    if rng.random() < 0.15:
        parts.insert(1, rng.choice(("{}.".format(rng.choice("ABDGHJKMPRSV")), _word(rng, "given", composed))))
    if country == "IN" and rng.random() < 0.15:
        parts[0] = rng.choice("ABDHJKMNPRSV") + "."
    if country == "IN" and rng.random() < 0.1:
        parts[0] += rng.choice(("bhai", "kumar"))
    if rng.random() < 0.05:
        parts = parts[:1]
    if rng.random() < 0.07 and len(parts) > 1:
        parts[-1] += "-" + _word(rng, "family", composed)
    return " ".join(parts)


def company(rng: random.Random, country: str, family: str) -> tuple[str, str]:
    """Return the name in the logo and the legal name (the same where there is no legal form)."""
    if country in ("JP", "KR", "TW") and rng.random() < 0.6:
        core = "".join(rng.choice(_letters(country)) for _ in range(rng.randint(2, 3)))
        core += rng.choice(
            {"JP": ["工業", "製作所", "商事", "電機", ""], "KR": ["전자", "산업", "테크", ""]}.get(
                country, ["科技", "工業", "企業", "實業"]
            )
        )
        forms = {
            "JP": ["株式会社{}", "{}株式会社"],
            "KR": ["(주){}", "주식회사 {}"],
            "TW": ["{}股份有限公司", "{}有限公司"],
        }
        return core, rng.choice(forms[country]).format(core)
    trade = rng.choice(listed("trades") + listed("trades", country))
    first = rng.choice((compose(rng), compose(rng), compose(rng), family, ordinary(rng).capitalize()))
    shape = rng.random()
    if shape < 0.42:
        brand = f"{first} {trade}"
    elif shape < 0.6:
        brand = first
    elif shape < 0.68:
        brand = f"{first} {rng.choice(('&', '&', 'and', '+'))} {compose(rng, 'family')}"
    elif shape < 0.76:
        brand = f"{ordinary(rng).capitalize()} {ordinary(rng).capitalize()}" + rng.choice(("", f" {trade}"))
    elif shape < 0.84:
        brand = "".join(rng.choice("ABCDEGHIKLMNOPRSTV") for _ in range(rng.randint(2, 4))) + rng.choice(
            ("", f" {trade}")
        )
    elif shape < 0.9:
        brand = f"{rng.choice(('Shree', 'Shri', 'New', 'Royal', 'The'))} {first} {trade}"
    elif shape < 0.93:
        brand = f"{_word(rng, 'given', 0.5)} {_word(rng, 'family', 0.5)}" + rng.choice((f" {trade}", f" {trade}", ""))
    elif shape < 0.97:
        kind = rng.choice(
            ("Institute", "Center", "Initiative", "University", "Council", "Bank", "Association", "Department")
        )
        place = rng.choice(("Pacific", "National", "Global", "State", "Vietnam", "Japan", "India", first))
        brand = rng.choice(
            (f"{place} {ordinary(rng).capitalize()} {kind}", f"{kind} of {ordinary(rng).capitalize()} {place}")
        )
    else:
        brand = f"{trade} {first}"
    form = rng.choice(listed("forms", country) or ["Co., Ltd.", "Inc."])
    return brand, f"{brand} {form}" if rng.random() < 0.4 else brand


def title(rng: random.Random, country: str) -> str:
    """Return a job title; one in five is of words that the list of titles doesn't hold."""
    kind = rng.random()
    if country in ("JP", "KR", "TW") and kind < 0.6:
        return rng.choice(listed("titles", country))
    if kind < 0.35:
        return rng.choice(listed("titles", country) or listed("titles"))
    if kind < 0.55:
        return rng.choice(listed("titles"))
    if kind < 0.78:
        by_role = {role: _of_role(role) for role in ("head", "mod")}
        mods = " ".join(rng.choice(by_role["mod"]) for _ in range(rng.choice((0, 1, 1, 2))))
        return f"{mods} {rng.choice(by_role['head'])}".strip().title()
    if kind < 0.9:
        return rng.choice((ordinary(rng), "")).capitalize() + rng.choice(listed("any", "makers"))
    return f"{ordinary(rng)} {rng.choice('specialist lead expert responsible officer care ops'.split())}".title()


@cache
def _of_role(role: str) -> list[str]:
    return sorted(
        w for w, (r, _) in lexicon("titles").words.items() if r == role and re.fullmatch(r"[a-z][a-z ]{2,}", w)
    )


def address(rng: random.Random, country: str) -> list[str]:
    """Return an address in lines, as that country writes it."""
    made = rng.choice(listed("addresses", country))
    han = _letters(country)
    fill = {
        "{n}": lambda: str(rng.choice((rng.randint(1, 30), rng.randint(31, 499)))),
        "{w}": lambda: compose(rng, rng.choice(("family", "given", ""))),
        "{h}": lambda: rng.choice(listed("any", "houses")),
        "{c}": lambda: rng.choice(listed("cities", country)),
        "{p}": lambda: f"{rng.randint(110, 799)}{rng.choice((' ', ''))}0{rng.randint(10, 99)}",
        "{z}": lambda: f"{rng.randint(10000, 99899)}",
        "{k}": lambda: (
            f"{rng.choice(('LS', 'BS', 'NR'))}{rng.randint(1, 19)} {rng.randint(1, 9)}{rng.choice(('AB', 'QT'))}"
        ),
        "{s}": lambda: rng.choice(("CA", "NY", "TX", "OR", "MA")),
        "{m}": lambda: f"{rng.randint(10, 99)}-{rng.randint(100, 999)}",
        "{x}": lambda: rng.choice(han) + rng.choice(han),
    }
    made = re.sub(r"\{\w\}", lambda m: fill[m.group()](), made)
    return made.split("|") if rng.random() < 0.7 else [made.replace(",|", ", ").replace("|", ", ")]


def number(rng: random.Random, country: str) -> str:
    """Return a telephone number, dialled from abroad half of the time."""
    digits = "".join(rng.choice("0123456789") for _ in range(8))
    if country == "IN":
        return rng.choice(("+91 ", "", "", "0")) + rng.choice("9879") + digits[0:4] + rng.choice((" ", "")) + digits[3:]
    dial = listed("dials", country)[0] if rng.random() < 0.6 else "0"
    return f"{dial}{' ' if dial != '0' else ''}{rng.randint(20, 89)} {digits[:4]} {digits[4:]}"


def _online(rng: random.Random, country: str, brand: str, given: str, family: str) -> tuple[str, list[str]]:
    """Return a company's domain, and an e-mail address there or of a provider, or none."""
    core = re.sub(r"[^a-z0-9]", "", brand.casefold())
    pieces = [w for w in re.findall(r"[a-z]+", brand.casefold()) if len(w) > 2] or [compose(rng).casefold()]
    whole, short = core or pieces[0], "".join(w[0] for w in pieces) + pieces[-1]
    name = rng.choice((whole, whole, pieces[0], "".join(pieces[:2]), pieces[0] + ordinary(rng)[:5], short))
    domain = f"{name[:24]}.{rng.choice(listed('tlds', country) or [country.casefold()])}"
    if rng.random() < 0.12:
        return domain, []
    persons = (given, given, family, given + family, f"{given}.{family}", given[0] + family, f"{given[0]}.{family}")
    local = rng.choice((*persons, "info", "info", "sales", "contact", core[:12] or "office"))
    if rng.random() < (0.45 if country == "IN" else 0.08):
        return domain, [f"{local}{rng.choice(('', '', rng.randint(1, 99)))}@{rng.choice(listed('any', 'mailboxes'))}"]
    return domain, [f"{local}@{domain}"]


def texts(rng: random.Random) -> Texts:
    """Invent a card."""
    where = rng.random()
    country = "IN" if where < _INDIA else rng.choice(_EAST) if where < _INDIA + _OF_EAST else rng.choice(_LATIN)
    people = [person(rng, country) for _ in range(rng.choice((1,) * 12 + (2,)))]
    words = [w for w in re.findall(r"[a-z]+", people[0].casefold()) if len(w) > 2] or [compose(rng, "given").casefold()]
    brand, legal = company(rng, country, words[-1].capitalize())
    domain, emails = _online(rng, country, brand, words[0], words[-1])
    titles = [title(rng, country) for _ in range(rng.choice((0,) + (1,) * 7 + (2,)))]
    if titles and country not in ("IN", "GB", "US") and rng.random() < 0.15:
        titles.append(title(rng, "GB"))  # once more for guests
    slogans = rng.sample(listed("any", "others"), rng.choice((0, 0, 1, 1, 2, 3, 4)))
    others = [_filled(rng, text) for text in slogans]
    if rng.random() < 0.15:
        others += [" ".join(ordinary(rng) for _ in range(rng.randint(1, 3))).title() for _ in range(rng.randint(2, 6))]
    if rng.random() < 0.12:
        others += brands(rng)
    if rng.random() < 0.15:
        others.append("".join(rng.choice("同中三HRGilIo0rncsaeT|/") for _ in range(rng.randint(2, 6))))
    again = ""
    if not is_latin(people[0]) and rng.random() < 0.5:
        again = f"{compose(rng, 'given')} {compose(rng, 'family')}"
    return Texts(
        country,
        people,
        again.upper() if rng.random() < 0.3 else again,
        rng.choice(_degrees()) if rng.random() < 0.1 else "",
        titles,
        rng.choice(listed("any", "departments")) if rng.random() < 0.08 else "",
        brand,
        legal,
        domain,
        emails,
        [number(rng, country) for _ in range(rng.choice((1, 1, 2, 2, 3)))],
        address(rng, country) if rng.random() < 0.88 else [],
        others,
    )


def _filled(rng: random.Random, text: str) -> str:
    fill = {
        "a": ordinary,
        "b": ordinary,
        "d": ordinary,
        "A": compose,
        "n": lambda rng: str(rng.randint(10, 99)),
        "t": lambda rng: rng.choice(listed("trades", "IN") + listed("trades")),
        "c": lambda rng: rng.choice(listed("cities", rng.choice(("IN", "IN", "US", "DE")))),
        "C": lambda rng: rng.choice(listed("any", "countries")),
    }
    made = re.sub(r"\{(\w)\}", lambda m: fill[m.group(1)](rng), text)
    return rng.choice((made, made, made.title(), made.upper()))


def brands(rng: random.Random) -> list[str]:
    """Return the names of others that a dealer's card shows."""
    made = [
        _word(rng, rng.choice(("", "family", "given")), 0.7) if rng.random() < 0.9 else "LG"
        for _ in range(rng.randint(2, 9))
    ]
    return [name.upper() for name in made] if rng.random() < 0.7 else made


@cache
def _degrees() -> list[str]:
    return ["B.E. (Mech.)", "MBA", "M.D.", "B.Com., LL.B.", "Ph.D.", "M.Tech", "B.Sc.", "MBBS, MD", "BDS", "Dipl.-Ing."]
