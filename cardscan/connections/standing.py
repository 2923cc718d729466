"""Where someone stands, derived from facts each time it is asked; nothing stores it."""

from datetime import datetime
from enum import IntEnum

from cardscan.connections.introducing import was_introduced
from cardscan.connections.notes.gate import judge
from cardscan.connections.us import last_words
from cardscan.model import KINDS, Contact, Field
from cardscan.person import Meeting, Note, Person
from cardscan.text.folding import fold

#: Why nothing is asked about someone any more: you do not want to talk to them again; no note came; it is a company.
FILED_AWAY, LET_GO, COMPANY = "filed away", "let go", "company"


class Standing(IntEnum):
    """How far a card has come."""

    CARD = 1  # it was scanned
    CONTACT = 2  # its fields are checked, or all sure
    QUALITY = 3  # a note says what you talked about and how you can help
    CEMENTED = 4  # and you kept a promise to them, or introduced them to somebody


def standing(person: Person) -> Standing:
    """Say where someone stands.

    The note decides, not the fields: one with a good note and a doubtful fax number is a quality connection.
    """
    if not held_back(person):
        kept = any(promise.owner == "me" and promise.kept for promise in person.promises)
        return Standing.CEMENTED if kept or was_introduced(person) else Standing.QUALITY
    return Standing.CARD if needs_check(person.contact) else Standing.CONTACT


def unsure(contact: Contact) -> tuple[tuple[str, Field], ...]:
    """List the fields that someone has to look at, with their kinds."""
    return tuple((kind, field) for kind in KINDS for field in getattr(contact, kind) if not field.sure)


def needs_check(contact: Contact) -> bool:
    """Tell whether someone has to look at a contact: a field is not sure, or no name was found."""
    return not contact.fn or bool(unsure(contact))


def held_back(person: Person) -> str:
    """Say what keeps someone from being a quality connection; "" for one who is.

    A quality connection is someone with a note that passes the gate, and whom you want to talk to again. Where several
    of us use the store, it is one of all of us as soon as one of us has such a note, and wants to talk again.
    """
    if filed_away(person):
        return FILED_AWAY
    why = "a company, without a note" if is_company(person.contact) else filed(person) or "no note yet"
    for meeting, note in _notes_that_may_count(person):
        verdict = judge(note.talked, note.can_help, person.contact, meeting.event)
        if verdict.passed:
            return ""
        why = "; ".join(refusal.why for refusal in verdict.refusals)
    return why


def note_that_counts(person: Person, event_id: int | None = None) -> tuple[Meeting, Note] | None:
    """Give the latest note that passes the gate, with its meeting, of one event or of all; None where there is none."""
    notes = [pair for pair in _notes_that_may_count(person) if event_id in (None, pair[0].event_id)]
    notes.sort(key=lambda pair: pair[1].written, reverse=True)
    for meeting, note in notes:
        if judge(note.talked, note.can_help, person.contact, meeting.event).passed:
            return meeting, note
    return None


def is_company(contact: Contact) -> bool:
    """Tell whether a card names no person but a company; a title is someone's, whose name was not read."""
    return bool(contact.org) and not contact.fn and not contact.title


def waits_for_note(person: Person) -> bool:
    """Tell whether a note is to be written about someone; a company is not asked about."""
    return bool(held_back(person)) and not filed(person) and not is_company(person.contact)


def is_waiting(person: Person) -> bool:
    """Tell whether someone waits for you: for a note, for a look at what was read, or to be filed as a company."""
    return not filed(person) and bool(held_back(person) or unsure(person.contact))


def filed_away(person: Person) -> bool:
    """Tell whether you do not want to talk again."""
    return filed(person) == FILED_AWAY


def filed(person: Person) -> str:
    """Say why nothing is asked about someone any more; "" where they are not filed.

    Your latest word counts, a note or a decision; of several of us each has a word, and who one of us wants to talk to
    again is not filed away. Whoever was let go and is met again waits again, and so does a company whose card turns out
    to name somebody.
    """
    words, filing = _words(person), person.filing
    if words or filing is None:
        return "" if not words or any(word.again for word in words) else FILED_AWAY
    if filing.how == "let go":
        return "" if met_since(person, filing.at) else LET_GO
    return COMPANY if filing.how == "company" and is_company(person.contact) else ""


def _words(person: Person) -> tuple[Note, ...]:
    """Give the latest note of each of us since the last decision."""
    notes = (note for meeting in person.meetings for note in meeting.notes)
    decided = person.filing.at if person.filing else None
    return last_words(note for note in notes if decided is None or note.written > decided)


def _notes_that_may_count(person: Person) -> list[tuple[Meeting, Note]]:
    """List the notes, less those of one of us who does not want to talk again where another one does."""
    notes = [(meeting, note) for meeting in person.meetings for note in meeting.notes]
    words = _words(person)
    if not any(word.again for word in words):
        return notes
    gone = {fold(word.by) for word in words if not word.again}
    return [pair for pair in notes if fold(pair[1].by) not in gone]


def met_since(person: Person, moment: datetime) -> bool:
    """Tell whether someone was met on a day after a moment."""
    return any(meeting.date > moment.astimezone().date() for meeting in person.meetings)
