"""What the word lists say of the words of a line: phrases of titles, companies and addresses, legal forms, places."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from cardscan.parse.gazetteer.legal import legal_spans
from cardscan.parse.gazetteer.lexicon import Lexicon, lexicon, weights
from cardscan.parse.gazetteer.places import is_city, is_country, is_region
from cardscan.parse.gazetteer.styles import is_degree
from cardscan.parse.tagger.words import Word
from cardscan.text.folding import fold
from cardscan.text.scripts import cjk

#: The columns: the roles of the hand-made lists, and what else a phrase can be.
_ROLES = {
    ("titles", "head"): 0,
    ("titles", "mod"): 1,
    ("titles", "dept"): 2,
    ("titles", "group"): 3,
    ("orgs", "name"): 4,
    ("orgs", "pair"): 5,
    ("address", "street"): 6,
    ("address", "unit"): 7,
    ("address", "near"): 8,
    ("address", "area"): 8,
    ("address", "label"): 9,
}
_LEGAL, _DEGREE, _CITY, _REGION, _COUNTRY = range(10, 15)
COLUMNS = 15
_LONGEST, _LONGEST_UNSPACED = 5, 10  # words of a phrase
_ALONE = 0.6  # what one character of an unspaced script counts beside a word of several
_DOTTED = re.compile(r"(?:\w\.){2,}\w?\.?")

Matrix = NDArray[np.float32]


def looked_up(words: Sequence[Word], text: str) -> Matrix:
    """Return what the lists say of each word of a line, words×COLUMNS, 0..1. `text`: the line's."""
    out = np.zeros((len(words), COLUMNS), np.float32)
    folded = [_key(word) for word in words]
    unspaced = [not word.kind and cjk().match(word.text) is not None for word in words]
    for first, word in enumerate(words):
        if folded[first]:
            for last, phrase in _phrases(words, folded, unspaced, first):
                part = out[first : last + 1]
                lone = _ALONE if unspaced[first] and last == first else 1.0
                for column, weight in _said(phrase, word, last - first + 1, unspaced[first]):
                    np.maximum(part[:, column], weight * lone if column < _LEGAL else weight, out=part[:, column])
            if not unspaced[first]:
                for column, weight in _by_ending(folded[first]):
                    out[first, column] = max(out[first, column], weight)
    for start, end in legal_spans(text):
        for number, word in enumerate(words):
            if start <= word.start < end and not word.kind:
                out[number, _LEGAL] = 1.0
    return out


def _key(word: Word) -> str:
    if word.kind:
        return ""
    text = word.text.replace(".", "") if _DOTTED.fullmatch(word.text) else word.text
    return fold(text).strip(" .'")


def _phrases(
    words: Sequence[Word], folded: Sequence[str], unspaced: Sequence[bool], first: int
) -> Iterator[tuple[int, str]]:
    """The phrases that begin at a word, each with its last word; a sign ends them."""
    phrase = ""
    for last in range(first, min(len(words), first + (_LONGEST_UNSPACED if unspaced[first] else _LONGEST))):
        if words[last].kind or unspaced[last] != unspaced[first] or words[last].text in ",;|/·•":
            return
        phrase += folded[last] if unspaced[first] or last == first else f" {folded[last]}"
        yield last, phrase


def _said(phrase: str, word: Word, size: int, unspaced: bool) -> Iterator[tuple[int, float]]:
    """What the lists say of a phrase that begins with a word: columns and weights."""
    for name in ("titles", "orgs", "address"):
        role, weight = lexicon(name).words.get(phrase, ("", 0.0))
        if (name, role) in _ROLES:
            yield _ROLES[name, role], weight
    if len(phrase) > 1:
        yield 0, weights("jobs").get(phrase, 0.0)
        yield _CITY, is_city(phrase)
        if len(phrase) > 3 or word.text.isupper() or unspaced:
            yield _REGION, is_region(phrase)
            yield _COUNTRY, is_country(phrase)
    if size <= 4 and is_degree(phrase, cased=word.text.isupper() or "." in word.text):
        yield _DEGREE, 1.0


@lru_cache(20_000)
def _by_ending(folded: str) -> tuple[tuple[int, float], ...]:
    """What the endings of a word say that a list does not hold."""
    return tuple(
        found for name in ("titles", "orgs", "address") if (found := _ending(name, lexicon(name), folded)) is not None
    )


def _ending(name: str, of: Lexicon, folded: str) -> tuple[int, float] | None:
    if folded in of.words:
        return None
    for ending, role, weight in of.endings:
        if folded.endswith(ending) and len(folded) > len(ending) + 1:
            return (_ROLES[name, role], weight) if (name, role) in _ROLES else None
    return None
