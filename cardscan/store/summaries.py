"""Where each person stands and when they are due, kept to find few among very many. Functions on an open transaction.

A summary says who is worth reading, no more: whoever was read is judged by the rules again. So nobody leaves, and
nobody is listed, who should not be, whatever a summary says.
"""

from collections.abc import Collection, Iterable
from datetime import UTC, datetime

from sqlalchemy import Connection

from cardscan.connections.dates.spans import get_back_on
from cardscan.connections.followup import cadence_of, last_contact
from cardscan.connections.letting_go import idle_since
from cardscan.connections.standing import filed, is_company, standing, waits_for_note
from cardscan.person import Person
from cardscan.store.following import Following
from cardscan.store.schema import summary

_FOLLOWING = Following(summary, "person_id", ("person_id",))


def refresh(connection: Connection, person_ids: Collection[int], people: Iterable[Person]) -> None:
    """Bring the summaries of these people up to date; those who are gone are not among `people`."""
    now = datetime.now(UTC).astimezone()  # for its time zone alone: days are local
    rows = [
        {
            "person_id": each.id,
            "standing": standing(each),
            "filed": filed(each),
            "waits": waits_for_note(each),
            "company": is_company(each.contact),
            "named": bool(each.contact.fn),
            "met": max((met.date for met in each.meetings), default=None),
            "idle": idle_since(each, now),
            "get_back": get_back_on(last_contact(each, now), cadence_of(each)),
        }
        for each in people
    ]
    _FOLLOWING.refresh(connection, person_ids, rows)
