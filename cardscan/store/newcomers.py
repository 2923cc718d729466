"""Someone new of whom there is no photo: met on a day, without a card. Functions on an open transaction."""

from datetime import date, datetime

from sqlalchemy import Connection

from cardscan.model import Contact
from cardscan.store import meetings, people
from cardscan.store.journal import recorded


def add(connection: Connection, contact: Contact, day: date, event_id: int | None, action: str, now: datetime) -> int:
    """Have met someone who is new, as one step of the journal's; return their id."""
    with recorded(connection, action, (), now) as recording:
        new = people.add(connection, contact, None, now, now)
        meetings.add(connection, new, day, event_id, "")
        recording.touched.add(new)
    return new
