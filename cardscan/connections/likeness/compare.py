"""Have you met before? Whether two cards are one person's, and the reasons."""

from dataclasses import dataclass
from enum import IntEnum

from cardscan.connections.likeness.alike import alike_emails, alike_numbers, alike_titles, any_alike
from cardscan.connections.likeness.keys import name_key
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
    only_one = max((book.count(name_key(name)) for name in new.names), default=0) <= 1
    return found.whole and (email or number or (only_one and company_shared(known, new)))


def _contradict(known: Traits, new: Traits, email: bool, number: bool) -> bool:
    """Tell whether the two cards say different things of one kind.

    Of address and number one may be misread, if the other is the same: two of one name differ by as little.
    """
    if other_company(known, new):
        return True
    if known.titles and new.titles and not any_alike(known.titles, new.titles, alike_titles):
        return True
    if known.emails and new.emails and not email:
        return not (number and any_alike(known.emails, new.emails, alike_emails))
    if known.own_numbers and new.own_numbers and not number:
        return not (email and any_alike(known.own_numbers, new.own_numbers, alike_numbers))
    return False
