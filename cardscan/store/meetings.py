"""Meetings and what was noted of them. Functions on an open transaction."""

from dataclasses import fields
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update

from cardscan.errors import InputError
from cardscan.person import Memo, Note
from cardscan.store import events
from cardscan.store.engine import user_of
from cardscan.store.rows import inserted, plain_row, storable
from cardscan.store.schema import meeting, note, unfinished

_NOTE, _MEMO = (attrgetter(*(each.name for each in fields(kind))) for kind in (Note, Memo))  # of rows
_LATEST = (
    select(meeting.c.id)
    .where(meeting.c.person_id == bindparam("person"))
    .order_by(meeting.c.date.desc(), meeting.c.id.desc())
    .limit(1)
)
_PERSON = select(meeting.c.person_id).where(meeting.c.id == bindparam("meeting"))
_UNFINISHED = unfinished.c.meeting_id == bindparam("meeting"), unfinished.c.by.in_(("", bindparam("by")))
_ANY_UNFINISHED, _NONE_UNFINISHED = select(unfinished.c.by).where(*_UNFINISHED), delete(unfinished).where(*_UNFINISHED)


def add(connection: Connection, person_id: int, day: date, event_id: int | None, place: str) -> int:
    """Add a meeting without a card, and return its id."""
    _check_event(connection, event_id)
    values = {"person_id": person_id, "date": day, "event_id": event_id, "place": storable(place), "said": []}
    return inserted(connection, meeting, {**values, "by": user_of(connection)})


def change(connection: Connection, meeting_id: int, values: dict[str, Any]) -> None:
    """Change date, event or place of a meeting; where nothing is given, nothing."""
    if not values:
        return
    _check_event(connection, values.get("event_id"))
    connection.execute(update(meeting).where(meeting.c.id == meeting_id).values(values))


def latest(connection: Connection, person_id: int, today: date) -> int:
    """Return the id of the latest meeting with someone; one of today is added where there is none."""
    found = connection.execute(_LATEST, {"person": person_id}).scalar_one_or_none()
    return add(connection, person_id, today, None, "") if found is None else int(found)


def meant(connection: Connection, person_id: int, meeting_id: int | None, now: datetime) -> int:
    """Say which meeting with someone is meant: this one, or the latest. Raises InputError for one with someone else."""
    if meeting_id is None:
        return latest(connection, person_id, now.astimezone().date())
    if person_of(connection, meeting_id) != person_id:
        raise InputError(f"meeting {meeting_id} was with someone else", "cardscan show WHO lists the meetings")
    return meeting_id


def person_of(connection: Connection, meeting_id: int) -> int:
    """Return the id of the person who was met. Raises InputError when there is no such meeting."""
    found = connection.execute(_PERSON, {"meeting": meeting_id}).scalar_one_or_none()
    if found is None:
        raise InputError(f"there is no meeting {meeting_id}", "cardscan show WHO lists the meetings with someone")
    return int(found)


def add_note(connection: Connection, meeting_id: int, taken: Note, begun: bool = True) -> None:
    """Add a note to a meeting; what its writer had left unfinished there, if anything was `begun`, is done."""
    connection.execute(insert(note), {"meeting_id": meeting_id, **plain_row(taken)})
    if begun:
        keep_unfinished(connection, meeting_id, None)


def keep_unfinished(connection: Connection, meeting_id: int, begun: Note | None) -> None:
    """Keep what was written and refused, or is being written, in place of what they wrote before; None: nothing."""
    theirs = {"meeting": meeting_id, "by": user_of(connection)}
    if connection.execute(_ANY_UNFINISHED, theirs).first():
        connection.execute(_NONE_UNFINISHED, theirs)
    if begun:
        connection.execute(insert(unfinished), {"meeting_id": meeting_id, **plain_row(begun)})


def note_of(row: Row[Any]) -> Note:
    """Make a note of its row."""
    return Note(*_NOTE(row))


def memo_of(row: Row[Any]) -> Memo:
    """Make a memo of its row."""
    return Memo(*_MEMO(row))


def _check_event(connection: Connection, event_id: int | None) -> None:
    if event_id is not None:
        events.one(connection, event_id)
