"""Is this card the back of that one? Which cards lie next to one another, and what two sides have in common."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from itertools import pairwise, permutations, product, starmap
from posixpath import split

from cardscan.connections.likeness.keys import number_key
from cardscan.connections.likeness.naming import agree
from cardscan.connections.likeness.traits import Traits, traits
from cardscan.connections.likeness.weights import company_shared, other_company
from cardscan.model import Contact

#: Both sides of a card are photographed within this time.
SOON_AFTER = timedelta(minutes=3)
_LETTERS = 4  # below, a domain is called as a company by chance


class OneCard(IntEnum):
    """What is to be done about two sides."""

    NO = 0  # nothing
    LIKELY = 1  # ask
    CERTAIN = 2  # they are one card


@dataclass(frozen=True, slots=True)
class Side:
    """Whether a card is the back of another one, and why."""

    verdict: OneCard
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Met:
    """The meeting at which a card was given."""

    meeting_id: int
    person_id: int
    turned: bool = False  # the back of the card is known


@dataclass(frozen=True, slots=True)
class Sheet:
    """A photo, or a page of a PDF, with its cards; None stands for one that is not of one person alone."""

    path: str
    taken: datetime | None  # local time of the camera
    page: int
    cards: tuple[Met | None, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two cards that may be two sides of one."""

    front: Met
    back: Met
    adjacent: bool  # nothing but the two is there, the back after the front
    at_once: bool  # on one photo, or on two that were taken one after the other


def back_of(front: Contact, back: Contact, adjacent: bool) -> Side:
    """Say whether `back` is the other side of `front`; `adjacent`: it is next in order, and the only one that is.

    A back names nobody, or the same person and nothing else than the front says of them. The card of someone else is
    none, though they be of the same company, or of the same name.
    """
    if not front.fn:
        return Side(OneCard.NO)
    one, other = traits(front), traits(back)
    shared = tuple(_shared(one, other, named=bool(back.fn)))
    if back.fn:
        return _with_name(front, back, one, other, shared, adjacent)
    if other_company(one, other) and not _is_their_own(one, other):
        if shared:  # offices that share a switchboard
            return Side(OneCard.LIKELY, (*shared, "nobody named on it")) if adjacent else Side(OneCard.NO)
        if other.emails or other.shared_emails or other.own_numbers or other.numbers:
            return Side(OneCard.NO)  # a card of another company, whole in itself
    if _contradict(one, other):  # someone's whose name was not read
        return Side(OneCard.LIKELY, (*shared, "nobody named on it")) if shared and adjacent else Side(OneCard.NO)
    if shared:
        return Side(OneCard.CERTAIN, (*shared, "nobody named on it"))
    return Side(OneCard.LIKELY, ("next in order, nobody named on it",)) if adjacent else Side(OneCard.NO)


def likely_sides(sheets: Iterable[Sheet]) -> Iterator[Pair]:
    """Give the cards that lie together: on one photo, or the second next in order to the first, soon after.

    Not those in folders called front and back: see `collation`.
    """
    ordered = sorted((sheet for sheet in sheets if not side_folder(sheet.path)), key=in_order)
    for sheet in ordered:
        for front, back in permutations(sheet.cards, 2):
            yield from _pair(front, back, len(sheet.cards) == 2, True)
    for sheet, following in pairwise(ordered):
        if follows(sheet, following):
            alone = len(sheet.cards) == len(following.cards) == 1
            at_once = sheet.path == following.path or bool(sheet.taken and following.taken)
            for front, back in product(sheet.cards, following.cards):
                yield from _pair(front, back, alone, at_once)


def _pair(front: Met | None, back: Met | None, adjacent: bool, at_once: bool) -> Iterator[Pair]:
    if front and back and not (front.turned or back.turned):
        yield Pair(front, back, adjacent, at_once)


def speaks_against(front: Contact, back: Contact) -> bool:
    """Tell whether two sides name different people, companies, or what belongs to a person, whatever their order."""
    one, other = traits(front), traits(back)
    if _is_their_own(one, other):
        return False
    return other_company(one, other) or _contradict(one, other)


def _with_name(
    front: Contact, back: Contact, one: Traits, other: Traits, shared: Sequence[str], adjacent: bool
) -> Side:
    """Judge a card that names someone: the same person, perhaps as another script writes them."""
    if _alike(one, other):
        said = ("same name", *shared)
        if _is_their_own(one, other):
            return Side(OneCard.CERTAIN, said)
        if other_company(one, other):
            return Side(OneCard.NO)
        if not adjacent:
            return Side(OneCard.NO)
        whole = _reachable(one) and _reachable(other)  # each may be a card of its own: of father and son, of namesakes
        return Side(OneCard.LIKELY if whole else OneCard.CERTAIN, (*said, "next in order"))
    if not shared or _scripts(front) & _scripts(back):
        return Side(OneCard.NO)
    own = _is_their_own(one, other)
    return Side(OneCard.CERTAIN if own else OneCard.LIKELY, (*shared, "the name in another script"))


def _is_their_own(one: Traits, other: Traits) -> bool:
    """Tell whether two cards share what one person alone has."""
    return bool(one.emails & other.emails or _numbers(one.own_numbers) & _numbers(other.own_numbers))


def _reachable(who: Traits) -> bool:
    """Tell whether a side says how to reach anybody: no card is without that on both."""
    return bool(who.emails or who.shared_emails or who.own_numbers or who.numbers)


def _differ(ones: frozenset[str], others: frozenset[str]) -> bool:
    return bool(ones and others) and ones.isdisjoint(others)


def _shared(one: Traits, other: Traits, named: bool) -> Iterator[str]:
    if one.emails & other.emails or one.shared_emails & other.shared_emails:
        yield "same e-mail address"
    elif other.emails and not named and _alike(one, other):
        yield "the name in the e-mail address"
    if _numbers(one.own_numbers | one.numbers) & _numbers(other.own_numbers | other.numbers):
        yield "same number"
    if one.handles & other.handles:
        yield "same handle"
    if company_shared(one, other) or _named_by(one, other) or _named_by(other, one):
        yield "same company"


def _named_by(one: Traits, other: Traits) -> bool:
    """Tell whether a domain of the one is called as the company of the other."""
    names = {"".join(company.split()) for company in one.companies}
    return any(len(name) >= _LETTERS and name in names for name in map(_label, other.domains))


def _label(domain: str) -> str:
    return domain.partition(".")[0].replace("-", "")


def _alike(one: Traits, other: Traits) -> bool:
    """Tell whether any two names of two cards are one person's."""
    found = starmap(agree, product(one.names, other.names))
    return any(each.same and not (each.clash or each.initials) for each in found)


def _contradict(one: Traits, other: Traits) -> bool:
    """Tell whether both have what belongs to a person, and not the same."""
    cells = _numbers(one.own_numbers), _numbers(other.own_numbers)
    both = ((one.titles, other.titles), (one.emails, other.emails), cells)
    named = bool(one.names and other.names) and not _alike(one, other)  # in an e-mail address
    return named or any(starmap(_differ, both))


def _numbers(numbers: Iterable[str]) -> frozenset[str]:
    return frozenset(map(number_key, numbers))


def _scripts(contact: Contact) -> frozenset[str]:
    """Name the scripts of someone's names: LATIN, CYRILLIC, CJK…"""
    letters = (letter for field in contact.fn for letter in field.value if letter.isalpha())
    return frozenset(unicodedata.name(letter, "").partition(" ")[0] for letter in letters)


def follows(sheet: Sheet, following: Sheet) -> bool:
    if sheet.path == following.path:
        return True
    if split(sheet.path)[0] != split(following.path)[0]:
        return False
    return not (sheet.taken and following.taken) or abs(following.taken - sheet.taken) <= SOON_AFTER


def side_folder(path: str) -> str:
    """Say of a photo in a folder called front or back which of them it is, "" of any other."""
    name = split(split(path)[0])[1].casefold()
    return name if name in ("front", "back") else ""


def in_order(sheet: Sheet) -> tuple[str, list[tuple[int, str]], str, int]:
    """Sort photos as people number them: IMG_9 before IMG_10."""
    folder, name = split(sheet.path)
    numbered = [(int(run), "") if run.isdecimal() else (-1, run) for run in re.split(r"(\d+)", name.casefold())]
    return folder, numbered, sheet.path, sheet.page
