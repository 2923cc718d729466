"""What is due today, of everyone in the store."""

from dataclasses import fields, replace
from datetime import datetime
from typing import TYPE_CHECKING

from cardscan.connections.followup import Agenda, agenda
from cardscan.store import Store

if TYPE_CHECKING:
    from cardscan.store.due import Counts


def due_today(store: Store, now: datetime, user: str, most: int | None) -> "tuple[Agenda, Counts]":
    """Say what is due, the `most` most urgent of each kind or all, and count it; arguments as for `agenda`."""
    people, counts = store.directory.due(now, None if user else most)
    due = agenda(people, now, user)
    if user:  # what is theirs is told among all
        counts = replace(counts, **{kind.name: len(getattr(due, kind.name)) for kind in fields(counts)})
    return due, counts
