"""Find the people whom someone asks for, as far as the database can tell. Functions on an open transaction."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Select, Table, func, literal_column, select

from cardscan.person import Person
from cardscan.store import people, search
from cardscan.store.engines.words import index
from cardscan.store.people import ListedName
from cardscan.store.schema import field, meeting, merged, person
from cardscan.store.schema_found import summary
from cardscan.text.folding import fold

#: Those who wait for a note, quality connections (cemented ones too), those to whom you kept a promise; cards that
#: name no person; those who were let go.
Stage = Literal["waiting", "quality", "cemented", "companies", "let-go"]

#: Everyone has a summary, and it says how far they have come.
_ID = summary.c.person_id
_ROW = index.c.rowid  # of the index of words: the same id
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
        among = _narrowed(connection, wanted)
        ranked = search.ranked(connection, wanted.words, among)
        if ranked is not None:
            return ranked
        tiers = search.tiers(connection, wanted.words, among)
        return [each for tier in tiers for each in connection.execute(tier.order_by(_ROW.desc())).scalars()]
    return connection.execute(chosen(connection, wanted).order_by(_ID)).scalars().all()


def some(connection: Connection, wanted: Wanted, start: int | None, limit: int, newest_first: bool) -> Slice:
    """Give a page of those who are wanted: by words the likeliest first, else by when they came.

    Of very many whom words find those come first who are called so, then those whose companies are, each the latest
    first. start: where it begins, as another page says it.
    """
    if wanted.words:
        among = _narrowed(connection, wanted)
        ranked = search.ranked(connection, wanted.words, among)
        if ranked is None:
            return _tiered(connection, wanted, search.tiers(connection, wanted.words, among), start, limit)
        return _ranked(ranked, start, limit)
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
        found = search.matching(connection, wanted.words)
        those = found if wanted == Wanted(wanted.words) else those.where(_ID.in_(found))
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
    names = select(meeting.c.by).where(meeting.c.by > "").distinct().order_by(meeting.c.by)  # by its index alone
    return list(connection.execute(names).scalars())


def spelled(connection: Connection, name: str, table: Table = meeting) -> Sequence[str]:
    """Give the spellings of one of us in a table that says who it was."""
    there = connection.execute(select(table.c.by).where(table.c.by > "").distinct()).scalars()
    return [each for each in there if fold(each) == fold(name)]


def _narrowed(connection: Connection, wanted: Wanted) -> Select[Any] | None:
    """Select those among whom words are looked for; None: among all."""
    return None if wanted == Wanted(wanted.words) else chosen(connection, wanted)


def _ranked(ids: Sequence[int], start: int | None, limit: int) -> Slice:
    """Give a page of those who were ranked, from so many on."""
    at = start if start and start <= search.MOST_RANKED else 0
    following = at + limit if at + limit < len(ids) else None
    return Slice(tuple(ids[at : at + limit]), len(ids), following, max(0, at - limit) if at else None)


def _tiered(
    connection: Connection, wanted: Wanted, tiers: Sequence[Select[Any]], start: int | None, limit: int
) -> Slice:
    """Give a page of those of the first tier, the latest first, then of the next one."""
    tier, first = _place(start, len(tiers))
    here: list[tuple[int, int]] = []
    for at in range(tier, len(tiers)):
        some = tiers[at].order_by(_ROW.desc()).limit(limit + 1 - len(here))
        here += _of(connection, at, some.where(first >= _ROW) if first and at == tier else some)
    before: list[tuple[int, int]] = []
    for at in range(tier, -1, -1) if first else ():
        some = tiers[at].order_by(_ROW).limit(limit - len(before))
        before += _of(connection, at, some.where(first < _ROW) if at == tier else some)
    return Slice(
        tuple(person_id for _, person_id in here[:limit]),
        count(connection, wanted),
        _start(*here[limit], len(tiers)) if len(here) > limit else None,
        _start(*before[-1], len(tiers)) if before else None,
    )


def _of(connection: Connection, tier: int, some: Select[Any]) -> Iterator[tuple[int, int]]:
    return ((tier, each) for each in connection.execute(some).scalars())


def _start(tier: int, person_id: int, tiers: int) -> int:
    """Say in a number where a page begins: one that is no place among those who are ranked."""
    return search.MOST_RANKED + 1 + person_id * tiers + tier


def _place(start: int | None, tiers: int) -> tuple[int, int]:
    """Give tier and id that `_start` was given; of anything else the beginning, which is before every id."""
    person_id, tier = divmod(max(0, (start or 0) - search.MOST_RANKED - 1), tiers)
    return (tier, person_id) if person_id else (0, 0)


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
