"""Which script of a name comes first: for everyone who is there, and whoever comes."""

from datetime import datetime
from functools import partial

from cardscan.connections.scripts_first import SETTING, Choice, choice_of, ordered
from cardscan.connections.seen import Check, whatever
from cardscan.model import Contact
from cardscan.store import Store


def names_in(store: Store) -> Choice:
    """Tell which script comes first in a store."""
    return choice_of(store.settings.get(SETTING))


def put_first(store: Store, choice: str, now: datetime, seen: Check = whatever) -> tuple[Choice, int]:
    """Set which comes first, and order everyone's names so, in one step for undo; return it, and of how many.

    Raises InputError for what is no choice, ChangedError where the one before is not as it was `seen`.
    """
    chosen = choice_of(choice)
    store.expecting(seen).settings.put(SETTING, chosen)
    changed = {each.id: partial(_ordered, chosen) for each in store.people() if _changes(each.contact, chosen)}
    store.many.edit(changed, now)
    return chosen, len(changed)


def _ordered(choice: Choice, contact: Contact) -> Contact:
    return ordered(contact, choice)


def _changes(contact: Contact, choice: Choice) -> bool:
    several = len(contact.fn) > 1 or len(contact.org) > 1
    return several and ordered(contact, choice) != contact
