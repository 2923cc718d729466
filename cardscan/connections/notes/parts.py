"""A note in the making: what is given of it now, what was written before, and what is to be stored of it."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from cardscan.person import Note, Promise

if TYPE_CHECKING:
    from cardscan.connections.dates.theirs import Told  # loads the words for days

#: The parts of a note that are text, in the order in which they are asked.
PARTS = ("talked", "can_help", "looks_for", "offers", "proud_of", "remember")
#: What they are called where a note is shown.
LABELS = dict(zip(PARTS, ("talked about", "can help", "looks for", "offers", "proud of", "remember by"), strict=True))


@dataclass(frozen=True, slots=True)
class Given:
    """Parts of a note as someone gives them; None where nothing is said of a part."""

    talked: str | None = None
    can_help: str | None = None
    looks_for: str | None = None
    offers: str | None = None
    proud_of: str | None = None
    remember: str | None = None
    again: bool | None = None

    @property
    def nothing(self) -> bool:
        """Tell whether no part is given at all."""
        return self == Given()

    def texts(self) -> dict[str, str]:
        """Give the parts that hold text, by their names."""
        return {part: text for part in PARTS if (text := getattr(self, part))}


def going_on(given: Given, note: Note) -> Given:
    """Give all parts of a note, with what is given in place of what it says."""
    said = {part: getattr(note, part) for part in (*PARTS, "again")}
    return Given(**{part: said[part] if (new := getattr(given, part)) is None else new for part in said})


def together(there: str, new: str, was: str = "") -> str:
    """Put what is there and what comes together, each once; what was sent before in its place goes."""
    new, was = new.strip(), was.strip()
    if there == was:
        return new
    if new in there:  # the same again
        return there
    if was and was in there:
        return there.replace(was, new, 1)
    return new if there in new else f"{there}\n{new}"


def part_of(part: str, text: str) -> Given:
    """Give one part of a note by its name."""
    values: dict[str, Any] = {part: text}
    return Given(**values)


@dataclass(frozen=True, slots=True)
class Writing:
    """What is to be stored of a note."""

    note: Note
    finished: bool  # else it is kept as unfinished
    promise: Promise | None = None  # how you can help, with its day
    dates: "tuple[Told, ...] | None" = None  # of theirs, that the note tells of; None: as they were


def completed(given: Given, before: Note | None, now: datetime, by: str) -> Note:
    """Make a note of what is given, by one of us; what is not is taken from what was written before."""
    base = before or Note("", "", now)
    texts = {part: text for part in PARTS if (text := getattr(given, part)) is not None}
    again = base.again if given.again is None else given.again
    return replace(base, **texts, again=again, written=now, by=by)


def says_same(one: Note, other: Note) -> bool:
    """Tell whether two notes have the same text, whenever and by whom they were written."""
    return replace(one, written=other.written, by=other.by) == other


def says_already(note: Note, given: Given) -> bool:
    """Tell whether a note has all that is given."""
    said = ((value, getattr(note, part)) for part in (*PARTS, "again") if (value := getattr(given, part)) is not None)
    return all(value == there for value, there in said)


def says_something(note: Note) -> bool:
    """Tell whether any part of a note holds text."""
    return any(getattr(note, part).strip() for part in PARTS)
