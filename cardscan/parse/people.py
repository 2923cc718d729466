"""Part a card that names several people into a contact for each."""

from collections.abc import Sequence
from dataclasses import replace

from cardscan.model import KINDS, Card, Contact, Field
from cardscan.text.scripts import is_latin


def split_people(card: Card) -> tuple[Contact, ...]:
    """Return a contact for each person on the card; one without a name when the card names nobody.

    A field that belongs to one person (`Field.person`) goes to that contact, the others to all.
    A name in two scripts is one person.
    """
    contact = card.contact
    people = _people(contact.fn)
    if len(people) <= 1:
        return (contact,)
    return tuple(_contact_of(contact, group) for group in people)


def _people(names: Sequence[Field]) -> list[list[int]]:
    """The names' numbers, those of one person together."""
    east = [i for i, f in enumerate(names) if not is_latin(f.value)]
    west = [i for i, f in enumerate(names) if is_latin(f.value)]
    if len(east) == len(west):
        return [sorted(pair) for pair in zip(east, west, strict=True)]
    return [[i] for i in range(len(names))]


def _contact_of(contact: Contact, mine: Sequence[int]) -> Contact:
    def belongs(field: Field) -> bool:
        return field.person is None or field.person in mine

    fields = {kind: tuple(f for f in getattr(contact, kind) if belongs(f)) for kind in KINDS if kind != "fn"}
    return replace(contact, fn=tuple(contact.fn[i] for i in mine), **fields)
