"""Piles: all names to be checked, all numbers, all companies, gone through many at once."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from cardscan.actions.edit_fields import Edit, accepted_one, corrected, edited, shown
from cardscan.actions.review import is_waiting
from cardscan.connections.doubts import Doubt, doubt_of
from cardscan.connections.standing import is_company, unsure
from cardscan.errors import InputError
from cardscan.model import PRINTED, Contact, Field
from cardscan.person import Person
from cardscan.store import Store

#: So many are gone through at once: what fits on a screen with its pictures.
A_PAGE = 12
#: The pile of cards that name no person, beside those of the kinds of fields.
COMPANIES = "companies"
PILES = (*PRINTED, COMPANIES)


@dataclass(frozen=True, slots=True)
class Item:
    """Something to check: a value, a missing name, or a card that names only a company."""

    person: Person
    kind: str  # one of PILES
    field: Field | None = None

    @property
    def doubt(self) -> Doubt:
        """Say why it needs a look."""
        return doubt_of(self.field)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the user says of an item: that it is right, or what it is."""

    person_id: int
    kind: str
    was: str = ""  # the value that was shown; "" for none
    value: str | None = None  # what it is, "" for nothing at all; None: it is right


@dataclass(frozen=True, slots=True)
class Problem:
    """An answer that could not be taken."""

    answer: Answer
    error: InputError


@dataclass(frozen=True, slots=True)
class Settled:
    """What came of the answers."""

    right: int
    corrected: int
    filed: int  # as companies'
    problems: tuple[Problem, ...]

    @property
    def done(self) -> int:
        """Count the answers that were taken."""
        return self.right + self.corrected + self.filed


def pile(people: Iterable[Person], kind: str, doubt: Doubt | None = None, event_id: int | None = None) -> list[Item]:
    """List what there is to check of one kind, the likeliest to be right first, so that a page is mostly right."""
    items = (each for each in _items(people, event_id) if each.kind == kind and doubt in (None, each.doubt))
    return sorted(items, key=lambda each: (-each.field.confidence if each.field else 1.0, each.person.id))


def sizes(people: Iterable[Person], event_id: int | None = None) -> dict[str, int]:
    """Count each pile, in the order of PILES; those that are empty are left out."""
    counted = Counter(each.kind for each in _items(people, event_id))
    return {kind: counted[kind] for kind in PILES if counted[kind]}


def settle(store: Store, answers: Sequence[Answer], now: datetime, companies: Sequence[int] = ()) -> Settled:
    """Apply answers, and file cards as companies', as one change; what cannot be applied is reported, the rest counts.

    A card that names somebody by now is not filed.
    """
    of: defaultdict[int, list[Answer]] = defaultdict(list)
    for each in answers:
        of[each.person_id].append(each)
    tally = _Tally()
    there = {each.id for each in store.many.people(of)}
    gone = InputError("somebody is no longer there", "look at the page again: they were forgotten, or merged")
    tally.problems += [Problem(each, gone) for each in answers if each.person_id not in there]
    changes = {person_id: _Change(theirs, tally) for person_id, theirs in of.items() if person_id in there}
    firms = [each.id for each in store.many.people(companies) if is_company(each.contact)]
    store.many.edit({person_id: change.of for person_id, change in changes.items()}, now, firms)
    return Settled(tally.right, tally.corrected, len(firms), tuple(tally.problems))


@dataclass(slots=True)
class _Tally:
    right: int = 0
    corrected: int = 0
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Change:
    answers: Sequence[Answer]
    tally: _Tally

    def of(self, contact: Contact) -> Contact:
        for answer in self.answers:
            try:
                contact = _answered(contact, answer)
            except InputError as error:
                self.tally.problems.append(Problem(answer, error))
                continue
            self.tally.right += answer.value is None
            self.tally.corrected += answer.value is not None
        return contact


def _answered(contact: Contact, answer: Answer) -> Contact:
    if not answer.was:
        return edited(contact, Edit(add=[(answer.kind, answer.value or "")]))
    seen = shown(contact, answer.kind, answer.was)
    if answer.value is None:
        return accepted_one(contact, answer.kind, seen)
    return corrected(contact, answer.kind, seen, answer.value)


def _items(people: Iterable[Person], event_id: int | None) -> Iterable[Item]:
    for person in people:
        if not is_waiting(person) or (event_id and all(met.event_id != event_id for met in person.meetings)):
            continue
        if is_company(person.contact):
            yield Item(person, COMPANIES, person.contact.org[0])
        elif not person.contact.fn:
            yield Item(person, "fn")
        yield from (Item(person, kind, each) for kind, each in unsure(person.contact))
