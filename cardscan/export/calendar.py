"""Write what is due as an iCalendar (RFC 5545) that phones import, or subscribe to.

Phones skip VTODO, so that by default each entry is an event, of a whole day and with an alarm in its morning. A second
import updates the first: UIDs stay, and SEQUENCE rises with every change, as it counts seconds.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from icalendar import Alarm, Calendar, Event, Todo

from cardscan.connections.events.calendar import Entry
from cardscan.text.plain import plain_line

_ALARM = timedelta(hours=9)  # of the day
_EPOCH = datetime(2024, 1, 1, tzinfo=UTC)  # SEQUENCE has 31 bits


def calendar_of(entries: Iterable[Entry], todo: bool = False, subscribed: bool = False) -> Iterator[bytes]:
    """Write entries as a calendar, one after the other; the same entries give the same bytes.

    todo: as tasks, for programs that take them. subscribed: for a calendar that is fetched again and again, where what
    is over is left out, and so goes; in one that is imported it has to be told.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//cardscan//cardscan//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "cardscan")
    if subscribed:
        calendar.add("refresh-interval", timedelta(hours=4), parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", "PT4H")
    begin, end, _ = bytes(calendar.to_ical()).partition(b"END:VCALENDAR")
    yield begin
    for entry in entries:
        if entry.status == "open" or not subscribed:
            yield bytes((_todo(entry) if todo else _event(entry)).to_ical())
    yield end + b"\r\n"


def _event(entry: Entry) -> Event:
    event = Event()
    _describe(event, entry)
    if entry.day:
        event.add("dtstart", entry.day)
        event.add("dtend", entry.day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")  # it takes no time of the day
    event.add("status", "CONFIRMED" if entry.status == "open" else "CANCELLED")
    if entry.status == "open":
        event.add_component(_alarm(entry, {}))
    return event


def _todo(entry: Entry) -> Todo:
    todo = Todo()
    _describe(todo, entry)
    if entry.day:
        todo.add("due", entry.day)
    todo.add("status", {"open": "NEEDS-ACTION", "done": "COMPLETED", "cancelled": "CANCELLED"}[entry.status])
    if entry.settled:
        todo.add("completed", entry.settled.astimezone(UTC))
    if entry.status == "open" and entry.day:
        todo.add_component(_alarm(entry, {"RELATED": "END"}))
    return todo


def _describe(component: Event | Todo, entry: Entry) -> None:
    revised = entry.revised.astimezone(UTC).replace(microsecond=0)
    component.add("uid", entry.uid)
    component.add("dtstamp", revised)
    component.add("last-modified", revised)
    component.add("sequence", max(0, int((revised - _EPOCH).total_seconds())))
    component.add("summary", plain_line(entry.summary))


def _alarm(entry: Entry, parameters: dict[str, str]) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", plain_line(entry.summary))
    alarm.add("trigger", _ALARM, parameters=parameters)
    return alarm
