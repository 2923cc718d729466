"""Let go those for whom no note came, and say so."""

from datetime import datetime
from typing import TYPE_CHECKING

from cardscan.cli.output import say

if TYPE_CHECKING:
    from cardscan.store import Store


def end_waiting(store: "Store", now: datetime) -> None:
    """Let go whoever has waited too long, and say whom."""
    from cardscan.actions.let_go import end_waiting, idle, said, waiting_ends_after

    gone = end_waiting(store, idle(store, now), now)
    if not gone:
        return
    after = waiting_ends_after(store)
    say(f"let go, after {after if after[0].isdecimal() else f'a {after}'} without a note: {said(gone)}")
    say("  cardscan list --let-go shows them, cardscan undo brings them back; cardscan settings says after how long")
