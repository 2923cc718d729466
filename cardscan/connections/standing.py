"""Where someone stands, derived from facts each time it is asked; nothing stores it."""

from cardscan.connections.gate import judge
from cardscan.model import KINDS, Contact, Field
from cardscan.person import Person


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
