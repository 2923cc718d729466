"""Who of us it was, where several use one store: whose a note is, and which meeting one of us means.

What has no name is anybody's: it is from before there were names, or from a store that one alone uses.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from cardscan.errors import InputError
from cardscan.person import Meeting, Memo, Note, Person, Promise, TheirDate
from cardscan.text.folding import fold


class _Done(Protocol):
    @property
    def by(self) -> str: ...


T = TypeVar("T", bound=_Done)
Named = TypeVar("Named", Note, Memo, Promise, TheirDate)


@dataclass(frozen=True, slots=True)
class OfUs:
    """What one of us has to do with someone."""

    name: str
    met: tuple[Meeting, ...]
    notes: tuple[Note, ...]
    promises: tuple[Promise, ...]  # made by them, or to them


def each_of_us(person: Person) -> tuple[OfUs, ...]:
    """Say who of us has to do with someone, who met them first; nobody, where one alone uses the store."""
    notes = [note for met in person.meetings for note in met.notes]
    names: dict[str, str] = {}
    for by in (*_names(person.meetings), *_names(notes), *_names(person.promises)):
        names.setdefault(fold(by), by)
    return tuple(
        OfUs(name, _theirs(person.meetings, key), _theirs(notes, key), _theirs(person.promises, key))
        for key, name in names.items()
    )


def met_by(person: Person, event_id: int | None = None) -> tuple[str, ...]:
    """Name those of us who met someone, at one event or at all, who did first."""
    met = (each for each in person.meetings if event_id in (None, each.event_id))
    return tuple({fold(each.by): each.by for each in met if each.by}.values())


def was_met_by(person: Person, user: str) -> bool:
    """Tell whether one of us met someone, or nobody says who did."""
    return not person.meetings or any(is_of(met.by, user) for met in person.meetings)


def promised_by(promise: Promise, user: str) -> str:
    """Say whose promise it is, to one of us: "you promised", "Anna promised", "promised you", "promised Anna"."""
    who = "you" if is_of(promise.by, user) else promise.by
    return f"{who} promised" if promise.owner == "me" else f"promised {who}"


def told_of(promise: Promise, user: str, theirs: str = "") -> str:
    """Tell what is promised, with whose promise it is where it is not of one of us who asks.

    theirs: what stands before a promise that was made to them.
    """
    if is_of(promise.by, user):
        return (theirs if promise.owner == "them" else "") + promise.text
    return f"{promised_by(promise, user)}: {promise.text}"


def last_words(notes: Iterable[Note]) -> tuple[Note, ...]:
    """Give the latest note of each of us; one without a name is anybody's, and stands until somebody writes anew."""
    latest = {fold(note.by): note for note in sorted(notes, key=lambda note: note.written)}
    unnamed = latest.pop("", None)
    named = tuple(latest.values())
    if unnamed is None or any(each.written > unnamed.written for each in named):
        return named
    return (*named, unnamed)


def by(thing: _Done) -> dict[str, str]:
    """Say who of us it is of, where it has a name: several use the store."""
    return {"by": thing.by} if thing.by else {}


def named(user: str) -> str:
    """Give the name of one of us who asks for what is theirs. Raises InputError where they have none."""
    if not user:
        raise InputError(
            "what is yours cannot be told from what is others', as you have no name here",
            "give yourself one: cardscan settings --my-name NAME, or on the page under Settings",
        )
    return user


def is_of(by: str, user: str) -> bool:
    """Tell whether something is of one of us, or nobody's; names are the same whatever their case and accents."""
    return not by or fold(by) == fold(user)


def of(things: Iterable[T], user: str) -> tuple[T, ...]:
    """Give of notes, promises or meetings those of one of us, and those that have no name."""
    return tuple(each for each in things if is_of(each.by, user))


def meeting_meant(meetings: Sequence[Meeting], user: str) -> Meeting | None:
    """Give the meeting that one of us means who does not say which: the latest of their own, else the latest."""
    return next(reversed(of(meetings, user) or tuple(meetings)), None)


def note_of(person: Person, writer: str) -> tuple[Meeting, Note]:
    """Give the latest note of one of us about someone, with its meeting. Raises InputError where they wrote none."""
    notes = [(met, note) for met in person.meetings for note in met.notes if note.by and is_of(note.by, writer)]
    if not notes:
        wrote = ", ".join(each.name for each in each_of_us(person) if each.notes) or "nobody with a name"
        raise InputError(f"{writer or 'nobody'} wrote no note about them", f"who did: {wrote}")
    return max(notes, key=lambda pair: pair[1].written)


def draft_of(meeting: Meeting | None, user: str) -> Note | None:
    """Give what one of us left unfinished of a meeting."""
    return next(reversed(of(meeting.drafts if meeting else (), user)), None)


def written_before(meeting: Meeting | None, user: str) -> Note | None:
    """Give what one of us wrote last of a meeting: what is unfinished, else their latest note."""
    return draft_of(meeting, user) or next(reversed(of(meeting.notes if meeting else (), user)), None)


def nameless(person: Person) -> Person:
    """Leave out who of us it was: what goes to others does not tell."""
    meetings = (
        replace(met, by="", notes=_nameless(met.notes), drafts=_nameless(met.drafts), memos=_nameless(met.memos))
        for met in person.meetings
    )
    return replace(person, meetings=tuple(meetings), promises=_nameless(person.promises), dates=_nameless(person.dates))


def _nameless(things: Iterable[Named]) -> tuple[Named, ...]:
    return tuple(replace(each, by="") for each in things)


def _names(things: Iterable[_Done]) -> list[str]:
    return [each.by for each in things if each.by]


def _theirs(things: Iterable[T], key: str) -> tuple[T, ...]:
    return tuple(each for each in things if fold(each.by) == key)
