"""What may be told of someone to a person who is not to know yet who it is.

Left out is each sentence with their name, company, address or number, one about somebody else, and one in another
language than the letter.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from cardscan.connections.hiding import hidden_in
from cardscan.connections.letters.second_person import Lang
from cardscan.connections.letters.sentences import (
    SENTENCES,
    LeftOut,
    Writable,
    in_another_language,
    speaks_of_others,
)
from cardscan.connections.likeness.traits import traits
from cardscan.model import Contact
from cardscan.parse.gazetteer.names import common_word
from cardscan.text.folding import fold

TELLS = "telling who they are"

_WORD = re.compile(r"[^\W_]+")
_REACHED = re.compile(r"\S@\S|\bwww\.|://|\b[\w-]{2,}\.[a-z]{2,}\b|(?:\+|\b0)\d(?:[\s()/.-]*\d){4,}", re.IGNORECASE)
_ORDINARY = 0.5  # that a word of a company's name is a word of any text
_SHORTEST = 3  # letters of a word that tells a company
_ENDING = 2  # letters that a name may have more: "Tarns", "Kvapilíka"


def unnamed(text: str, code: Lang, contact: Contact, others: Iterable[str] = ()) -> Writable:
    """Give of a text about someone what does not tell who it is; others: whole names of other people known."""
    known = tuple(name for name in others if " " in name.strip())
    kept: list[str] = []
    left_out: list[LeftOut] = []
    for piece in filter(None, SENTENCES.split(text)):
        if not any(letter.isalnum() for letter in piece):
            kept += [] if left_out and (not kept or kept[-1].isspace()) else [piece]
        elif why := _why_not(piece, code, contact, known):
            left_out.append(LeftOut(" ".join(piece.split()), why))
        else:
            kept.append(piece)
    return Writable("".join(kept).strip(" \n;"), tuple(left_out))


def _why_not(sentence: str, code: Lang, contact: Contact, known: tuple[str, ...]) -> str:
    if tells_who(sentence, contact):
        return TELLS
    if speaks_of_others(sentence, code, known, promised=False):
        return "about somebody else"
    return "in another language" if in_another_language(sentence, code) else ""


def tells_who(text: str, contact: Contact) -> bool:
    """Tell whether a text has the name of someone, their company, or where they are reached."""
    text = unicodedata.normalize("NFC", text)
    if hidden_in(text, contact) != text or _REACHED.search(text):
        return True
    words = _words(text)
    digits = re.sub(r"\D", "", text)
    if any(len(each) > _ENDING and each in digits for each in _numbers(contact)):
        return True
    joined = f" {' '.join(words)} "
    if any(f" {phrase} " in joined for phrase in _phrases(contact)):
        return True
    telling = {word for word in _company_words(contact) if common_word(word) < _ORDINARY}
    return any(_is_of(word, each) for word in words for each in telling)


def _is_of(word: str, telling: str) -> bool:
    return word.startswith(telling) and len(word) - len(telling) <= _ENDING


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def _numbers(contact: Contact) -> Iterator[str]:
    """Give the last digits of numbers, by which they are told however they are written, and postcodes."""
    yield from (re.sub(r"\D", "", each.value)[-6:] for each in contact.tel)
    codes = (each.parts.get("code", "") for each in contact.adr)
    yield from (code for code in (re.sub(r"\D", "", each) for each in codes) if len(code) > _SHORTEST)


def _phrases(contact: Contact) -> Iterator[str]:
    """Give what tells someone as a whole only: the company's name, without its legal form too, street and city."""
    places = [each.parts.get(part, "") for each in contact.adr for part in ("street", "city")]
    names = [each.value for each in contact.org]
    phrases = (" ".join(_words(each)) for each in (*places, *names, *traits(contact).companies))
    yield from (phrase for phrase in phrases if len(phrase) >= _SHORTEST)


def _company_words(contact: Contact) -> set[str]:
    labels = (domain.split(".")[0] for domain in traits(contact).domains)
    names = (word for name in traits(contact).companies for word in _words(name))
    return {word for word in (*labels, *names) if len(word) >= _SHORTEST and not word.isdecimal()}
