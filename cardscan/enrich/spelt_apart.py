"""What spells a name of the card in another script is that name, too, whatever it was taken for.

A line in Devanagari that spells the person is no title, and a Latin one that spells the company nobody's name.
"""

from dataclasses import replace

from rapidfuzz import fuzz

from cardscan.model import KINDS, Contact, Field
from cardscan.parse.names import name_parts
from cardscan.reason import because
from cardscan.text.letters import latin, squash, words
from cardscan.text.scripts import script_of

ALIKE = 75.0  # per cent from which one name spells the other: Артём and Artem
_TAKEN_FOR = ("title", "dept", "suffix")  # what a person's name in another script may have been taken for
_DOUBT = 0.8
_MAKSURA, _YEH = "\u0649", "\u064a"  # two letters that readers take for one another at the end of an Arabic word


def settled(contact: Contact) -> Contact:
    """Return the contact with its names and companies where what spells them in another script says they belong."""
    return _ended(_people(_companies(contact)))


def alike(one: str, other: str) -> float:
    """Say how far two names are one, as an address would spell them, in either order, 0..100."""
    mine, its = (sorted(map(squash, words(latin(name)))) for name in (one, other))
    return max(fuzz.ratio("".join(mine), "".join(its)), fuzz.ratio(squash(latin(one)), squash(latin(other))))


def parts_like(text: str, like: Field) -> dict[str, str]:
    """Take a name of two words apart as the one that it spells: the family name may come first in one alone."""
    known = [like.parts.get(part, "") for part in ("given", "family")]
    each = text.split()
    if len(each) != 2 or not all(known):
        return dict(name_parts(text))
    straight, turned = (sum(map(alike, known, order)) for order in (each, each[::-1]))
    given, family = each if straight >= turned else each[::-1]
    return {"given": given, "family": family}


def _spells(one: Field, other: Field) -> bool:
    scripts = {script_of(one.value), script_of(other.value)}
    return len(scripts - {""}) > 1 and alike(one.value, other.value) >= ALIKE


def _companies(contact: Contact) -> Contact:
    """A name that spells the company, and no other name, is the company's."""
    names = contact.fn
    moved = {
        at
        for at, name in enumerate(names)
        if any(_spells(name, org) for org in contact.org) and not any(_spells(name, other) for other in names)
    }
    if not moved:
        return contact
    number = {old: new for new, old in enumerate(at for at in range(len(names)) if at not in moved)}
    fields = {
        kind: tuple(
            replace(field, person=None if field.person is None else number.get(field.person))
            for field in getattr(contact, kind)
        )
        for kind in KINDS
    }
    fields["fn"] = tuple(name for at, name in enumerate(names) if at not in moved)
    fields["org"] += tuple(
        replace(because(names[at], names[at].value, "spells the company", _DOUBT), parts={}, sure=False)
        for at in sorted(moved)
    )
    return replace(contact, **fields)


def _people(contact: Contact) -> Contact:
    """What spells a name that has no other in its script is that name, not a title or a department."""
    for kind in _TAKEN_FOR:
        for field in getattr(contact, kind):
            like = next((name for name in contact.fn if _spells(field, name)), None)
            if like is not None and not any(_spells(name, like) for name in contact.fn):
                parts = parts_like(field.value, like)
                name = replace(
                    because(field, field.value, f"spells {like.value}", _DOUBT), parts=parts, sure=False, person=None
                )
                left = tuple(each for each in getattr(contact, kind) if each is not field)
                contact = replace(contact, fn=(*contact.fn, name), **{kind: left})
    return contact


def _ended(contact: Contact) -> Contact:
    """A name in Arabic letters ends in yeh where the same in Latin letters ends in i or y."""
    arabic = [name for name in contact.fn if name.value.endswith(_MAKSURA)]
    latins = [name for name in contact.fn if script_of(name.value) == "latin"]
    if len(arabic) != 1 or len(latins) != 1 or latins[0].value[-1:].casefold() not in ("i", "y"):
        return contact
    [name] = arabic
    parts = {part: _with_yeh(text) if name.value.endswith(text) else text for part, text in name.parts.items()}
    mended = replace(because(name, _with_yeh(name.value), f"as {latins[0].value} ends"), parts=parts, sure=False)
    return replace(contact, fn=tuple(mended if each is name else each for each in contact.fn))


def _with_yeh(text: str) -> str:
    return text.removesuffix(_MAKSURA) + _YEH if text.endswith(_MAKSURA) else text
