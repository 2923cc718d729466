"""Whom to introduce to whom, of everyone in the store or with someone, and which introductions were begun."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from heapq import merge
from itertools import islice

from cardscan.connections.introducing import Course, courses, next_of
from cardscan.connections.introductions import MOST_GIVERS, Introduction, Match, proposed
from cardscan.person import Person
from cardscan.store import Store

#: So many who seek are looked at, those of whom you noted something last: what they need is fresh.
SEEKERS = 100
_AT_ONCE = 20  # pairs that are read


def introductions(store: Store) -> Iterator[Introduction]:
    """Propose introductions of the hundred people you noted something of last, the best pairs first."""
    return _read(store, store.directory.who_helps(store.directory.noted_last(SEEKERS)))


def introductions_of(store: Store, one: int) -> Iterator[Introduction]:
    """Propose introductions of someone to others, and of others to them."""
    both = (store.directory.who_helps([one]), store.directory.whom_helps(one))
    return merge(*(_read(store, found) for found in both), key=_order)


def all_introductions(store: Store) -> Iterator[Introduction]:
    """Propose introductions of everyone, the best pairs first."""
    seekers = store.directory.noted_last()
    chosen = [
        Match(each.seeker.id, each.giver.id, each.words, each.score)
        for at in range(0, len(seekers), SEEKERS)
        for each in _read(store, store.directory.who_helps(seekers[at : at + SEEKERS]))
    ]
    for some in _some(sorted(chosen, key=lambda each: (-each.score, each.seeker, each.giver))):
        there = _people(store, some)
        for each in some:
            if each.seeker in there and each.giver in there:
                yield Introduction(there[each.seeker], there[each.giver], each.words, each.score)


def under_way(store: Store, now: datetime, person_id: int | None = None) -> list[tuple[Person, Course]]:
    """List the introductions of everyone, or of someone, each pair once: what waits for something to be done first."""
    ids = (person_id,) if person_id is not None else store.introductions.people()
    found = {
        frozenset((person.id, course.other.id)): (person, course)
        for person in reversed(store.directory.these(ids))
        for course in courses(person)
    }

    def turn(each: tuple[Person, Course]) -> tuple[bool, date, int]:
        todo = next_of(each[1], now)
        return todo is None, todo.day if todo else date.max, -each[1].steps[-1].id

    return sorted(found.values(), key=turn)


def _read(store: Store, found: Iterable[Match]) -> Iterator[Introduction]:
    """Read who is found, some pairs at a time; leave out who may not be introduced, and pairs that were begun."""
    there: dict[int, Person] = {}
    given: Counter[int] = Counter()
    begun = store.introductions.begun()
    fresh = (each for each in found if frozenset((each.seeker, each.giver)) not in begun)

    def ahead() -> Iterator[Match]:
        for some in _some(each for each in fresh if given[each.seeker] < MOST_GIVERS):  # nobody is read in vain
            there.update(_people(store, some, there))
            yield from some

    return proposed(ahead(), there.get, given)


def _some(found: Iterable[Match]) -> Iterator[list[Match]]:
    found = iter(found)
    while some := list(islice(found, _AT_ONCE)):
        yield some


def _people(store: Store, of: Iterable[Match], besides: Collection[int] = ()) -> dict[int, Person]:
    ids = {person_id for each in of for person_id in (each.seeker, each.giver)}.difference(besides)
    return {each.id: each for each in store.directory.these(ids)}


def _order(each: Introduction) -> tuple[float, int, int]:
    return -each.score, each.seeker.id, each.giver.id
