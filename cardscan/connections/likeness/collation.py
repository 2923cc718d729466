"""Fronts and backs that were photographed one side after the other, into folders called front and back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from posixpath import basename, dirname, splitext

from cardscan.connections.likeness.sides import OneCard, Pair, Sheet, Side, back_of, in_order, side_folder
from cardscan.connections.likeness.traits import traits
from cardscan.connections.likeness.weights import other_company
from cardscan.model import Contact

_WHY = "one lies in front, the other in back"


@dataclass(frozen=True, slots=True)
class Stack:
    """The cards of the folders front and back of one place, paired."""

    place: str
    by_name: bool  # of the photos; else by their order, which misleads where one is missing
    pairs: tuple[Pair, ...]


def stacks(sheets: Iterable[Sheet]) -> Iterator[Stack]:
    """Pair fronts and backs: those of one name; where no name is in both folders and as many photos are, in order."""
    places: dict[str, dict[str, list[Sheet]]] = {}
    for sheet in sorted(sheets, key=in_order):
        if which := side_folder(sheet.path):
            places.setdefault(dirname(dirname(sheet.path)), {"front": [], "back": []})[which].append(sheet)
    for place, both in places.items():
        fronts, backs = both["front"], both["back"]
        named = {_name(sheet): sheet for sheet in backs}
        matches = [(sheet, named[_name(sheet)]) for sheet in fronts if _name(sheet) in named]
        by_name = bool(matches)
        if not by_name and len(fronts) == len(backs):
            matches = list(zip(fronts, backs, strict=True))
        yield Stack(place, by_name, tuple(pair for front, back in matches for pair in _pair(front, back)))


def side_of(front: Contact, back: Contact) -> Side:
    """Say whether two such cards are one: yes, unless the one names somebody or something else than the other."""
    said = back_of(front, back, adjacent=True)
    if said.verdict is not OneCard.NO:
        return Side(OneCard.CERTAIN, (*said.reasons, _WHY))
    if (front.fn and back.fn) or other_company(traits(front), traits(back)):
        return Side(OneCard.LIKELY, (_WHY,))
    return Side(OneCard.CERTAIN, (_WHY,))


def _pair(front: Sheet, back: Sheet) -> Iterator[Pair]:
    if len(front.cards) == len(back.cards) == 1:
        [one], [other] = front.cards, back.cards
        if one and other and not (one.turned or other.turned):
            yield Pair(one, other, adjacent=True, at_once=True)


def _name(sheet: Sheet) -> tuple[str, int]:
    return splitext(basename(sheet.path))[0].casefold(), sheet.page
