"""Who will be at an event: whom of them you know, of whom it is a question, whom you meant to meet, who is met by now.

Nobody is decided upon in silence: who is taken for someone known comes with the reasons, and can be said to be another;
where it may be somebody else, it is a question. Nothing of this is stored but the answers.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from cardscan.connections.known import Known, called, known, work_of
from cardscan.connections.likeness.changes import FieldChange, changed
from cardscan.connections.likeness.compare import Likeness, Verdict
from cardscan.connections.likeness.fits import Fits
from cardscan.model import Contact
from cardscan.person import Attendee, Event, Person
from cardscan.text.folding import bare

#: From so many bits on someone on a list is taken for someone known, if for nobody else: odds of eleven to one. A
#: name alone, be it rare, has less; `bench.attendees` measures it.
SURE = 3.5
MOST_ASKED = 3  # of whom someone on a list may be
#: From so many bits on it is asked whether they are: a list says less of anybody than a card, and a question costs less
#: than somebody who is known and passed by. A rare name with another company has as many.
ASKED = -2.5
_CLEARLY = 10.0  # bits by which one of two on a list is so much likelier someone than the other


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
        """What they are called, as the list has it; an e-mail address where it has no name."""
        contact = self.attendee.contact
        return called(contact) if contact.fn or contact.org else contact.email[0].value

    @property
    def work(self) -> str:
        """Their title and company, as the list has it."""
        return work_of(self.attendee.contact)


@dataclass(frozen=True, slots=True)
class Attendance:
    """Everyone on the lists of an event: whom you want to meet first, then who waits for you."""

    guests: tuple[Guest, ...] = ()

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


@dataclass(frozen=True, slots=True)
class _Meant:
    """Someone on a list by all that is known of them, for the lines of whom to meet."""

    of: Guest

    @property
    def contact(self) -> Contact:
        """What the list says, and what their own card does."""
        listed = self.of.attendee.contact
        if self.of.of is None:
            return listed
        own = self.of.of.person.contact
        return Contact(
            **{kind: (*getattr(listed, kind), *getattr(own, kind)) for kind in ("fn", "title", "dept", "org")}
        )


def attendance(
    event: Event,
    listed: Sequence[Attendee],
    found: Mapping[int, Sequence[Candidate]],
    said: Mapping[int, Person],
    offers: Callable[[Person], tuple[str, ...]] = lambda _: (),
) -> Attendance:
    """Say who will be there.

    found: whom of the known people each may be, by the id on the list. said: the people whom the user says some to be,
    by their ids. offers: what someone looks for that you or your people offer.
    """
    guests = _one_each([_guest(each, found.get(each.id, ()), said) for each in listed])
    fits = Fits(map(_Meant, guests))
    aims: defaultdict[int, list[str]] = defaultdict(list)
    for line in event.meet:
        for meant in fits.of(line):
            aims[meant.of.attendee.id].append(line)
    told = (
        replace(
            each,
            met=each.of is not None and any(met.event_id == event.id for met in each.of.person.meetings),
            aims=tuple(aims[each.attendee.id]),
            offers=offers(each.of.person) if each.of else (),
        )
        for each in guests
    )
    return Attendance(tuple(sorted(told, key=_first)))


def _guest(attendee: Attendee, found: Sequence[Candidate], said: Mapping[int, Person]) -> Guest:
    if attendee.person_id is not None and attendee.person_id in said:
        return _is(Guest(attendee), said[attendee.person_id], ())
    left = [each for each in found if each.person.id not in attendee.others]
    least = max(ASKED, max((each.likeness.score for each in left), default=0.0) - _CLEARLY)
    likely = [each for each in left if each.likeness.verdict is Verdict.SAME_CARD or each.likeness.score >= least]
    if len(likely) == 1 and _is_sure(likely[0].likeness):
        return _is(Guest(attendee, maybe=tuple(likely)), likely[0].person, likely[0].likeness.reasons)
    return Guest(attendee, maybe=tuple(likely[:MOST_ASKED]))


def _is_sure(likeness: Likeness) -> bool:
    return likeness.verdict is Verdict.SAME_CARD or likeness.score >= SURE


def _is(guest: Guest, person: Person, reasons: tuple[str, ...]) -> Guest:
    return replace(guest, of=known(person), reasons=reasons, changes=changed(person.contact, guest.attendee.contact))


def _one_each(guests: Sequence[Guest]) -> list[Guest]:
    """Let nobody be two on the list: where two are taken for one person, it is a question which of them it is."""
    claims: defaultdict[int, list[Guest]] = defaultdict(list)
    for each in guests:
        if each.of:
            claims[each.of.person.id].append(each)
    return [_settled(each, claims[each.of.person.id]) if each.of else each for each in guests]


def _settled(guest: Guest, claims: Sequence[Guest]) -> Guest:
    """Leave someone who they are taken for, make it a question, or take it away; `maybe` has gone where they stay."""
    others = [each for each in claims if each is not guest]
    if not guest.maybe or not others:  # as you said; or nobody else
        return replace(guest, maybe=())
    if any(not each.maybe for each in others):
        return Guest(guest.attendee)
    mine = guest.maybe[0].likeness.score
    best = max(each.maybe[0].likeness.score for each in others)
    if mine >= best + _CLEARLY:
        return replace(guest, maybe=())
    return Guest(guest.attendee, maybe=guest.maybe if mine > best - _CLEARLY else ())


def _first(guest: Guest) -> tuple[bool, bool, bool, bool, str]:
    owed = guest.of is not None and bool(guest.of.mine or guest.of.theirs)
    quality = guest.of is not None and guest.of.counts
    return not guest.aims, not owed, not guest.offers, not quality, bare(guest.name)
