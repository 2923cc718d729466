"""What ends as a day begins: the time in the trash, and the waiting for a note; show for a while who was let go."""

from contextlib import suppress
from datetime import timedelta

from cardscan.actions.let_go import end_waiting, idle
from cardscan.errors import StoreError
from cardscan.store.waiting import LetGo
from cardscan.web.desk import Desk

_SAID_FOR = timedelta(days=7)


def erase_expired(at: Desk) -> None:
    """Erase who was forgotten 30 days ago: a server may run for longer than that."""
    at.store.erase_expired(at.now())


def let_go(at: Desk) -> LetGo | None:
    """Let go whoever has waited too long, and count those let go within the last week."""
    now = at.now()
    with suppress(StoreError):  # another program is writing: the next page tries again
        end_waiting(at.store, idle(at.store, now), now)
    return at.store.directory.waiting.let_go(now - _SAID_FOR)
