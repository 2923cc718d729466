"""Promises: what is promised and by when, as someone writes it, and how what is due is told."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

from cardscan.connections.dates.days import DayError
from cardscan.connections.dates.duedates import due_day, find
from cardscan.errors import InputError
from cardscan.person import Note, Person, Promise
from cardscan.text.folding import bare
from cardscan.text.limits import checked

_BEFORE = " \t\r\n,;:-–—("
_AFTER = re.compile(r"[\s.,;:!?)–—-]*$")


def understand(text: str, today: date) -> tuple[str, date | None]:
    """Tell what is promised, and by when: "send her the map by Friday" is "send her the map", and a day.

    The date is taken off where it ends or starts the text; within it the words stay as they are.
    Raises DayError where it is a day that has passed, that there is none of, or that may be two.
    """
    text = _on_a_line(text)
    found = find(text, today)
    if found is None:
        return text, None
    return _without(text, found.start, found.end), found.day


def _without(text: str, start: int, end: int) -> str:
    """Take a date off where it ends or starts a text."""
    before, after = text[:start], text[end:]
    if _AFTER.fullmatch(after):
        return before.rstrip(_BEFORE)
    if not before and after[0] in ",:":
        return after.lstrip(",: ")
    return text


def with_day(text: str, error: DayError, day: date) -> str:
    """Put the day that was meant in the place of one that `understand` could not tell."""
    if error.place is None:
        return text
    start, end = error.place
    line = _on_a_line(text)
    return f"{line[:start]}{day.isoformat()}{line[end:]}"


def _on_a_line(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def promised(text: str, due: str | None, today: date) -> tuple[str, date | None]:
    """Tell what is promised, and by when, with the day given apart where there is one.

    Raises InputError for a promise without words, and for a day that is none, or has passed.
    """
    checked(text, "a promise")
    what, day = (" ".join(text.split()), due_day(due, today)) if due is not None else understand(text, today)
    if not any(letter.isalnum() for letter in what):
        raise InputError("a promise needs a text", 'write what you will do: "send the Lisbon contact by Friday"')
    return what, day


def promise_of(note: Note, today: date) -> tuple[str, date | None]:
    """Tell what a note promises: how you can help, and by when. Raises DayError as `understand` does."""
    return understand(note.can_help, today)


def day_or_none(text: str, today: date) -> date | None:
    """Tell by which day a promise is due that was made already; None for "none". Raises DayError."""
    return None if text.strip().casefold() == "none" else due_day(text, today)


def made_by(note: Note, person: Person) -> Promise | None:
    """Give the promise of yours that a note made: the one in its words, with its day or without it."""
    text = _on_a_line(note.can_help)
    whole = bare(text)
    mine = [each for each in person.promises if each.owner == "me" and bare(each.text) in whole]
    if not mine:  # as of most: to find the date in a text takes long
        return None
    words = {whole, bare(_undated(text, note.written.astimezone().date()))}
    return next((each for each in mine if bare(each.text) in words), None)


def still_to_give(note: Note | None, person: Person) -> str:
    """Say how you can help someone by a note; "" once you did, or dropped it."""
    if note is None:
        return ""
    made = made_by(note, person)
    return note.can_help if made is None or is_open(made) else ""


def _undated(text: str, written: date) -> str:
    try:
        return understand(text, written)[0]
    except DayError as error:  # its day is unclear, or had passed already
        return _without(text, *error.place) if error.place else text


def is_open(promise: Promise) -> bool:
    """Tell whether a promise still waits to be kept."""
    return promise.kept is None and promise.dropped is None


def by_due(promises: Iterable[Promise]) -> list[Promise]:
    """Put promises in the order in which they are due; those without a day last."""
    return sorted(promises, key=lambda promise: (promise.due or date.max, promise.id))


def when(due: date, today: date) -> str:
    """Say how far a day is: "today", "in 3 days", "2 days late"."""
    days = (due - today).days
    if days in (0, 1):
        return "tomorrow" if days else "today"
    counted = f"{abs(days)} day{'' if days == -1 else 's'}"
    return f"in {counted}" if days > 0 else f"{counted} late"


def how_it_stands(promise: Promise, today: date) -> str:
    """Say of a promise when it is due, or that it was kept or dropped; "" where no day was named."""
    if promise.kept:
        return "kept"
    if promise.dropped:
        return "dropped"
    return when(promise.due, today) if promise.due else ""
