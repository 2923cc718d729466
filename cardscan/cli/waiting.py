"""End the waiting of those of whom no note came, and say so."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from cardscan.cli.output import say

if TYPE_CHECKING:
    from cardscan.person import Person
    from cardscan.store import Store


def end_waiting(store: "Store", people: "Sequence[Person]", now: datetime) -> "Sequence[Person]":
    """Let go whoever of these people has waited too long, say whom, and give the people as they are then."""
    from cardscan.actions.let_go import end_waiting, said, waiting_ends_after

    gone = end_waiting(store, people, now)
    if not gone:
        return people
    after = waiting_ends_after(store)
    say(f"let go, after {after if after[0].isdecimal() else f'a {after}'} without a note: {said(gone)}")
    say("  cardscan list --let-go shows them, cardscan undo brings them back; cardscan settings says after how long")
    changed = {each.id: each for each in store.many.people([each.id for each in gone])}
    return tuple(changed.get(each.id, each) for each in people)
