"""What belongs into a calendar: promises with a day, whom to get back to, and notes to write after an event.

Everything is of a whole day: a promise is due by a day, at no hour, and a day without a time zone never moves while you
travel. What is done, dropped or no longer wanted is told as cancelled until its day: a calendar that imported it before
would remind of it otherwise.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from cardscan.connections.asking import Asking, spread, to_ask
from cardscan.connections.dates.spans import get_back_on
from cardscan.connections.followup import agenda, cadence_of, last_contact
from cardscan.connections.known import called
from cardscan.connections.standing import filed_away, waits_for_note
from cardscan.connections.us import of, was_met_by
from cardscan.person import Event, Person, Promise

Status = Literal["open", "done", "cancelled"]

_SWEEP = timedelta(days=2)  # after the last day of an event: before names fade
_NOBODY_ASKED = Asking()
_TOLD = timedelta(days=90)  # how long a task is told that is over: it stays open after its day


@dataclass(frozen=True, slots=True)
class Entry:
    """Something in the calendar."""

    uid: str  # never changes
    summary: str  # names the person and the promise, and nothing of a note
    day: date | None  # None: of a task that has none
    revised: datetime  # UTC: of the last change; later whenever anything of the entry is otherwise
    status: Status = "open"
    settled: datetime | None = None  # UTC: when it was done


def entries(
    people: Iterable[Person],
    events: Iterable[Event],
    changed: datetime | None,
    now: datetime,
    tasks: bool = False,
    user: str = "",
    asking: Asking = _NOBODY_ASKED,
) -> list[Entry]:
    """List what belongs into a calendar, in the order of days; what has none comes last.

    changed: when the store was changed last. now: in the user's own time zone. tasks: for a list of tasks, where
    promises without a day are told too, and what is over for longer. user: one of us, to whom only that is told which
    is theirs, or nobody's; "": all of it. asking: whom the user was asked about, and the pace: those to get back to are
    on the days on which `today` may ask about them, and never more of them a day than that.
    """
    people = tuple(people)
    latest = max((*(person.revised for person in people), *filter(None, (changed,))), default=now.astimezone(UTC))
    met = [person for person in people if was_met_by(person, user)] if user else people
    found = [entry for person in people for entry in _promises(person, tasks, user)]
    found += _get_back(met, now, latest, user, asking)
    found += [entry for event in events for entry in _sweep(event, met, latest, now.date())]
    since = now.date() - (_TOLD if tasks else timedelta())
    told = (entry for entry in found if entry.status == "open" or (entry.day or entry.revised.date()) >= since)
    return sorted(told, key=lambda entry: (entry.day or date.max, entry.uid))


def _promises(person: Person, tasks: bool, user: str) -> Iterator[Entry]:
    away = filed_away(person)
    for promise in of(person.promises, user) if user else person.promises:
        if promise.due or tasks:
            status: Status = "done" if promise.kept else "cancelled" if promise.dropped or away else "open"
            yield Entry(
                # Without the person's UID: a promise stays the same when two people turn out to be one.
                f"promise-{promise.id}-{promise.made.astimezone(UTC):%Y%m%dT%H%M%SZ}@cardscan",
                _said(person, promise),
                promise.due,
                person.revised,
                status,
                promise.kept,
            )


def _said(person: Person, promise: Promise) -> str:
    return f"{called(person.contact)}{'' if promise.owner == 'me' else ' promised'}: {promise.text}"


def _get_back(people: Iterable[Person], now: datetime, latest: datetime, user: str, asking: Asking) -> Iterator[Entry]:
    people = tuple(people)
    own = {each.id: day for each in people if (day := _wanted_on(each, now))}
    days = spread(own, to_ask(agenda(people, now, user), asking, now), asking, now)
    asked = max((each.at for each in asking.asked.values()), default=latest)
    morning = datetime.combine(now.date(), time.min, now.tzinfo).astimezone(UTC)
    for person in people:
        day = days.get(person.id)
        if day or (_was_wanted(person) and now - person.revised <= _TOLD):
            moved = day != own.get(person.id)  # as time goes by, as others change or are asked about
            yield Entry(
                f"get-back-{person.uid}@cardscan",
                f"Get back to {called(person.contact)}",
                day or now.date(),
                max(latest, asked, morning) if moved else max(latest, asked),
                "open" if day else "cancelled",
            )


def _wanted_on(person: Person, now: datetime) -> date | None:
    """Give the day from which on it is time to get back to someone."""
    day = None if filed_away(person) else get_back_on(last_contact(person, now), cadence_of(person))
    return max(day, person.snoozed or day) if day else None


def _was_wanted(person: Person) -> bool:
    """Tell whether a calendar may hold an entry of someone who is out of it now."""
    return bool(person.cadence) or any(note.again for meeting in person.meetings for note in meeting.notes)


def _sweep(event: Event, people: Iterable[Person], revised: datetime, today: date) -> Iterator[Entry]:
    """Remind of the notes of an event: of one to come, too, as nobody imports a calendar on the day after."""
    guests = [each for each in people if any(met.event_id == event.id for met in each.meetings)]
    waiting = sum(map(waits_for_note, guests))
    day = (event.until or event.date) + _SWEEP
    if guests or day >= today:
        of = f" on {waiting} {'person' if waiting == 1 else 'people'}" if waiting else ""
        yield Entry(
            f"notes-{event.id}@cardscan",
            f"{event.name}: write your notes{of}",
            day,
            revised,
            "open" if waiting or not guests else "cancelled",
        )
