"""What is due today: promises, dates of theirs to ask after, notes that wait while names fade, whom to get back to."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from cardscan.connections.dates.spans import NEVER, get_back_on
from cardscan.connections.introducing import Course, Next, courses, last_touch, next_of
from cardscan.connections.promises import is_open
from cardscan.connections.standing import filed_away, held_back, waits_for_note
from cardscan.connections.theirdates import ask_on, asked_at
from cardscan.connections.theirdates import is_open as to_be_asked
from cardscan.connections.us import is_of, of, was_met_by
from cardscan.person import Cadence, Owner, Person, Promise, TheirDate

#: From then on a name is hard to put to a face.
NAMES_FADE = 48  # hours

#: So long before its day a promise of yours is told.
COMING = timedelta(days=7)
LEFT_ALONE = timedelta(days=7)  # what was promised without a day, before it is told again
_NOON = time(12)  # a meeting is known by its day alone

#: Whom you can help, and know how, is not to be lost from sight: without a cadence of their own, as often as this.
_UNSET: Cadence = "quarter"


@dataclass(frozen=True, slots=True)
class Due:
    """A promise that is due, or will be within a week."""

    person: Person
    promise: Promise
    day: date


@dataclass(frozen=True, slots=True)
class SomeDay:
    """A promise without a day, that was made more than a week ago."""

    person: Person
    promise: Promise
    days: int  # since then


@dataclass(frozen=True, slots=True)
class NoteWaits:
    """Someone of whom nothing is noted that would tell them from others."""

    person: Person
    met: date
    hours: int  # since then

    @property
    def fades(self) -> bool:
        """Tell whether the name is by now hard to put to a face."""
        return self.hours >= NAMES_FADE


@dataclass(frozen=True, slots=True)
class GetBack:
    """Someone to be in touch with again."""

    person: Person
    last: date  # of real contact
    cadence: Cadence
    day: date  # since when it is due


@dataclass(frozen=True, slots=True)
class ToIntroduce:
    """Two people of whom the next is to be done that introduces them to one another."""

    person: Person
    course: Course
    todo: Next

    @property
    def day(self) -> date:
        """Give the day since when it is due."""
        return self.todo.day


@dataclass(frozen=True, slots=True)
class AskAfter:
    """A date of theirs that has come and gone: to be asked how it went."""

    person: Person
    told: TheirDate
    day: date  # since when it is to be asked


@dataclass(frozen=True, slots=True)
class Agenda:
    """What is due on a day, the most urgent first."""

    promises: tuple[Due, ...]  # by you
    ask: tuple[Due, ...]  # by them, and the day has come
    some_day: tuple[SomeDay, ...]  # by either, the oldest first
    notes: tuple[NoteWaits, ...]  # the longest wait first
    get_back: tuple[GetBack, ...]
    introductions: tuple[ToIntroduce, ...] = ()
    dates: tuple[AskAfter, ...] = ()  # the longest past first


def agenda(people: Iterable[Person], now: datetime, user: str = "", awaited: Collection[int] | None = None) -> Agenda:
    """Say what is due at a moment, given in the user's own time zone. Who is filed away is left alone.

    user: one of us, to whom only that is told which is theirs, or nobody's; "": all of it. awaited: those of whom it is
    known that a note may wait, or that it may be time to get back to them, so that no others are judged; None: anybody.
    """
    today = now.date()
    people = [person for person in people if not filed_away(person)]
    awake = [person for person in people if not (person.snoozed and person.snoozed > today)]
    if awaited is not None:
        awake = [person for person in awake if person.id in awaited]
    if user:
        awake = [person for person in awake if was_met_by(person, user)]
        people = [
            replace(person, promises=of(person.promises, user), dates=of(person.dates, user)) for person in people
        ]
    return Agenda(
        promises=_due(people, "me", today + COMING),
        ask=_due(people, "them", today),
        some_day=_some_day(people, now),
        notes=_waiting(awake, now),
        get_back=_to_get_back(awake, now),
        introductions=_to_introduce(people, now, user),
        dates=_to_ask_after(people, today),
    )


def last_contact(person: Person, now: datetime) -> date:
    """Give the day of the last real contact: a meeting, call or letter, a promise kept, an introduction, a question."""
    kept_on = (promise.kept for promise in person.promises if promise.kept)
    done = (*kept_on, *last_touch(person), *asked_at(person))
    kept = (moment.astimezone(now.tzinfo).date() for moment in done)
    met = (meeting.date for meeting in person.meetings)
    return max((*met, *person.contacted, *kept), default=person.created.astimezone(now.tzinfo).date())


def cadence_of(person: Person) -> Cadence:
    """Say how often to get back to someone: as was said, else once a quarter to a quality connection."""
    return person.cadence or (NEVER if held_back(person) else _UNSET)


def _due(people: Iterable[Person], owner: Owner, until: date) -> tuple[Due, ...]:
    found = (
        Due(person, promise, promise.due)
        for person in people
        for promise in person.promises
        if promise.owner == owner and is_open(promise) and promise.due and promise.due <= until
    )
    return tuple(sorted(found, key=lambda due: (due.day, due.promise.id)))


def _to_ask_after(people: Iterable[Person], today: date) -> tuple[AskAfter, ...]:
    found = (
        AskAfter(person, each, ask_on(each.day))
        for person in people
        for each in person.dates
        if to_be_asked(each) and each.day and each.day < today
    )
    return tuple(sorted(found, key=lambda each: (each.day, each.told.id)))


def _to_introduce(people: Sequence[Person], now: datetime, user: str) -> tuple[ToIntroduce, ...]:
    """List what is to be done of each pair once; who of them is filed away is not among the people."""
    there = {person.id for person in people}
    found = [
        ToIntroduce(person, course, todo)
        for person in people
        for course in courses(person)
        if person.id < course.other.id
        and course.other.id in there
        and (not user or is_of(course.by, user))
        and (todo := next_of(course, now))
        and todo.day <= now.date()
    ]
    return tuple(sorted(found, key=lambda each: (each.day, each.course.steps[0].id)))


def _some_day(people: Iterable[Person], now: datetime) -> tuple[SomeDay, ...]:
    found = (
        SomeDay(person, promise, (now.date() - promise.made.astimezone(now.tzinfo).date()).days)
        for person in people
        for promise in person.promises
        if is_open(promise) and promise.due is None
    )
    waiting = (each for each in found if each.days >= LEFT_ALONE.days)
    return tuple(sorted(waiting, key=lambda each: (-each.days, each.promise.id)))


def _waiting(people: Iterable[Person], now: datetime) -> tuple[NoteWaits, ...]:
    waiting = (
        NoteWaits(person, met := person.meetings[-1].date, hours_since(met, now))
        for person in people
        if person.meetings and waits_for_note(person)
    )
    return tuple(sorted(waiting, key=lambda wait: (-wait.hours, wait.person.id)))


def faded_by(now: datetime) -> date:
    """Give the last day of which names are hard to put to a face by now."""
    return (now - timedelta(hours=NAMES_FADE) - timedelta(hours=_NOON.hour)).date()


def hours_since(met: date, now: datetime) -> int:
    """Give the hours since the noon of a day on which someone was met."""
    noon = datetime.combine(met, _NOON, now.tzinfo)
    return max(0, int((now - noon) / timedelta(hours=1)))


def _to_get_back(people: Iterable[Person], now: datetime) -> tuple[GetBack, ...]:
    today = now.date()
    found: list[GetBack] = []
    for person in people:
        last, cadence = last_contact(person, now), cadence_of(person)
        day = get_back_on(last, cadence) if last < today else None
        if day and day <= today:
            found.append(GetBack(person, last, cadence, day))
    return tuple(sorted(found, key=lambda each: (each.day, each.person.id)))
