"""The parts of a name and of an address: each part is one run of words, chosen for the whole value together."""

from collections.abc import Sequence, Set

import numpy as np
from numpy.typing import NDArray

from cardscan.model import Line
from cardscan.parse.found import Span
from cardscan.parse.tagger.network import TAGS
from cardscan.parse.tagger.words import Word
from cardscan.text.joiners import goes_on
from cardscan.text.marks import is_mark
from cardscan.text.scripts import cjk, has_hangul

#: The parts of an address that stand in one place, in the order in which they are chosen; the rest is the street.
_ONCE = ("code", "country", "region", "city")
_SIGN = TAGS.index("adr")  # a sign, or a label such as "CEP", between the parts of an address
_LETTERS = 2  # of the number of a house or a floor, at most
_EDGE = " ,;-–|/"
Scores = NDArray[np.float32]


def name_parts(words: Sequence[Word], chances: Scores) -> dict[str, str]:
    """Return the parts of a name: a prefix first, then given and family name in one order or the other.

    chances: words×TAGS, of these words. Of two words or more one is the given name and one the family name.
    """
    odds = np.log(np.maximum(chances, 1e-7))
    spoken = [at for at, word in enumerate(words) if any(c.isalnum() and not is_mark(c) for c in word.text)]
    best, cut = max(_orders(odds[spoken])) if spoken else (0.0, (0, 0, "given", "family"))
    prefix, middle, first, last = cut
    runs = {"prefix": spoken[:prefix], first: spoken[prefix:middle], last: spoken[middle:]}
    parts = {part: [words[at].text for at in run] for part, run in runs.items() if run}
    return {part: ("" if cjk().match(texts[0]) else " ").join(texts) for part, texts in parts.items()}


def _orders(odds: Scores) -> list[tuple[float, tuple[int, int, str, str]]]:
    """The ways to part a name, each with its odds: where the prefix and the first part end, and which part is first."""
    size = len(odds)
    sums = {part: np.concatenate([[0.0], odds[:, TAGS.index(part)].cumsum()]) for part in ("prefix", "given", "family")}

    def of(part: str, start: int, end: int) -> float:
        return float(sums[part][end] - sums[part][start])

    ways = []
    for prefix in range(size):
        bare = of("prefix", 0, prefix)
        if size - prefix == 1:
            ways += [(bare + of(only, prefix, size), (prefix, size, only, "none")) for only in ("given", "family")]
        for middle in range(prefix + 1, size):
            for first, last in (("given", "family"), ("family", "given")):
                ways.append((bare + of(first, prefix, middle) + of(last, middle, size), (prefix, middle, first, last)))
    return ways


def address_parts(words: Sequence[Word], lines: Sequence[Line], chances: Scores) -> dict[str, str]:
    """Return the parts of an address as printed: street, city, region, code, country, those that are there.

    chances: words×TAGS, of these words.
    """
    odds = _of_whole_words(words, np.log(np.maximum(chances, 1e-7)))
    told = {part: odds[:, TAGS.index(part)] for part in ("street", *_ONCE)}
    is_sign = odds.argmax(axis=1) == _SIGN
    taken = np.zeros(len(words), bool)
    parts = {}
    for part in _ONCE:
        gain = told[part] - np.max([of for other, of in told.items() if other != part], axis=0)
        start, end = _best_run(np.where(taken, -np.inf, np.where(is_sign, 0.0, gain)))
        if end > start and (text := _text(words[start:end], lines)):
            taken[start:end] = True
            parts[part] = text
    rest = [word for word, gone in zip(words, taken, strict=True) if not gone]
    signs = {id(word) for word, sign in zip(words, is_sign, strict=True) if sign}
    if text := _text(rest, lines, signs):
        parts["street"] = text
    return parts


def _of_whole_words(words: Sequence[Word], odds: Scores) -> Scores:
    """The odds, where no part ends: those of the letters of a Hangul word as of one, those of "1U" as of its number."""
    odds, start = odds.copy(), 0
    for at in range(1, len(words) + 1):
        if at < len(words) and _numbered(words[at - 1], words[at]):
            odds[at] = odds[at - 1]
        if at == len(words) or not _glued(words[at - 1], words[at]):
            odds[start:at] = odds[start:at].mean(axis=0)
            start = at
    return odds


def _glued(one: Word, two: Word) -> bool:
    return one.line == two.line and one.end == two.start and has_hangul(one.text) and has_hangul(two.text)


def _numbered(one: Word, two: Word) -> bool:
    """Whether a letter or two belong to the number right before them: 33a."""
    letters = two.text.isascii() and two.text.isalpha() and len(two.text) <= _LETTERS
    return one.line == two.line and one.end == two.start and one.text.isdigit() and letters


def _best_run(gain: NDArray[np.float64]) -> tuple[int, int]:
    """The run of words that gains most (Kadane); empty where none gains."""
    best, found, start, total = 0.0, (0, 0), 0, 0.0
    for at, each in enumerate(gain):
        total += float(each)
        if total <= 0:
            start, total = at + 1, 0.0
        elif total > best:
            best, found = total, (start, at + 1)
    return found


def _text(words: Sequence[Word], lines: Sequence[Line], signs: Set[int] = frozenset()) -> str:
    """The text of words in one line: as printed where they stand side by side, else parted by commas."""
    spans: list[Span] = []
    for word in words:
        last = spans[-1] if spans else None
        beside = (
            last and last.line == word.line and not any(map(str.isalnum, lines[word.line].text[last.end : word.start]))
        )
        if last and beside:
            spans[-1] = Span(word.line, last.start, word.end)
        elif id(word) not in signs:
            spans.append(Span(word.line, word.start, word.end))
    texts = [_trimmed(lines[s.line].text[s.start : s.end]) for s in spans]
    return "".join((" " if goes_on(text) else ", ") + text for text in texts if text).removeprefix(", ").lstrip()


def _trimmed(text: str) -> str:
    text = text.strip(_EDGE).rstrip("(（ ")
    if text.endswith(".") and "." not in text[:-1] and " " not in text and len(text) > 4:
        text = text[:-1]  # the end of a sentence, not of an abbreviation
    for opening, closing in (("(", ")"), ("（", "）")):
        if text.startswith(opening) and closing not in text:
            text = text[1:]
        if text.endswith(closing) and opening not in text:
            text = text[:-1]
    return text.strip(_EDGE)
