"""Take a note of a meeting, if it passes the gate; what is refused is kept, so that nothing is typed twice."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from cardscan.connections.dates.days import DayError
from cardscan.connections.dates.theirs import Told
from cardscan.connections.notes.gate import Refusal, judge
from cardscan.connections.notes.parts import (
    LABELS,
    PARTS,
    Given,
    Writing,
    completed,
    says_same,
    says_something,
)
from cardscan.connections.promises import promise_of
from cardscan.connections.seen import draft_as_seen
from cardscan.connections.theirdates import told_in
from cardscan.connections.us import draft_of, meeting_meant, of, written_before
from cardscan.errors import ChangedError, InputError, RefusedError
from cardscan.person import Meeting, Note, Person, Promise, TheirDate
from cardscan.store import Store
from cardscan.text.limits import LONGEST_NOTE, checked


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a note."""

    person: Person
    promise: Promise | None = None  # how you can help, where that is new
    undated: DayError | None = None  # why its day could not be told, where it names one
    dates: tuple[TheirDate, ...] = ()  # of theirs, that the note tells of and that are new
    unclear: tuple[DayError, ...] = ()  # of these, why each has no day that has none
    refusals: tuple[Refusal, ...] = ()  # why it was not taken; then it is kept as unfinished


def take_note(store: Store, person_id: int, given: Given, now: datetime, meeting_id: int | None = None) -> Taken:
    """Store a note with a meeting, the latest by default; parts not given are those written of it before.

    How you can help becomes a promise. A note that says that you do not want to talk again needs to say nothing else.
    The same note again adds nothing.
    Raises RefusedError, with questions that help, for one that says too little: it is kept as unfinished; InputError
    for one that is too long.
    """
    taken = try_note(store, person_id, given, now, meeting_id)
    if refused := taken.refusals:
        raise RefusedError(
            "\n".join(["the note does not say enough yet", *(f"  {refusal.why}" for refusal in refused)]),
            "\n".join([*(refusal.question for refusal in refused), *_kept(taken.person, meeting_id, store.user)]),
        )
    return taken


def try_note(
    store: Store,
    person_id: int,
    given: Given,
    now: datetime,
    meeting_id: int | None = None,
    *,
    written_on: date | None = None,
    replacing: bool = True,
) -> Taken:
    """Take a note as `take_note` does; what is refused is told by the result.

    The day of a promise is counted from `written_on`, by default today. Without `replacing` what is refused is kept
    only where nothing is unfinished yet.
    """
    _check_length(given)
    decision = _Decision(given, now, store.user, meeting_id, written_on or now.astimezone().date(), replacing)
    person = store.write_note(person_id, decision.write, now, meeting_id)
    made = person.promises[-1] if decision.promises else None
    new = tuple(each for each in person.dates if each.id not in decision.there)
    return Taken(person, made, decision.undated, new, decision.why_unclear(new), decision.refused)


def file_away(store: Store, person_ids: Iterable[int], now: datetime) -> None:
    """Note of people that you do not want to talk to them again."""
    decision = _Decision(Given(again=False), now, store.user, None, now.astimezone().date(), True)
    store.many.file_away(person_ids, decision.write, now)


def keep_part(store: Store, person_id: int, given: Given, now: datetime, meeting_id: int | None = None) -> Person:
    """Keep parts of a note that is being written, with what was written before, whether it says enough or not."""

    _check_length(given)

    def write(person: Person) -> Writing:
        before = written_before(meeting_of(person, meeting_id, store.user), store.user)
        return Writing(completed(given, before, now, store.user), finished=False)

    return store.write_note(person_id, write, now, meeting_id)


def keep_typed(
    store: Store, person_id: int, given: Given, now: datetime, meeting_id: int, notes: int, seen: Collection[str] = ()
) -> Note | None:
    """Keep a note as far as it is typed, without a step of `undo`; return what is kept.

    `notes` is how many notes of theirs the meeting had when it was begun: with another one taken since, what comes late
    is dropped. Nothing is kept of what says nothing, or the same as the note that was taken.
    seen: what `draft_as_seen` made of drafts that whoever types knows of; with none, any.
    Raises InputError for one that is too long, ChangedError where it is being written elsewhere, too.
    """
    _check_length(given)

    def draft(meeting: Meeting) -> Note | None:
        begun, mine = draft_of(meeting, store.user), of(meeting.notes, store.user)
        if len(mine) != notes:
            return begun
        if begun and seen and draft_as_seen(begun) not in seen:
            raise ChangedError
        typed = completed(given, written_before(meeting, store.user), now, store.user)
        if begun and says_same(typed, begun):
            return begun
        taken = mine[-1] if mine else None
        return None if not says_something(typed) or (taken and says_same(typed, taken)) else typed

    return store.serving.keep_draft(person_id, meeting_id, draft, now)


def unwritten_elsewhere(store: Store, meeting_id: int | None, notes: int | None, seen: Collection[str]) -> Store:
    """Give the store for a note to be taken if nobody wrote it elsewhere since: neither a note nor a draft of theirs.

    notes: how many notes of theirs the meeting had then; None: however many. seen: as for `keep_typed`.
    """
    user = store.user

    def check(person: Person) -> None:
        meeting = meeting_of(person, meeting_id, user)
        begun = draft_of(meeting, user)
        wrote = meeting is not None and notes is not None and len(of(meeting.notes, user)) != notes
        if wrote or (begun and seen and draft_as_seen(begun) not in seen):
            raise ChangedError

    return store.expecting(check)


def _check_length(given: Given) -> None:
    for part in PARTS:
        checked(getattr(given, part) or "", LABELS[part], LONGEST_NOTE)


def meeting_of(person: Person, meeting_id: int | None, user: str) -> Meeting | None:
    """Give a meeting with someone by its id, or the one that one of us means; None where there was none yet.

    Raises InputError.
    """
    if meeting_id is None:
        return meeting_meant(person.meetings, user)
    return _one(person, [met for met in person.meetings if met.id == meeting_id], f"meeting {meeting_id}")


def met_on(person: Person, day: date) -> Meeting:
    """Give the meeting with someone on a day, of several the latest. Raises InputError where there was none."""
    return _one(person, [met for met in person.meetings if met.date == day], f"meeting on {day.isoformat()}")


def refusals_of(note: Note, person: Person, meeting: Meeting | None) -> tuple[Refusal, ...]:
    """Say what keeps a note from being taken."""
    if not note.again:
        return ()
    return judge(note.talked, note.can_help, person.contact, meeting.event if meeting else "").refusals


@dataclass(slots=True)
class _Decision:
    """Decides what is to be stored, by what is known of the person when it is their turn."""

    given: Given
    now: datetime
    user: str  # who of us writes
    meeting_id: int | None
    written_on: date
    replacing: bool
    refused: tuple[Refusal, ...] = ()
    promises: bool = False
    undated: DayError | None = None
    told: tuple[Told, ...] = ()
    there: frozenset[int] = frozenset()  # the dates that were known before

    def write(self, person: Person) -> Writing | None:
        self.there = frozenset(each.id for each in person.dates)
        meeting = meeting_of(person, self.meeting_id, self.user)
        before, begun = written_before(meeting, self.user), draft_of(meeting, self.user)
        note = completed(self.given, before, self.now, self.user)
        self.refused = refusals_of(note, person, meeting)
        if self.refused:
            kept = says_something(note) and (self.replacing or not begun)
            return Writing(note, finished=False) if kept else None
        if before and not begun and says_same(note, before):
            return None
        promise = self._promise(note, person)
        self.promises = promise is not None
        self.told = told_in(note, meeting, self.written_on, self.now.astimezone().date())
        return Writing(note, finished=True, promise=promise, dates=self.told if note.again else None)

    def why_unclear(self, new: Iterable[TheirDate]) -> tuple[DayError, ...]:
        """Say of each new date without a day why it has none."""
        why = {each.words: each.unclear for each in self.told}
        return tuple(error for each in new if each.day is None and (error := why.get(each.words)))

    def _promise(self, note: Note, person: Person) -> Promise | None:
        """Make a promise of how you can help, unless it was made already."""
        known = {each.can_help for met in person.meetings for each in met.notes if each.again}
        if not note.again or note.can_help in known:
            return None
        try:
            text, due = promise_of(note, self.written_on)
        except DayError as error:
            self.undated = error
            text, due = note.can_help, None
        return Promise(0, person.id, text, self.now, due=due, by=self.user)


def _one(person: Person, found: list[Meeting], what: str) -> Meeting:
    if not found:
        days = ", ".join(met.date.isoformat() for met in person.meetings) or "never"
        raise InputError(f"there is no {what} with person {person.id}", f"you met: {days}")
    return found[-1]


def _kept(person: Person, meeting_id: int | None, user: str) -> list[str]:
    if not draft_of(meeting_of(person, meeting_id, user), user):
        return []
    return ["What you wrote is kept: give only the part that is missing, or go on with cardscan review."]
