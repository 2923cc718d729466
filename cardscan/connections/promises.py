"""Promises: what is promised and by when, as someone writes it, and how what is due is told."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

from cardscan.connections.dates.duedates import due_day, find
from cardscan.errors import InputError
from cardscan.person import Note, Promise
from cardscan.text.limits import checked

_BEFORE = " \t\r\n,;:-–—("
_AFTER = re.compile(r"[\s.,;:!?)–—-]*$")


def understand(text: str, today: date) -> tuple[str, date | None]:
    """Tell what is promised, and by when: "send her the map by Friday" is "send her the map", and a day.

    The date is taken off where it ends or starts the text; within it the words stay as they are.
    Raises InputError where it is a day that has passed, or that there is none of.
    """
    text = " ".join(unicodedata.normalize("NFC", text).split())
    found = find(text, today)
    if found is None:
        return text, None
    before, after = text[: found.start], text[found.end :]
    if _AFTER.fullmatch(after):
        return before.rstrip(_BEFORE), found.day
    if not before and after[0] in ",:":
        return after.lstrip(",: "), found.day
    return text, found.day


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
    """Tell what a note promises: how you can help, and by when. Raises InputError as `understand` does."""
    return understand(note.can_help, today)


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
