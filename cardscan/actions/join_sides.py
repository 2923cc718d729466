"""Both sides of a card: those that certainly belong together are joined, of others it is asked."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from cardscan.connections.likeness.collation import Stack, side_of, stacks
from cardscan.connections.likeness.merging import settle
from cardscan.connections.likeness.sides import OneCard, Pair, Sheet, Side, back_of, likely_sides, side_folder
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


def join_sides(store: Store, sha256: str, now: datetime, waiting: Iterable[Path] = ()) -> tuple[Sides, ...]:
    """Join the cards of a photo that was just stored with their other sides, where that is certain.

    Photos that are `waiting` to be stored part those before from those after them.
    """
    new = {met.id for met in store.meetings_on(sha256)}
    sheets = (*store.directory.sheets(sha256), *(Sheet(str(path.absolute()), None, 0, ()) for path in waiting))
    near = [pair for pair in likely_sides(sheets) if new & {pair.front.meeting_id, pair.back.meeting_id}]
    people = {each: store.person(each) for each in {met.person_id for pair in near for met in (pair.front, pair.back)}}
    certain = [each for each in _judged(near, people) if each.side.verdict is OneCard.CERTAIN]
    once = {frozenset(each.meetings): each for each in reversed(certain)}  # of two that are each other's the first
    partners = Counter(met for meetings in once for met in meetings)
    joined = []
    for each in once.values():
        if all(partners[met] == 1 for met in each.meetings):
            with suppress(RefusedError):  # the back has notes of its own by now
                join(store, each, now)
                joined.append(each)
    return tuple(joined)


def join_collated(store: Store, photos: Iterable[Path], now: datetime, *, complete: bool) -> tuple[Sides, ...]:
    """Join the cards of folders called front and back, where any of these photos lies in one.

    Their order counts only where all photos of the two are there: `complete`. What was undone is not done again.
    """
    absolute = (photo.absolute() for photo in photos)
    places = {str(photo.parent.parent) for photo in absolute if side_folder(str(photo))}
    if not places:
        return ()
    found = [each for each in stacks(store.directory.sheets()) if each.place in places and (complete or each.by_name)]
    ids = {met.person_id for stack in found for pair in stack.pairs for met in (pair.front, pair.back)}
    people = {each: store.person(each) for each in ids}
    parted = store.directory.parted() | set(map(frozenset, store.directory.someone_else()))
    joined = []
    for each in (sides for stack in found for sides in _judged_stack(stack, people)):
        if each.side.verdict is OneCard.CERTAIN and {each.front.id, each.back.id} not in parted:
            with suppress(RefusedError):
                join(store, each, now)
                joined.append(each)
    return tuple(joined)


def suggestions(store: Store, people: Iterable[Person], of: int | None = None) -> tuple[Sides, ...]:
    """List the cards of these people of which it is to be asked whether they are two sides of one; `of` one person."""
    known = {person.id: person for person in people}
    answered = store.directory.someone_else()

    def is_open(pair: Pair) -> bool:
        one, other = sorted((pair.front.person_id, pair.back.person_id))
        asked = of in (None, one, other) and (one, other) not in answered
        return asked and {one, other} <= known.keys() and one != other

    sheets = store.directory.sheets()
    near = _judged(filter(is_open, likely_sides(sheets)), known)
    collated = (replace(stack, pairs=tuple(filter(is_open, stack.pairs))) for stack in stacks(sheets))
    judged = [*near, *(sides for stack in collated for sides in _judged_stack(stack, known))]
    return tuple(each for each in judged if each.side.verdict is not OneCard.NO)


def join(store: Store, sides: Sides, now: datetime) -> Person:
    """Make one card of two sides. Raises RefusedError where the back has notes of its own."""
    return store.join_back(sides.front.id, sides.back.id, now, settle, sides.meetings)


def _judged(near: Iterable[Pair], people: dict[int, Person]) -> Iterator[Sides]:
    for pair in near:
        front, back = people[pair.front.person_id], people[pair.back.person_id]
        yield Sides(front, back, (pair.front.meeting_id, pair.back.meeting_id), _side(pair, front, back))


def _judged_stack(stack: Stack, people: dict[int, Person]) -> Iterator[Sides]:
    """Judge the pairs of a stack. Where somebody else is on one of the backs, the order of the others is in doubt."""
    judged = [
        replace(sides, side=side_of(sides.front.contact, sides.back.contact))
        if sides.side.verdict is not OneCard.CERTAIN
        else sides
        for sides in _judged(stack.pairs, people)
    ]
    if stack.by_name or all(sides.side.verdict is OneCard.CERTAIN for sides in judged):
        yield from judged
    else:
        yield from _judged(stack.pairs, people)


def _side(pair: Pair, front: Person, back: Person) -> Side:
    if front.id == back.id:  # a card that says the same: as such it would be another meeting
        return Side(OneCard.CERTAIN if pair.at_once else OneCard.NO, ("the same person",))
    return back_of(front.contact, back.contact, pair.adjacent)
