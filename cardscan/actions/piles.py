"""Piles: all names to be checked, all numbers, all companies, gone through many at once."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from cardscan.actions.edit_fields import Edit, accepted_one, corrected, edited, shown
from cardscan.connections.standing import is_company
from cardscan.errors import InputError
from cardscan.model import Contact
from cardscan.store import Store

#: So many are gone through at once: what fits on a screen with its pictures.
A_PAGE = 12


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
