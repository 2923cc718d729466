"""Keys under which people are kept, so that the few who may be someone are found among very many.

Two cards of one person share at least one of these, whatever became of name, company or number in between:
    e:ADDRESS              a personal e-mail address; of a card that names nobody, any
    t:DIGITS               the last digits of a number
    s:NETWORK:HANDLE       a handle
    n:WORDS                the whole name, in any order
    i:WORD LETTER          one word of the name and how another one begins: A. Schmidt, Anna Schmitt, Schmidt Anna
    c:COMPANY WORD         company or domain, and one word of the name: a new family name, a name misread
    w:WORD                 one word of the name
    f:WORD                 one word of a company's name, where the card names no person
    d:DOMAIN, o:COMPANY    tell how many people a company has; too many share them to find anyone
How many carry a key also says what it is worth: see `cardscan.connections.likeness.compare`.
"""

from collections.abc import Iterator
from itertools import permutations

from cardscan.connections.likeness.alike import tail
from cardscan.connections.likeness.naming import known_as
from cardscan.connections.likeness.traits import NameWords, Traits, is_initial, traits
from cardscan.model import Contact
from cardscan.text.scripts import cjk

_COUNTED_ONLY = ("d:", "o:", "f:")
_ADDRESSES = ("e:", "t:")
_WORDS = 4  # of a name that are paired
_LONGEST = 120  # characters of a key: what a card says may be of any length


def keys(contact: Contact) -> frozenset[str]:
    """Give the keys of a contact."""
    return keys_of(traits(contact))


def keys_of(who: Traits) -> frozenset[str]:
    """Give the keys of someone by their traits."""
    return frozenset(key[:_LONGEST] for key in _keys(who))


def finds(key: str) -> bool:
    """Tell whether people are looked up by this key, or only counted."""
    return not key.startswith(_COUNTED_ONLY)


def is_address(key: str) -> bool:
    """Tell whether a key is an e-mail address or a number."""
    return key.startswith(_ADDRESSES)


def word_key(word: str) -> str:
    """Give the key of one word of a name."""
    return f"w:{word}"[:_LONGEST]


def firm_key(word: str) -> str:
    """Give the key of one word of a company's name."""
    return f"f:{word}"[:_LONGEST]


def name_key(name: NameWords) -> str:
    """Give the key of a whole name."""
    if cjk().search(name.joined):
        return f"n:{name.joined}"[:_LONGEST]
    return f"n:{' '.join(sorted(word for word in name.words if not is_initial(word)))}"[:_LONGEST]


def number_key(number: str) -> str:
    """Give the key of a number, with or without an extension."""
    return f"t:{tail(number).partition(';')[0]}"


def domain_key(domain: str) -> str:
    """Give the key of a domain."""
    return f"d:{domain}"[:_LONGEST]


def company_key(company: str) -> str:
    """Give the key of a company by its folded name."""
    return f"o:{company}"[:_LONGEST]


def colleague_key(company: str, word: str) -> str:
    """Give the key of a word of a name in a company, or below its domain."""
    return f"c:{company} {word}"[:_LONGEST]


def _keys(who: Traits) -> Iterator[str]:
    yield from (f"e:{email}" for email in (who.emails if who.names else who.emails | who.shared_emails))
    yield from (number_key(number) for number in who.own_numbers | who.numbers)
    yield from (f"s:{handle}" for handle in who.handles)
    yield from map(domain_key, who.domains)
    yield from map(company_key, who.companies)
    if not who.names:
        yield from (firm_key(word) for firm in who.companies for word in firm.split())
    for name in who.names:
        full = [word for word in name.words if not is_initial(word)]
        if full:
            yield name_key(name)
        yield from map(word_key, full)
        for word, other in permutations(name.words[:_WORDS], 2):
            if not is_initial(word):
                yield from (f"i:{word} {each[0]}" for each in known_as(other))
        yield from (colleague_key(firm, word) for firm in who.domains | who.companies for word in full)
