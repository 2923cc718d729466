"""Find people, or entries of address books, who may be someone, by the keys that are kept of them.

Functions on an open transaction.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import (
    Column,
    CompoundSelect,
    Connection,
    Row,
    Select,
    SelectBase,
    Table,
    and_,
    delete,
    func,
    insert,
    null,
    or_,
    select,
)

from cardscan.connections.likeness.compare import Likeness, Verdict, compare_traits, decisive
from cardscan.connections.likeness.keys import finds, firm_key, keys, keys_of, word_key
from cardscan.connections.likeness.met import FoundPerson
from cardscan.connections.likeness.naming import forms_of, near_words, typos_in
from cardscan.connections.likeness.traits import Traits, name_of, traits
from cardscan.connections.likeness.weights import Frequencies, about
from cardscan.model import Contact
from cardscan.person import Person
from cardscan.store.attendees import look_again
from cardscan.store.engine import kind_of
from cardscan.store.following import Following
from cardscan.store.rows import contact_of, contact_said, not_of, of
from cardscan.store.schema import book_entry, book_key, field, person
from cardscan.store.schema_found import match_key

_MOST_READ = 1000  # rows of keys looked through: those of a common word are left out
_MOST_COMPARED = 25  # people, those with the most and the rarest keys in common
_MOST_OF_A_LIST = 8  # of someone on a list, which tells less than a card; three are asked about at most


@dataclass(frozen=True, slots=True)
class FoundEntry:
    """An entry of an address book who may be the one looked for."""

    entry_id: int
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class _Register:
    """Those who are kept under keys, and how their fields are read."""

    owner: Column[Any]  # of the keys
    contacts: Callable[[Connection, Collection[int]], dict[int, Contact]]
    number: Select[Any]  # of all of them
    counted: Select[Any]  # how many of others than `ids` carry each of `keys`
    carriers: Select[Any]  # who of them does


def _register(
    everyone: Table, owner: Column[Any], contacts: Callable[[Connection, Collection[int]], dict[int, Contact]]
) -> _Register:
    keys = owner.table
    others = and_(of(keys.c.key, "keys"), not_of(owner))
    return _Register(
        owner,
        contacts,
        number=select(func.count()).select_from(everyone),
        counted=select(keys.c.key, func.count()).where(others).group_by(keys.c.key),
        carriers=select(keys.c.key, owner).where(others),
    )


def refresh(connection: Connection, person_ids: Collection[int], people: Iterable[Person]) -> None:
    """Bring the keys of people up to date with their fields; those who are gone are not among `people`."""
    now = {each.id: each.contact for each in people}
    look_again(connection, person_ids)
    _FOLLOWING.refresh(connection, person_ids, _rows(_PEOPLE, now))
    look_again(connection, now)


def refresh_entries(connection: Connection) -> None:
    """Derive anew the keys of all entries of address books."""
    connection.execute(delete(book_key))
    rows = connection.execute(select(book_entry.c.id, book_entry.c.said))
    keep_entries(connection, {row.id: contact_said(row.said) for row in rows.all()})


def keep_entries(connection: Connection, found: Mapping[int, Contact]) -> None:
    """Keep the keys of new entries."""
    if rows := _rows(_ENTRIES, found):
        connection.execute(insert(book_key), rows)


def contacts(connection: Connection, person_ids: Collection[int]) -> dict[int, Contact]:
    """Read the fields of people, of those who have any."""
    return _contacts(connection.execute(_FIELDS, {"ids": person_ids}))


def _to_compare(connection: Connection, person_ids: Collection[int]) -> dict[int, Contact]:
    """Read the fields of people but for where on a photo they stand, which is a third of the work."""
    return _contacts(connection.execute(_UNPLACED, {"ids": person_ids}))


def _contacts(rows: Iterable[Row[Any]]) -> dict[int, Contact]:
    return {person_id: contact_of(group) for person_id, group in groupby(rows, key=lambda row: int(row.person_id))}


def entry_contacts(connection: Connection, entry_ids: Collection[int]) -> dict[int, Contact]:
    """Read what entries of address books say."""
    rows = connection.execute(_SAID, {"ids": entry_ids})
    return {int(row.id): contact_said(row.said) for row in rows}


_FIELDS, _UNPLACED = (
    select(*columns).where(of(field.c.person_id)).order_by(field.c.person_id, field.c.kind, field.c.position)
    for columns in (field.c, (null().label("box") if column.name == "box" else column for column in field.c))
)
_SAID = select(book_entry.c.id, book_entry.c.said).where(of(book_entry.c.id))
_FOLLOWING = Following(match_key, ("person_id",), ("key", "person_id"))
_PEOPLE = _register(person, match_key.c.person_id, _to_compare)
_ENTRIES = _register(book_entry, book_key.c.entry_id, entry_contacts)


def look_up(connection: Connection, contact: Contact, besides: Collection[int] = ()) -> tuple[FoundPerson, ...]:
    """Compare a card with those known who have most in common with it; return all of them, the likeliest first.

    `besides` are people who are not looked at, such as the one whose card it is.
    """
    return tuple(FoundPerson(*each) for each in _look_up(connection, traits(contact), _PEOPLE, besides))


def look_up_all(connection: Connection, listed: Mapping[int, Contact]) -> dict[int, tuple[FoundPerson, ...]]:
    """Compare everyone on a list with those known, with fewer each than a card; whoever comes up again is read once."""
    everyone = about(_count(connection, _PEOPLE, ()))
    read: dict[int, Traits] = {}
    found: dict[int, tuple[FoundPerson, ...]] = {}
    for each, contact in listed.items():
        new = traits(contact)
        wanted = keys_of(new)
        book = Frequencies(everyone, _carriers(connection, _PEOPLE, wanted, ()))
        chosen = _candidates(connection, _PEOPLE, list(filter(finds, wanted)), book, (), _MOST_OF_A_LIST)
        if unread := [one for one in chosen if one not in read]:
            read |= {one: traits(known) for one, known in _to_compare(connection, unread).items()}
        close = {one: read[one] for one in chosen if one in read}
        found[each] = tuple(FoundPerson(*one) for one in _compared(new, close, book))
    return found


def look_up_entries(connection: Connection, contact: Contact) -> tuple[FoundEntry, ...]:
    """Compare a card in the same way with the entries of address books."""
    return tuple(FoundEntry(*each) for each in _look_up(connection, traits(contact), _ENTRIES, ()))


def nearly_named(connection: Connection, who: str) -> SelectBase:
    """Select the ids of people, and companies without one, with a word in their names that is misspelt, or short."""
    near: set[str] = set()
    typed = name_of(who).words
    for key_of in (word_key, firm_key):
        there = connection.execute(_like(connection, key_of(""), typed)).scalars() if typed else ()
        words = [key.removeprefix(key_of("")) for key in there]
        near |= {key_of(each) for word in typed for each in near_words(word, words)}
    return select(match_key.c.person_id).where(match_key.c.key.in_(near)).distinct()


def named_in(connection: Connection, text: str, besides: int) -> tuple[str, ...]:
    """List the names of people with a word of a text in them, but those of one."""
    words = {each for word in text.split() for each in name_of(word).words}
    carriers = select(match_key.c.person_id).where(
        match_key.c.key.in_(map(word_key, words)), match_key.c.person_id != besides
    )
    names = select(field.c.value).where(field.c.kind == "fn", field.c.person_id.in_(carriers)).distinct()
    return tuple(connection.execute(names.order_by(field.c.value)).scalars())


def _like(connection: Connection, first: str, words: Sequence[str]) -> Select[Any] | CompoundSelect[Any]:
    """Select the keys that begin so and may be near to one of some words: all, or as few as the database can tell."""
    key = match_key.c.key
    keys = select(key).where(key.between(first, first.replace(":", ";"))).distinct()  # the character after ":"
    narrowed = kind_of(connection).misspelt(connection, key, first, {word: typos_in(len(word)) for word in words})
    if narrowed is None:
        return keys
    begins, listed = zip(*map(forms_of, words), strict=True)
    longer = (key.startswith(f"{first}{begin}", autoescape=True) for begin in begins)
    named = key.in_([f"{first}{each}" for each in set().union(*listed)])
    return keys.where(narrowed).union(keys.where(or_(*longer)), keys.where(named))  # each by its own index


def same_card(connection: Connection, contact: Contact, besides: Collection[int]) -> int | None:
    """Return whose card it is that says the same, where there is no doubt which one."""
    new = traits(contact)
    by = decisive(new)
    if not _carriers(connection, _PEOPLE, by, besides):  # as of most cards: they are of someone new
        return None
    found = _look_up(connection, new, _PEOPLE, besides, by)
    same = [person_id for person_id, likeness in found if likeness.verdict is Verdict.SAME_CARD]
    return same[0] if len(same) == 1 else None


def _rows(register: _Register, found: Mapping[int, Contact]) -> list[dict[str, Any]]:
    return [{"key": key, register.owner.name: each} for each, contact in found.items() for key in sorted(keys(contact))]


def _look_up(
    connection: Connection,
    new: Traits,
    register: _Register,
    besides: Collection[int],
    by: Collection[str] | None = None,
) -> list[tuple[int, Likeness]]:
    """Compare with those who share one of the keys `by`, or any by which people are found."""
    wanted = keys_of(new)
    by = list(filter(finds, wanted)) if by is None else by
    book = Frequencies(_count(connection, register, besides), _carriers(connection, register, wanted, besides))
    chosen = _candidates(connection, register, by, book, besides, _MOST_COMPARED)
    close = {each: traits(known) for each, known in register.contacts(connection, chosen).items()}
    return _compared(new, close, book)


def _compared(new: Traits, close: Mapping[int, Traits], book: Frequencies) -> list[tuple[int, Likeness]]:
    found = [(each, compare_traits(known, new, book)) for each, known in close.items()]
    return sorted(found, key=lambda each: (-each[1].verdict, -each[1].score, each[0]))


def _count(connection: Connection, register: _Register, besides: Collection[int]) -> int:
    number: int = connection.execute(register.number).scalar_one()
    return max(0, number - len(besides))


def _carriers(
    connection: Connection, register: _Register, wanted: Collection[str], besides: Collection[int]
) -> dict[str, int]:
    """Count who carries each key."""
    counted = connection.execute(register.counted, {"keys": list(wanted), "ids": list(besides)})
    return {row[0]: row[1] for row in counted}


def _candidates(
    connection: Connection,
    register: _Register,
    by: Collection[str],
    book: Frequencies,
    besides: Collection[int],
    most: int,
) -> list[int]:
    """Choose whom to compare: the `most` who share the most, by the rarest keys."""
    chosen: list[str] = []
    left = _MOST_READ
    for key in sorted(by, key=lambda key: (book.count(key), key)):
        left -= book.count(key)
        if left < 0:
            break
        chosen.append(key)
    shared: defaultdict[int, float] = defaultdict(float)
    for key, owner in connection.execute(register.carriers, {"keys": chosen, "ids": list(besides)}):
        shared[owner] += book.bits(key)
    return sorted(shared, key=lambda each: (-shared[each], each))[:most]
