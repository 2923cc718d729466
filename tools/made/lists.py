"""The lists of `texts/*.toml`: what names, titles, companies, addresses and labels are made of, by country."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

TEXTS = Path(__file__).parent / "texts"
HELD_OUT = Path(__file__).parents[2] / "tests" / "data" / "heldout_names.txt"


@dataclass(frozen=True, slots=True)
class Country:
    """A country that cards are made up of."""

    locale: str  # of Faker
    weight: float  # how often a card is of it
    dial: str
    tld: str
    native: bool = False  # writes in letters other than Latin
    region: str = ""  # the ISO code, of a part of a country: those of its people who write in other letters


@cache
def _file(name: str) -> dict[str, Any]:
    return tomllib.loads((TEXTS / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def countries() -> dict[str, Country]:
    """Return the countries, by ISO code or the code of a part of one, in order."""
    return {code: Country(**{"tld": code.casefold(), **of}) for code, of in _file("countries").items()}


def native(country: str) -> bool:
    """Tell whether a country writes in letters other than Latin."""
    return country in countries() and countries()[country].native


def region_of(country: str) -> str:
    """Return the ISO code of a country, or of that which it is a part of."""
    return (countries()[country].region or country) if country in countries() else country


def listed(table: str, key: str = "any") -> list[str]:
    """Return a list of table "file.table"; empty where there is none.

    A name in the place of a list stands for the list of that name. What a part of a country has no list of, it has of
    the country.
    """
    file, _, name = table.partition(".")
    entries = _file(file)[name]
    found = entries.get(key, entries.get(region_of(key), []))
    return entries[found] if isinstance(found, str) else found


def listed_keys(table: str) -> list[str]:
    """Return what a table "file.table" has lists of."""
    file, _, name = table.partition(".")
    return list(_file(file)[name])


def one(table: str, key: str, otherwise: str) -> str:
    """Return the entry of a table that holds one text a key."""
    file, _, name = table.partition(".")
    return str(_file(file)[name].get(key, otherwise))


def labels(country: str) -> dict[str, list[str]] | None:
    """Return a country's labels of numbers and addresses of the net: tel, cell, fax, email, url. "any": in English."""
    found: dict[str, list[str]] | None = _file("reach")["labels"].get(country)
    return found


@cache
def held_out() -> frozenset[str]:
    """Return the names that no list and no made-up card may hold, so that tests have some."""
    entries = HELD_OUT.read_text(encoding="utf-8").splitlines()
    return frozenset(entry.partition(" ")[2].casefold() for entry in entries if entry)
