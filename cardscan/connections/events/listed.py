"""Whom those on the list of an event are taken for, and of whom it is a question, by what was found of each.

Nobody is decided upon in silence: who is taken for someone known comes with the reasons, and can be said to be another;
where it may be somebody else, it is a question. Nothing of this is stored but the answers.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from cardscan.connections.known import called, work_of
from cardscan.connections.likeness.compare import Likeness, Verdict
from cardscan.connections.likeness.fits import Fits
from cardscan.connections.likeness.met import FoundPerson
from cardscan.model import Contact
from cardscan.person import Attendee, Event

#: From so many bits on someone on a list is taken for someone known, if for nobody else: odds of eleven to one. A
#: name alone, be it rare, has less; `bench.attendees` measures it.
SURE = 3.5
MOST_ASKED = 3  # of whom someone on a list may be
#: From so many bits on it is asked whether they are: a list says less of anybody than a card, and a question costs less
#: than somebody who is known and passed by. A rare name with another company has as many.
ASKED = -2.5
_CLEARLY = 10.0  # bits by which one of two on a list is so much likelier someone than the other


@dataclass(frozen=True, slots=True)
class Listed:
    """Someone on the list of an event, and whom of the people you know they are taken for, or may be."""

    attendee: Attendee
    person_id: int | None = None  # who they are, as far as you know them
    reasons: tuple[str, ...] = ()  # why; none where you said so
    maybe: tuple[FoundPerson, ...] = ()  # who they may be: a question

    @property
    def name(self) -> str:
        """What they are called, as the list has it."""
        return name_on_list(self.attendee)

    @property
    def work(self) -> str:
        """Their title and company, as the list has it."""
        return work_of(self.attendee.contact)


@dataclass(frozen=True, slots=True)
class _Meant:
    """Someone on a list by all that is known of them, for the lines of whom to meet."""

    id: int
    contact: Contact  # what the list says, and what their own card does


def name_on_list(attendee: Attendee) -> str:
    """Give what a list calls someone; an e-mail address where it has no name."""
    if attendee.fn:
        return attendee.fn
    contact = attendee.contact
    return called(contact) if contact.fn or contact.org else contact.email[0].value


def aims(event: Event, everyone: Sequence[Listed], contacts: Mapping[int, Contact]) -> Mapping[int, tuple[str, ...]]:
    """Say whom on a list each line of whom to meet means, by the id on the list; `contacts` of those known, by theirs.

    There is an answer for everyone.
    """
    meant: dict[int, tuple[str, ...]] = {each.attendee.id: () for each in everyone}
    if event.meet:
        fits = Fits([_Meant(each.attendee.id, _both(each, contacts)) for each in everyone])
        for line in event.meet:
            for each in fits.of(line):
                meant[each.id] = (*meant[each.id], line)
    return meant


def _both(one: Listed, contacts: Mapping[int, Contact]) -> Contact:
    said = one.attendee.contact
    own = contacts.get(one.person_id) if one.person_id is not None else None
    if own is None:
        return said
    return Contact(**{kind: (*getattr(said, kind), *getattr(own, kind)) for kind in ("fn", "title", "dept", "org")})


def listed(attendees: Sequence[Attendee], found: Mapping[int, Sequence[FoundPerson]]) -> list[Listed]:
    """Say whom each is taken for; `found`: whom each may be, by the id on the list."""
    return _one_each([_listed(each, found.get(each.id, ())) for each in attendees])


def _listed(attendee: Attendee, found: Sequence[FoundPerson]) -> Listed:
    if attendee.person_id is not None:
        return Listed(attendee, attendee.person_id)
    left = [each for each in found if each.person_id not in attendee.others]
    least = max(ASKED, max((each.likeness.score for each in left), default=0.0) - _CLEARLY)
    likely = [each for each in left if each.likeness.verdict is Verdict.SAME_CARD or each.likeness.score >= least]
    if len(likely) == 1 and _is_sure(likely[0].likeness):
        return Listed(attendee, likely[0].person_id, likely[0].likeness.reasons, tuple(likely))
    return Listed(attendee, maybe=tuple(likely[:MOST_ASKED]))


def _is_sure(likeness: Likeness) -> bool:
    return likeness.verdict is Verdict.SAME_CARD or likeness.score >= SURE


def _one_each(everyone: Sequence[Listed]) -> list[Listed]:
    """Let nobody be two on the list: where two are taken for one person, it is a question which of them it is."""
    claims: defaultdict[int, list[Listed]] = defaultdict(list)
    for each in everyone:
        if each.person_id is not None:
            claims[each.person_id].append(each)
    return [each if each.person_id is None else _settled(each, claims[each.person_id]) for each in everyone]


def _settled(one: Listed, claims: Sequence[Listed]) -> Listed:
    """Leave someone who they are taken for, make it a question, or take it away; `maybe` has gone where they stay."""
    others = [each for each in claims if each is not one]
    if not one.maybe or not others:  # as you said; or nobody else
        return replace(one, maybe=())
    if any(not each.maybe for each in others):
        return Listed(one.attendee)
    mine = one.maybe[0].likeness.score
    best = max(each.maybe[0].likeness.score for each in others)
    if mine >= best + _CLEARLY:
        return replace(one, maybe=())
    return Listed(one.attendee, maybe=one.maybe if mine > best - _CLEARLY else ())
