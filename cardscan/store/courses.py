"""What is next between two people to be introduced, kept so that few are read of many.

Functions on an open transaction. What they find is still to be judged: see `cardscan.connections.introducing`.
"""

from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, or_, select
from sqlalchemy.orm import aliased

from cardscan.connections.introducing import courses, still_to_do
from cardscan.connections.standing import FILED_AWAY
from cardscan.person import Person
from cardscan.store.following import Following
from cardscan.store.schema_found import course, summary

_PAIR = ("one_id", "other_id")
_FOLLOWING = Following(course, _PAIR, _PAIR)

PAIRS = select(course.c.one_id, course.c.other_id, course.c.first)


def refresh(connection: Connection, person_ids: Collection[int], people: Iterable[Person]) -> None:
    """Bring what is next with these people up to date; those who are gone are not among `people`."""
    now = datetime.now(UTC).astimezone()  # for its time zone alone: days are local
    there = {tuple(sorted((each.id, its.other.id))): its for each in people for its in courses(each)}
    rows = []
    for pair, its in there.items():
        todo = still_to_do(its, now)
        days = {"day": todo and todo.day, "until": todo and todo.until}
        rows.append(dict(zip(_PAIR, pair, strict=True)) | {"first": its.steps[0].id, "last": its.steps[-1].id} | days)
    _FOLLOWING.refresh(connection, person_ids, rows)


def due(today: date) -> Select[Any]:
    """Select the pairs of whom the next is due, the one that is so for longest first; not of who is filed away."""
    one, other = (aliased(summary) for _ in range(2))
    pairs = (
        PAIRS.join(one, one.c.person_id == course.c.one_id)
        .join(other, other.c.person_id == course.c.other_id)
        .where(course.c.day <= today, ~_passed(today), one.c.filed != FILED_AWAY, other.c.filed != FILED_AWAY)
    )
    return pairs.order_by(course.c.day, course.c.first)


def in_turn(today: date) -> tuple[Select[Any], Select[Any]]:
    """Select the pairs of whom something is still to be done, what comes first at first; then the others."""
    nothing = or_(course.c.day.is_(None), _passed(today))
    return (
        PAIRS.where(~nothing).order_by(course.c.day, course.c.last.desc()),
        PAIRS.where(nothing).order_by(course.c.last.desc()),
    )


def _passed(today: date) -> ColumnElement[bool]:
    return course.c.until.is_not(None) & (course.c.until < today)
