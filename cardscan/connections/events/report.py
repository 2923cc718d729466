"""What came of an event: quality connections first, the number of cards last."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from cardscan.connections.events.listed import Listed
from cardscan.connections.events.prep import Aim
from cardscan.connections.followup import NAMES_FADE, hours_since
from cardscan.connections.introducing import Course, courses, stands
from cardscan.connections.known import Known, known
from cardscan.connections.likeness.fits import Fits
from cardscan.connections.promises import is_open
from cardscan.connections.standing import filed, waits_for_note
from cardscan.person import Event, Meeting, Owner, Person, Promise


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
    introductions: tuple[Introducing, ...] = ()  # of those who were there, each pair once
    listed: int = 0  # how many were on the lists of the event
    met: tuple[Known, ...] = ()  # whom of them you met

    @property
    def of_list(self) -> str:
        """Say what came of the list: "of 42 there you met 6, 4 are quality connections"; "" where there is none."""
        if not self.listed:
            return ""
        good = sum(each.counts for each in self.met)
        are = "is a quality connection" if good == 1 else "are quality connections"
        return f"of {self.listed} there you met {len(self.met)}, {good} {are}"


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
    made = [(promise, each) for each in all_known for promise in each.person.promises if _made_at(promise, each, event)]
    return Report(
        event=event,
        quality=tuple(sorted(quality, key=lambda each: (each.label != "cemented", each.person.id))),
        known_before=sum(each.person.meetings[0].date < event.date for each in quality),
        aims=_aims(event, all_known),
        mine=_open(made, "me"),
        theirs=_open(made, "them"),
        kept=sum(bool(promise.kept) for promise, _ in made),
        waiting=_waiting(all_known, event, now),
        filed=sum(bool(filed(each.person)) for each in all_known),
        cards=_cards(there, event),
        introductions=_introductions(all_known),
        listed=len(listed),
        met=tuple(each for each in all_known if each.person.id in on_list),
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


def _made_at(promise: Promise, of: Known, event: Event) -> bool:
    """Tell whether a promise is from an event; one that does not say so is from the meeting before it was made."""
    meetings = of.person.meetings
    if promise.meeting_id is not None:
        return any(each.id == promise.meeting_id and each.event_id == event.id for each in meetings)
    made = promise.made.astimezone().date()
    before = [each for each in meetings if each.date <= made]
    return bool(before) and before[-1].event_id == event.id


def _open(made: list[tuple[Promise, Known]], owner: Owner) -> tuple[Open, ...]:
    still = [(p, of) for p, of in made if p.owner == owner and is_open(p)]
    still.sort(key=lambda each: (each[0].due is None, each[0].due, each[0].made))
    return tuple(Open(promise, of) for promise, of in still)


def _waiting(there: list[Known], event: Event, now: datetime) -> tuple[Waiting, ...]:
    found = [
        Waiting(each, meeting, hours_since(meeting.date, now.astimezone()))
        for each in there
        if waits_for_note(each.person)
        for meeting in _meetings(each.person, event)[:1]
    ]
    return tuple(sorted(found, key=lambda each: (each.meeting.date, each.meeting.id)))
