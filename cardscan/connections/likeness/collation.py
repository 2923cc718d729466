"""Piles that were photographed or scanned one side after the other: all fronts, then all backs, as they lay or flipped.

Which back is whose is told by what both say: name, company, domain, number. Their order tells the rest, where nothing
speaks against it.
"""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise, product
from operator import itemgetter
from posixpath import basename, dirname, splitext

from cardscan.connections.likeness.sides import (
    Met,
    OneCard,
    Pair,
    Sheet,
    Side,
    back_of,
    follows,
    in_order,
    side_folder,
    speaks_against,
)
from cardscan.model import Contact

_IN_ORDER = "it lies in the order of the fronts"
_FLIPPED = "it lies in the order of the fronts, the pile turned over"

_Laid = tuple[Met | None, ...]
_Places = tuple[tuple[int, int], ...]  # of fronts, and of their backs


@dataclass(frozen=True, slots=True)
class Stack:
    """Fronts and backs of one place, in their order; None stands for a card that is joined, or not of one person."""

    place: str  # the folder, or the file
    fronts: _Laid
    backs: _Laid
    order: _Places  # which back lies where which front lay; none where they are not as many
    by_name: bool = False  # the order is that of their names: it misleads nobody where a photo is missing
    told: bool = False  # folders are called front and back; else the sides that name nobody are taken for backs


@dataclass(frozen=True, slots=True)
class Match:
    """A front and a back that are one card, or may be."""

    pair: Pair
    side: Side
    in_order: bool  # the back lies where the front lies


def stacks(sheets: Iterable[Sheet], named: Container[int]) -> Iterator[Stack]:
    """Find the stacks: folders called front and back, and rows of fronts with a row of backs before or after them.

    named: the ids of people whose cards name somebody.
    """
    ordered = sorted(sheets, key=in_order)
    yield from _in_folders(sheet for sheet in ordered if side_folder(sheet.path))
    yield from _in_rows([sheet for sheet in ordered if not side_folder(sheet.path)], named)


def matches(stack: Stack, contacts: Mapping[int, Contact]) -> tuple[Match, ...]:
    """Pair the cards of a stack: certain where what they say and their order agree, or what they say is clear."""
    fronts, backs = (dict(_present(laid, contacts)) for laid in (stack.fronts, stack.backs))
    judged = {
        (at, to): back_of(contacts[front.person_id], contacts[back.person_id], adjacent=False)
        for (at, front), (to, back) in product(fronts.items(), backs.items())
    }
    fits = {places: side for places, side in judged.items() if side.verdict is OneCard.CERTAIN}
    clear = _clear(fits)

    def is_possible(at: int, to: int) -> bool:
        said = contacts[fronts[at].person_id], contacts[backs[to].person_id]
        return (at, to) in fits or not speaks_against(*said)

    def match(at: int, to: int, verdict: OneCard, *why: str) -> Match:
        pair = Pair(fronts[at], backs[to], adjacent=True, at_once=True)
        return Match(pair, Side(verdict, (*judged[at, to].reasons, *why)), (at, to) in stack.order)

    orders = [
        (tuple((at, to) for at, to in order if at in fronts and to in backs), why)
        for order, why in ((stack.order, _IN_ORDER), (_flipped(stack.order), _FLIPPED))
    ]
    held = [
        (order, why)
        for order, why in orders
        if all(is_possible(*places) for places in order)
        and _agrees(order, clear)
        and (any(places in fits for places in order) or (stack.told and why is _IN_ORDER))
    ]
    if held:
        order, why = max(held, key=lambda each: len(each[0]))  # of two alike it is the pile as it lay
        by_order = OneCard.CERTAIN if stack.told else OneCard.LIKELY
        found = [match(*each, OneCard.CERTAIN if each in fits else by_order, why) for each in order]
        return (*found, *(match(*each, OneCard.CERTAIN) for each in clear if each not in order))
    order, why = max(orders, key=lambda each: len(set(each[0]) & set(clear)))
    taken = [set(places) for places in zip(*clear, strict=True)] or [set(), set()]
    asked = [(at, to) for at, to in order if not (at in taken[0] or to in taken[1]) and is_possible(at, to)]
    if not (stack.told or set(order) & set(clear)):
        asked = []
    return (
        *(match(*each, OneCard.CERTAIN) for each in clear),
        *(match(*each, OneCard.LIKELY, why) for each in asked),
    )


def _in_folders(sheets: Iterable[Sheet]) -> Iterator[Stack]:
    places: dict[str, dict[str, list[Sheet]]] = {}
    for sheet in sheets:
        both = places.setdefault(dirname(dirname(sheet.path)), {"front": [], "back": []})
        both[side_folder(sheet.path)].append(sheet)
    for place, both in places.items():
        fronts, backs = both["front"], both["back"]
        named = {_name(sheet): at for at, sheet in enumerate(backs)}
        order = tuple((at, named[_name(sheet)]) for at, sheet in enumerate(fronts) if _name(sheet) in named)
        yield Stack(
            place,
            _laid(fronts),
            _laid(backs),
            order or _as_they_lie(len(fronts), len(backs)),
            by_name=bool(order),
            told=True,
        )


def _in_rows(sheets: Sequence[Sheet], named: Container[int]) -> Iterator[Stack]:
    """Find rows of photos or pages, taken one after the other, that name somebody each, beside rows that do not."""
    for row in _together(sheets):
        sides = [
            (names, [sheet for sheet, _ in group])
            for names, group in groupby(((each, _names_somebody(each, named)) for each in row), itemgetter(1))
        ]
        for (names, first), (_, second) in pairwise(sides):
            fronts, backs = (first, second) if names else (second, first)
            if names and len(fronts) == len(backs) == 1:
                continue  # two that are next to one another: see `sides`
            order = _as_they_lie(len(fronts), len(backs)) if len(fronts) > 1 else ()
            yield Stack(dirname(fronts[0].path), _laid(fronts), _laid(backs), order)


def _together(sheets: Sequence[Sheet]) -> Iterator[list[Sheet]]:
    """Part sheets where one does not follow the one before, or has not one card."""
    row: list[Sheet] = []
    for sheet in sheets:
        if row and not (len(sheet.cards) == 1 and follows(row[-1], sheet)):
            yield row
            row = []
        if len(sheet.cards) == 1:
            row.append(sheet)
    if row:
        yield row


def _names_somebody(sheet: Sheet, named: Container[int]) -> bool:
    [met] = sheet.cards
    return bool(met and (met.turned or met.person_id in named))


def _laid(sheets: Iterable[Sheet]) -> _Laid:
    """Give the cards of photos with one card each; None stands for others, and for one whose back is known."""
    single = (sheet.cards[0] if len(sheet.cards) == 1 else None for sheet in sheets)
    return tuple(None if met is None or met.turned else met for met in single)


def _present(laid: _Laid, contacts: Mapping[int, Contact]) -> Iterator[tuple[int, Met]]:
    return ((at, met) for at, met in enumerate(laid) if met and met.person_id in contacts)


def _as_they_lie(fronts: int, backs: int) -> _Places:
    return tuple(zip(range(fronts), range(backs), strict=True)) if fronts == backs else ()


def _flipped(order: _Places) -> _Places:
    """Give the order in which backs lie when the whole pile was turned over."""
    return tuple((at, to) for (at, _), (_, to) in zip(order, reversed(order), strict=True))


def _clear(fits: Iterable[tuple[int, int]]) -> _Places:
    """Give the fronts and backs that fit each other, and no other."""
    fits = tuple(fits)
    fronts, backs = Counter(at for at, _ in fits), Counter(to for _, to in fits)
    return tuple((at, to) for at, to in fits if fronts[at] == backs[to] == 1)


def _agrees(order: _Places, clear: _Places) -> bool:
    """Tell whether an order pairs with each other what clearly belongs together."""
    ordered, at_places, to_places = set(order), {at for at, _ in order}, {to for _, to in order}
    return all(places in ordered or (places[0] not in at_places and places[1] not in to_places) for places in clear)


def _name(sheet: Sheet) -> tuple[str, int]:
    return splitext(basename(sheet.path))[0].casefold(), sheet.page
