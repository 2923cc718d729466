"""Find people who may be someone, by the keys that are kept of them. Functions on an open transaction."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import Connection, SelectBase, delete, func, insert, select

from cardscan.connections.acquaintances import Likeness, Verdict, compare_traits
from cardscan.connections.keys import finds, keys, keys_of, word_key
from cardscan.connections.naming import near_words
from cardscan.connections.signs import Book
from cardscan.connections.traits import name_of, traits
from cardscan.model import Contact
from cardscan.store.rows import contact_of
from cardscan.store.schema import field, match_key, person

_MOST_READ = 1000  # rows of keys looked through: those of a common word are left out
_MOST_COMPARED = 25  # people, those with the most and the rarest keys in common


@dataclass(frozen=True, slots=True)
class Found:
    """Someone known who may be the one looked for."""

    person_id: int
    likeness: Likeness


def refresh(connection: Connection, person_ids: Collection[int]) -> None:
    """Bring the keys of people up to date with their fields; those who are gone leave none."""
    connection.execute(delete(match_key).where(match_key.c.person_id.in_(person_ids)))
    found = contacts(connection, person_ids)
    rows = [{"key": key, "person_id": each} for each, contact in found.items() for key in sorted(keys(contact))]
    if rows:
        connection.execute(insert(match_key), rows)


def contacts(connection: Connection, person_ids: Collection[int]) -> dict[int, Contact]:
    """Read the fields of people, of those who have any."""
    rows = connection.execute(
        select(field)
        .where(field.c.person_id.in_(person_ids))
        .order_by(field.c.person_id, field.c.kind, field.c.position)
    )
    return {person_id: contact_of(group) for person_id, group in groupby(rows, key=lambda row: int(row.person_id))}


def look_up(connection: Connection, contact: Contact, besides: Collection[int] = ()) -> tuple[Found, ...]:
    """Compare a card with those known who have most in common with it; return all of them, the likeliest first.

    `besides` are people who are not looked at, such as the one whose card it is.
    """
    new = traits(contact)
    wanted = keys_of(new)
    book = Book(_count(connection, besides), _carriers(connection, wanted, besides))
    close = contacts(connection, _candidates(connection, wanted, book, besides))
    found = [Found(each, compare_traits(traits(known), new, book)) for each, known in close.items()]
    return tuple(sorted(found, key=lambda each: (-each.likeness.verdict, -each.likeness.score, each.person_id)))


def nearly_named(connection: Connection, who: str) -> SelectBase:
    """Select the ids of people with a word in their names that is misspelt, or short, for one of `who`."""
    first, end = word_key(""), word_key("").replace(":", ";")  # the character after ":"
    there = connection.execute(select(match_key.c.key).where(match_key.c.key.between(first, end)).distinct()).scalars()
    words = [key.removeprefix(first) for key in there]
    near = {each for word in name_of(who).words for each in near_words(word, words)}
    return select(match_key.c.person_id).where(match_key.c.key.in_(map(word_key, near))).distinct()


def same_card(connection: Connection, contact: Contact, besides: Collection[int]) -> int | None:
    """Return whose card it is that says the same, where there is no doubt which one."""
    found = [each for each in look_up(connection, contact, besides) if each.likeness.verdict is Verdict.SAME_CARD]
    return found[0].person_id if len(found) == 1 else None


def _count(connection: Connection, besides: Collection[int]) -> int:
    people = connection.execute(select(func.count()).select_from(person)).scalar_one()
    return max(0, people - len(besides))


def _carriers(connection: Connection, wanted: Collection[str], besides: Collection[int]) -> dict[str, int]:
    """Count who carries each key."""
    counted = (
        select(match_key.c.key, func.count())
        .where(match_key.c.key.in_(wanted), match_key.c.person_id.not_in(besides))
        .group_by(match_key.c.key)
    )
    return {row[0]: row[1] for row in connection.execute(counted)}


def _candidates(connection: Connection, wanted: Collection[str], book: Book, besides: Collection[int]) -> list[int]:
    """Choose whom to compare: those who share the most, by the rarest keys."""
    chosen: list[str] = []
    left = _MOST_READ
    for key in sorted(filter(finds, wanted), key=lambda key: (book.count(key), key)):
        left -= book.count(key)
        if left < 0:
            break
        chosen.append(key)
    shared: defaultdict[int, float] = defaultdict(float)
    carriers = select(match_key).where(match_key.c.key.in_(chosen), match_key.c.person_id.not_in(besides))
    for key, person_id in connection.execute(carriers):
        shared[person_id] += book.bits(key)
    return sorted(shared, key=lambda each: (-shared[each], each))[:_MOST_COMPARED]
