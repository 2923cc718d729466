"""What belongs into a calendar: promises and dates of theirs, introductions, whom to get back to, notes to write.

Everything is of a whole day: a promise is due by a day, at no hour, and a day without a time zone never moves while you
travel. What is done, dropped or no longer wanted is told as cancelled until its day: a calendar that imported it before
would remind of it otherwise.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from cardscan.connections.asking import Asking, spread
from cardscan.connections.dates.spans import get_back_on
from cardscan.connections.followup import cadence_of, last_contact
from cardscan.connections.introducing import NO_ANSWER, Course, courses, next_of, reminder
from cardscan.connections.known import called
from cardscan.connections.standing import filed_away
from cardscan.connections.theirdates import ask_on
from cardscan.connections.us import is_of, of, was_met_by
from cardscan.person import Event, Person, Promise

Status = Literal["open", "done", "cancelled"]

_SWEEP = timedelta(days=2)  # after the last day of an event: before names fade
_NOBODY_ASKED = Asking()
#: How long it is told that a task is over, as it stays open after its day; and whom not to get back to any more.
TOLD = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Entry:
    """Something in the calendar."""

    uid: str  # never changes
    summary: str  # names the person and the promise, or what is to be asked after; of a note no more
    day: date | None  # None: of a task that has none
    revised: datetime  # UTC: of the last change; later whenever anything of the entry is otherwise
    status: Status = "open"
    settled: datetime | None = None  # UTC: when it was done


@dataclass(frozen=True, slots=True)
class Gathering:
    """An event, and how many were met there."""

    event: Event
    guests: int
    waiting: int  # for a note


def told_since(today: date, tasks: bool) -> date:
    """Give the day since when it is told what is over."""
    return today - (TOLD if tasks else timedelta())


def entries(
    people: Iterable[Person],
    gatherings: Iterable[Gathering],
    changed: datetime | None,
    now: datetime,
    tasks: bool = False,
    user: str = "",
    chosen: Collection[int] = (),
    asking: Asking = _NOBODY_ASKED,
) -> list[Entry]:
    """List what belongs into a calendar, in the order of days; what has none comes last.

    changed: when the store was changed last. now: in the user's own time zone. tasks: for a list of tasks, where
    promises without a day are told too, and what is over for longer. user: one of us, to whom only that is told which
    is theirs, or nobody's; "": all of it. chosen, asking: who is asked about today, who was before, and the pace: those
    to get back to are on the days on which `today` may ask about them, and never more of them a day than that.
    """
    latest = changed or now.astimezone(UTC)
    found = [entry for each in gatherings for entry in _sweep(each, latest, now.date())]
    backs: list[_Back] = []
    introduced: list[Person] = []
    for person in people:  # of whom few are in memory, however many they are
        found += _promises(person, tasks, user)
        found += _dates(person, user)
        if not user or was_met_by(person, user):
            backs += _wanted(person, now)
        introduced += (person,) if person.introductions else ()
    found += _introductions(introduced, now, user)
    found += _get_back(backs, now, latest, chosen, asking)
    since = told_since(now.date(), tasks)
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


def _dates(person: Person, user: str) -> Iterator[Entry]:
    """Tell when to ask how a date of theirs went."""
    away = filed_away(person)
    for each in of(person.dates, user) if user else person.dates:
        if each.day:
            yield Entry(
                f"date-{each.id}-{each.noted.astimezone(UTC):%Y%m%dT%H%M%SZ}@cardscan",
                f"Ask {called(person.contact)} how it went: {each.words}",
                ask_on(each.day),
                person.revised,
                "done" if each.asked else "cancelled" if each.dropped or away else "open",
                each.asked,
            )


def _introductions(people: Iterable[Person], now: datetime, user: str) -> Iterator[Entry]:
    """Tell what is next of each introduction of two of these people; where nothing is, that it is over."""
    there = {each.id: each for each in people}
    for person in there.values():
        for course in courses(person):
            other = there.get(course.other.id)
            if other and person.id < other.id and (not user or is_of(course.by, user)):
                yield _introduction(person, other, course, now)


def _introduction(person: Person, other: Person, course: Course, now: datetime) -> Entry:
    todo = None if filed_away(person) or filed_away(other) else next_of(course, now)
    name, first, last = called(person.contact), course.steps[0], course.steps[-1]
    over: Status = "done" if course.last("introduced") else "cancelled"
    return Entry(
        f"introduction-{first.id}-{first.at.astimezone(UTC):%Y%m%dT%H%M%SZ}@cardscan",
        f"{name} and {course.name}: {reminder(course, todo, name) if todo else course.state}",
        todo.day if todo else last.at.astimezone(now.tzinfo).date() + NO_ANSWER,
        max(person.revised, other.revised),
        "open" if todo else over,
        last.at if over == "done" and not todo else None,
    )


def _said(person: Person, promise: Promise) -> str:
    return f"{called(person.contact)}{'' if promise.owner == 'me' else ' promised'}: {promise.text}"


@dataclass(frozen=True, slots=True)
class _Back:
    """Someone to get back to, or who lately was."""

    id: int
    uid: str
    called: str
    day: date | None  # from which on it is time


def _wanted(person: Person, now: datetime) -> Iterator[_Back]:
    day = None if filed_away(person) else get_back_on(last_contact(person, now), cadence_of(person))
    lately = _was_wanted(person) and now - person.revised <= TOLD
    if day or lately:
        yield _Back(person.id, person.uid, called(person.contact), max(day, person.snoozed or day) if day else None)


def _get_back(
    backs: Collection[_Back], now: datetime, latest: datetime, chosen: Collection[int], asking: Asking
) -> Iterator[Entry]:
    own = {each.id: each.day for each in backs if each.day}
    days = spread(own, chosen, asking, now)
    asked = max((each.at for each in asking.asked.values()), default=latest)
    morning = datetime.combine(now.date(), time.min, now.tzinfo).astimezone(UTC)
    for each in backs:
        day = days.get(each.id)
        moved = day != own.get(each.id)  # as time goes by, as others change or are asked about
        yield Entry(
            f"get-back-{each.uid}@cardscan",
            f"Get back to {each.called}",
            day or now.date(),
            max(latest, asked, morning) if moved else max(latest, asked),
            "open" if day else "cancelled",
        )


def _was_wanted(person: Person) -> bool:
    """Tell whether a calendar may hold an entry of someone who is out of it now."""
    return bool(person.cadence) or any(note.again for meeting in person.meetings for note in meeting.notes)


def _sweep(gathering: Gathering, revised: datetime, today: date) -> Iterator[Entry]:
    """Remind of the notes of an event: of one to come, too, as nobody imports a calendar on the day after."""
    event, waiting = gathering.event, gathering.waiting
    day = (event.until or event.date) + _SWEEP
    if gathering.guests or day >= today:
        of = f" on {waiting} {'person' if waiting == 1 else 'people'}" if waiting else ""
        yield Entry(
            f"notes-{event.id}@cardscan",
            f"{event.name}: write your notes{of}",
            day,
            revised,
            "open" if waiting or not gathering.guests else "cancelled",
        )
