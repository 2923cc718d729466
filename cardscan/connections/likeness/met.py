"""Who may have been met before, and why: the answers to whether someone is known."""

from dataclasses import dataclass

from cardscan.connections.likeness.changes import FieldChange
from cardscan.connections.likeness.compare import Likeness, Verdict
from cardscan.person import BookEntry, Person


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
