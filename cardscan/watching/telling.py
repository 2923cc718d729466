"""What a watch says: names of files and counts, never people."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from cardscan.actions.ingest import Ingested
from cardscan.actions.note_files import Noted
from cardscan.text.wording import counted, people

_MOST_NAMES = 3


@dataclass(frozen=True, slots=True)
class Came:
    """How many people came in."""

    people: int = 0
    sure: int = 0  # no one needs to look at them
    again: int = 0  # of people known
    maybe: int = 0  # of people who may be known: a question

    def __add__(self, other: "Came") -> "Came":
        return Came(
            self.people + other.people, self.sure + other.sure, self.again + other.again, self.maybe + other.maybe
        )


def came(done: Ingested) -> Came:
    """Count the people of an ingest, each for every card of theirs."""
    return Came(done.sure + done.to_check + done.again, done.sure, done.again, done.maybe)


def people_said(came: Came) -> str:
    """Say who came in, in a line: "12 people, 9 sure, 3 you have met before"."""
    said = [people(came.people), f"{came.sure} sure"]
    if before := came.again + came.maybe:
        said.append(f"{before} you {'may have' if came.maybe else 'have'} met before")
    return ", ".join(said)


def batch_said(paths: Sequence[Path], done: Ingested | None, noted: Noted) -> str:
    """Say in a line what came of photos, and how many notes and memos were taken; "" where nothing did."""
    said = _ingested_said(done) if done else []
    if noted.taken:
        said.append(f"{counted(noted.taken, 'note')} taken")
    if noted.memos:
        said.append(f"{counted(noted.memos, 'memo')} kept")
    return f"{_names(paths)}: {', '.join(said)}" if said else ""


def _ingested_said(done: Ingested) -> list[str]:
    said = [f"{counted(done.read, 'photo')} read", people_said(came(done))] if done.read else []
    if done.in_book:
        said.append(f"{done.in_book} already in your address book")
    if done.failures:
        said.append(f"{len(done.failures)} failed")
    if said and done.skipped:
        said.append(f"{done.skipped} already known")
    if done.backs:
        said.append(f"{counted(done.backs, 'back side')} joined to the front")
    if done.same:
        said.append(f"{counted(done.same, 'card')} photographed again")
    if done.left_out:
        said.append(f"{done.left_out} left out: you asked to forget them")
    return said


def _names(paths: Iterable[Path]) -> str:
    names = [path.name for path in paths]
    more = len(names) - _MOST_NAMES
    listed = ", ".join(names[:_MOST_NAMES])
    return f"{listed} and {more} more" if more > 0 else listed
