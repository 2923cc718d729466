"""Have you met before? Whether two cards are one person's, and the reasons."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from cardscan.connections.likeness.alike import alike_emails, alike_numbers, alike_titles, any_alike
from cardscan.connections.likeness.keys import colleague_key, finds, is_address, keys_of, name_key
from cardscan.connections.likeness.naming import Agreement
from cardscan.connections.likeness.traits import Traits, traits
from cardscan.connections.likeness.weights import (
    Frequencies,
    company_shared,
    name_sign,
    numbers_shared,
    other_company,
    other_signs,
    own_number_shared,
)
from cardscan.model import Contact

#: From so many bits on it is asked whether two are one: odds of two to one.
LIKELY = 1.0
_CLEARLY = 10.0  # bits by which one person is so much likelier than another that nobody asks about the other


class Verdict(IntEnum):
    """What is to be done about two cards."""

    NO = 0  # nothing
    LIKELY = 1  # ask
    SAME_CARD = 2  # they say the same: another meeting of one person


@dataclass(frozen=True, slots=True)
class Likeness:
    """How likely it is that two cards are one person's."""

    verdict: Verdict
    score: float  # in bits: 0 is even odds, one more doubles them
    reasons: tuple[str, ...] = ()  # for it, the weightiest first


def compare(known: Contact, new: Contact, book: Frequencies | None = None) -> Likeness:
    """Say whether a new card is of someone known, in the light of the book."""
    return compare_traits(traits(known), traits(new), book or Frequencies())


def compare_traits(known: Traits, new: Traits, book: Frequencies) -> Likeness:
    """Compare as `compare` does, by what was taken from the contacts already."""
    by_name, found = name_sign(known, new, book)
    signs = sorted((by_name, *other_signs(known, new, found, book)), key=lambda sign: -sign.bits)
    score = sum(sign.bits for sign in signs) - book.against
    reasons = tuple(sign.reason for sign in signs if sign.reason)
    if _is_same_card(known, new, found, book):
        return Likeness(Verdict.SAME_CARD, score, reasons)
    return Likeness(Verdict.LIKELY if score >= LIKELY else Verdict.NO, score, reasons)


def decisive(new: Traits) -> frozenset[str]:
    """Give keys of a card: whoever has none of them has no card that says the same.

    Where something on it is one person's own, such a card has that too, or a number or an address beside it.
    """
    wanted = keys_of(new)
    if new.emails or new.own_numbers:
        return frozenset(key for key in wanted if is_address(key))
    return frozenset(filter(finds, wanted))


def least_asked(found: Iterable[Likeness]) -> float:
    """Give the bits from which on it is asked about those who may be the one on a card: it is one person's alone.

    Beside someone of whom it is nearly certain a colleague of like name is not asked about.
    """
    return max(LIKELY, max((each.score for each in found), default=0.0) - _CLEARLY)


def _is_same_card(known: Traits, new: Traits, found: Agreement, book: Frequencies) -> bool:
    """Tell whether two cards say the same, so that nobody need be asked."""
    email, number = bool(known.emails & new.emails), own_number_shared(known, new, book)
    if _contradict(known, new, email, number):
        return False
    if not known.names and not new.names:  # cards of a company
        role = bool(known.shared_emails & new.shared_emails)
        return company_shared(known, new) and (email or role or bool(numbers_shared(known, new)))
    if found.typos and not (found.short or found.initials or found.more or found.clash):
        return email and number
    if not found.whole:
        return False
    return email or number or (_say_the_same(known, new) and _is_alone(known, new, book))


def _say_the_same(known: Traits, new: Traits) -> bool:
    """Tell whether two cards of a company, with nothing on them that is one person's own, say the same of all else."""
    if known.emails or new.emails or known.own_numbers or new.own_numbers or not company_shared(known, new):
        return False
    kinds = (
        (known.titles, new.titles, alike_titles),
        (known.numbers, new.numbers, alike_numbers),
        (known.shared_emails, new.shared_emails, alike_emails),
        (known.cities, new.cities, str.__eq__),
    )
    return all(any_alike(ones, others, test) if ones and others else ones == others for ones, others, test in kinds)


def _is_alone(known: Traits, new: Traits, book: Frequencies) -> bool:
    """Tell whether nobody else that is known is called so, or nobody else in that company."""
    firms = known.domains & new.domains | known.companies & new.companies
    return all(
        book.count(name_key(name)) <= 1
        or any(book.count(colleague_key(firm, word)) <= 1 for firm in firms for word in name.words)
        for name in new.names
    )


def _contradict(known: Traits, new: Traits, email: bool, number: bool) -> bool:
    """Tell whether the two cards say different things of one kind.

    Of address and number one may be misread, if the other is the same: two of one name differ by as little. Where
    neither is the same, another town or another line in the office is another person's: a branch has its own Anna.
    """
    if other_company(known, new):
        return True
    if not (email or number) and (_apart(known.cities, new.cities) or _other_lines(known, new)):
        return True
    if known.titles and new.titles and not any_alike(known.titles, new.titles, alike_titles):
        return True
    if known.emails and new.emails and not email:
        return not (number and any_alike(known.emails, new.emails, alike_emails))
    if known.own_numbers and new.own_numbers and not number:
        return not (email and any_alike(known.own_numbers, new.own_numbers, alike_numbers))
    return False


def _apart(ones: frozenset[str], others: frozenset[str]) -> bool:
    return bool(ones and others) and ones.isdisjoint(others)


def _other_lines(known: Traits, new: Traits) -> bool:
    """Tell whether both have numbers at which people answer, and no two of them are alike."""
    return bool(known.numbers and new.numbers) and not any_alike(known.numbers, new.numbers, alike_numbers)
