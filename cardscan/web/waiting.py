"""What ends as a day begins: the time in the trash, and the waiting for a note; show for a while who was let go."""

from contextlib import suppress
from datetime import timedelta

from cardscan.actions.let_go import end_waiting, over, waiting_ends_after
from cardscan.connections.standing import LET_GO, filed
from cardscan.errors import StoreError
from cardscan.person import Person
from cardscan.web.desk import Desk

_SAID_FOR = timedelta(days=7)


def erase_expired(at: Desk) -> None:
    """Erase who was forgotten 30 days ago: a server may run for longer than that."""
    at.store.erase_expired(at.now())


def let_go(at: Desk) -> tuple[Person, ...]:
    """Let go whoever has waited too long, and list those let go within the last week."""
    now = at.now()
    if at.book.derive(("over", now.date(), waiting_ends_after(at.store)), lambda people: over(at.store, people, now)):
        with suppress(StoreError):  # another program is writing: the next page tries again
            end_waiting(at.store, at.book.people(), now)
    since = now - _SAID_FOR
    return at.book.derive(
        ("let go", now.date()),
        lambda people: tuple(
            each for each in people if filed(each) == LET_GO and each.filing and each.filing.at > since
        ),
    )
