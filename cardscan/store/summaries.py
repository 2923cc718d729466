"""Where each person stands and when they are due, kept to find few among very many. Functions on an open transaction.

A summary says who is worth reading, no more: whoever was read is judged by the rules again. So nobody leaves, and
nobody is listed, who should not be, whatever a summary says.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, func, select

from cardscan.connections.dates.spans import get_back_on
from cardscan.connections.doubts import to_check as what_to_check
from cardscan.connections.followup import cadence_of, last_contact
from cardscan.connections.introductions import notes_of
from cardscan.connections.letting_go import idle_since
from cardscan.connections.standing import filed, is_company, standing, waits_for_note
from cardscan.connections.waiting import turn_of, turn_waiting
from cardscan.person import Person
from cardscan.store.following import Following
from cardscan.store.rows import of
from cardscan.store.schema import event
from cardscan.store.schema_found import summary, to_check

_SUMMARIES = Following(summary, ("person_id",), ("person_id",))
_LAST_DAYS = select(event.c.id, func.coalesce(event.c.until, event.c.date).label("day")).where(of(event.c.id))
_CHECKS = Following(to_check, ("person_id",), ("person_id", "kind", "position"))


def refresh(connection: Connection, person_ids: Collection[int], people: Sequence[Person]) -> None:
    """Bring the summaries of these people up to date; those who are gone are not among `people`."""
    now = datetime.now(UTC).astimezone()  # for its time zone alone: days are local
    days = last_days(connection, people)
    _SUMMARIES.refresh(connection, person_ids, [{"person_id": each.id, **_summary(each, days, now)} for each in people])
    checks = [
        {
            "person_id": each.id,
            "kind": one.kind,
            "position": one.position,
            "doubt": one.doubt,
            "doubtful": one.doubtful,
        }
        for each in people
        for one in what_to_check(each)
    ]
    _CHECKS.refresh(connection, person_ids, checks)


def last_days(connection: Connection, people: Iterable[Person]) -> dict[int, date]:
    """Give the last days of the events at which these people were met last, by their ids."""
    ids = {met for each in people if each.meetings and (met := each.meetings[-1].event_id) is not None}
    if not ids:
        return {}
    return {row.id: row.day for row in connection.execute(_LAST_DAYS, {"ids": sorted(ids)})}


def _summary(of: Person, days: Mapping[int, date], now: datetime) -> dict[str, Any]:
    turn, waits = turn_of(of, days), turn_waiting(of, days)
    return {
        "standing": standing(of),
        "filed": filed(of),
        "waits": waits_for_note(of),
        "company": is_company(of.contact),
        "named": bool(of.contact.fn),
        "met": max((met.date for met in of.meetings), default=None),
        "idle": idle_since(of, now),
        "get_back": get_back_on(last_contact(of, now), cadence_of(of)),
        "noted": max((note.written for note in notes_of(of)), default=None),
        "since": waits and waits.since,
        "event_id": turn.event_id,
        "created": turn.created,
    }
