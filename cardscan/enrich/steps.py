"""The steps in their order: each takes a contact and returns one."""

from collections.abc import Callable, Sequence

from cardscan.enrich import (
    addresses,
    both_scripts,
    by_hand,
    company,
    given_family,
    mailboxes,
    names,
    online,
    phones,
    registered,
    sure,
)
from cardscan.model import Contact, Line

Step = Callable[[Contact, str, Sequence[Line]], Contact]
#: What checks and mends; the order: a later step may lean on what an earlier one settled.
STEPS: tuple[Step, ...] = (
    registered.without_registered,
    phones.complete,
    online.check_domains,
    mailboxes.check_names,
    names.name_from_address,
    names.respell_families,
    names.respell_as_mailed,
    company.respell,
    company.complete,
    addresses.settle_parts,
)


def enrich(contact: Contact, country: str, lines: Sequence[Line]) -> Contact:
    """Complete, repair and judge the fields of `contact`; `country` is the card's ISO code, or ""."""
    judged = sure.likely(sure.weigh(checked(contact, country, lines), country, lines))
    named = given_family.settle_names(judged, country, lines)
    both = given_family.part_by_readings(both_scripts.in_both(named, lines))
    return by_hand.doubt(both, country, lines)


def checked(contact: Contact, country: str, lines: Sequence[Line]) -> Contact:
    """Complete and repair the fields, and judge none."""
    for step in STEPS:
        contact = step(contact, country, lines)
    return contact
