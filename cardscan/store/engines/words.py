"""The index of words that every kind of database keeps, and what is asked of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Integer, String, column, table

#: The row's id is the person's; `names` are what they answer to, `others` the rest of their fields and what you wrote.
index = table(
    "search",
    column("rowid", Integer),
    column("names", String),
    column("companies", String),
    column("others", String),
)
COLUMNS = ("names", "companies", "others")


@dataclass(frozen=True, slots=True)
class All:
    """All of these: beginnings of words, and what else is asked.

    A beginning is of folded letters and digits alone; with spaces in it, of words that follow one another.
    """

    parts: "tuple[str | All | AnyOf, ...]"


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One of these or more."""

    parts: tuple[str | All, ...]


def beginnings(asked: str | All | AnyOf) -> Iterator[str]:
    """List the beginnings of words in what is asked, in their order."""
    if isinstance(asked, str):
        yield asked
    else:
        for part in asked.parts:
            yield from beginnings(part)
