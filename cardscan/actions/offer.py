"""What you can give to someone, of all that is on your list."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from cardscan.actions.meaning import by_meaning
from cardscan.connections.meant import ByMeaning
from cardscan.connections.offers import Offer, Seeking, offers, seeks_of
from cardscan.person import Gift, Person
from cardscan.store import Store
from cardscan.text.folding import bare


def what_to_give(store: Store, person: Person, today: date) -> tuple[Offer, ...]:
    """Give what of your list someone may look for."""
    return offering(store, today)(person)


def offering(
    store: Store,
    today: date,
    besides: Sequence[Gift] = (),
    meaning: ByMeaning | None = None,
    seeks: Seeking = seeks_of,
) -> Callable[[Person], tuple[Offer, ...]]:
    """Make what gives for anyone what of your list, or of what you give besides, they may look for.

    meaning: what compared their phrases before, so that they are not read again. seeks: what says of the same people
    elsewhere what they look for, so that it is worked out once.
    """
    listed = store.gifts.all()
    texts = {bare(each.text) for each in listed}
    gifts = (*(each for each in besides if bare(each.text) not in texts), *listed)
    return partial(offers, gifts=gifts, today=today, meaning=meaning or by_meaning(store), seeks=seeks)
