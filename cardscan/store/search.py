"""The search: an index of folded words kept beside the facts, and queries of it made of what a user typed.

The index parts texts at spaces alone: what a word is and in which spellings it is kept, `cardscan.text.folding`
decides for index and query alike. Nothing that a user typed reaches the syntax of a query.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Select, func, or_, select

from cardscan.connections.notes.parts import LABELS
from cardscan.model import KINDS, Contact
from cardscan.person import Person
from cardscan.store.engine import kind_of
from cardscan.store.engines.words import All, AnyOf, index
from cardscan.store.following import Following
from cardscan.text.folding import spelt_words

_WEIGHTS = (10, 5, 1)  # of the columns: one who is called so comes before one whose note says so
#: More people are not ranked: that takes a microsecond each, and whoever gets so many types more.
MOST_RANKED = 2000

_FOLLOWING = Following(index, ("rowid",), ("rowid",))

_LONGEST = 200  # characters of a query; what follows is not looked for
_LONGEST_WORD = 400  # characters of a word that are kept
_MOST_KEPT = 200_000  # characters of a column; PostgreSQL takes a MB of words, each letter up to four bytes
_NUMBER = re.compile(r"\+?\d[\d\s()./-]{4,}\d", re.ASCII)
_NOT_DIGITS = re.compile(r"\D+", re.ASCII)


def refresh(connection: Connection, person_ids: Collection[int], people: Iterable[Person]) -> None:
    """Bring the index up to date with what is kept of these people; those who are gone are not among `people`."""
    rows = [
        {
            "rowid": each.id,
            "names": _kept(_names(each.contact)),
            "companies": _kept(field.value for field in each.contact.org),
            "others": _kept(_others(each)),
        }
        for each in people
    ]
    _FOLLOWING.refresh(connection, person_ids, rows)


def row(connection: Connection, person_id: int) -> list[dict[str, Any]]:
    """Read what the index holds of someone."""
    return [dict(each) for each in connection.execute(select(index).where(index.c.rowid == person_id)).mappings()]


def scrub(connection: Connection) -> None:
    """Leave nothing in the index of those who are gone."""
    kind_of(connection).scrub_words(connection)


def ranked(connection: Connection, typed: str, among: Select[Any] | None) -> Sequence[int] | None:
    """Find people, among some or all, by the beginnings of words, each of them; the likeliest first.

    None: more than MOST_RANKED are found.
    """
    asked = _asked(typed)
    if not asked.parts:
        return ()
    found = _among(matching(connection, typed), among)
    number = select(func.count()).select_from(found.limit(MOST_RANKED + 1).subquery())
    if connection.execute(number).scalar_one() > MOST_RANKED:
        return None
    farness = kind_of(connection).farness(asked, _WEIGHTS)
    return connection.execute(found.order_by(farness, index.c.rowid)).scalars().all()


def tiers(connection: Connection, typed: str, among: Select[Any] | None) -> tuple[Select[Any], ...]:
    """Select the same people where they are many: by their names, by their companies, and by anything else."""
    asked, holds = _asked(typed), kind_of(connection).holds
    wanted = (("names", ()), ("companies", ("names",)), ("", ("names", "companies")))
    return tuple(_among(select(index.c.rowid).where(holds(asked, *each)), among) for each in wanted)


def _among(found: Select[Any], among: Select[Any] | None) -> Select[Any]:
    """Narrow what words find. Where it is among many ids SQLite would look for the words once for each of these."""
    if among is None:
        return found
    (person_id,) = among.selected_columns
    return found.where(among.where(person_id == index.c.rowid).exists())


def matching(connection: Connection, typed: str, within: str = "") -> Select[Any]:
    """Select the ids of people by the beginnings of words, in one column or all; nobody where nothing is typed."""
    asked = _asked(typed)
    holds = kind_of(connection).holds(asked, within) if asked.parts else index.c.rowid.is_(None)
    return select(index.c.rowid).where(holds)


def within_names(typed: str) -> Select[Any]:
    """Select the ids of people whose names hold each word of what is typed, wherever in a word; nobody for none."""
    held = [
        or_(*(index.c.names.contains(each, autoescape=True) for each in spellings))
        for spellings in spelt_words(typed[:_LONGEST])
    ]
    return select(index.c.rowid).where(*held or [index.c.rowid.is_(None)])


def _names(of: Contact) -> Iterator[str]:
    """Give what someone is called, in each script, and how it is read."""
    for each in (*(of.fn or of.org), *of.nickname):
        yield each.value
        yield from (each.parts[part] for part in ("family_reading", "given_reading") if part in each.parts)


def _others(of: Person) -> Iterator[str]:
    """Give the rest of someone's fields, and what you wrote of them."""
    for kind in KINDS:
        if kind not in ("fn", "org", "nickname"):
            for each in getattr(of.contact, kind):
                yield from (each.value, *_numbers(kind, each.value))
    for meeting in of.meetings:
        yield meeting.place
        for note in (*meeting.notes, *meeting.drafts):
            yield from (getattr(note, part) for part in LABELS)
    for promise in of.promises:
        yield promise.text
    for each in of.dates:
        yield each.words


def _kept(texts: Iterable[str]) -> str:
    words = (word for spellings in spelt_words("\n".join(texts)) for each in spellings for word in each.split())
    return " ".join(word[:_LONGEST_WORD] for word in words)[:_MOST_KEPT]


@lru_cache(maxsize=1 << 10)  # of someone whose card, note and promise come one after the other it is the same
def _numbers(kind: str, value: str) -> tuple[str, ...]:
    """Write a number as it is typed at home, with and without the 0 before it; its E.164 is a word as it stands."""
    if kind != "tel":
        return ()
    import phonenumbers  # not for a query

    try:
        number = phonenumbers.parse(value)
    except phonenumbers.NumberParseException:
        return (_digits(value),)
    national = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    return str(number.national_number), _digits(national)


def _digits(number: str) -> str:
    dialled = number.replace("(0)", "")  # from abroad: +49 (0)170
    return _NOT_DIGITS.sub("", dialled).removeprefix("00")


def _asked(typed: str) -> All:
    """Say what was typed asks of the index: beginnings of words. A number may be typed with spaces."""
    typed = typed[:_LONGEST]
    asked: list[str | All | AnyOf] = []
    at = 0
    for number in _NUMBER.finditer(typed):
        asked += map(AnyOf, spelt_words(typed[at : number.start()]))
        parts = All(tuple(map(AnyOf, spelt_words(number[0]))))
        asked.append(AnyOf((digits, parts)) if (digits := _digits(number[0])) else parts)
        at = number.end()
    asked += map(AnyOf, spelt_words(typed[at:]))
    return All(tuple(asked))
