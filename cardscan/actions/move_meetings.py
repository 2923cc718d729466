"""Move the meetings with people into the event where you really met."""

from collections.abc import Sequence
from datetime import datetime

from cardscan.connections.known import named
from cardscan.errors import InputError
from cardscan.person import Event, Person
from cardscan.store import Store, Wanted


def move(store: Store, ids: Sequence[int], to: Event, now: datetime, out_of: Event | None = None) -> tuple[Person, ...]:
    """Move people's latest meeting, or the one at another event, to an event.

    Without ids everyone who was met at that other event. Raises InputError for anyone who was not, or was never met.
    """
    people = store.many.people(ids or store.directory.ids(Wanted(event_id=out_of.id if out_of else None)))
    met = [each for each in people if any(out_of is None or met.event_id == out_of.id for met in each.meetings)]
    left = [each for each in people if each not in met]
    if ids and left:
        names = ", ".join(map(named, left))
        raise InputError(
            f"{names} {'was' if len(left) == 1 else 'were'} not met{f' at {out_of.name}' if out_of else ''}",
            "cardscan show WHO lists the meetings with someone",
        )
    store.many.move([each.id for each in met], to, now, out_of.id if out_of else None)
    return store.many.people([each.id for each in met])
