"""Take a note of a meeting, if it passes the gate; what is refused is kept, so that nothing is typed twice."""

from collections.abc import Callable
from datetime import date, datetime

from cardscan.connections.gate import Refusal, judge
from cardscan.connections.notes import Given, Writing, completed, says_same, says_something, written_before
from cardscan.errors import InputError, RefusedError
from cardscan.person import Meeting, Note, Person
from cardscan.store import Store


def take_note(store: Store, person_id: int, given: Given, now: datetime, meeting_id: int | None = None) -> Person:
    """Store a note with a meeting, the latest by default; parts not given are those written of it before.

    A note that says that you do not want to talk again needs to say nothing else. The same note again adds nothing.
    Raises RefusedError, with questions that help, for one that says too little: it is kept as unfinished.
    """
    refused: list[Refusal] = []
    person = store.write_note(person_id, _writer(given, now, meeting_id, refused), now, meeting_id)
    if refused:
        raise RefusedError(
            "\n".join(["the note is not taken", *(f"  {refusal.why}" for refusal in refused)]),
            "\n".join([*(refusal.question for refusal in refused), *_kept(meeting_of(person, meeting_id))]),
        )
    return person


def keep_part(store: Store, person_id: int, given: Given, now: datetime, meeting_id: int | None = None) -> Person:
    """Keep parts of a note that is being written, with what was written before, whether it says enough or not."""

    def write(person: Person) -> Writing:
        return Writing(completed(given, written_before(meeting_of(person, meeting_id)), now), finished=False)

    return store.write_note(person_id, write, now, meeting_id)


def meeting_of(person: Person, meeting_id: int | None) -> Meeting | None:
    """Give a meeting with someone by its id, or the latest; None where there was none yet. Raises InputError."""
    if meeting_id is None:
        return person.meetings[-1] if person.meetings else None
    return _one(person, [met for met in person.meetings if met.id == meeting_id], f"meeting {meeting_id}")


def met_on(person: Person, day: date) -> Meeting:
    """Give the meeting with someone on a day, of several the latest. Raises InputError where there was none."""
    return _one(person, [met for met in person.meetings if met.date == day], f"meeting on {day.isoformat()}")


def refusals_of(note: Note, person: Person, meeting: Meeting | None) -> tuple[Refusal, ...]:
    """Say what keeps a note from being taken."""
    if not note.again:
        return ()
    return judge(note.talked, note.can_help, person.contact, meeting.event if meeting else "").refusals


def _writer(
    given: Given, now: datetime, meeting_id: int | None, refused: list[Refusal]
) -> Callable[[Person], Writing | None]:
    """Decide what is to be stored, with the person as they are when it is their turn; why not comes into `refused`."""

    def write(person: Person) -> Writing | None:
        meeting = meeting_of(person, meeting_id)
        note = completed(given, written_before(meeting), now)
        refused[:] = refusals_of(note, person, meeting)
        if refused:
            return Writing(note, finished=False) if says_something(note) else None
        if meeting and not meeting.unfinished and meeting.notes and says_same(note, meeting.notes[-1]):
            return None
        return Writing(note, finished=True)

    return write


def _one(person: Person, found: list[Meeting], what: str) -> Meeting:
    if not found:
        days = ", ".join(met.date.isoformat() for met in person.meetings) or "never"
        raise InputError(f"there is no {what} with person {person.id}", f"you met: {days}")
    return found[-1]


def _kept(meeting: Meeting | None) -> list[str]:
    if not meeting or not meeting.unfinished:
        return []
    return ["What you wrote is kept: give only the part that lacks, or go on with cardscan review."]
