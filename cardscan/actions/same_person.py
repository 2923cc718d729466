"""Say who is who: two people are one, or are not."""

from collections.abc import Iterable
from datetime import datetime

from cardscan.connections.likeness.merging import settle
from cardscan.connections.seen import Check, as_seen, fingerprint, whatever
from cardscan.person import Person
from cardscan.store import Store


def as_told(*people: Person) -> Check:
    """Expect two people to be who they were when it was said of them that they are one, or are not."""
    return both_as_seen(*map(as_told_of, people))


def both_as_seen(*seen: str) -> Check:
    """Expect two people as they were seen, by what `as_told_of` made of each; "" of any expects nothing."""
    return whatever if "" in seen else as_seen(seen, _told)


def as_told_of(person: Person) -> str:
    """Tell someone, as they were when it was said who they are, from others."""
    return fingerprint(_told(person))


def _told(person: Person) -> object:
    return person.id, person.contact


def make_one(store: Store, keep_id: int, gone_id: int, now: datetime) -> Person:
    """Make one person of two; the first stays. Raises RefusedError where they are one already."""
    return store.merge(keep_id, gone_id, now, settle)


def make_one_of(store: Store, keep_id: int, gone_ids: Iterable[int], now: datetime) -> Person:
    """Make one person of several; the first stays. Raises RefusedError where two of them are one already."""
    return store.many.merge(keep_id, gone_ids, now, settle)


def keep_apart(store: Store, one_id: int, other_id: int, now: datetime) -> None:
    """Note that two people are not one. Raises RefusedError where they are."""
    store.say_someone_else(one_id, other_id, now)
