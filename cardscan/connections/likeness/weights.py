"""What speaks for two cards being one person's, and what against it, in bits.

A sign that is found n times as often on two cards of one person as on cards of two people is worth log2 n. What a word
of a name, or a company, is worth depends on how many in the book carry it: an Anna Schmidt is met again by chance, an
Ottoline Brackwyth is not. The constants are estimates; what they rest on stands beside them.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product

from cardscan.connections.likeness.alike import alike_companies, alike_titles, any_alike, same_field, tail
from cardscan.connections.likeness.keys import company_key, domain_key, name_key, number_key, word_key
from cardscan.connections.likeness.naming import Agreement, agree
from cardscan.connections.likeness.traits import NameWords, Traits, name_words

# The book stands for a world that is larger: nobody's name is rarer than these say, however small the book.
_WORLD = 2000  # people
_CARRIERS = 5  # of a word that nobody in the book carries
_STEPS = 8  # between a book and one twice as large
_SELDOM_MET = 3.0  # of so many cards that are scanned (2³) one is of someone known

_EMAIL = 20.0  # a personal address belongs to one person
_OWN_NUMBER = 18.0  # a cell, or an extension: now and then it goes to a successor
_HOUSEHOLD = 4.0  # the address or the cell of a couple, or of a family
_HANDLE = 16.0
_FEWEST, _MOST = 4.0, 9.0  # a company, by its size; two of one name in one company are not that rare
_LIKE_COMPANY = 5.0  # names of companies that are nearly one
_DIRECT = 8.0  # a number in a company of which others are known, with other numbers
_MAYBE_DIRECT = 4.0  # a number in a company of which nobody else is known
_COLLEAGUES = 4  # so many, and one would know a switchboard
_SHARED_BY = 2  # so many carry a number: it is nobody's own
_TITLE = 3.5
_SAME_FIELD = 3.0  # Sales Manager, Head of Sales: most stay in their line of work, and one in ten others is in it
_CITY = 2.5
_SHORT_NAME = 5.0  # at most: Bob for Robert
_TYPO = 5.0  # at most
_INITIAL = 3.5  # one name in twelve begins with a given letter
_NEXT_WORD = 2.0  # a second given name
_PAIRED = -2.0  # given and family name come from one country: together less rare than each alone makes believe
_FAMILY_CLASH = -5.0  # one in thirty marries, or is misread
_CLASH = -30.0  # another given name: a family in one firm may share company and cell
_SLIP = -12.0  # one that is a letter apart: misread, where address or cell are the same
_NOTHING = -25.0  # no word in common
_OTHER_COMPANY = -1.5  # a third changes the job before one meets again
_OTHER_NUMBER = -2.0  # a new cell, or a second one
_OTHER_EMAIL = -5.0  # another address at the same company, though the name is as it was
_OTHER_TITLE = -1.5
_OTHER_CITY = -1.0


def about(people: int) -> int:
    """Round how many people a book has, by a sixteenth of a bit at most, so that few more or less change no weight."""
    return round(_WORLD * 2 ** (round(_STEPS * math.log2(1 + people / _WORLD)) / _STEPS)) - _WORLD


@dataclass(frozen=True, slots=True)
class Frequencies:
    """How common names, companies and numbers are among the people known."""

    people: int = 0
    carriers: Mapping[str, int] = field(default_factory=dict)  # how many carry a key

    def count(self, key: str) -> int:
        """Say how many carry a key."""
        return self.carriers.get(key, 0)

    def bits(self, key: str) -> float:
        """Say what it is worth that two people share a key."""
        return math.log2((self.people + _WORLD) / (self.count(key) + _CARRIERS))

    @property
    def against(self) -> float:
        """Give the odds against any one of the book being the one on a new card, in bits."""
        return math.log2(self.people + _WORLD) + _SELDOM_MET


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign, what it is worth, and how it is told; what speaks against is not told."""

    bits: float
    reason: str = ""


def name_sign(known: Traits, new: Traits, book: Frequencies) -> tuple[Sign, Agreement]:
    """Weigh the names, those two that agree best."""
    if not known.names or not new.names:
        return Sign(0.0), Agreement()
    weighed = [_weighed(one, other, book) for one, other in product(known.names, new.names)]
    return max(weighed, key=lambda each: each[0].bits)


def other_signs(known: Traits, new: Traits, found: Agreement, book: Frequencies) -> Iterator[Sign]:
    """Weigh all but the names, which agree as `found` says."""
    house = _is_household(known, new, found)
    if known.emails & new.emails:
        yield Sign(_HOUSEHOLD if house else _EMAIL, "same e-mail address")
    elif known.domains & new.domains and known.emails and new.emails and not found.clash:
        yield Sign(_OTHER_EMAIL)
    if known.handles & new.handles:
        yield Sign(_HANDLE, "same handle")
    yield _company_sign(known, new, book)
    yield _number_sign(known, new, book, house)
    if known.titles and new.titles:
        yield _title_sign(known, new)
    if known.cities and new.cities:
        yield Sign(_CITY, "same city") if known.cities & new.cities else Sign(_OTHER_CITY)


def own_number_shared(known: Traits, new: Traits, book: Frequencies) -> bool:
    """Tell whether the two share a number at which one of them alone answers."""
    mine, theirs = set(map(tail, known.own_numbers)), set(map(tail, new.own_numbers))
    shared = mine & (theirs | set(map(tail, new.numbers))) | theirs & set(map(tail, known.numbers))
    return any(book.count(number_key(number)) <= _SHARED_BY for number in shared)


def numbers_shared(known: Traits, new: Traits) -> frozenset[str]:
    """Give the numbers that both have, whoever answers."""
    return frozenset(map(number_key, known.own_numbers | known.numbers)) & frozenset(
        map(number_key, new.own_numbers | new.numbers)
    )


def company_shared(known: Traits, new: Traits) -> bool:
    """Tell whether the two are of one company, by name or domain."""
    return bool(known.domains & new.domains) or any_alike(known.companies, new.companies, alike_companies)


def other_company(known: Traits, new: Traits) -> bool:
    """Tell whether both name a company, and not the same."""
    told = (known.companies and new.companies) or (known.domains and new.domains)
    return bool(told) and not company_shared(known, new)


def _is_household(known: Traits, new: Traits, found: Agreement) -> bool:
    """Tell whether two of other given names may live together: no address that they share spells the one of one."""
    if not found.clash or found.family_clash or found.slip:
        return False
    mine, theirs = ({word for name in who.names for word in name.words} for who in (known, new))
    spelled = ["".join(name_words(email.partition("@")[0])) for email in known.emails & new.emails]
    return not any(
        any(word in local for word in mine - theirs) != any(word in local for word in theirs - mine)
        for local in spelled
    )


def _weighed(one: NameWords, other: NameWords, book: Frequencies) -> tuple[Sign, Agreement]:
    found = agree(one, other)
    words = [(word, book.bits(word_key(word))) for word in found.same]
    words += [(word, min(book.bits(word_key(word)), _SHORT_NAME)) for word in found.short]
    words += [(word, min(book.bits(word_key(word)), _TYPO)) for word in found.typos]
    words += [(word, _INITIAL) for word in found.initials]
    if not words:
        return Sign(_NOTHING), found
    # Words that are one name count as one: Karl-Heinz is hardly rarer than Karl.
    family = sorted((bits for word, bits in words if word in one.family or word in other.family), reverse=True)
    given = sorted((bits for word, bits in words if word not in one.family and word not in other.family), reverse=True)
    bits = sum(family[:1]) + sum(given[:1]) + _NEXT_WORD * len(family[1:] + given[1:])
    bits += _PAIRED if family and given else 0.0
    if found.whole and (namesakes := book.count(name_key(other))) > 1:
        bits = min(bits, math.log2((book.people + _WORLD) / namesakes))
    if found.clash:
        bits += _FAMILY_CLASH if found.family_clash else _SLIP if found.slip else _CLASH
    return Sign(bits, _said_of(found)), found


def _said_of(found: Agreement) -> str:
    if found.clash and not found.slip:
        return "same given name" if found.family_clash else ""
    how = (("initials", found.initials), ("a short form", found.short), ("in another order", found.reordered),
           ("a letter or two apart", found.typos or found.slip))  # fmt: skip
    parts = [what for what, said in how if said]
    return ", ".join(["same name" if not found.more else "part of the name", *parts])


def _title_sign(known: Traits, new: Traits) -> Sign:
    if any_alike(known.titles, new.titles, alike_titles):
        return Sign(_TITLE, "same title")
    if any_alike(known.titles, new.titles, same_field):
        return Sign(_SAME_FIELD, "same line of work")
    return Sign(_OTHER_TITLE)


def _company_sign(known: Traits, new: Traits, book: Frequencies) -> Sign:
    """Weigh the companies by how many of them are known."""
    domains, companies = known.domains & new.domains, known.companies & new.companies
    shared = [book.bits(domain_key(each)) for each in domains] + [book.bits(company_key(each)) for each in companies]
    if shared:
        return Sign(min(max(*shared, _FEWEST), _MOST), "same company" if companies else "same company domain")
    if company_shared(known, new):
        return Sign(_LIKE_COMPANY, "same company, it seems")
    return Sign(_OTHER_COMPANY if other_company(known, new) else 0.0)


def _number_sign(known: Traits, new: Traits, book: Frequencies, house: bool) -> Sign:
    if own_number_shared(known, new, book):
        return Sign(_HOUSEHOLD if house else _OWN_NUMBER, "same mobile number or extension")
    shared = numbers_shared(known, new)
    if not shared:
        return Sign(_OTHER_NUMBER if known.own_numbers and new.own_numbers else 0.0)
    if min(map(book.count, shared)) > 1:
        return Sign(0.0, "same number")  # a switchboard: it says no more than the company
    staff = [domain_key(each) for each in known.domains & new.domains]
    staff += [company_key(each) for each in known.companies & new.companies]
    others = max(map(book.count, staff), default=0)
    return Sign(_DIRECT if others >= _COLLEAGUES else _MAYBE_DIRECT, "same number")
