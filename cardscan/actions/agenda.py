"""What is due today, of everyone in the store."""

from dataclasses import fields, replace
from datetime import datetime
from typing import TYPE_CHECKING

from cardscan.actions.pace import asking_of
from cardscan.connections.asking import Asking, asked_today, few, resting, to_ask
from cardscan.connections.followup import Agenda, agenda
from cardscan.store import Store
from cardscan.store.engine import is_read_only

if TYPE_CHECKING:
    from cardscan.store.due import Counts


def due_today(
    store: Store, now: datetime, user: str, most: int | None, everything: bool = False
) -> "tuple[Agenda, Counts]":
    """Say what is due, the `most` most urgent of each kind or all, and count it; arguments as for `agenda`.

    Where nothing has a day, a few people are asked about, which is noted; `everything`: all are told, and nothing is.
    """
    if everything:
        found = store.directory.due(now, None if user else most)
        return agenda(found.people, now, user, found.awaited), found.counts
    asking = asking_of(store, now)
    due, counts, chosen = _chosen(store, now, user, most, asking)
    if (new := chosen - asked_today(asking.asked, now)) and not is_read_only(store.place):
        store.asked.ask(new, now)
    return few(due, chosen), counts


def asked_about(store: Store, now: datetime, user: str, asking: Asking) -> frozenset[int]:
    """Say whom `today` asks about, or would; nothing is noted."""
    return _chosen(store, now, user, asking.pace.people, asking)[2]


def _chosen(
    store: Store, now: datetime, user: str, most: int | None, asking: Asking
) -> "tuple[Agenda, Counts, frozenset[int]]":
    from cardscan.store.due import Few

    looked_at = Few(asking.pace.people, resting(asking, now), asked_today(asking.asked, now))
    found = store.directory.due(now, None if user else most, None if user else looked_at)
    due, counts = agenda(found.people, now, user, found.awaited), found.counts
    if user:  # what is theirs is told among all
        counts = replace(counts, **{kind.name: len(getattr(due, kind.name)) for kind in fields(counts)})
    return due, counts, to_ask(due, asking, now)
