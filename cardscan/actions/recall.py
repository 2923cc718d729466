"""Whose names to recall today, of everyone in the store."""

from collections.abc import Mapping
from datetime import datetime

from cardscan.connections.recall import Candidate, Log, asked_today, expected_at, in_turn, is_due, schedule
from cardscan.connections.standing import held_back
from cardscan.person import Person
from cardscan.store import Store


def todays(store: Store, recalls: Mapping[int, Log], now: datetime, limit: int) -> tuple[Person, ...]:
    """Read whose name to recall today, counting those already asked for today: quality connections with a name.

    now: in the user's time zone.
    """
    left = limit - asked_today(recalls, now)
    editions, to_meet = expected_at(store.events(), now.date())
    to_be_met = {each for ids in store.directory.who_fit(to_meet) for each in ids}
    due = [each for each, log in recalls.items() if is_due(schedule(log), now)]
    found = store.directory.to_recall(due, editions, to_be_met, max(left, 0))
    ids = in_turn([Candidate(*each) for each in found], recalls, now)
    chosen: list[Person] = []
    while left > len(chosen) and ids:
        some, ids = ids[:limit], ids[limit:]
        there = {each.id: each for each in store.directory.these(some)}
        chosen += [there[each] for each in some if each in there and not held_back(there[each])]
    return tuple(chosen[: max(left, 0)])
