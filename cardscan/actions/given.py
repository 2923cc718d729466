"""To whom what is on the list was given, and when."""

from collections.abc import Sequence
from datetime import datetime, time

from cardscan.connections.dates.days import parse_day
from cardscan.person import Promise
from cardscan.store import Store


def given(store: Store) -> tuple[dict[int, Sequence[Promise]], dict[int, str]]:
    """List for each gift, by its id, the promises kept by it, the last first; and what those people are called."""
    kept = {key: [each for each in came if each.kept][::-1] for key, came in store.gifts.given().items()}
    return dict(kept), store.directory.called({each.person_id for came in kept.values() for each in came})


def when_given(day: str | None, now: datetime) -> datetime:
    """Give the moment to note for a day, as it is written: now where that is today, or none is given; else its noon.

    Raises DayError for what is no day, or is still to come.
    """
    on = parse_day(day, now.date(), past=True) if day else now.date()
    return now if on == now.date() else datetime.combine(on, time(12)).astimezone()
