"""Both sides of a card: those that certainly belong together are joined, of others it is asked."""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from posixpath import dirname

from cardscan.connections.likeness.collation import Stack, matches, stacks
from cardscan.connections.likeness.merging import both_sides, filled
from cardscan.connections.likeness.met import met_already
from cardscan.connections.likeness.sides import OneCard, Pair, Sheet, Side, back_of, likely_sides, side_folder
from cardscan.errors import RefusedError
from cardscan.person import Meeting, Person
from cardscan.store import Store

_REACH = 60  # photos before and after someone's that are looked at


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
        if all(partners[met] == 1 for met in each.meetings) and _is_mere_back(each):
            join(store, each, now)
            joined.append(each)
    return tuple(joined)


def join_collated(store: Store, photos: Iterable[Path], now: datetime, *, complete: bool) -> tuple[Sides, ...]:
    """Join the fronts and backs of piles, one side after the other, that these photos are of, where that is certain.

    Where not all photos are there, not `complete`, only names of photos tell which back is whose. What was undone is
    not done again.
    """
    places = {_place(str(photo.absolute())) for photo in photos}
    sheets = [sheet for sheet in store.directory.sheets() if _place(sheet.path) in places]
    ids = {met.person_id for sheet in sheets for met in sheet.cards if met}
    people = {person.id: person for person in store.serving.these(ids)}
    parted = store.directory.parted() | set(map(frozenset, store.directory.someone_else()))
    joined: list[Sides] = []
    gone: set[int] = set()
    for each in _in_stacks(sheets, people, complete):
        is_new = gone.isdisjoint(each.meetings) and {each.front.id, each.back.id} not in parted
        if each.side.verdict is OneCard.CERTAIN and is_new and _is_mere_back(each):
            join(store, each, now)
            joined.append(each)
            gone.update(each.meetings)
    return tuple(joined)


def join_again(
    store: Store, photos: Iterable[str], fresh: Container[int], now: datetime, *, complete: bool
) -> tuple[Sides, ...]:
    """Of cards on these photos (by their hashes) that were photographed before, say that it was the same meeting.

    `fresh` are the meetings that were just stored: of others it was said already. Cards that name nobody may be backs
    of which the fronts are to come, where not all photos are there (not `complete`). Where several people are on a
    card it is one that was there only if they all are.
    """
    joined = []
    for sha256 in photos:
        for mets in _by_card(store, sha256, fresh):
            before = [met_already(person, met) if person.contact.fn or complete else None for person, met in mets]
            if None not in before and len({met and met.card_id for met in before}) == 1:
                for (person, new), old in zip(mets, before, strict=True):
                    if old is not None and (sides := _again(store, person, old, new, now)):
                        joined.append(sides)
    return tuple(joined)


def _by_card(store: Store, sha256: str, fresh: Container[int]) -> list[list[tuple[Person, Meeting]]]:
    """List by card who was met with those on a photo, and when."""
    by_card: dict[int, list[tuple[Person, Meeting]]] = {}
    ids = {met.id: met.person_id for met in store.meetings_on(sha256) if met.id in fresh}
    for person in store.serving.these(set(ids.values())):
        for met in person.meetings:
            if met.id in ids and met.card_id is not None:
                by_card.setdefault(met.card_id, []).append((person, met))
    return list(by_card.values())


def _again(store: Store, person: Person, old: Meeting, new: Meeting, now: datetime) -> Sides | None:
    sides = Sides(person, person, (old.id, new.id), Side(OneCard.CERTAIN, ("the same card again",)))
    try:
        join(store, sides, now)
    except RefusedError:  # there are unfinished notes of both
        return None
    return sides


def suggestions(store: Store, of: int) -> tuple[Sides, ...]:
    """List the cards of which it is to be asked whether they and someone's are two sides of one, as far as they are
    near: of a pile too high to be looked through nothing is asked.
    """
    answered = store.directory.someone_else(of)

    def is_open(sides: Sides) -> bool:
        one, other = sorted((sides.front.id, sides.back.id))
        return of in (one, other) and one != other and (one, other) not in answered

    asked: dict[tuple[int, int], Sides] = {}
    for laid in store.directory.laid_around(of, _REACH):
        near = [pair for pair in likely_sides(laid.sheets) if of in (pair.front.person_id, pair.back.person_id)]
        piled = [each for each in stacks(laid.sheets, laid.named) if _is_within(each, of, laid.ends)]
        ids = {met.person_id for pair in near for met in (pair.front, pair.back)}
        ids |= {met.person_id for stack in piled for met in (*stack.fronts, *stack.backs) if met}
        known = {person.id: person for person in store.directory.these(ids)}
        near = [pair for pair in near if {pair.front.person_id, pair.back.person_id} <= known.keys()]
        judged = filter(is_open, (*_matched(piled, known, complete=True), *_judged(near, known)))
        asked |= {each.meetings: each for each in judged if each.side.verdict is not OneCard.NO}
    return tuple(asked.values())


def _is_within(stack: Stack, of: int, ends: Container[int]) -> bool:
    """Tell whether a stack is someone's too, and all of it is seen: nothing of it lies at an end."""
    mets = [met for met in (*stack.fronts, *stack.backs) if met]
    return any(met.person_id == of for met in mets) and not any(met.meeting_id in ends for met in mets)


def pictures(store: Store, sides: Sides) -> tuple[Path | None, Path | None]:
    """Give the pictures of the two cards themselves, front and back: of someone met before there are others."""
    front, back = (
        next((met.card_id for met in person.meetings if met.id == meeting_id), None)
        for person, meeting_id in zip((sides.front, sides.back), sides.meetings, strict=True)
    )
    there = store.serving.cards_of((sides.front.id, sides.back.id))
    crops = {card.id: card.crop for cards, _ in there.values() for card in cards}
    return crops.get(front or 0), crops.get(back or 0)


def _is_mere_back(sides: Sides) -> bool:
    """Tell whether nothing was noted of a back: who did meant someone, and is asked."""
    met = next(each for each in sides.back.meetings if each.id == sides.meetings[1])
    return not (met.notes or met.unfinished or sides.back.promises)


def join(store: Store, sides: Sides, now: datetime) -> Person:
    """Make one card of two sides. Raises RefusedError where both have a note that is not finished."""
    settle = filled if sides.front.id == sides.back.id else both_sides
    return store.join_back(sides.front.id, sides.back.id, now, settle, sides.meetings)


def _place(path: str) -> str:
    """Give the folder of a photo, or the one that its folder, front or back, is in."""
    return dirname(dirname(path)) if side_folder(path) else dirname(path)


def _in_stacks(sheets: Iterable[Sheet], people: Mapping[int, Person], complete: bool) -> Iterator[Sides]:
    yield from _matched(stacks(sheets, {each.id for each in people.values() if each.contact.fn}), people, complete)


def _matched(piled: Iterable[Stack], people: Mapping[int, Person], complete: bool) -> Iterator[Sides]:
    contacts = {person_id: person.contact for person_id, person in people.items()}
    for stack in piled:
        for each in matches(stack, contacts):
            if complete or (stack.by_name and each.in_order):
                yield _sides(each.pair, people, each.side)


def _judged(near: Iterable[Pair], people: Mapping[int, Person]) -> Iterator[Sides]:
    for pair in near:
        yield _sides(pair, people, _side(pair, people[pair.front.person_id], people[pair.back.person_id]))


def _sides(pair: Pair, people: Mapping[int, Person], side: Side) -> Sides:
    front, back = people[pair.front.person_id], people[pair.back.person_id]
    return Sides(front, back, (pair.front.meeting_id, pair.back.meeting_id), side)


def _side(pair: Pair, front: Person, back: Person) -> Side:
    if front.id == back.id:  # a card that says the same: see `join_again`
        return Side(OneCard.NO)
    return back_of(front.contact, back.contact, pair.adjacent)
