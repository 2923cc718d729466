"""Find people, or entries of address books, who may be someone, by the keys that are kept of them.

Functions on an open transaction.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Column, Connection, SelectBase, Table, delete, func, insert, select

from cardscan.connections.likeness.compare import Likeness, Verdict, compare_traits
from cardscan.connections.likeness.keys import finds, firm_key, keys, keys_of, word_key
from cardscan.connections.likeness.naming import near_words
from cardscan.connections.likeness.traits import name_of, traits
from cardscan.connections.likeness.weights import Frequencies
from cardscan.model import Contact
from cardscan.person import Person
from cardscan.store.rows import contact_of, contact_said
from cardscan.store.schema import book_entry, book_key, field, match_key, person

_MOST_READ = 1000  # rows of keys looked through: those of a common word are left out
_MOST_COMPARED = 25  # people, those with the most and the rarest keys in common


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """Someone known who may be the one looked for."""

    person_id: int
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class FoundEntry:
    """An entry of an address book who may be the one looked for."""

    entry_id: int
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class _Register:
    """Those who are kept under keys, and how their fields are read."""

    everyone: Table
    keys: Table
    owner: Column[Any]  # of the keys
    contacts: Callable[[Connection, Collection[int]], dict[int, Contact]]


def refresh(connection: Connection, person_ids: Collection[int], people: Iterable[Person]) -> None:
    """Bring the keys of people up to date with their fields; those who are gone are not among `people`."""
    connection.execute(delete(match_key).where(match_key.c.person_id.in_(person_ids)))
    _keep(connection, _PEOPLE, {each.id: each.contact for each in people})


def refresh_entries(connection: Connection) -> None:
    """Derive anew the keys of all entries of address books."""
    connection.execute(delete(book_key))
    rows = connection.execute(select(book_entry.c.id, book_entry.c.said))
    keep_entries(connection, {row.id: contact_said(row.said) for row in rows.all()})


def keep_entries(connection: Connection, found: Mapping[int, Contact]) -> None:
    """Keep the keys of new entries."""
    _keep(connection, _ENTRIES, found)


def contacts(connection: Connection, person_ids: Collection[int]) -> dict[int, Contact]:
    """Read the fields of people, of those who have any."""
    rows = connection.execute(
        select(field)
        .where(field.c.person_id.in_(person_ids))
        .order_by(field.c.person_id, field.c.kind, field.c.position)
    )
    return {person_id: contact_of(group) for person_id, group in groupby(rows, key=lambda row: int(row.person_id))}


def entry_contacts(connection: Connection, entry_ids: Collection[int]) -> dict[int, Contact]:
    """Read what entries of address books say."""
    rows = connection.execute(select(book_entry.c.id, book_entry.c.said).where(book_entry.c.id.in_(entry_ids)))
    return {int(row.id): contact_said(row.said) for row in rows}


_PEOPLE = _Register(person, match_key, match_key.c.person_id, contacts)
_ENTRIES = _Register(book_entry, book_key, book_key.c.entry_id, entry_contacts)


def look_up(connection: Connection, contact: Contact, besides: Collection[int] = ()) -> tuple[FoundPerson, ...]:
    """Compare a card with those known who have most in common with it; return all of them, the likeliest first.

    `besides` are people who are not looked at, such as the one whose card it is.
    """
    return tuple(FoundPerson(*each) for each in _look_up(connection, contact, _PEOPLE, besides))


def look_up_entries(connection: Connection, contact: Contact) -> tuple[FoundEntry, ...]:
    """Compare a card in the same way with the entries of address books."""
    return tuple(FoundEntry(*each) for each in _look_up(connection, contact, _ENTRIES, ()))


def nearly_named(connection: Connection, who: str) -> SelectBase:
    """Select the ids of people, and companies without one, with a word in their names that is misspelt, or short."""
    near: set[str] = set()
    for key_of in (word_key, firm_key):
        first, end = key_of(""), key_of("").replace(":", ";")  # the character after ":"
        there = connection.execute(select(match_key.c.key).where(match_key.c.key.between(first, end)).distinct())
        words = [key.removeprefix(first) for key in there.scalars()]
        near |= {key_of(each) for word in name_of(who).words for each in near_words(word, words)}
    return select(match_key.c.person_id).where(match_key.c.key.in_(near)).distinct()


def same_card(connection: Connection, contact: Contact, besides: Collection[int]) -> int | None:
    """Return whose card it is that says the same, where there is no doubt which one."""
    found = [each for each in look_up(connection, contact, besides) if each.likeness.verdict is Verdict.SAME_CARD]
    return found[0].person_id if len(found) == 1 else None


def _keep(connection: Connection, register: _Register, found: Mapping[int, Contact]) -> None:
    rows = [{"key": key, register.owner.name: each} for each, contact in found.items() for key in sorted(keys(contact))]
    if rows:
        connection.execute(insert(register.keys), rows)


def _look_up(
    connection: Connection, contact: Contact, register: _Register, besides: Collection[int]
) -> list[tuple[int, Likeness]]:
    new = traits(contact)
    wanted = keys_of(new)
    book = Frequencies(_count(connection, register, besides), _carriers(connection, register, wanted, besides))
    close = register.contacts(connection, _candidates(connection, register, wanted, book, besides))
    found = [(each, compare_traits(traits(known), new, book)) for each, known in close.items()]
    return sorted(found, key=lambda each: (-each[1].verdict, -each[1].score, each[0]))


def _count(connection: Connection, register: _Register, besides: Collection[int]) -> int:
    number = connection.execute(select(func.count()).select_from(register.everyone)).scalar_one()
    return max(0, number - len(besides))


def _carriers(
    connection: Connection, register: _Register, wanted: Collection[str], besides: Collection[int]
) -> dict[str, int]:
    """Count who carries each key."""
    counted = (
        select(register.keys.c.key, func.count())
        .where(register.keys.c.key.in_(wanted), register.owner.not_in(besides))
        .group_by(register.keys.c.key)
    )
    return {row[0]: row[1] for row in connection.execute(counted)}


def _candidates(
    connection: Connection, register: _Register, wanted: Collection[str], book: Frequencies, besides: Collection[int]
) -> list[int]:
    """Choose whom to compare: those who share the most, by the rarest keys."""
    chosen: list[str] = []
    left = _MOST_READ
    for key in sorted(filter(finds, wanted), key=lambda key: (book.count(key), key)):
        left -= book.count(key)
        if left < 0:
            break
        chosen.append(key)
    shared: defaultdict[int, float] = defaultdict(float)
    carriers = select(register.keys.c.key, register.owner).where(
        register.keys.c.key.in_(chosen), register.owner.not_in(besides)
    )
    for key, owner in connection.execute(carriers):
        shared[owner] += book.bits(key)
    return sorted(shared, key=lambda each: (-shared[each], each))[:_MOST_COMPARED]
