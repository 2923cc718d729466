"""Check what stands before the @ of an e-mail address against the people of the card and against words.

A mailbox is called after its owner: "jbrackwyth" of Jo Brackwyth, "j.brackwyth2", "brackwythjo". Where it is not as it
was read, but is with a letter that readers lose, add or take for another, that letter is settled.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from dataclasses import replace as with_
from functools import cache
from string import ascii_lowercase

from rapidfuzz.distance import Levenshtein

from cardscan.enrich.readings import line_of, otherwise_read
from cardscan.model import Contact, Field, Line
from cardscan.parse import doubted
from cardscan.parse.doubted import NAMED, ORDINARY, clearness
from cardscan.parse.gazetteer import common_word, name_like
from cardscan.parse.gazetteer.words import is_word
from cardscan.parse.online import find_online
from cardscan.reason import because
from cardscan.text.folding import fold
from cardscan.text.misread import shape, siblings

_CLEAR = 0.97  # an address whose every letter is surer than this keeps them
_BLURRED = 0.9  # a line read less surely may have a letter more
LONGEST, MOST_NAMES = 40, 5  # letters of a mailbox, and words of a name, that are looked at
BEGINNING = 5  # letters of a name that may stand for all of it: "alexb"
LONG = 4  # letters of a word that is looked for in a mailbox
MOST_LOST = 3  # letters that the edge of the picture, or a reflection, may take
MOST_DOUBTED = 4  # letters read with doubt that are tried
MOST_CHANGED = 4  # letters in which two readings of a mailbox may differ
_NAMED = "the person's name says so"
_LETTERS = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class _Read:
    """A mailbox as it was read, and what the card tells of it."""

    local: str
    field: Field
    lines: Sequence[Line]
    people: tuple[tuple[str, ...], ...]  # words of each person's name

    @property
    def line(self) -> Line | None:
        return line_of(self.field, self.lines)

    def names(self, least: int) -> Iterator[str]:
        """The words of people's names of so many letters."""
        return (name for person in self.people for name in person if len(name) >= least)

    def is_told(self, local: str) -> bool:
        """Whether a mailbox is called after one of the people."""
        return any(is_called_after(local, person) for person in self.people)


def check_names(contact: Contact, country: str, lines: Sequence[Line]) -> Contact:
    """Mend e-mail addresses whose mailbox would be called after a person, or be a word, but for a letter."""
    people = tuple(tuple(words_of(f.value)) for f in contact.fn)
    mended = [_settled(f, people, lines) for f in contact.email]
    read = {f.value for f in contact.email}  # what the card has once it does not have twice
    settled = (old if new.value in read else new for old, new in zip(contact.email, mended, strict=True))
    return with_(contact, email=tuple(settled))


def words_of(text: str) -> list[str]:
    """The words of a name as they may stand in an address: small Latin letters only."""
    return _LETTERS.findall(fold(text))


def is_called_after(local: str, words: Sequence[str]) -> bool:
    """Say whether a mailbox is made of words of a name, one of them whole, and of beginnings of others.

    Digits at its end do not count. A beginning may be two letters of which others stand between: "mn" of Marten Holm.
    """
    text = re.sub(r"[._-]", "", local.rstrip("0123456789"))
    if not LONG <= len(text) <= LONGEST:
        return False

    @cache
    def made_of(at: int, left: frozenset[int], whole: bool) -> bool:
        if at == len(text):
            return whole
        return any(
            made_of(at + size, left - {number}, whole or (size == len(words[number]) > 2))
            for number in left
            for size in _pieces(text, at, words[number])
        )

    return made_of(0, frozenset(range(min(len(words), MOST_NAMES))), False)


def _pieces(text: str, at: int, word: str) -> Iterator[int]:
    """How many letters of a text from `at` on may stand for a word."""
    size = 0
    while size < min(len(word), BEGINNING) and text[at + size : at + size + 1] == word[size]:
        size += 1
        yield size
    if size == BEGINNING < len(word) and text.startswith(word, at):
        yield len(word)
    if size == 1 and text[at + 1 : at + 2] in tuple(word[1:]):
        yield 2


def _settled(field: Field, people: tuple[tuple[str, ...], ...], lines: Sequence[Line]) -> Field:
    local, _, domain = field.value.partition("@")
    read = _Read(local, field, lines, people)
    if read.is_told(local):
        return field
    for rule, reason in _RULES:
        if other := rule(read):
            return because(field, f"{other}@{domain}", reason, 0.8)
    return field


def _otherwise(read: _Read) -> str:
    """What the other reader read, where that is called after a person."""
    domain = read.field.value.partition("@")[2]
    if any(is_word(word) for word in _LETTERS.findall(read.local) if len(word) >= LONG):
        return ""
    for line in otherwise_read(read.field, read.lines):
        for found in find_online([line]):
            local, _, host = found.field.value.partition("@")
            near = 0 < Levenshtein.distance(local, read.local) <= MOST_CHANGED
            if found.kind == "email" and host == domain and near and read.is_told(local):
                return local
    return ""


def _with_name(read: _Read) -> str:
    """The mailbox with a name of the card in place of what has its shape: "srnithwick"."""
    local = read.local
    for name in read.names(LONG):
        if name in local or read.field.confidence >= _CLEAR:
            continue
        for size in (len(name) - 1, len(name), len(name) + 1):
            for at in range(len(local) - size + 1):
                piece = local[at : at + size]
                if piece.isalnum() and piece != name and _shape(piece) == _shape(name):
                    return f"{local[:at]}{name}{local[at + size :]}"
    return ""


def _with_upright(read: _Read) -> str:
    """The mailbox with an i for what was read as a small l, or an l for a capital i: no reader tells these apart."""
    printed = read.field.raw.partition("@")[0].strip()
    if len(printed) != len(read.local):
        return ""
    upright = [at for at, char in enumerate(printed) if char in "Il1|"]
    others = (read.local[:at] + other + read.local[at + 1 :] for at in upright for other in "il")
    told = {other for other in others if read.is_told(other)}
    return told.pop() if len(told) == 1 else ""


def _with_initial(read: _Read) -> str:
    """The mailbox whose initial is none of the person's, but has the shape of one: "i.rao" of Leela Rao."""
    letter, rest = read.local[:1], read.local[1:].lstrip("._-")
    own = {name[0] for name in read.names(1)}
    if rest not in read.names(1) or letter in own or read.field.confidence >= _CLEAR:
        return ""
    alike = [first for first in own if _shape(first) == _shape(letter)]
    return f"{alike[0]}{read.local[1:]}" if len(alike) == 1 else ""


def _with_doubted(read: _Read) -> str:
    """The mailbox with one letter else, more or less where it was read with doubt: "ngerrero" of Nina Guerrero."""
    line = read.line
    at = line.text.casefold().find(read.local) if line is not None else -1
    if line is None or line.agreed or at < 0:
        return ""
    clear = clearness(line.text, line)[at : at + len(read.local)]
    unclear = [n for n, chance in enumerate(clear) if chance < doubted.DOUBT][:MOST_DOUBTED]
    told = {other for n in unclear for other in _changed_at(read.local, n) if read.is_told(other)}
    return told.pop() if len(told) == 1 else ""


def _changed_at(text: str, at: int) -> Iterator[str]:
    """A text without a letter, with another in its place, and with one more on either side."""
    yield text[:at] + text[at + 1 :]
    for letter in ascii_lowercase:
        yield text[:at] + letter + text[at + 1 :]
        yield text[:at] + letter + text[at:]
        yield text[: at + 1] + letter + text[at + 1 :]


def _without_stroke(read: _Read) -> str:
    """The mailbox without the narrow letter at its end that a blurred @ was read as, too."""
    line, bare = read.line, read.local[:-1]
    blurred = line is not None and not line.agreed and line.confidence < _BLURRED
    return bare if blurred and read.local[-1:] in tuple("il1") and read.is_told(bare) else ""


def _begun(read: _Read) -> str:
    """The mailbox at the start of its line with the first letters of a name of which it has the others: "chael"."""
    line, first = read.line, _LETTERS.match(read.local)
    if line is None or first is None or not line.text.startswith(read.field.raw):
        return ""
    rest = first.group()
    cut = [name for name in read.names(LONG) if name.endswith(rest) and 0 < len(name) - len(rest) <= MOST_LOST]
    if len(rest) < LONG or is_word(rest) or len(set(cut)) != 1:
        return ""
    return cut[0] + read.local[len(rest) :]


def _with_word(read: _Read) -> str:
    """The mailbox with an ordinary word in place of what has its shape and is none: "moid"."""
    line = read.line
    if line is None or line.agreed:
        return ""
    for match in _LETTERS.finditer(read.local):
        word = match.group()
        if len(word) < LONG or is_word(word) or name_like(word) >= NAMED:
            continue
        found = [other for other in siblings(word) if common_word(other) >= ORDINARY]
        if len(found) == 1 and not any(word in name or name in word for name in read.names(3)):
            return read.local[: match.start()] + found[0] + read.local[match.end() :]
    return ""


def _shape(text: str) -> str:
    """Fold letters that look alike, and leave out what parts words in an address."""
    return shape(text).replace("-", "").replace(".", "")


#: How a mailbox may be mended, and why; the first that does is taken.
_RULES: tuple[tuple[Callable[[_Read], str], str], ...] = (
    (_otherwise, "the other reader's text is borne out by the person's name"),
    (_with_upright, _NAMED),
    (_with_name, _NAMED),
    (_with_initial, "the person's initial says so"),
    (_with_doubted, _NAMED),
    (_without_stroke, _NAMED),
    (_begun, "the person's name begins so"),
    (_with_word, "it is a word so"),
)
