"""Find the people whom someone asks for, as far as the database can tell. Functions on an open transaction."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Select, select

from cardscan.person import Person
from cardscan.store import people, search
from cardscan.store.people import ListedName
from cardscan.store.schema import field, meeting, merged, person
from cardscan.text.folding import fold

_LONGEST_ID = 18  # digits: the database knows no longer ones


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom to find: those of whom all of this is true."""

    words: str = ""  # each begins a word of their fields or of what you wrote; accents need not be typed
    company: str = ""  # the same of their companies
    tag: str = ""  # one of their tags, whatever its case and accents
    event_id: int | None = None  # met there
    since: date | None = None  # met on that day or later


def find(connection: Connection, folder: Path, wanted: Wanted, brief: bool) -> tuple[Person, ...]:
    """Read those who are wanted: by words the likeliest first, else in the order of their ids."""
    found = people.load(connection, folder, _ids(connection, wanted), brief)
    place = _places(connection, wanted)
    return tuple(sorted(found, key=lambda each: place[each.id])) if place else found


def ids(connection: Connection, wanted: Wanted) -> tuple[int, ...]:
    """Give the ids of those who are wanted, in the order in which `find` gives them."""
    chosen = _ids(connection, wanted)
    found = connection.execute(select(person.c.id).order_by(person.c.id) if chosen is None else chosen).scalars().all()
    place = _places(connection, wanted)
    return tuple(sorted(found, key=place.__getitem__ if place else None))


def with_id(connection: Connection, who: str) -> tuple[ListedName, ...]:
    """List who has an id or a UID, also one of old: of someone who was merged into them. One, or nobody."""
    is_number = who.isascii() and who.isdecimal() and len(who) <= _LONGEST_ID
    now, of_old = (person.c.id, merged.c.id) if is_number else (person.c.uid, merged.c.uid)
    value = int(who) if is_number else who
    ids = select(person.c.id).where(now == value).union(select(merged.c.person_id).where(of_old == value))
    return people.names(connection, ids)


def named(connection: Connection, who: str) -> tuple[ListedName, ...]:
    """List those whose names have words that begin with what is typed, a word of theirs for each."""
    return people.names(connection, search.matching(who, "names"))


def _places(connection: Connection, wanted: Wanted) -> dict[int, int]:
    """Say of those whom words find in which place they come; nothing where no words are given."""
    return {each: place for place, each in enumerate(search.ranked(connection, wanted.words))} if wanted.words else {}


def _tagged(connection: Connection, tag: str) -> Select[Any]:
    """Select the ids of those with a tag, in any of the spellings in which it is kept."""
    is_tag = field.c.kind == "tag"
    spelled = connection.execute(select(field.c.value).where(is_tag).distinct()).scalars()
    same = [each for each in spelled if fold(each) == fold(tag)]
    return select(field.c.person_id).where(is_tag, field.c.value.in_(same))


def _ids(connection: Connection, wanted: Wanted) -> Select[Any] | None:
    """Select the ids of those who are wanted; None: everyone."""
    chosen = [
        search.matching(typed, column) for typed, column in ((wanted.words, ""), (wanted.company, "companies")) if typed
    ]
    if wanted.tag:
        chosen.append(_tagged(connection, wanted.tag))
    met = select(meeting.c.person_id)
    if wanted.event_id is not None:
        met = met.where(meeting.c.event_id == wanted.event_id)
    if wanted.since is not None:
        met = met.where(meeting.c.date >= wanted.since)
    if wanted.event_id is not None or wanted.since is not None:
        chosen.append(met)
    return select(person.c.id).where(*(person.c.id.in_(each) for each in chosen)) if chosen else None
