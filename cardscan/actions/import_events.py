"""Events from a calendar's file: those to come become events, the same one again brings them up to date."""

from dataclasses import dataclass, replace
from datetime import datetime

from cardscan.connections.events.guestlist import guests_of
from cardscan.connections.events.invitations import Invitation, invitations_of
from cardscan.connections.events.planning import unplanned
from cardscan.errors import InputError
from cardscan.person import Event
from cardscan.store import Store
from cardscan.text.files import text_of
from cardscan.text.folding import bare

MOST = 100  # events at once; a whole calendar is no list of what you go to


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a calendar's file."""

    events: tuple[Event, ...]
    guests: int  # names on their lists
    over: int
    cancelled: int
    repeated: int


def import_events(store: Store, data: bytes, now: datetime, named: str = "", past: bool = False) -> Imported:
    """Make events of those in a calendar's file, or bring them up to date by their UIDs.

    named: words that their names have to hold. past: those that are over, too. Raises InputError for a file with none.
    """
    invited = invitations_of(text_of(data))
    if not invited:
        raise InputError(
            "there is no event in it", "export the calendar as .ics, or cardscan event add NAME --date DAY"
        )
    words = bare(named).split()
    found = [each for each in invited if all(word in bare(each.name) for word in words)]
    if not found:
        raise InputError(f"no event in it is called {named!r}", "leave --named out to see all")
    today = now.astimezone().date()
    going = [each for each in found if not (each.cancelled or each.again)]
    coming = [each for each in going if past or (each.until or each.date) >= today]
    if len(coming) > MOST:
        raise InputError(f"{len(coming)} events are to come in it", f"choose at most {MOST}: --named WORDS")
    events = [_put(store, each, now) for each in coming]
    return Imported(
        tuple(events),
        sum(_invite(store, event, each, now) for event, each in zip(events, coming, strict=True)),
        len(going) - len(coming),
        sum(each.cancelled for each in found),
        sum(each.again and not each.cancelled for each in found),
    )


def _put(store: Store, invited: Invitation, now: datetime) -> Event:
    """Keep what the file says of an event, and of one that is there what the user wants of it."""
    known = [each for each in store.events() if _is_one(each, invited)]

    def as_said(was: Event) -> Event:
        named = replace(was, name=invited.name, place=invited.place, uid=invited.uid)
        return replace(named, date=invited.date, until=invited.until)

    if not known:
        return store.add_event(as_said(unplanned()), now)
    return store.change_event(known[0].id, as_said, now)


def _is_one(event: Event, invited: Invitation) -> bool:
    if event.uid and invited.uid:
        return event.uid == invited.uid
    return event.name == invited.name and event.date == invited.date


def _invite(store: Store, event: Event, invited: Invitation, now: datetime) -> int:
    guests = guests_of(invited.guests)
    if guests:
        store.guests.put(event.id, guests, now)
    return len(guests)
