"""Whom to introduce to whom, of everyone in the store or with someone, and which introductions were begun."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from heapq import merge
from itertools import islice

from cardscan.actions.meaning import by_meaning
from cardscan.connections.introducing import Course, course_with, courses, next_of
from cardscan.connections.introductions import MOST_GIVERS, Introduction, Match, both, guessed, proposed
from cardscan.connections.meant import ByMeaning, by_words_alone
from cardscan.person import Person
from cardscan.store import Store

#: So many who seek are looked at, those of whom you noted something last: what they need is fresh.
SEEKERS = 100
#: So many notes of the book are compared by meaning, those written last: each takes milliseconds, when it is new.
COMPARED = 2000
_AT_ONCE, _A_LOT = 24, 100  # pairs that are read: of whom most are shown, and of whom all are
_AHEAD = 500  # pairs among which those are looked for that are read next: very many may give what one seeks


def introductions(store: Store, meaning: ByMeaning | None = None) -> Iterator[Introduction]:
    """Propose introductions of the hundred people you noted something of last, the best pairs first."""
    seekers = store.directory.noted_last(SEEKERS)
    return _read(store, seekers, who_helps(store, seekers, meaning))


def introductions_of(store: Store, one: int) -> Iterator[Introduction]:
    """Propose introductions of someone to others, and of others to them."""
    found = (who_helps(store, [one]), whom_helps(store, one))
    return merge(*(_read(store, [one], each) for each in found), key=_order)


def all_introductions(store: Store) -> Iterator[Introduction]:
    """Propose introductions of everyone, the best pairs first."""
    seekers, meaning = store.directory.noted_last(), by_meaning(store)
    chosen: list[Match] = []
    for at in range(0, len(seekers), SEEKERS):
        some_seekers = seekers[at : at + SEEKERS]
        found = who_helps(store, some_seekers, meaning if at < COMPARED else by_words_alone)
        chosen += (
            Match(each.seeker.id, each.giver.id, each.words, each.score, each.meant)
            for each in _read(store, some_seekers, found)
        )
    for some in _some(sorted(chosen, key=lambda each: (-each.score, each.seeker, each.giver))):
        there = _people(store, some)
        for each in some:
            if each.seeker in there and each.giver in there:
                yield Introduction(there[each.seeker], there[each.giver], each.words, each.score, each.meant)


def who_helps(store: Store, ids: Collection[int], meaning: ByMeaning | None = None) -> Iterator[Match]:
    """Find who gives what these people seek, by words or by meaning, the best pairs first; whether they may is open."""
    found, meaning = store.directory.who_helps(ids), meaning or by_meaning(store)
    if meaning is by_words_alone:
        return found
    return both(found, guessed(store.directory.sought(ids), store.directory.offered(COMPARED), meaning))


def whom_helps(store: Store, giver: int) -> Iterator[Match]:
    """Find who seeks what someone gives, in the same way."""
    found, meaning = store.directory.whom_helps(giver), by_meaning(store)
    if meaning is by_words_alone:
        return found
    return both(found, guessed(store.directory.sought(COMPARED), store.directory.offered([giver]), meaning))


def under_way(store: Store, now: datetime, most: int | None = None) -> Iterator[tuple[Person, Course]]:
    """Give the introductions of everyone, the `most` first of them or all: what waits for something to be done first.

    Each as the one of the two has it who came first. However many they are, few are in memory.
    """
    pairs = iter(store.introductions.in_turn(now.date(), most))
    while some := list(islice(pairs, _A_LOT)):
        people = {each.id: each for each in store.directory.these({one for one, _ in some}, by_name=True)}
        seen = ((people[one], course_with(people[one], other)) for one, other in some if one in people)
        yield from ((person, course) for person, course in seen if course)


def under_way_of(store: Store, now: datetime, person_id: int) -> list[tuple[Person, Course]]:
    """List the introductions of someone in the same order."""

    def turn(course: Course) -> tuple[bool, date, int]:
        todo = next_of(course, now)
        return todo is None, todo.day if todo else date.max, -course.steps[-1].id

    (person,) = store.directory.these([person_id], by_name=True)
    return [(person, course) for course in sorted(courses(person), key=turn)]


@dataclass(frozen=True, slots=True)
class Begun:
    """A page of introductions that were begun, each as one of the two has it; and where others begin."""

    pairs: tuple[tuple[Person, Course], ...]
    number: int  # in all
    following: int | None
    previous: int | None


def begun(store: Store, start: int | None, limit: int) -> Begun:
    """Give a page of the introductions of everyone, the ones begun last first, from `start` as another page says it."""
    there = store.introductions.some(start, limit)
    people = {each.id: each for each in store.directory.these({one for one, _ in there.pairs}, by_name=True)}
    seen = ((people[one], course_with(people[one], other)) for one, other in there.pairs if one in people)
    return Begun(
        tuple((person, course) for person, course in seen if course), there.number, there.following, there.previous
    )


def _read(store: Store, of: Collection[int], found: Iterable[Match]) -> Iterator[Introduction]:
    """Read who is found, some pairs at a time; leave out who may not be introduced, and pairs that were begun.

    of: one of each pair is among them.
    """
    there: dict[int, Person] = {}
    looked_for: set[int] = set()
    given: Counter[int] = Counter()
    begun = store.introductions.begun(of)
    fresh = (each for each in found if frozenset((each.seeker, each.giver)) not in begun)

    def ahead() -> Iterator[Match]:
        while some := list(islice(fresh, _AHEAD)):
            most = MOST_GIVERS  # of the givers of one who seeks, as if all of them could be introduced
            for at, each in enumerate(some):
                if given[each.seeker] >= MOST_GIVERS:
                    continue
                if not looked_for.issuperset((each.seeker, each.giver)):
                    needed = list(islice(_needed(some[at:], given, most), _AT_ONCE))
                    there.update(_people(store, needed, looked_for))
                    looked_for.update(person_id for one in needed for person_id in (one.seeker, one.giver))
                    most *= 2  # who cannot be, many of whom may be of one company, are read in few lots
                yield each

    return proposed(ahead(), there.get, given)


def _needed(found: Iterable[Match], given: Mapping[int, int], most: int) -> Iterator[Match]:
    """Give of these pairs, the best first, those that are needed to give each who seeks so many."""
    planned = Counter(given)
    for each in found:
        if planned[each.seeker] < most:
            planned[each.seeker] += 1
            yield each


def _some(found: Iterable[Match]) -> Iterator[list[Match]]:
    found = iter(found)
    while some := list(islice(found, _AT_ONCE)):
        yield some


def _people(store: Store, of: Iterable[Match], besides: Collection[int] = ()) -> dict[int, Person]:
    ids = {person_id for each in of for person_id in (each.seeker, each.giver)}.difference(besides)
    return {each.id: each for each in store.directory.these(ids, placed=False)}


def _order(each: Introduction) -> tuple[float, int, int]:
    return -each.score, each.seeker.id, each.giver.id
