"""Tell a person's name from an e-mail address or a handle where the card prints none that could be read.

And give Vietnam's family names the letters that readers lose, and any name those that an address spells with two.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from cardscan.model import Contact, Field, Line
from cardscan.parse.gazetteer import family_name, given_name
from cardscan.reason import because
from cardscan.text.folding import fold
from cardscan.text.misread import BY_TWO

_NUMBERED = re.compile(r"-(?=[0-9a-f]*\d)[0-9a-f]{5,}$")  # what LinkedIn puts after a name that several have
_OWN_NAMES = ("linkedin", "xing")  # networks that make an address of their members' names
_KNOWN = 0.5  # how well a word must be known as a name
#: Vietnam's commonest family names that have a letter which the neural reader lacks.
_VIETNAMESE = ("Nguyễn", "Trần", "Phạm", "Huỳnh", "Đặng", "Trịnh", "Đoàn")
_LONG = 4  # letters of a name that is looked for in a mailbox
_LACKED = re.compile("[\u1ea0-\u1ef9]")


def respell_families(contact: Contact, country: str, lines: Sequence[Line]) -> Contact:
    """Write Vietnam's family names with their marks where the name has some: "NGUYN THỊ LÊ". They are never sure."""

    def respelled(name: Field) -> Field:
        first, _, rest = name.value.partition(" ")
        meant = next((family for family in _VIETNAMESE if _is_lost(first, family)), "")
        if not meant or rest.isascii():
            return name
        meant = meant.upper() if first.isupper() else meant
        parts = {part: re.sub(rf"^{re.escape(first)}\b", meant, text) for part, text in name.parts.items()}
        return replace(because(name, f"{meant} {rest}", f"as {meant} is written", 0.9), parts=parts)

    return replace(contact, fn=tuple(map(respelled, contact.fn))) if country == "VN" else contact


def _is_lost(read: str, family: str) -> bool:
    """Whether what was read is a family name without some of its marks, or the letters that have them."""
    if read.casefold() == family.casefold():
        return False
    return fold(read) == fold(family) or read.casefold() == _LACKED.sub("", family).casefold()


def respell_as_mailed(contact: Contact, country: str, lines: Sequence[Line]) -> Contact:
    """Write names with the letters that a mailbox spells with two: "Pordis" is Þordis where "thordis@" says so."""
    mails = [fold(field.value.partition("@")[0]) for field in contact.email]

    def respelled(name: Field) -> Field:
        meant = {word: other for word in name.value.split() if (other := _as_mailed(word, mails))}
        if not meant:
            return name
        text, *parts = (
            " ".join(meant.get(word, word) for word in said.split()) for said in (name.value, *name.parts.values())
        )
        new = because(name, text, "an e-mail address is spelt so", 0.9)
        return replace(new, parts=dict(zip(name.parts, parts, strict=True)))

    return replace(contact, fn=tuple(map(respelled, contact.fn)))


def _as_mailed(word: str, mails: Sequence[str]) -> str:
    """The word with a letter of two in place of the one that it was taken for, if mailboxes have it alone so."""
    if len(word) < _LONG or any(fold(word) in mail for mail in mails):
        return ""
    for at, char in enumerate(word):
        meant, spelt = BY_TWO.get(char, ("", ""))
        key = f"{fold(word[:at])}{spelt}{fold(word[at + 1 :])}"
        if meant and any(key in mail for mail in mails):
            return f"{word[:at]}{meant}{word[at + 1 :]}"
    return ""


def name_from_address(contact: Contact, country: str, lines: Sequence[Line]) -> Contact:
    """Add the name that "given.family@" or a handle spells, when the card has no name. It is never sure."""
    if contact.fn:
        return contact
    for field in (*contact.email, *contact.social):
        local = field.value.split("@")[0].partition("?")[0].rstrip("/").rsplit("/", 1)[-1]
        words = re.split(r"[._-]", re.sub(r"\d+$", "", _NUMBERED.sub("", local)))
        if 2 <= len(words) <= 3 and all(w.isalpha() and len(w) > 1 for w in words) and _is_name(words, field.type):
            name = " ".join(w.capitalize() for w in words)
            parts = {"given": words[0].capitalize(), "family": words[-1].capitalize()}
            source = "e-mail address" if "@" in field.value else "handle"
            made = Field(name, local, field.confidence, False, field.origin, field.box, parts=parts)
            return replace(contact, fn=(because(made, name, f"spelt in the {source}", 0.6),))
    return contact


def _is_name(words: Sequence[str], network: str) -> bool:
    if given_name(words[0]) < _KNOWN:
        return False
    return network in _OWN_NAMES or max(family_name(words[-1]), given_name(words[-1])) >= _KNOWN / 2
