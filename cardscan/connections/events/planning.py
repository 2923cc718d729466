"""Write down what an event is and what you want of it, as the user typed it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from cardscan.connections.dates.days import parse_day
from cardscan.connections.events.which import check_event
from cardscan.person import Event
from cardscan.text.limits import checked

#: What is one text, and what is a list of texts.
TEXTS = ("place", "goal", "impression")
LISTS = ("meet", "give", "ask")


def unplanned() -> Event:
    """Give an event of which nothing is written down yet."""
    return Event(0, "", date.min)


def planned(
    of: Event, today: date, name: str | None = None, day: str | None = None, until: str | None = None, **details: Any
) -> Event:
    """Put what was given into an event: None and () were not given, an empty text takes away what was there.

    A day without a year is the next one. Raises InputError for what is no day, no name, or ends before it begins.
    """
    if name is not None:
        of = replace(of, name=_line(name))
    if day is not None:
        of = replace(of, date=parse_day(day, today, past=False))
    values: dict[str, Any] = {each: _line(details[each]) for each in TEXTS if details.get(each) is not None}
    values |= {each: _lines(details[each]) for each in LISTS if details.get(each)}
    if until is not None:
        values["until"] = parse_day(until, of.date, past=False) if until.strip() else None
    return check_event(replace(of, **values))


def _lines(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(filter(None, map(_line, texts)))


def _line(text: str) -> str:
    return checked(" ".join(text.split()), "a text of an event")
