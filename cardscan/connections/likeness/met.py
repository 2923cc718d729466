"""Who may have been met before, and why: the answers to whether someone is known."""

from dataclasses import dataclass
from datetime import timedelta

from cardscan.connections.likeness.changes import FieldChange
from cardscan.connections.likeness.compare import Likeness, Verdict
from cardscan.connections.us import is_of
from cardscan.person import BookEntry, Meeting, Person

#: Who gives the same card within this time gave it once: it was photographed again.
SAME_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """Someone known who may be the one looked for."""

    person_id: int
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """Someone known who may be the one on a card, why, and what is otherwise now."""

    person: Person
    likeness: Likeness
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class InBook:
    """An entry of an address book of yours that may be someone, why, and what a card says otherwise."""

    entry: BookEntry
    likeness: Likeness
    changes: tuple[FieldChange, ...]

    @property
    def sure(self) -> bool:
        """Tell whether it says the same as the card."""
        return self.likeness.verdict is Verdict.SAME_CARD


def met_already(person: Person, new: Meeting) -> Meeting | None:
    """Give the earlier meeting that a photo of the same card is of: of the same of us, within a day or at one event."""

    def is_one(met: Meeting) -> bool:
        if not is_of(met.by, new.by):
            return False
        if None not in (met.event_id, new.event_id):
            return met.event_id == new.event_id
        return abs(met.date - new.date) <= SAME_DAY

    others = [met for met in person.meetings if met.id < new.id and met.card_id is not None and is_one(met)]
    return min(others, key=lambda met: met.id, default=None)
