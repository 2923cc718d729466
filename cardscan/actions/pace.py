"""How many people a day `today` asks about, and how long those rest who were left: as the user set it."""

from datetime import datetime

from cardscan.connections.asking import MOST_PEOPLE, Asking, Pace, counts_from
from cardscan.connections.dates.spans import parse_cadence
from cardscan.errors import InputError
from cardscan.store import Store

ASK_ABOUT, ASK_AGAIN_AFTER = "ask about", "ask again after"  # names of the settings


def pace_of(store: Store) -> Pace:
    """Give the pace that is set for a store."""
    people, rest = store.settings.get(ASK_ABOUT), store.settings.get(ASK_AGAIN_AFTER)
    return Pace(Pace().people if people is None else int(people), rest or Pace().rest)


def asking_of(store: Store, now: datetime) -> Asking:
    """Give the pace that is set for a store, and whom its user was asked about. now: in the user's own time zone."""
    pace = pace_of(store)
    return Asking(pace, store.asked.since(counts_from(pace, now)))


def ask_about(store: Store, people: int) -> None:
    """Set how many people a day are asked about. Raises InputError for more than no reminder is any more."""
    if not 0 <= people <= MOST_PEOPLE:
        raise InputError(
            f"{people} people a day: give 0 to {MOST_PEOPLE}", "cardscan today --all shows everyone at once"
        )
    store.settings.put(ASK_ABOUT, str(people))


def ask_again_after(store: Store, text: str) -> str:
    """Set how long who was left is not asked about; return it as stored. Raises InputError for anything but a span."""
    rest = parse_cadence(text)
    store.settings.put(ASK_AGAIN_AFTER, rest)
    return rest
