"""Who of us calls: --user, CARDSCAN_USER, or what the configuration says; nobody named where one alone uses a store."""

from typing import TYPE_CHECKING

import click

from cardscan.cli.config import said, say_there
from cardscan.errors import InputError
from cardscan.text.plain import plain_line

if TYPE_CHECKING:
    from cardscan.store import Store

LONGEST = 60  # letters of a name
_KEY = "user"


def open_store(db: str | None) -> "Store":
    """Open the store that `db` names as whoever calls. Raises StoreError, and InputError for a name that is none."""
    from cardscan.store import open_store as opened

    return opened(db, calling())


def calling() -> str:
    """Say who of us calls; "" for nobody named."""
    context = click.get_current_context(silent=True)
    given = context.find_root().params.get(_KEY) if context else None
    return configured() if given is None else name_of(given)


def name_of(text: str) -> str:
    """Give the name of one of us as it is stored. Raises InputError for one that is too long."""
    name = plain_line(text)
    if len(name) > LONGEST:
        raise InputError(f"your name has more than {LONGEST} letters", "give a shorter one: it is shown beside notes")
    return name


def configured() -> str:
    """Give the name that the configuration has; "" where it has none. Raises InputError where it cannot be read."""
    return name_of(said(_KEY))


def configure(name: str) -> None:
    """Write down who calls on this machine; "" for nobody named."""
    say_there(_KEY, name)
