"""Why a value needs a look, as far as its origin tells, so that similar ones can be gone through together."""

from typing import Literal

from cardscan.model import Field

#: Both readers read it so, and what it is, or whether it is whole, is in doubt; one reader alone read it so; a rule
#: changed what was read; nothing was read.
Doubt = Literal["agreed", "one reader", "changed", "missing"]

SAID: dict[Doubt, str] = {
    "one reader": "only one reader reads it so",
    "agreed": "both readers read it so",
    "changed": "a rule changed it",
    "missing": "none was found",
}


def doubt_of(field: Field | None) -> Doubt:
    """Say why a field needs a look; None: the card lacks it."""
    if field is None:
        return "missing"
    readers, *rules = field.origin.split("; ")
    if any(rule.startswith("enrich") for rule in (readers, *rules)):
        return "changed"
    return "agreed" if "+" in readers else "one reader"
