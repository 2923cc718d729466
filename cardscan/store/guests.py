"""Who will be at events, as the rest of the program sees them: each method is one transaction."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from cardscan.connections.us import is_of
from cardscan.model import Contact
from cardscan.person import Attendee
from cardscan.store import attendees, forgetting, meetings, people
from cardscan.store.attendees import IDENTIFIED, LISTED, MET
from cardscan.store.engine import Database, is_read_only, user_of
from cardscan.store.journal import Recording, recorded
from cardscan.store.schema import event, meeting

if TYPE_CHECKING:
    from cardscan.store.likely import Found

_AT_ONCE = 50  # names that are looked up: a tenth of a second


class Guests:
    """The people on the lists of events."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, event_id: int) -> tuple[Attendee, ...]:
        """List who will be at an event."""
        with self._database.reading() as connection:
            return attendees.of_event(connection, event_id)

    def put(self, event_id: int, listed: Sequence[Contact], now: datetime, only: bool = False) -> tuple[int, int, int]:
        """Keep who is on a list, as `attendees.put` does; who was forgotten is left out."""
        with self._database.reading() as connection:
            buried = forgetting.buried(connection)
        gone = buried.among(listed)  # takes long: nobody waits for the store meanwhile
        kept = [each for each, forgot in zip(listed, gone, strict=True) if not forgot]
        with self._database.writing() as connection, recorded(connection, LISTED, (), now, {event: (event_id,)}):
            return attendees.put(connection, event_id, kept, only)

    def look_up(self, listed: Sequence[Attendee]) -> "Found":
        """Find the known people whom each may be, by their ids, the likeliest first; keep it for the next time."""
        from cardscan.store import likely

        with self._database.reading() as connection:
            found = likely.kept(connection, listed)
        new = [each for each in listed if each.id not in found]
        for start in range(0, len(new), _AT_ONCE):  # others may write in between
            found |= self._find(new[start : start + _AT_ONCE])
        return found

    def _find(self, listed: Sequence[Attendee]) -> "Found":
        from cardscan.store import likely

        if is_read_only(self._database.place):
            with self._database.reading() as connection:
                return likely.find(connection, listed)
        with self._database.writing() as connection:
            there = attendees.these(connection, [each.id for each in listed])  # as nobody else changes them now
            found = likely.find(connection, there)
            likely.keep(connection, there, found)
            return found

    def meet(self, attendee_id: int, person_id: int | None, day: date, now: datetime) -> int:
        """Keep that you met someone on a list: someone known, or someone new with what the list says. Return their id.

        Where you met them there already, only who it is is kept.
        """
        with self._database.writing() as connection:
            of = attendees.one(connection, attendee_id)
            known = None if person_id is None else people.now_id(connection, person_id)
            if known is not None:
                people.one(connection, None, known)
            ids = () if known is None else (known,)
            with recorded(connection, MET, ids, now, {event: (of.event_id,)}) as recording:
                met = self._new(connection, recording, of, now) if known is None else known
                if not _met_there(connection, met, of.event_id):
                    meetings.add(connection, met, day, of.event_id, "")
                attendees.say_who(connection, of, met)
            return met

    def identify(self, attendee_id: int, person_id: int, now: datetime) -> None:
        """Keep that someone on a list is someone known."""
        with self._database.writing() as connection:
            of, known = attendees.one(connection, attendee_id), people.now_id(connection, person_id)
            people.one(connection, None, known)
            with recorded(connection, IDENTIFIED, (), now, {event: (of.event_id,)}):
                attendees.say_who(connection, of, known)

    def tell_apart(self, attendee_id: int, person_ids: Collection[int], now: datetime) -> None:
        """Keep that someone on a list is none of these people, so that it is not asked again."""
        with self._database.writing() as connection:
            of = attendees.one(connection, attendee_id)
            with recorded(connection, IDENTIFIED, (), now, {event: (of.event_id,)}):
                attendees.say_who_not(connection, of, person_ids)

    def _new(self, connection: Connection, recording: Recording, of: Attendee, now: datetime) -> int:
        new = people.add(connection, of.contact, None, now, now)
        recording.touched.add(new)
        return new


def _met_there(connection: Connection, person_id: int, event_id: int) -> bool:
    there = select(meeting.c.by).where(meeting.c.person_id == person_id, meeting.c.event_id == event_id)
    return any(is_of(by, user_of(connection)) for by in connection.execute(there).scalars())
