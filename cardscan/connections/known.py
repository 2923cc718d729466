"""What you know of someone, as a page before or after an event needs it."""

from dataclasses import dataclass
from typing import Literal

from cardscan.connections.promises import is_open, still_to_give
from cardscan.connections.standing import LET_GO, Standing, filed, filed_away, is_company, note_that_counts, standing
from cardscan.model import Contact, Field
from cardscan.person import Meeting, Note, Owner, Person, Promise

Label = Literal["card", "contact", "quality connection", "cemented", "filed away", "let go", "company"]

_LABELS: dict[Standing, Label] = {
    Standing.CARD: "card",
    Standing.CONTACT: "contact",
    Standing.QUALITY: "quality connection",
    Standing.CEMENTED: "cemented",
}


@dataclass(frozen=True, slots=True)
class Known:
    """Someone, where you know them from, what you talked about, what is open between you."""

    person: Person
    name: str
    work: str  # title and company
    label: Label
    met: Meeting | None  # the latest time
    note: Note | None  # the latest that counts, else the latest
    noted: Meeting | None  # the meeting which that note is of
    mine: tuple[Promise, ...]  # what you promised and have not done yet
    theirs: tuple[Promise, ...]

    @property
    def counts(self) -> bool:
        """Tell whether this is a quality connection, or more."""
        return self.label in ("quality connection", "cemented")

    @property
    def can_help(self) -> str:
        """Say how you can help, by that note; "" once you did, or dropped it."""
        return still_to_give(self.note, self.person)


def called(contact: Contact) -> str:
    """Give what someone is called on a line: the name, else the company."""
    return _first(contact.fn) or _first(contact.org) or "(no name)"


def named(person: Person) -> str:
    """Give what someone is called, with the id by which commands know them."""
    return f"{called(person.contact)} ({person.id})"


def work_of(contact: Contact) -> str:
    """Give title and company on a line."""
    return ", ".join(filter(None, (_first(contact.title), _first(contact.org) if contact.fn else "")))


def on_a_line(contact: Contact) -> str:
    """Give what someone is called, with title and company."""
    return ", ".join(filter(None, (called(contact), work_of(contact))))


def known(person: Person, event_id: int | None = None) -> Known:
    """Gather what is known of someone; with the note of one event, where there is one that counts."""
    contact = person.contact
    noted, note = note_that_counts(person, event_id) or note_that_counts(person) or _last_note(person)
    return Known(
        person=person,
        name=called(contact),
        work=work_of(contact),
        label=_label(person),
        met=person.meetings[-1] if person.meetings else None,
        note=note,
        noted=noted,
        mine=_open(person, "me"),
        theirs=_open(person, "them"),
    )


def _label(person: Person) -> Label:
    reached = standing(person)
    if reached >= Standing.QUALITY:
        return _LABELS[reached]
    if filed_away(person):
        return "filed away"
    if is_company(person.contact):
        return "company"
    return "let go" if filed(person) == LET_GO else _LABELS[reached]


def _last_note(person: Person) -> tuple[Meeting, Note] | tuple[None, None]:
    notes = [(meeting, note) for meeting in person.meetings for note in meeting.notes]
    return max(notes, key=lambda each: each[1].written, default=(None, None))


def _open(person: Person, owner: Owner) -> tuple[Promise, ...]:
    return tuple(each for each in person.promises if each.owner == owner and is_open(each))


def _first(fields: tuple[Field, ...]) -> str:
    return fields[0].value if fields else ""
