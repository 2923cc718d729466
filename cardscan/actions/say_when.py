"""Say when and where someone was met: a meeting's day, event and place, as one rule for commands, pages and the API."""

from datetime import date, datetime

from cardscan.connections.events.which import day_within, held_on
from cardscan.connections.seen import as_seen, fingerprint, meeting_of, when_met
from cardscan.errors import InputError
from cardscan.person import Event, Meeting, Person
from cardscan.store import Store


def say_when(
    store: Store,
    meeting: Meeting,
    now: datetime,
    *,
    day: date | None = None,
    event: Event | None = None,
    no_event: bool = False,
    place: str | None = None,
) -> Person:
    """Change a meeting; None leaves a part as it is, `no_event` takes it out of its event.

    With another day it moves to the event of that day, if there is only one; with another event, to the
    nearest of that event's days. Raises InputError for an event that was not held on the day given, ChangedError where
    the meeting is no longer the one given.
    """
    events = store.events()
    if day == meeting.date:
        day = None
    if event and day and event not in held_on(day, events):
        raise InputError(
            f"{event.name} was not held on {day.isoformat()}",
            f"leave one of the two out, or correct its days: cardscan event edit {event.id} --date … --until …",
        )
    values: dict[str, date | int | str | None] = {}
    if day:
        values["date"] = day
        values["event_id"] = _event_on(day, meeting, events)
    if event:
        values |= {"event_id": event.id, "date": day_within(event, day or meeting.date, now.astimezone().date())}
    if no_event:
        values["event_id"] = None
    if place is not None:
        values["place"] = " ".join(place.split())
    as_given = as_seen(fingerprint(when_met(meeting)), meeting_of(meeting.id))
    return store.expecting(as_given).change_meeting(meeting.id, now, **values)


def _event_on(day: date, meeting: Meeting, events: tuple[Event, ...]) -> int | None:
    """Tell at which event someone was met on a day: the one known, if it was held then, else the only one."""
    there = held_on(day, events)
    if meeting.event_id in [each.id for each in there]:
        return meeting.event_id
    return there[0].id if len(there) == 1 else None
