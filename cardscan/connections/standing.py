"""Where someone stands, derived from facts each time it is asked; nothing stores it."""

from cardscan.model import KINDS, Contact, Field


def unsure(contact: Contact) -> tuple[tuple[str, Field], ...]:
    """List the fields that someone has to look at, with their kinds."""
    return tuple((kind, field) for kind in KINDS for field in getattr(contact, kind) if not field.sure)


def needs_check(contact: Contact) -> bool:
    """Tell whether someone has to look at a contact: a field is not sure, or no name was found."""
    return not contact.fn or bool(unsure(contact))
