"""Dates of theirs: what a note tells of them, when to ask how it went, and how that is said."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from cardscan.errors import InputError
from cardscan.person import Meeting, Note, Person, TheirDate
from cardscan.text.limits import checked

if TYPE_CHECKING:
    from cardscan.connections.dates.theirs import Told  # loads the words for days: not for who only shows some

#: The parts of a note that tell of them; how you can help is a promise of yours, and what they offer holds for long.
_PARTS = ("talked", "looks_for", "proud_of", "remember")
_STALE = timedelta(days=30)  # after its day nobody asks how it went who takes an old note


def told_in(note: Note, meeting: Meeting | None, written: date, today: date) -> "tuple[Told, ...]":
    """Find the dates of theirs in a note; none in one that says that you do not want to talk again.

    written: the day from which "in two weeks" counts. A day on which you met, or before, is none.
    """
    from cardscan.connections.dates.theirs import theirs_in

    if not note.again:
        return ()
    met = meeting.date if meeting else None
    text = "\n".join(getattr(note, part) for part in _PARTS)
    after = max(filter(None, (met, today - _STALE)))
    return tuple(each for each in theirs_in(text, written, met) if each.day is None or each.day > after)


def understand(text: str, day: str | None, today: date) -> tuple[str, date]:
    """Tell the words of a date of theirs that is written down by itself, and its day, given apart or in the words.

    Raises InputError for one without words or without a day, DayError for a day that is none, may be two, or passed.
    """
    from cardscan.connections.dates.duedates import due_day, find
    from cardscan.connections.dates.theirs import theirs_in

    words = " ".join(checked(text, "a date of theirs").split())
    if not any(letter.isalpha() for letter in words):
        raise InputError("a date of theirs needs words", 'write what happens: "launch on 3 May"')
    if day is not None:
        return words, due_day(day, today)
    told = [each.day for each in theirs_in(words, today) if each.day]
    if not told and (found := find(words, today)):
        told = [found.day]
    if not told:
        raise InputError(f"there is no day to come in {words!r}", 'write it into the words, or give --on "3 May"')
    return words, told[-1]


def ask_on(day: date) -> date:
    """Give the day on which to ask how it went: the one after."""
    return day + timedelta(days=1)


def ago(day: date, today: date) -> str:
    """Say how long a day is past: "yesterday", "3 days ago"."""
    days = (today - day).days
    return "yesterday" if days == 1 else f"{days} days ago"


def is_past(of: TheirDate, today: date) -> bool:
    """Tell whether its day has been."""
    return of.day is not None and of.day < today


def is_open(of: TheirDate) -> bool:
    """Tell whether it is still to be asked after."""
    return of.asked is None and of.dropped is None


def still_open(person: Person) -> tuple[TheirDate, ...]:
    """Give what is still to be asked after, by its day; what is not clear yet comes last."""
    return tuple(sorted(filter(is_open, person.dates), key=lambda each: (each.day or date.max, each.id)))


def asked_at(person: Person) -> Iterable[datetime]:
    """List when you asked someone how something went: then you were in touch."""
    return (each.asked for each in person.dates if each.asked)


def how_it_stands(of: TheirDate) -> str:
    """Say on a line what is to be done about it, or was."""
    if of.dropped:
        return "not asked after"
    if of.asked:
        return "asked after"
    return f"ask on {ask_on(of.day).isoformat()} how it went" if of.day else "which day is not clear"
