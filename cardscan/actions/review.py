"""What is to ask of whom, so that cards become connections: for the terminal, and any page that asks the same."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from cardscan.actions.take_note import meeting_of
from cardscan.connections.notes.gate import Reason, given_name, judge
from cardscan.connections.notes.parts import PARTS
from cardscan.connections.us import written_before
from cardscan.enrich.readings import line_of
from cardscan.model import Field, Line
from cardscan.person import Person
from cardscan.text.folding import bare

_OPTIONAL = {
    "looks_for": "What does {who} look for?",
    "offers": "What does {who} offer?",
    "proud_of": "What is {who} proud of, or what do they love?",
    "remember": "How will you remember the name?",
}


@dataclass(frozen=True, slots=True)
class Question:
    """A question about one part of a note."""

    part: str
    text: str
    written: str = ""  # what is there and does not say enough
    why: str = ""  # what the gate says of it
    reason: Reason | None = None  # the same in a word; None where the part may be left out

    @property
    def needed(self) -> bool:
        """Tell whether the note does not pass without it."""
        return self.reason is not None


def otherwise(field: Field, lines: Sequence[Line]) -> tuple[str, ...]:
    """Give what other readers made of a field, where it is not the same."""
    line = line_of(field, lines)
    if line is None or not field.raw:
        return ()
    start = line.text.index(field.raw)
    texts = (_same_place(line.text, reading.text, start, start + len(field.raw)) for reading in line.readings)
    return tuple(dict.fromkeys(text for text in texts if text and text not in (field.raw, field.value)))


def next_question(
    person: Person, meeting_id: int | None, skipped: Collection[str] = (), user: str = ""
) -> Question | None:
    """Give the next question to one of us about their note of a meeting; None when all is said, or skipped.

    What is needed is asked before what is not, and until it says enough; what is not may be skipped.
    """
    meeting = meeting_of(person, meeting_id, user)
    note = written_before(meeting, user)
    texts = {part: getattr(note, part) if note else "" for part in PARTS}
    event = meeting.event if meeting else ""
    for refusal in judge(texts["talked"], texts["can_help"], person.contact, event).refusals:
        written = texts[refusal.part]
        return Question(refusal.part, refusal.question, written, refusal.why if written else "", refusal.reason)
    who = given_name(person.contact)
    left = (part for part in _OPTIONAL if not texts[part] and part not in skipped)
    return next((Question(part, _OPTIONAL[part].format(who=who)) for part in left), None)


def answered(question: Question, typed: str) -> str:
    """Give the text of a part with the answer to its question: what was too short is added to, else replaced."""
    adds = question.reason == "short" and bare(question.written) not in bare(typed)
    return f"{question.written}; {typed}" if adds else typed


def _same_place(text: str, other: str, start: int, end: int) -> str:
    """Cut out of another reading of a line what stands where `text[start:end]` stands in this one."""
    begins, ends = 0, len(other)
    for what, a, b, c, d in SequenceMatcher(None, text, other, autojunk=False).get_opcodes():
        if a <= start < b:
            begins = c + start - a if what == "equal" else c
        if a < end <= b:
            ends = c + end - a if what == "equal" else d
    return other[begins:ends].strip()
