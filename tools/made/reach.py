"""Invent how a card's owner is reached: telephone numbers, the part of an e-mail address before its @, labels."""

import random
import re

from anyascii import anyascii

from tools.made.lists import countries, labels, listed, native, one
from tools.made.words import digits, ordinary


def number(rng: random.Random, country: str) -> str:
    """Return a telephone number, as the country prints it."""
    sign = rng.choice((" ", " ", "-", ".", ""))
    if country in ("US", "CA"):
        return _north_american(rng)
    area = digits(rng, rng.choice((1, 2, 2, 3, 3, 4)))
    groups = [digits(rng, rng.choice((2, 3, 3, 4))) for _ in range(2)]
    groups += [digits(rng, 2)] if rng.random() < 0.4 else []
    style, dial, rest = rng.random(), countries()[country].dial, sign.join(groups)
    if style < 0.5:
        return f"+{dial}{rng.choice((' ', ' ', '-', ' (0)'))}{area.lstrip('0') or '2'}{sign}{rest}"
    if style < 0.6:
        return f"(+{dial}) {area}{sign}{rest}"
    if style < 0.68:
        return f"00{dial} {area}{sign}{rest}"
    if style < 0.85:
        return f"0{area}{rng.choice(('/', ' ', '-', ' - '))}{rest}"
    return f"(0{area}) {rest}" if style < 0.95 else f"{area}{sign}{rest}"


def _north_american(rng: random.Random) -> str:
    a, b, c = str(rng.randint(201, 989)), str(rng.randint(200, 999)), digits(rng, 4)
    whole = rng.choice(
        (
            f"({a}) {b}-{c}",
            f"{a}-{b}-{c}",
            f"{a}.{b}.{c}",
            f"+1 {a} {b} {c}",
            f"{a} {b} {c}",
            f"1-{a}-{b}-{c}",
            f"{a}/{b}-{c}",
        )
    )
    return whole + (rng.choice((" x", " ext. ", " Ext ")) + digits(rng, 3) if rng.random() < 0.08 else "")


def local_part(rng: random.Random, given: str, family: str) -> str:
    """Return what stands before the @ of a person's address. The names in Latin letters; both "" of a shop."""
    if not given and not family:
        return rng.choice(listed("reach.locals"))
    whole, last = _letters(given) or "info", _letters(family) or "office"
    first = _letters((given.split() or ["info"])[0].split("-")[0]) or whole
    return rng.choice(
        (
            f"{first}.{last}",
            f"{first}{last}",
            f"{first[0]}{last}",
            f"{first[0]}.{last}",
            first,
            last,
            f"{last}.{first}",
            f"{first}_{last}",
            f"{first}{last[0]}",
            whole,
            "info",
            "sales",
            f"{first}-{last}",
            f"{last}{first[0]}",
            f"{first}{rng.randint(1, 99)}",
            ordinary(rng),
        )
    )


def _letters(text: str) -> str:
    return re.sub(r"[^a-z]", "", anyascii(text).casefold())


def labels_for(rng: random.Random, country: str, script: str) -> dict[str, list[str]]:
    """Return the labels of one card: tel, cell, fax, email, url."""
    own = labels(country) or labels(one("reach.labels_of", country, ""))
    if own and (script == "native" or not native(country)) and rng.random() < 0.6:
        return own
    return english()


def english() -> dict[str, list[str]]:
    """Return the labels in English."""
    found = labels("any")
    assert found  # noqa: S101 - of the shipped lists
    return found
