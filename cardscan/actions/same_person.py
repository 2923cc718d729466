"""Say who is who: two people are one, or are not."""

from datetime import datetime

from cardscan.connections.known import called
from cardscan.connections.likeness.merging import settle
from cardscan.errors import RefusedError
from cardscan.person import Person
from cardscan.store import Store


def make_one(store: Store, keep_id: int, gone_id: int, now: datetime) -> Person:
    """Make one person of two; the first stays. Raises RefusedError where they are one already."""
    keep = _of_two(store, keep_id, gone_id)
    return store.merge(keep.id, gone_id, now, settle)


def keep_apart(store: Store, one_id: int, other_id: int, now: datetime) -> None:
    """Note that two people are not one. Raises RefusedError where they are."""
    one = _of_two(store, one_id, other_id)
    store.say_someone_else(one.id, other_id, now)


def _of_two(store: Store, one_id: int, other_id: int) -> Person:
    one, other = store.person(one_id), store.person(other_id)
    if one.id == other.id:
        raise RefusedError(
            f"they are already one person: {called(one.contact)} ({one.id})", "cardscan split makes two people of one"
        )
    return one
