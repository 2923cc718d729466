"""Events: which one the user means, which one a photo is of, and which are earlier editions of one."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from cardscan.errors import InputError, candidates
from cardscan.person import Event
from cardscan.text.folding import bare

#: An evening lasts until five in the morning: a photo taken before then is of the day before.
_NIGHT = timedelta(hours=5)
_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"\d+(st|nd|rd|th|er|e|o|a)?")


def find_event(text: str, events: Iterable[Event]) -> Event:
    """Find the event that is meant: by id, whole name, or words of its name and date.

    Raises InputError when there is none; when there are several, with all of them.
    """
    events = tuple(events)
    found = [event for event in events if str(event.id) == text.strip()] or _named(_key(text), events)
    if len(found) == 1:
        return found[0]
    if not found:
        raise InputError(
            f"there is no event {text!r}",
            f"cardscan event add {text!r} --date … adds it; cardscan event list shows all",
        )
    rows = [f"{event.id}  {event.date.isoformat()}  {event.name}" for event in found]
    raise InputError(candidates(f"{len(found)} events match {text!r}:", rows), "give the date too, or the id")


def photo_events(folders: Sequence[str], taken: datetime | None, events: Iterable[Event]) -> tuple[Event, ...]:
    """List the events that a photo may be of; it is of one only if that is the only one.

    A folder that has an event's name decides, the innermost first; else the time in the photo does.
    """
    events = tuple(events)
    day = day_of(taken) if taken else None
    for folder in reversed(folders):
        key = _key(folder)
        if named := [event for event in events if key in _folder_keys(event)]:
            that_day = [event for event in named if day and _holds(event, day)]
            return tuple(that_day or named)
    return held_on(day, events) if day else ()


def held_on(day: date, events: Iterable[Event]) -> tuple[Event, ...]:
    """List the events of a day."""
    return tuple(event for event in events if _holds(event, day))


def day_there(event: Event, taken: datetime, today: date) -> date:
    """Say on which day someone was met at an event whose card was photographed then: one of its days.

    A card may be photographed at home, days after; no one is met on a day that has yet to come.
    """
    return day_within(event, day_of(taken), today)


def day_within(event: Event, day: date, today: date) -> date:
    """Give the day of an event that is nearest to a day, and not to come."""
    return min(max(event.date, min(day, last_day(event))), today)


def last_day(event: Event) -> date:
    """Return the day on which an event ends."""
    return event.until or event.date


def check_event(event: Event) -> Event:
    """Return an event as it is. Raises InputError for one without a name, or that ends before it begins."""
    if not _key(event.name):
        raise InputError("an event needs a name", 'cardscan event add "SME social hour" --date 2026-12-03')
    if event.until and event.until < event.date:
        raise InputError(
            f"{event.name}: it begins on {event.date} and ends on {event.until}", "give --until a day from --date on"
        )
    return event


def next_event(events: Iterable[Event], today: date) -> Event:
    """Return the event of today, or the next. Raises InputError when none is to come."""
    coming = [event for event in events if last_day(event) >= today]
    if not coming:
        raise InputError("there is no coming event", 'cardscan event add "SME social hour" --date … adds one')
    return min(coming, key=lambda event: (event.date, event.id))


def latest_event(events: Iterable[Event], today: date) -> Event:
    """Return the event that began last. Raises InputError when none has been yet."""
    past = [event for event in events if event.date <= today]
    if not past:
        raise InputError("there is no past event yet", 'cardscan event add "SME social hour" --date … adds one')
    return max(past, key=lambda event: (event.date, event.id))


def earlier_editions(of: Event, events: Iterable[Event]) -> tuple[Event, ...]:
    """List the events that were the same a year or a month before: one name, but for years and numbers."""
    series = _series(of.name)
    return tuple(
        event for event in events if event.id != of.id and event.date < of.date and _series(event.name) == series
    )


def _named(key: str, events: tuple[Event, ...]) -> list[Event]:
    words = key.split()
    if not words:
        return []
    whole = [event for event in events if _key(event.name) == key]
    return whole or [event for event in events if all(word in _listed_as(event) for word in words)]


def _listed_as(event: Event) -> str:
    return f"{_key(event.name)} {_key(event.date.isoformat())}"


def _folder_keys(event: Event) -> tuple[str, ...]:
    name, day = _key(event.name), _key(event.date.isoformat())
    return name, f"{day} {name}", f"{name} {day}", f"{event.date.year} {name}", f"{name} {event.date.year}"


def _key(text: str) -> str:
    return " ".join(_WORD.findall(bare(text)))


def _series(name: str) -> tuple[str, ...]:
    words = _key(name).split()
    return tuple(word for word in words if not _NUMBER.fullmatch(word)) or tuple(words)


def day_of(taken: datetime) -> date:
    """Say of which day a photo is: one of the night is of the evening before."""
    return (taken - _NIGHT).date()


def _holds(event: Event, day: date) -> bool:
    return event.date <= day <= last_day(event)
