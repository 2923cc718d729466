"""Where someone stands, derived from facts each time it is asked; nothing stores it."""

from enum import IntEnum

from cardscan.connections.gate import judge
from cardscan.model import KINDS, Contact, Field
from cardscan.person import Person


class Standing(IntEnum):
    """How far a card has come; a kept promise to them will be the step above."""

    CARD = 1  # it was scanned
    CONTACT = 2  # its fields are checked, or all sure
    QUALITY = 3  # a note says what you talked about and how you can help


def standing(person: Person) -> Standing:
    """Say where someone stands.

    The note decides, not the fields: one with a good note and a doubtful fax number is a quality connection.
    """
    if not held_back(person):
        return Standing.QUALITY
    return Standing.CARD if needs_check(person.contact) else Standing.CONTACT


def unsure(contact: Contact) -> tuple[tuple[str, Field], ...]:
    """List the fields that someone has to look at, with their kinds."""
    return tuple((kind, field) for kind in KINDS for field in getattr(contact, kind) if not field.sure)


def needs_check(contact: Contact) -> bool:
    """Tell whether someone has to look at a contact: a field is not sure, or no name was found."""
    return not contact.fn or bool(unsure(contact))


def held_back(person: Person) -> str:
    """Say what keeps someone from being a quality connection; "" for one who is.

    A quality connection is someone with a note that passes the gate.
    """
    why = "no note yet"
    for meeting in person.meetings:
        for note in meeting.notes:
            verdict = judge(note.talked, note.can_help, person.contact, meeting.event)
            if verdict.passed:
                return ""
            why = "; ".join(refusal.why for refusal in verdict.refusals)
    return why
