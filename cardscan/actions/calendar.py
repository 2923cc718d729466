"""What a calendar holds: what is due, and in case of very much of it what comes next."""

from dataclasses import dataclass
from datetime import datetime

from cardscan.actions.agenda import asked_about
from cardscan.actions.list_people import is_at
from cardscan.actions.pace import asking_of
from cardscan.connections.events.calendar import Entry, entries
from cardscan.store import Store, Wanted

#: So many promises with a day ahead, as many whose day is past, as many to get back to, and so on, which is half a
#: year at five people a day: more are in no phone's calendar. What follows comes with a later file.
MOST = 1000


@dataclass(frozen=True, slots=True)
class Agenda:
    """What is due, in the order of days."""

    entries: list[Entry]
    more: bool  # what comes later was left out


def calendar(
    store: Store,
    now: datetime,
    wanted: Wanted = Wanted(),  # noqa: B008 - frozen
    tasks: bool = False,
    user: str = "",
    most: int | None = MOST,
) -> Agenda:
    """List what is due of those who are wanted, in the store of whoever is asked; None for `most`: all.

    `now`, `tasks` and `user` as for `entries`.
    """
    asking = asking_of(store, now)
    chosen = asked_about(store, now, user, asking)
    found = store.directory.dated(now, wanted, tasks, user, most, chosen)
    people = (each for each in store.directory.in_turn(found.ids) if is_at(each, wanted.stage))
    due = entries(people, found.gatherings, found.changed, now, tasks, user, chosen, asking)
    return Agenda(due, found.more)
