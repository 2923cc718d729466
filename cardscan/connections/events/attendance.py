"""Who will be at an event: whom you know, who may be known, whom you meant to meet, who is met by now."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from cardscan.connections.events.listed import Listed, aims, name_on_list
from cardscan.connections.known import Known, known, work_of
from cardscan.connections.likeness.changes import FieldChange, changed
from cardscan.connections.likeness.compare import Likeness
from cardscan.person import Attendee, Event, Person
from cardscan.text.folding import bare


@dataclass(frozen=True, slots=True)
class Candidate:
    """Someone known who may be the one on the list, and why."""

    person: Person
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Guest:
    """Someone on the list of an event."""

    attendee: Attendee
    of: Known | None = None  # who they are, as far as you know them
    reasons: tuple[str, ...] = ()  # why; none where you said so
    changes: tuple[FieldChange, ...] = ()  # what the list says otherwise
    maybe: tuple[Candidate, ...] = ()  # who they may be: a question
    met: bool = False  # you met them there
    aims: tuple[str, ...] = ()  # lines of whom you want to meet that mean them
    offers: tuple[str, ...] = ()  # what you or your people offer that they look for

    @property
    def name(self) -> str:
        """What they are called, as the list has it."""
        return name_on_list(self.attendee)

    @property
    def work(self) -> str:
        """Their title and company, as the list has it."""
        return work_of(self.attendee.contact)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many are on the lists of an event, and of them known, and may be someone known."""

    listed: int
    known: int
    asked: int


@dataclass(frozen=True, slots=True)
class Attendance:
    """Everyone on the lists of an event: whom you want to meet first, then who waits for you."""

    guests: tuple[Guest, ...] = ()
    of_all: Counts | None = None  # where these are not all

    @property
    def counts(self) -> Counts:
        """Say how many there are in all."""
        return self.of_all or Counts(len(self.guests), len(self.known), len(self.asked))

    @property
    def known(self) -> tuple[Guest, ...]:
        """Those whom you know."""
        return tuple(each for each in self.guests if each.of)

    @property
    def asked(self) -> tuple[Guest, ...]:
        """Those who may be someone you know."""
        return tuple(each for each in self.guests if each.maybe)

    @property
    def new(self) -> tuple[Guest, ...]:
        """Those whom you do not know."""
        return tuple(each for each in self.guests if not each.of and not each.maybe)

    @property
    def met(self) -> tuple[Guest, ...]:
        """Those whom you met there."""
        return tuple(each for each in self.guests if each.met)


def attendance(
    event: Event,
    everyone: Sequence[Listed],
    people: Mapping[int, Person],
    offers: Callable[[Person], tuple[str, ...]] = lambda _: (),
) -> Attendance:
    """Say who will be there.

    everyone: whom those on the lists are taken for. people: these, and whom they may be, by their ids; who is not among
    them was forgotten meanwhile. offers: what someone looks for that you or your people offer.
    """
    guests = [_guest(each, people, event, offers) for each in everyone]
    lines = aims(event, everyone, {each: person.contact for each, person in people.items()})
    told = (replace(each, aims=lines[each.attendee.id]) for each in guests)
    return Attendance(tuple(sorted(told, key=_first)))


def _guest(
    one: Listed, people: Mapping[int, Person], event: Event, offers: Callable[[Person], tuple[str, ...]]
) -> Guest:
    maybe = tuple(Candidate(people[each.person_id], each.likeness) for each in one.maybe if each.person_id in people)
    person = people.get(one.person_id) if one.person_id is not None else None
    if person is None:
        return Guest(one.attendee, maybe=maybe)
    return Guest(
        one.attendee,
        known(person),
        one.reasons,
        changed(person.contact, one.attendee.contact),
        maybe,
        any(met.event_id == event.id for met in person.meetings),
        offers=offers(person),
    )


def _first(guest: Guest) -> tuple[bool, bool, bool, bool, str]:
    owed = guest.of is not None and bool(guest.of.mine or guest.of.theirs)
    quality = guest.of is not None and guest.of.counts
    return not guest.aims, not owed, not guest.offers, not quality, bare(guest.name)
