"""Settle a word that no list holds, of which a letter was read with doubt, where a word one letter away is known.

"Loaos" is no word, and its first "a" was doubted: "Logos". Ordinary words speak for ordinary words alone; a name is
settled by an address of the card that spells it, as e.mills@ does "Mils". What both readers read alike stays.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import Hamming, Levenshtein

from cardscan.model import Line
from cardscan.parse.gazetteer.lexicon import is_online, lexicon, weights
from cardscan.parse.gazetteer.names import name_like
from cardscan.parse.gazetteer.words import is_word
from cardscan.text.folding import fold
from cardscan.text.misread import alike

DOUBT = 0.9  # a letter read less surely may be another
SHORTEST = 4  # letters of a word that an address may respell
LONG = 6  # letters of one that a list may
ORDINARY = 0.5  # how common a word must be to be what was misread
NAMED = 0.5  # how much the letters of a word run as in names, for it to be one that no list holds
_WORD = re.compile(r"[^\W\d_a-z]?[a-zß-ÿ]+|[^\W\d_a-zß-ÿ]+")  # "DirectorSales" is two
_Near = Callable[[str], Iterator[str]]


def by_addresses(text: str, line: Line, spellings: Sequence[str]) -> str:
    """Return a line's text with words that no list holds respelled as the card's addresses have them.

    That is as a known word, or as an address that has one letter more at an end: "LIDERMA" of lidermar@. `spellings`:
    what stands in the addresses of other lines, folded, between dots and other signs.
    """

    def near(word: str) -> Iterator[str]:
        for other in spellings:
            if len(other) > len(word) + 1:  # the address goes on without a sign between: lidermarboats@
                yield from filter(is_word, (other[:size] for size in (len(word) - 1, len(word), len(word) + 1)))
            elif is_word(other) or (len(word) >= LONG and word in (other[:-1], other[1:])):
                yield other

    return _respelled(text, line, SHORTEST, near) if spellings else text


def by_titles(text: str, line: Line) -> str:
    """Return the text of a line that holds a word of titles with others respelled as such words: "Sales Mannager"."""

    def near(word: str) -> Iterator[str]:
        for other, *_ in process.extract(word, _titles(), scorer=Levenshtein.distance, score_cutoff=1, limit=None):
            yield str(other)

    holds = any(fold(word) in lexicon("titles").words for word in _WORD.findall(text))
    return _respelled(text, line, LONG, near, doubted=False) if holds else text


def by_words(text: str, line: Line) -> str:
    """Return a line's text with words that no list holds respelled as the ordinary word of which one letter differs.

    Not the last one: "Feminino" is of another language than "feminine", and no list holds all words.
    """

    def near(word: str) -> Iterator[str]:
        if name_like(word) >= NAMED:
            return
        for other, *_ in process.extract(word, _ordinary(), scorer=Hamming.distance, score_cutoff=1, limit=None):
            if len(other) == len(word) and other[-1] == word[-1]:
                yield str(other)

    return _respelled(text, line, LONG, near)


def _respelled(text: str, line: Line, shortest: int, near: _Near, doubted: bool = True) -> str:
    """The text with words that no list holds, and not both readers have, respelled.

    `doubted`: only where the letter was read with doubt; without it that holds of a letter too many alone.
    """
    if line.agreed or is_online(text):
        return text
    clear = clearness(text, line)
    read = Counter(word for reading in line.readings for word in set(_WORD.findall(reading.text)))

    def settled(match: re.Match[str]) -> str:
        word, flat = match.group(), fold(match.group())
        if len(word) < shortest or not word.isascii() or read[word] > 1 or is_word(word):
            return word
        clearly = clear[match.start() : match.end()]
        near_by = (o for o in near(flat) if len(o) >= shortest)
        slips = {o for o in near_by if _is_slip(flat, o, clearly) or not (doubted or len(o) < len(flat))}
        # A letter is rather taken for another than lost, and rather lost than added.
        found = next(filter(None, ({o for o in slips if len(o) - len(flat) == more} for more in (0, 1, -1))), set())
        return _in_case(found.pop(), word) if len(found) == 1 else word

    return _WORD.sub(settled, text)


def _is_slip(read: str, meant: str, clear: Sequence[float]) -> bool:
    """Whether a letter that was lost, added or taken for one like it parts two words, and was read with doubt.

    Of one that was lost, a neighbour was.
    """
    edits = Levenshtein.editops(read, meant)
    if len(edits) != 1:
        return False
    [edit] = edits
    at = edit.src_pos
    if edit.tag == "replace" and not alike(read[at], meant[edit.dest_pos]):
        return False
    beside = clear[max(0, at - 1) : at + 1] if edit.tag == "insert" else clear[at : at + 1]
    return min(beside, default=1.0) < DOUBT


def clearness(text: str, line: Line) -> list[float]:
    """How surely each character of a line's text was read; 0 where no reader that tells has it."""
    told = next((reading for reading in line.readings if len(reading.chars) == len(reading.text) > 0), None)
    clear = [0.0] * len(text)
    if told is None:
        return [line.confidence] * len(text)
    for at, its, size in SequenceMatcher(None, text, told.text, autojunk=False).get_matching_blocks():
        clear[at : at + size] = told.chars[its : its + size]
    return clear


def _in_case(word: str, like: str) -> str:
    begins = like[0].isupper() or word[1:] == like  # what is lost at the start of a word is its capital
    return word.upper() if like.isupper() else word.capitalize() if begins else word


@cache
def _titles() -> tuple[str, ...]:
    return tuple(w for w in lexicon("titles").words if len(w) >= LONG and w.isascii() and w.isalpha())


@cache
def _ordinary() -> tuple[str, ...]:
    """The ordinary words: those of titles and companies, and common ones."""
    listed = (word for name in ("titles", "orgs") for word in lexicon(name).words)
    common = (word for word, weight in weights("common").items() if weight >= ORDINARY)
    return tuple(sorted({w for w in (*listed, *common) if len(w) >= LONG - 1 and w.isascii() and w.isalpha()}))
