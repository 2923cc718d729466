"""What is to be looked at of someone, and why, so that similar values can be gone through together."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from cardscan.connections.standing import is_company, is_waiting
from cardscan.model import PRINTED, Field
from cardscan.person import Person

#: Both readers read it so, and what it is, or whether it is whole, is in doubt; one reader alone read it so; a rule
#: changed what was read; nothing was read; whoever left it typed it, and may be anybody.
Doubt = Literal["agreed", "one reader", "changed", "missing", "themselves"]
#: Who says what a guest left: nobody but they (`Field.origin`).
THEMSELVES: Doubt = "themselves"

SAID: dict[Doubt, str] = {
    "one reader": "only one reader reads it so",
    "agreed": "both readers read it so",
    "changed": "a rule changed it",
    "missing": "none was found",
    "themselves": "they typed it themselves",
}

#: The pile of cards that name no person, beside those of the kinds of fields.
COMPANIES = "companies"
PILES = (*PRINTED, COMPANIES)

_MISSING = 2.0  # more in doubt than anything that was read


@dataclass(frozen=True, slots=True)
class ToCheck:
    """Something of someone to be looked at: a value, a name that is missing, a card that names only a company."""

    kind: str  # one of PILES
    field: Field | None = None
    position: int = 0  # of the field among those of its kind

    @property
    def value(self) -> str:
        """Give what is there; "" for a name that is missing."""
        return self.field.value if self.field else ""

    @property
    def doubt(self) -> Doubt:
        """Say why it needs a look."""
        return doubt_of(self.field)

    @property
    def doubtful(self) -> float:
        """Say how likely it is wrong: of two, the lower one is looked at first, so that a page is mostly right."""
        return 1.0 - self.field.confidence if self.field else _MISSING


def to_check(person: Person) -> Iterator[ToCheck]:
    """Give what is to be looked at of someone; nothing of who waits for nothing."""
    if not is_waiting(person):
        return
    contact = person.contact
    if is_company(contact):
        yield ToCheck(COMPANIES, contact.org[0])
    elif not contact.fn:
        yield ToCheck("fn")
    for kind in PRINTED:
        for position, each in enumerate(getattr(contact, kind)):
            if not each.sure:
                yield ToCheck(kind, each, position)


def doubt_of(field: Field | None) -> Doubt:
    """Say why a field needs a look; None: the card lacks it."""
    if field is None:
        return "missing"
    if field.origin == THEMSELVES:
        return THEMSELVES
    readers, *rules = field.origin.split("; ")
    if any(rule.startswith("enrich") for rule in (readers, *rules)):
        return "changed"
    return "agreed" if "+" in readers else "one reader"
