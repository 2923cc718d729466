"""Both sides of a card: those that certainly belong together are joined, of others it is asked."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from cardscan.connections.merging import settle
from cardscan.connections.sides import Pair, Side, Verdict, back_of, pairs
from cardscan.errors import RefusedError
from cardscan.person import Person
from cardscan.store import Store


@dataclass(frozen=True, slots=True)
class Sides:
    """Two cards that are, or may be, the front and back of one."""

    front: Person
    back: Person
    meetings: tuple[int, int]
    side: Side


def join_sides(store: Store, sha256: str, now: datetime) -> tuple[Sides, ...]:
    """Join the cards of a photo that was just stored with their other sides, where that is certain."""
    new = {met.id for met in store.meetings_on(sha256)}
    near = [pair for pair in pairs(store.sheets(sha256)) if new & {pair.front.meeting_id, pair.back.meeting_id}]
    people = {each: store.person(each) for each in {met.person_id for pair in near for met in (pair.front, pair.back)}}
    certain = [each for each in _judged(near, people) if each.side.verdict is Verdict.CERTAIN]
    once = {frozenset(each.meetings): each for each in reversed(certain)}  # of two that are each other's the first
    partners = Counter(met for meetings in once for met in meetings)
    joined = []
    for each in once.values():
        if all(partners[met] == 1 for met in each.meetings):
            with suppress(RefusedError):  # the back has notes of its own by now
                join(store, each, now)
                joined.append(each)
    return tuple(joined)


def suggestions(store: Store, people: Iterable[Person]) -> tuple[Sides, ...]:
    """List the cards of these people of which it is to be asked whether they are two sides of one."""
    known = {person.id: person for person in people}
    answered = store.someone_else()
    near = [
        pair
        for pair in pairs(store.sheets())
        if {pair.front.person_id, pair.back.person_id} <= known.keys()
        and pair.front.person_id != pair.back.person_id
        and (min(pair.front.person_id, pair.back.person_id), max(pair.front.person_id, pair.back.person_id))
        not in answered
    ]
    return tuple(each for each in _judged(near, known) if each.side.verdict is not Verdict.NO)


def join(store: Store, sides: Sides, now: datetime) -> Person:
    """Make one card of two sides. Raises RefusedError where the back has notes of its own."""
    return store.join_back(sides.front.id, sides.back.id, now, settle, sides.meetings)


def _judged(near: Iterable[Pair], people: dict[int, Person]) -> Iterator[Sides]:
    for pair in near:
        front, back = people[pair.front.person_id], people[pair.back.person_id]
        yield Sides(front, back, (pair.front.meeting_id, pair.back.meeting_id), _side(pair, front, back))


def _side(pair: Pair, front: Person, back: Person) -> Side:
    if front.id == back.id:  # a card that says the same: as such it would be another meeting
        return Side(Verdict.CERTAIN if pair.at_once else Verdict.NO, ("the same person",))
    return back_of(front.contact, back.contact, pair.adjacent)
