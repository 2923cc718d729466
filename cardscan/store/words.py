"""Words of names, titles and companies, kept to find who is meant. Functions on an open transaction."""

from collections.abc import Collection, Iterable

from sqlalchemy import Connection, Float, func, literal, select, union_all

from cardscan.connections.likeness.fits import ENOUGH, MOST, sought, words_of
from cardscan.person import Person
from cardscan.store.following import Following
from cardscan.store.rows import storable
from cardscan.store.schema import meeting
from cardscan.store.schema_found import word

_WORDS = Following(word, ("person_id",), ("word", "person_id"))
_LONGEST = 120  # characters: what a card says may be of any length


def refresh(connection: Connection, person_ids: Collection[int], people: Iterable[Person]) -> None:
    """Bring the words of people up to date with their fields; those who are gone are not among `people`."""
    rows = [{"word": each, "person_id": one.id} for one in people for each in _short(words_of(one.contact))]
    _WORDS.refresh(connection, person_ids, rows)


def who_fits(connection: Connection, line: str, event_id: int | None = None) -> list[int]:
    """Find whom a line means, of everyone or those met at an event, as `cardscan.connections.likeness.fits` has it,
    best first.
    """
    words = sought(line)
    if not words:
        return []
    met = select(meeting.c.person_id).where(meeting.c.event_id == event_id)
    among = () if event_id is None else (word.c.person_id.in_(met),)
    carriers = [
        select(word.c.person_id, literal(each.weight, Float).label("weight"))
        .where(word.c.word.in_(_short(each.spellings)), *among)
        .distinct()
        for each in words
    ]
    found = union_all(*carriers).subquery()
    score = func.sum(found.c.weight)
    fit = select(found.c.person_id).group_by(found.c.person_id).having(score > ENOUGH * sum(e.weight for e in words))
    return list(connection.execute(fit.order_by(score.desc(), found.c.person_id).limit(MOST)).scalars())


def _short(words: Iterable[str]) -> frozenset[str]:
    return frozenset(storable(each[:_LONGEST]) for each in words)
