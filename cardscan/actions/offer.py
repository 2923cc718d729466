"""What you can give to someone, of all that is on your list."""

from datetime import date

from cardscan.connections.offers import Offer, offers
from cardscan.person import Person
from cardscan.store import Store


def what_to_give(store: Store, person: Person, today: date) -> tuple[Offer, ...]:
    """Give what of your list someone may look for."""
    return offers(person, store.gifts.all(), today)
