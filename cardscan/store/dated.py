"""Whom to read for a calendar: those of whom something has a day, what comes next first.

Functions on an open transaction.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, case, exists, func, not_, or_, select, true

from cardscan.connections.events.calendar import TOLD, Gathering, told_since
from cardscan.connections.standing import FILED_AWAY
from cardscan.store import events, finding, journal
from cardscan.store.finding import Wanted
from cardscan.store.schema import meeting, note, person, promise
from cardscan.store.schema_beside import their_date
from cardscan.store.schema_found import summary
from cardscan.store.schema_introduced import introduction

_ID, _BACK, _DUE = summary.c.person_id, summary.c.get_back, promise.c.due
_AWAY = summary.c.filed == FILED_AWAY
_OVER = or_(promise.c.kept.is_not(None), promise.c.dropped.is_not(None), _AWAY)
_DAY, _NEXT_DAY = their_date.c.day, timedelta(days=1)
_ASKED = or_(their_date.c.asked.is_not(None), their_date.c.dropped.is_not(None), _AWAY)
_ONCE_WANTED = or_(
    person.c.cadence != "",
    exists().where(meeting.c.person_id == _ID, note.c.meeting_id == meeting.c.id, note.c.again),
)


@dataclass(frozen=True, slots=True)
class Dated:
    """What a calendar is made of."""

    ids: Sequence[int]  # whom to read
    gatherings: tuple[Gathering, ...]
    changed: datetime | None  # UTC: when anything was, the last time
    more: bool  # of a kind there is more than was asked for


@dataclass(frozen=True, slots=True)
class _Whose:
    """Whose days are told: of those who are chosen, what has to do with one of us."""

    people: ColumnElement[bool]
    met: ColumnElement[bool]
    promised: ColumnElement[bool]
    noted: ColumnElement[bool]  # dates of theirs


def dated(
    connection: Connection,
    wanted: Wanted,
    now: datetime,
    tasks: bool,
    user: str,
    most: int | None,
    besides: Collection[int],
) -> Dated:
    """Find of those who are wanted whom a calendar is about: of each kind of entry the `most` next ones, or all.

    besides: who is among them if it is ever time to get back to them. `now`, `tasks` and `user` are those of
    `cardscan.connections.events.calendar.entries`.
    """
    whose = _whose(connection, wanted, user)
    limit = None if most is None else most + 1
    kinds = [connection.execute(kind.limit(limit)).scalars().all() for kind in _kinds(now, tasks, whose)]
    known = connection.execute(select(_ID).where(whose.people, _ID.in_(besides), _BACK.is_not(None))).scalars().all()
    revised = connection.execute(select(func.max(person.c.revised))).scalar_one()
    return Dated(
        sorted({each for kind in kinds for each in kind[:most]}.union(known)),
        tuple(_gatherings(connection, whose)),
        max(filter(None, (revised, journal.latest(connection))), default=None),
        most is not None and any(len(kind) > most for kind in kinds),
    )


def _whose(connection: Connection, wanted: Wanted, user: str) -> _Whose:
    """Say whose days are told; what has no name is anybody's, as `cardscan.connections.us` has it."""
    people = true() if wanted == Wanted() else _ID.in_(finding.chosen(connection, wanted))
    if not user:
        return _Whose(people, true(), true(), true())
    names = ("", *finding.spelled(connection, user))
    own = select(meeting.c.person_id).where(meeting.c.by.in_(names))
    met = or_(_ID.in_(own), _ID.not_in(select(meeting.c.person_id)))
    promised, noted = (
        table.c.by.in_(("", *finding.spelled(connection, user, table))) for table in (promise, their_date)
    )
    return _Whose(people, met, promised, noted)


def _kinds(now: datetime, tasks: bool, whose: _Whose) -> Iterator[Select[Any]]:
    """Select people by each kind of entry, the next first; of what is past, the latest."""
    today, since = now.date(), told_since(now.date(), tasks)
    promises = select(_ID).join(promise, promise.c.person_id == _ID).where(whose.people, whose.promised)
    still, over = promises.where(not_(_OVER)), promises.where(_OVER)
    yield still.where(today <= _DUE).order_by(_DUE, promise.c.id)
    yield still.where(today > _DUE).order_by(_DUE.desc(), promise.c.id.desc())
    yield over.where(since <= _DUE).order_by(_DUE, promise.c.id)
    dates = select(_ID).join(their_date, their_date.c.person_id == _ID).where(whose.people, whose.noted)
    yield dates.where(not_(_ASKED), today <= _DAY).order_by(_DAY, their_date.c.id)
    yield dates.where(not_(_ASKED), today > _DAY).order_by(_DAY.desc(), their_date.c.id.desc())
    yield dates.where(_ASKED, since - _NEXT_DAY <= _DAY).order_by(_DAY, their_date.c.id)
    people = select(_ID).join(person, person.c.id == _ID).where(whose.people)
    if tasks:
        yield still.where(_DUE.is_(None)).order_by(promise.c.made.desc(), promise.c.id.desc())
        lately = people.join(promise, promise.c.person_id == _ID).where(whose.promised, _OVER, _DUE.is_(None))
        yield lately.where(person.c.revised >= now - TOLD - timedelta(days=1)).order_by(person.c.revised.desc(), _ID)
    again, no_longer = people.where(whose.met, not_(_AWAY)), people.where(whose.met, or_(_BACK.is_(None), _AWAY))
    two = or_(introduction.c.person_id == _ID, introduction.c.other_id == _ID)
    yield people.where(exists().where(two)).order_by(person.c.revised.desc(), _ID)
    yield again.where(_BACK.is_not(None)).order_by(_BACK, _ID)  # those whose time has come are spread over days ahead
    yield no_longer.where(person.c.revised >= now - TOLD, _ONCE_WANTED).order_by(person.c.revised.desc(), _ID)


def _gatherings(connection: Connection, whose: _Whose) -> Iterator[Gathering]:
    """Count who was met at each event, and of whom a note is still to be written."""
    waiting = case((summary.c.waits, _ID))
    counted = (
        select(meeting.c.event_id, func.count(_ID.distinct()), func.count(waiting.distinct()))
        .join(summary, meeting.c.person_id == _ID)
        .where(meeting.c.event_id.is_not(None), whose.people, whose.met)
        .group_by(meeting.c.event_id)
    )
    numbers = {event_id: (guests, waits) for event_id, guests, waits in connection.execute(counted)}
    for event in events.load(connection):
        yield Gathering(event, *numbers.get(event.id, (0, 0)))
