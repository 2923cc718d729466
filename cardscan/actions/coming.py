"""Which event comes next, so that its preparation is offered in time."""

from datetime import date

from cardscan.connections.events.which import last_day
from cardscan.person import Event
from cardscan.store import Store

COMING_EVENT = 7  # days before it


def next_event(store: Store, today: date, within: int) -> Event | None:
    """Give the event that is on, or the next within so many days; None where there is none."""
    coming = [each for each in store.events() if last_day(each) >= today and (each.date - today).days <= within]
    return min(coming, key=lambda each: (each.date, each.id), default=None)
