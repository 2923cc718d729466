"""Take a note of a meeting, if it passes the gate."""

from datetime import datetime

from cardscan.connections.gate import judge
from cardscan.errors import RefusedError
from cardscan.person import Note, Person
from cardscan.store import Store


def take_note(store: Store, person_id: int, talked: str, can_help: str, now: datetime) -> Person:
    """Store a note with the latest meeting. Raises RefusedError, with a question that helps, for an empty one."""
    person = store.person(person_id)
    event = person.meetings[-1].event if person.meetings else ""
    refusals = judge(talked, can_help, person.contact, event).refusals
    if refusals:
        raise RefusedError(
            "\n".join(["the note is not taken", *(f"  {refusal.why}" for refusal in refusals)]),
            "\n".join(refusal.question for refusal in refusals),
        )
    return store.add_note(person_id, Note(talked, can_help, now), now)
