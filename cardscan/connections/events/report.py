"""What came of an event: quality connections first, the number of cards last."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from cardscan.connections.events.listed import Listed
from cardscan.connections.events.prep import Aim
from cardscan.connections.followup import NAMES_FADE, hours_since
from cardscan.connections.introducing import Course, courses, stands
from cardscan.connections.known import Known, known
from cardscan.connections.likeness.fits import Fits
from cardscan.connections.promises import is_open
from cardscan.connections.standing import filed, waits_for_note
from cardscan.person import Event, Meeting, Owner, Person, Promise

_CHARTED = 10  # events
OWNERS: tuple[Owner, ...] = ("me", "them")


@dataclass(frozen=True, slots=True)
class Waiting:
    """Someone of whom there is no note that counts yet."""

    of: Known
    meeting: Meeting
    hours: int  # since then

    @property
    def fades(self) -> bool:
        """Tell whether it is so long ago that names fade."""
        return self.hours >= NAMES_FADE


@dataclass(frozen=True, slots=True)
class Open:
    """A promise made there that is still open."""

    promise: Promise
    of: Known


@dataclass(frozen=True, slots=True)
class Introducing:
    """How far the introduction of someone who was there has come; that of two of them is told of one."""

    of: Known
    course: Course

    @property
    def how(self) -> str:
        """Say how it stands."""
        return stands(self.course, self.of.name)


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many there are of those of whom a page tells the first."""

    quality: int
    promises: int  # that are open
    waiting: int
    introductions: int


@dataclass(frozen=True, slots=True)
class Report:
    """What came of an event."""

    event: Event
    quality: tuple[Known, ...]  # cemented first
    known_before: int  # of them: whom you had met before
    aims: tuple[Aim, ...]  # whom you wanted to meet, and who of those there it was
    mine: tuple[Open, ...]  # the first due first
    theirs: tuple[Open, ...]
    kept: int  # promises made there, by either, that were kept
    waiting: tuple[Waiting, ...]  # the longest first
    filed: int
    cards: int
    introductions: tuple[Introducing, ...]  # of those who were there, each pair once
    numbers: Numbers
    listed: int = 0  # how many were on the lists of the event
    met: int = 0  # whom of them you met
    met_quality: int = 0  # and are quality connections

    @property
    def of_list(self) -> str:
        """Say what came of the list: "of 42 there you met 6, 4 are quality connections"; "" where there is none."""
        if not self.listed:
            return ""
        are = "is a quality connection" if self.met_quality == 1 else "are quality connections"
        return f"of {self.listed} there you met {self.met}, {self.met_quality} {are}"


@dataclass(frozen=True, slots=True)
class Past:
    """What an event came to."""

    event: Event
    quality: int
    cards: int


def report(event: Event, people: Iterable[Person], now: datetime, listed: Sequence[Listed] = ()) -> Report:
    """Say what came of an event; `now` is an aware datetime, days are local. listed: who was on its lists."""
    there = [person for person in people if _meetings(person, event)]
    all_known = [known(person, event.id) for person in there]
    quality = [each for each in all_known if each.counts]
    on_list = {each.person_id for each in listed}
    met = [each for each in all_known if each.person.id in on_list]
    made = [
        (promise, each)
        for each in all_known
        for promise in each.person.promises
        if made_at(promise, each.person.meetings, event)
    ]
    mine, theirs = (_open(made, owner) for owner in OWNERS)
    waiting, introductions = _waiting(all_known, event, now), _introductions(all_known)
    return Report(
        event=event,
        quality=tuple(sorted(quality, key=lambda each: (each.label != "cemented", each.person.id))),
        known_before=sum(each.person.meetings[0].date < event.date for each in quality),
        aims=_aims(event, all_known),
        mine=mine,
        theirs=theirs,
        kept=sum(bool(promise.kept) for promise, _ in made),
        waiting=waiting,
        filed=sum(bool(filed(each.person)) for each in all_known),
        cards=_cards(there, event),
        introductions=introductions,
        numbers=Numbers(len(quality), len(mine) + len(theirs), len(waiting), len(introductions)),
        listed=len(listed),
        met=len(met),
        met_quality=sum(each.counts for each in met),
    )


def history(events: Iterable[Event], came_of: Mapping[int, tuple[int, int]], now: datetime) -> tuple[Past, ...]:
    """Say what each event up to now came to, oldest first.

    `came_of` holds by an event's id how many quality connections were met there, and how many cards are from there.
    """
    return tuple(
        Past(event, *came_of.get(event.id, (0, 0)))
        for event in sorted(events, key=lambda event: (event.date, event.id))
        if event.date <= now.astimezone().date()
    )


def charted(events: Iterable[Event], event: Event) -> list[Event]:
    """Take the events up to one, as many as a chart shows, oldest first."""
    before = [each for each in events if (each.date, each.id) <= (event.date, event.id)]
    return sorted(before, key=lambda each: (each.date, each.id))[-_CHARTED:]


def _aims(event: Event, there: list[Known]) -> tuple[Aim, ...]:
    if not event.meet:
        return ()
    fits, of = Fits([each.person for each in there]), {each.person.id: each for each in there}
    return tuple(Aim(text, tuple(of[each.id] for each in fits.of(text))) for text in event.meet)


def _meetings(person: Person, event: Event) -> list[Meeting]:
    return [meeting for meeting in person.meetings if meeting.event_id == event.id]


def _cards(there: list[Person], event: Event) -> int:
    return len({meeting.card_id for person in there for meeting in _meetings(person, event)} - {None})


def _introductions(there: list[Known]) -> tuple[Introducing, ...]:
    found = {
        frozenset((each.person.id, course.other.id)): Introducing(each, course)
        for each in reversed(there)
        for course in courses(each.person)
    }
    return tuple(sorted(found.values(), key=lambda each: each.course.steps[0].id))


def made_at(promise: Promise, meetings: Sequence[Meeting], event: Event) -> bool:
    """Tell whether a promise is from an event; one that does not say so is from the meeting before it was made.

    meetings: with the one whom it is about, oldest first.
    """
    if promise.meeting_id is not None:
        return any(each.id == promise.meeting_id and each.event_id == event.id for each in meetings)
    made = promise.made.astimezone().date()
    before = [each for each in meetings if each.date <= made]
    return bool(before) and before[-1].event_id == event.id


def _open(made: list[tuple[Promise, Known]], owner: Owner) -> tuple[Open, ...]:
    still = [(p, of) for p, of in made if p.owner == owner and is_open(p)]
    still.sort(key=lambda each: turn_of(each[0]))
    return tuple(Open(promise, of) for promise, of in still)


def turn_of(promise: Promise) -> tuple[bool, date | None, datetime]:
    """Say where a promise comes among those that are open: the first due first, last those without a day."""
    return promise.due is None, promise.due, promise.made


def _waiting(there: list[Known], event: Event, now: datetime) -> tuple[Waiting, ...]:
    found = [
        Waiting(each, meeting, hours_since(meeting.date, now.astimezone()))
        for each in there
        if waits_for_note(each.person)
        for meeting in _meetings(each.person, event)[:1]
    ]
    return tuple(sorted(found, key=lambda each: (each.meeting.date, each.meeting.id)))
