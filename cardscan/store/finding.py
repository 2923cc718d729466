"""Find the people whom someone asks for, as far as the database can tell. Functions on an open transaction."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Select, Table, func, literal_column, select

from cardscan.person import Person
from cardscan.store import people, search
from cardscan.store.people import ListedName
from cardscan.store.schema import field, meeting, merged, person
from cardscan.store.schema_found import summary
from cardscan.text.folding import fold

#: Those who wait for a note, quality connections (cemented ones too), those to whom you kept a promise; cards that
#: name no person; those who were let go.
Stage = Literal["waiting", "quality", "cemented", "companies", "let-go"]

#: Everyone has a summary, and it says how far they have come.
_ID = summary.c.person_id
#: As the index of tags has it: a value that is bound would not be seen to be the same.
_IS_TAG = field.c.kind == literal_column("'tag'")
_LONGEST_ID = 18  # digits: the database knows no longer ones


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom to find: those of whom all of this is true."""

    words: str = ""  # each begins a word of their fields or of what you wrote; accents need not be typed
    company: str = ""  # the same of their companies
    tag: str = ""  # one of their tags, whatever its case and accents
    event_id: int | None = None  # met there
    since: date | None = None  # met on that day or later
    stage: Stage | None = None  # how far they have come
    met_by: str = ""  # one of us who met them, whatever the case and accents
    ids: tuple[int, ...] = ()  # one of these, where any are given


@dataclass(frozen=True, slots=True)
class Slice:
    """A page of people, by their ids, and where the pages after and before it begin; None: there is none."""

    ids: tuple[int, ...]
    number: int  # in all
    following: int | None
    previous: int | None


def find(connection: Connection, folder: Path, wanted: Wanted, brief: bool) -> Iterator[Person]:
    """Read those who are wanted, as they are asked for: by words the likeliest first, else in the order of their ids.

    Whoever is at a stage by their summary is still to be judged.
    """
    return people.each(connection, folder, ids(connection, wanted), brief)


def ids(connection: Connection, wanted: Wanted) -> Sequence[int]:
    """Give the ids of those who are wanted, in the order in which `find` gives them."""
    if wanted.words:
        return _ranked(connection, wanted)
    return connection.execute(chosen(connection, wanted).order_by(_ID)).scalars().all()


def some(connection: Connection, wanted: Wanted, start: int | None, limit: int, newest_first: bool) -> Slice:
    """Give a page of those who are wanted: by words the likeliest first, else by when they came.

    start: where it begins, as another page says it.
    """
    if wanted.words:  # how likely each is has to be known of all
        ids, at = _ranked(connection, wanted), max(0, start or 0)
        return Slice(
            tuple(ids[at : at + limit]),
            len(ids),
            at + limit if at + limit < len(ids) else None,
            max(0, at - limit) if at else None,
        )
    all_of_them = chosen(connection, wanted)
    forth, back = (_ID.desc(), _ID.asc()) if newest_first else (_ID.asc(), _ID.desc())
    here = all_of_them.order_by(forth).limit(limit + 1)
    before = all_of_them.order_by(back).limit(limit)
    if start is None:
        ids, earlier = connection.execute(here).scalars().all(), []
    else:
        within, beyond = (start >= _ID, start < _ID) if newest_first else (start <= _ID, start > _ID)
        ids = connection.execute(here.where(within)).scalars().all()
        earlier = list(connection.execute(before.where(beyond)).scalars())
    return Slice(
        tuple(ids[:limit]),
        count(connection, wanted),
        ids[limit] if len(ids) > limit else None,
        earlier[-1] if earlier else None,
    )


def count(connection: Connection, wanted: Wanted) -> int:
    """Count those who are wanted."""
    those = chosen(connection, wanted)
    if wanted.words:
        those = those.where(_ID.in_(search.matching(connection, wanted.words)))
    return connection.execute(select(func.count()).select_from(those.subquery())).scalar_one()


def tags(connection: Connection) -> dict[str, int]:
    """Count how many people have each tag, in the order of the alphabet; spellings of one count together."""
    counted = select(field.c.value, func.count(field.c.person_id.distinct())).where(_IS_TAG).group_by(field.c.value)
    found: dict[str, tuple[str, int]] = {}
    for tag, number in connection.execute(counted.order_by(func.min(field.c.person_id))):
        spelling, before = found.get(fold(tag), (tag, 0))
        found[fold(tag)] = spelling, before + number
    return dict(found[key] for key in sorted(found))


def with_id(connection: Connection, who: str) -> tuple[ListedName, ...]:
    """List who has an id or a UID, also one of old: of someone who was merged into them. One, or nobody."""
    is_number = who.isascii() and who.isdecimal() and len(who) <= _LONGEST_ID
    now, of_old = (person.c.id, merged.c.id) if is_number else (person.c.uid, merged.c.uid)
    value = int(who) if is_number else who
    ids = select(person.c.id).where(now == value).union(select(merged.c.person_id).where(of_old == value))
    return people.names(connection, ids)


def named(connection: Connection, who: str) -> tuple[ListedName, ...]:
    """List those whose names have words that begin with what is typed, a word of theirs for each."""
    return people.names(connection, search.matching(connection, who, "names"))


def us(connection: Connection) -> list[str]:
    """Name those of us who met anybody."""
    names = select(meeting.c.by).where(meeting.c.by != "").distinct().order_by(meeting.c.by)
    return list(connection.execute(names).scalars())


def spelled(connection: Connection, name: str, table: Table = meeting) -> Sequence[str]:
    """Give the spellings of one of us in a table that says who it was."""
    there = connection.execute(select(table.c.by).where(table.c.by != "").distinct()).scalars()
    return [each for each in there if fold(each) == fold(name)]


def _ranked(connection: Connection, wanted: Wanted) -> Sequence[int]:
    narrowed = wanted != Wanted(wanted.words)
    return search.ranked(connection, wanted.words, chosen(connection, wanted) if narrowed else None)


def _tagged(connection: Connection, tag: str) -> Select[Any]:
    """Select the ids of those with a tag, in any of the spellings in which it is kept."""
    spelled = connection.execute(select(field.c.value).where(_IS_TAG).distinct()).scalars()
    same = [each for each in spelled if fold(each) == fold(tag)]
    return select(field.c.person_id).where(_IS_TAG, field.c.value.in_(same))


def chosen(connection: Connection, wanted: Wanted) -> Select[Any]:
    """Select the ids of those who are wanted, whatever the words."""
    those = select(_ID)
    if wanted.ids:
        those = those.where(_ID.in_(wanted.ids))
    if wanted.company:
        those = those.where(_ID.in_(search.matching(connection, wanted.company, "companies")))
    if wanted.tag:
        those = those.where(_ID.in_(_tagged(connection, wanted.tag)))
    if wanted.stage:
        those = those.where(_at(wanted.stage))
    if wanted.event_id is not None or wanted.since is not None or wanted.met_by:
        met = select(meeting.c.person_id)
        if wanted.met_by:
            met = met.where(meeting.c.by.in_(spelled(connection, wanted.met_by)))
        if wanted.event_id is not None:
            met = met.where(meeting.c.event_id == wanted.event_id)
        if wanted.since is not None:
            met = met.where(meeting.c.date >= wanted.since)
        those = those.where(_ID.in_(met))
    return those


def _at(stage: Stage) -> ColumnElement[bool]:
    """Tell by the summary whether someone is at a stage."""
    from cardscan.connections.standing import LET_GO, Standing  # loads the gate: not for who lists address books

    stages: dict[Stage, ColumnElement[bool]] = {
        "waiting": summary.c.waits,
        "quality": summary.c.standing >= Standing.QUALITY,
        "cemented": summary.c.standing >= Standing.CEMENTED,
        "companies": summary.c.company,
        "let-go": summary.c.filed == LET_GO,
    }
    return stages[stage]
