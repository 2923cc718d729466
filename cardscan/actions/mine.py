"""My own card: what is on it, and knowing it among others."""

from collections.abc import Sequence
from datetime import datetime

from cardscan.connections.likeness.compare import Verdict, compare
from cardscan.errors import InputError
from cardscan.model import Contact
from cardscan.person import Person
from cardscan.store import Store

#: What is said of it among photos.
THAT_IS_YOU = "that is you"


def my_card(store: Store) -> Person:
    """Give the own card of whoever asks. Raises InputError where none is set up."""
    mine = store.mine.get()
    if mine is None:
        raise InputError(
            "your own card is not set up",
            'cardscan me --fn "Anna Muster" --email anna@example.com sets it up, or the page My card',
        )
    return mine


def set_mine(store: Store, contact: Contact, now: datetime) -> Person:
    """Have this on the own card of whoever asks. Raises InputError where it would name nobody, or reach nobody."""
    if not contact.fn:
        raise InputError("your own card has no name", "give one: --fn, or the field Name")
    if not (contact.tel or contact.email):
        raise InputError("your own card says no way to reach you", "give a number or an e-mail address")
    store.mine.put(contact, now)
    return my_card(store)


def take_over(store: Store, person_id: int, now: datetime) -> Person:
    """Make the own card of someone among the people who is whoever asks: they are nobody you met, and go to the trash.

    Raises InputError as `set_mine` does.
    """
    of = store.person(person_id)
    mine = set_mine(store, of.contact, now)
    store.trash.put([of.id], now)
    return mine


def is_one_of(contact: Contact, ours: Sequence[Contact]) -> bool:
    """Tell whether a card is one of our own: it says the same, as a card of someone you know does."""
    return any(compare(own, contact).verdict is Verdict.SAME_CARD for own in ours)
