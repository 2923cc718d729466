"""Where each person stands and when they are due, kept to find few among very many. Functions on an open transaction.

A summary says who is worth reading, no more: whoever was read is judged by the rules again. So nobody leaves, and
nobody is listed, who should not be, whatever a summary says.
"""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection

from cardscan.connections.dates.spans import get_back_on
from cardscan.connections.doubts import to_check as what_to_check
from cardscan.connections.followup import cadence_of, last_contact
from cardscan.connections.introductions import notes_of
from cardscan.connections.letting_go import idle_since
from cardscan.connections.standing import filed, is_company, standing, waits_for_note
from cardscan.connections.waiting import turn_of, turn_waiting
from cardscan.person import Person
from cardscan.store.following import Following
from cardscan.store.schema_found import summary, to_check

_SUMMARIES = Following(summary, ("person_id",), ("person_id",))
_CHECKS = Following(to_check, ("person_id",), ("person_id", "kind", "position"))


def refresh(connection: Connection, person_ids: Collection[int], people: Sequence[Person]) -> None:
    """Bring the summaries of these people up to date; those who are gone are not among `people`."""
    now = datetime.now(UTC).astimezone()  # for its time zone alone: days are local
    _SUMMARIES.refresh(connection, person_ids, [{"person_id": each.id, **_summary(each, now)} for each in people])
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


def _summary(of: Person, now: datetime) -> dict[str, Any]:
    turn, waits = turn_of(of), turn_waiting(of)
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
