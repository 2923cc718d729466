"""Whom to read to tell what is due: those whose day has come, the most urgent first.

Functions on an open transaction.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select, union_all

from cardscan.connections.followup import COMING, LEFT_ALONE
from cardscan.connections.standing import FILED_AWAY, Standing
from cardscan.person import Owner, Person
from cardscan.store import courses, people
from cardscan.store.schema import meeting, person, promise, recalled
from cardscan.store.schema_beside import their_date
from cardscan.store.schema_found import summary

_NOT_FILED = summary.c.filed != FILED_AWAY
_QUALITY = summary.c.standing >= Standing.QUALITY
_UNDATED = ("some_day", "notes", "get_back")

#: What is due of a kind is counted so far: of more nobody asks how many.
MOST_COUNTED = 1000


@dataclass(frozen=True, slots=True)
class Counts:
    """How much is due of each kind of an agenda; of more than MOST_COUNTED no more than that is counted."""

    promises: int
    ask: int
    some_day: int
    notes: int
    get_back: int
    introductions: int = 0
    dates: int = 0


@dataclass(frozen=True, slots=True)
class Few:
    """Whom to look at where nothing has a day: `number` of each kind, not those who rest, and who was chosen before."""

    number: int
    rest: frozenset[int]
    chosen: frozenset[int]


@dataclass(frozen=True, slots=True)
class DuePeople:
    """Those for whom something is due, and how much is."""

    people: tuple[Person, ...]
    counts: Counts
    awaited: frozenset[int]  # those of whom a note may wait, or to whom it may be time to get back


def due(
    connection: Connection, folder: Path | None, now: datetime, most: int | None, undated: Few | None = None
) -> DuePeople:
    """Read those for whom something is due, the `most` most urgent of each kind, or all; and count what is due.

    undated: the few of what has no day of its own; None: as of the rest.
    """
    today = now.date()
    kinds = {
        "promises": _promised("me", today + COMING),
        "ask": _promised("them", today),
        "dates": _to_ask_after(today),
        "some_day": _some_day(now),
        "notes": _waiting(today),
        "get_back": _to_get_back(today),
    }
    wanted = {name: kind.limit(most) for name, kind in kinds.items()}
    if undated:
        kinds_of_people = kinds | {"some_day": _some_day(now, by_person=True)}
        others = summary.c.person_id.not_in(undated.rest)
        wanted |= {name: kinds_of_people[name].where(others).limit(undated.number) for name in _UNDATED}
    found = {name: set(connection.execute(rows).scalars()) for name, rows in wanted.items()}
    introduced = courses.due(today)
    chosen = undated.chosen if undated else frozenset()
    awaited = chosen.union(found["notes"], found["get_back"])
    ids = awaited.union(*found.values())
    ids |= {each for pair in connection.execute(introduced.limit(most)) for each in (pair.one_id, pair.other_id)}
    there = *people.load(connection, folder, awaited, brief=True), *people.named(connection, folder, ids - awaited)
    counted = kinds | {"introductions": introduced}
    counts = {name: _count(connection, kind, MOST_COUNTED) for name, kind in counted.items()}
    return DuePeople(there, Counts(**counts), awaited)


def to_recall(
    connection: Connection, due: Collection[int], event_ids: Collection[int], to_be_met: Collection[int], most: int
) -> list[tuple[int, date | None, bool]]:
    """Find quality connections with a name: when they were met last, and whether they are expected somewhere.

    Those are who was met at these events or is to be met, of the others who is `due`, being asked for before, and the
    `most` met last of those who never were.
    """
    of = select(summary.c.person_id, summary.c.met).where(_QUALITY, summary.c.named)
    at_events = select(meeting.c.person_id).where(meeting.c.event_id.in_(event_ids))
    never = of.where(summary.c.person_id.not_in(select(recalled.c.person_id)))
    last = summary.c.met.desc(), summary.c.person_id
    # Of one standing they lie in an index in the order in which they were met; of several all would be put in order.
    standings = (each for each in Standing if each >= Standing.QUALITY)
    of_each = (never.where(summary.c.standing == each).order_by(*last).limit(most).subquery() for each in standings)
    newest = union_all(*map(select, of_each)).subquery()
    last_first = select(newest).order_by(newest.c.met.desc(), newest.c.person_id).limit(most)
    them = of.where(or_(summary.c.person_id.in_(at_events), summary.c.person_id.in_(to_be_met)))
    expected = connection.execute(them).all() if event_ids or to_be_met else []  # for nobody all would be looked at
    others = [
        *connection.execute(of.where(summary.c.person_id.in_(due))),
        *connection.execute(last_first),
    ]
    coming = {row.person_id for row in expected}
    return [(row.person_id, row.met, row.person_id in coming) for row in {*expected, *others}]


def idle(connection: Connection, before: date) -> Sequence[int]:
    """Find those who have waited for nothing but a note since a day, or longer."""
    ids = select(summary.c.person_id).where(summary.c.idle <= before).order_by(summary.c.person_id)
    return connection.execute(ids).scalars().all()


def _promised(owner: Owner, until: date) -> Select[Any]:
    return _open().where(promise.c.owner == owner, promise.c.due <= until).order_by(promise.c.due, promise.c.id)


def _to_ask_after(today: date) -> Select[Any]:
    rows = select(their_date.c.person_id).join(summary, summary.c.person_id == their_date.c.person_id)
    still = their_date.c.asked.is_(None), their_date.c.dropped.is_(None), their_date.c.day < today
    return rows.where(*still, _NOT_FILED).order_by(their_date.c.day, their_date.c.id)


def _some_day(now: datetime, by_person: bool = False) -> Select[Any]:
    """Select those whose promises have no day and were left alone for long, once for each promise or person."""
    told_from = datetime.combine(now.date() - LEFT_ALONE + timedelta(days=1), time.min, now.tzinfo)
    rows = _open().where(promise.c.due.is_(None), promise.c.made < told_from)
    if by_person:
        return rows.group_by(promise.c.person_id).order_by(func.min(promise.c.made), func.min(promise.c.id))
    return rows.order_by(promise.c.made, promise.c.id)


def _open() -> Select[Any]:
    rows = select(promise.c.person_id).join(summary, summary.c.person_id == promise.c.person_id)
    return rows.where(promise.c.kept.is_(None), promise.c.dropped.is_(None), _NOT_FILED)


def _waiting(today: date) -> Select[Any]:
    rows = select(summary.c.person_id).join(person).where(summary.c.waits, summary.c.met.is_not(None))
    return rows.where(_awake(today)).order_by(summary.c.met, summary.c.person_id)


def _to_get_back(today: date) -> Select[Any]:
    rows = select(summary.c.person_id).join(person).where(summary.c.get_back <= today, _NOT_FILED)
    return rows.where(_awake(today)).order_by(summary.c.get_back, summary.c.person_id)


def _awake(today: date) -> ColumnElement[bool]:
    return or_(person.c.snoozed.is_(None), person.c.snoozed <= today)


def _count(connection: Connection, rows: Select[Any], most: int | None = None) -> int:
    counted = rows.order_by(None).limit(most).subquery()
    return connection.execute(select(func.count()).select_from(counted)).scalar_one()
