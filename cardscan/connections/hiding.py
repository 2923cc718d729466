"""Hide a name: on the card, in its addresses and in what was noted, so that it can be asked for."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace

from cardscan.connections.likeness.naming import known_as
from cardscan.connections.likeness.traits import name_words
from cardscan.connections.notes.words import is_particle
from cardscan.model import KINDS, Contact, Field
from cardscan.parse.gazetteer import honorifics
from cardscan.text.folding import bare, spelled_out
from cardscan.text.scripts import UNSPACED

HIDDEN = "•••"

#: In a text of these scripts a name is not parted from its neighbours by spaces; Hangul puts its particles behind it.
_JOINED_LETTER = re.compile(f"[{UNSPACED}]")
_WORD = re.compile("(?:[^\\W\\d_]|[\u0900-\u0dff])+")  # Python takes the vowel signs of India for no letters
_WITHIN = 3  # letters from which a name is found inside a word of an address: amueller
_INFLECTED = 3  # letters from which a name may have an ending: Kvapilíka
_ENDING = 2  # letters


def hidden(contact: Contact) -> Contact:
    """Return a contact without its name: not in e-mail addresses, urls and handles either, nor in other fields."""
    others = (kind for kind in KINDS if kind != "fn")
    return Contact(
        **{kind: tuple(_hidden(kind, field, contact) for field in getattr(contact, kind)) for kind in others}
    )


def hidden_in(text: str, contact: Contact) -> str:
    """Return a text in which the name of a contact is hidden: its words, with endings, and short forms of them."""
    spellings, joined = _spellings(contact), _joined_parts(contact)

    def names(word: str) -> bool:
        return any(
            each in spellings
            or not known_as(each).isdisjoint(spellings)
            or any(len(each) - len(name) <= _ENDING and each.startswith(name) for name in spellings if _bends(name))
            for each in _spelt(word)
        )

    return _without(text, joined, names)


def _hidden(kind: str, field: Field, contact: Contact) -> Field:
    if kind == "email":
        # Whole: what stands before the @ may be initials or a nickname.
        value = f"{HIDDEN}@{_hidden_in_address(field.value.rpartition('@')[2], contact)}"
    elif kind in ("social", "nickname"):
        value = HIDDEN
    elif kind == "url":
        value = _hidden_in_address(field.value, contact)
    else:
        value = hidden_in(field.value, contact)
    # `raw` and the parts of an address say it all again; those of a number are its extension.
    return replace(field, value=value, raw="", parts=field.parts if kind == "tel" else {})


def _hidden_in_address(text: str, contact: Contact) -> str:
    spellings = [name for name in _spellings(contact) if len(name) >= _WITHIN]
    return _without(
        text, _joined_parts(contact), lambda word: any(name in each for each in _spelt(word) for name in spellings)
    )


def _without(text: str, joined: list[str], names: Callable[[str], bool]) -> str:
    text = unicodedata.normalize("NFC", text)
    for part in joined:
        text = text.replace(part, HIDDEN)
    return _WORD.sub(lambda found: HIDDEN if names(found[0]) else found[0], text)


def _parts(contact: Contact) -> Iterator[str]:
    for field in contact.fn:
        yield from (field.value, field.parts.get("given", ""), field.parts.get("family", ""))


def _joined_parts(contact: Contact) -> list[str]:
    """Give the parts of a name in scripts without spaces, the longest first."""
    parts = {unicodedata.normalize("NFC", word) for part in _parts(contact) for word in part.split()}
    return sorted((part for part in parts if _JOINED_LETTER.match(part)), key=lambda part: (-len(part), part))


def _spellings(contact: Contact) -> frozenset[str]:
    """Give the words of a name, folded in each way; a particle or title names nobody, an initial is in every text."""
    words = {word for part in _parts(contact) for word in _WORD.findall(unicodedata.normalize("NFC", part))}
    spelt = {spelling for word in words for spelling in _spelt(word)}
    return frozenset(word for word in spelt if len(word) > 1 and not is_particle(word) and word not in honorifics())


def _spelt(word: str) -> frozenset[str]:
    return frozenset({bare(word), spelled_out(word), *name_words(word)})


def _bends(name: str) -> bool:
    return len(name) >= _INFLECTED
