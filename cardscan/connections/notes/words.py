"""The words that say nothing: function words, stock words and phrases in six languages, read from `data/`."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from rapidfuzz.distance import OSA

from cardscan.text.folding import fold
from cardscan.text.scripts import UNPARTED

_FOLDER = Path(__file__).parent / "data"
_LANGUAGES = ("en", "de", "fr", "es", "it", "pt")
_SHORT_STEM, _SHORT_ENDING, _ENDING = 4, 2, 7  # "day*" is days, not daylight; "interess*" is interessantes
_PARTICLE = 3  # letters: und, de, la
_TYPO_FROM = 7  # letters; below, a typo of one word is too often another word
_NO_TYPOS = {"contract", "contrato", "contratto", "kontrakt"}  # one letter from the stock word "contact"


def split(text: str) -> tuple[list[str], list[str]]:
    """Split text into folded words, and into runs of a script written without spaces (Chinese, Japanese, Thai…)."""
    words: list[str] = []
    runs: list[str] = []
    for run, word in _run_or_word().findall(fold(text)):
        if run:
            runs.append(run)
        else:
            words.append(word)
    return words, runs


@cache
def _run_or_word() -> re.Pattern[str]:
    """Match one or the other; compiled when needed, as a set of so many letters takes milliseconds."""
    return re.compile(rf"([{UNPARTED}]+)|([^\W_{UNPARTED}]+)")


@dataclass(frozen=True, slots=True, eq=False)  # each is itself alone, and so a quick key of the cache below
class WordList:
    """Words, and stems that stand for any ending."""

    words: frozenset[str]
    stems: frozenset[str]

    def __contains__(self, word: str) -> bool:
        return word in self.words or _has_stem(self, word)


@lru_cache(maxsize=1 << 17)
def _has_stem(of: WordList, word: str) -> bool:
    return any(
        word[:length] in of.stems and len(word) - length <= (_SHORT_ENDING if length <= _SHORT_STEM else _ENDING)
        for length in range(max(2, len(word) - _ENDING), len(word) + 1)
    )


@dataclass(frozen=True, slots=True)
class Language:
    """What says nothing in one language."""

    code: str
    function: WordList  # the, with, was
    empty: WordList  # nice, chat, company
    light: WordList  # send, wants: count beside words that say something, not alone
    phrases: tuple[tuple[str, ...], ...]

    def knows(self, words: Iterable[str]) -> int:
        """Count the words that are of this language."""
        return sum(self.code in _languages_of(word) for word in words)


@cache
def phrases() -> Mapping[str, Sequence[tuple[str, ...]]]:
    """Give the stock phrases of all languages by their first word, longest first."""
    known = {phrase for code in ("any", *_LANGUAGES) for phrase in language(code).phrases}
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(known, key=lambda phrase: (-len(phrase), phrase)):
        by_first.setdefault(phrase[0], []).append(phrase)
    return by_first


def without_phrases(words: Sequence[str]) -> list[str]:
    """Take the stock phrases of all languages out of folded words."""
    known = phrases()
    kept: list[str] = []
    at = 0
    while at < len(words):
        begun = known.get(words[at])  # few words begin one
        phrase = next((p for p in begun if tuple(words[at : at + len(p)]) == p), ()) if begun else ()
        if not phrase:
            kept.append(words[at])
        at += len(phrase) or 1
    return kept


def says_nothing(word: str, languages: Iterable[Language]) -> bool:
    """Tell whether a folded word is a letter, has a digit, or is a stock word of these languages, misspelt or not."""
    languages = tuple(languages)
    return (
        len(word) == 1
        or any(letter.isdigit() for letter in word)
        or any(word in language.empty for language in languages)
        or is_typo(word, languages)
    )


def spoken(words: Sequence[str], beside: Sequence[str] = ()) -> list[Language]:
    """Say which language the words are in: the one that knows most of them, and of the words beside them.

    Several when they draw, and always the words that every language uses.
    """
    hits = list(zip(_known(words), _known(beside), strict=True))
    most = max(hits)
    return [language("any"), *(language(code) for code, hit in zip(_LANGUAGES, hits, strict=True) if hit == most)]


def is_typo(word: str, languages: Iterable[Language]) -> bool:
    """Tell whether a word is one letter away from a stock word, so that "converstion" counts as it was meant."""
    if len(word) < _TYPO_FROM or word in _NO_TYPOS:
        return False
    return any(_is_typo_of(language.code, word) for language in languages)


@lru_cache(maxsize=1 << 16)
def _is_typo_of(code: str, word: str) -> bool:
    near = _long_words(code).get((word[0], word[-1]), ())
    return any(OSA.distance(known, word, score_cutoff=1) <= 1 for known in near)


@lru_cache(maxsize=1 << 12)
def is_particle(word: str) -> bool:
    """Tell whether a word is so short a function word of any language that it says nothing in the others either."""
    return len(word) <= _PARTICLE and any(word in language(code).function for code in _LANGUAGES)


@cache
def unspaced_phrases() -> re.Pattern[str]:
    """Match what says nothing in Chinese, Japanese and Thai."""
    lines = sorted((fold(line) for line in _lines("unspaced.txt")), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, lines)))


@cache
def roles() -> dict[str, frozenset[str]]:
    """Give for each word that names a role or trade the others that name the same."""
    same: dict[str, frozenset[str]] = {}
    for group in (frozenset(split(line)[0]) for line in _lines("titles.txt")):
        for word in group:
            same[word] = same.get(word, frozenset()) | group
    return same


@cache
def language(code: str) -> Language:
    """Read what says nothing in one language; "any" has what is written in all of them."""
    sections: dict[str, list[str]] = {"function": [], "empty": [], "light": [], "phrases": []}
    section = ""
    for line in _lines(f"{code}.txt"):
        if line.startswith("["):
            section = line.strip("[]")
        else:
            sections[section].append(line)
    return Language(
        code=code,
        function=_word_list(sections["function"]),
        empty=_word_list(sections["empty"]),
        light=_word_list(sections["light"]),
        phrases=tuple(tuple(split(line)[0]) for line in sections["phrases"]),
    )


def _known(words: Iterable[str]) -> list[int]:
    """Count for each language the words that are of it."""
    known = dict.fromkeys(_LANGUAGES, 0)
    for word in words:
        for code in _languages_of(word):
            known[code] += 1
    return list(known.values())


@lru_cache(maxsize=1 << 16)
def _languages_of(word: str) -> tuple[str, ...]:
    """Give the codes of the languages that a word is of."""
    known = ((code, language(code)) for code in _LANGUAGES)
    return tuple(code for code, each in known if word in each.function or word in each.empty)


@cache
def _long_words(code: str) -> dict[tuple[str, str], list[str]]:
    """Give the stock words in which a typo can be told, by their first and last letter, where few typos are."""
    found: dict[tuple[str, str], list[str]] = {}
    for word in language(code).empty.words:
        if len(word) >= _TYPO_FROM:
            found.setdefault((word[0], word[-1]), []).append(word)
    return found


def _word_list(lines: Iterable[str]) -> WordList:
    entries = " ".join(lines).split()
    words, _ = split(" ".join(entry for entry in entries if not entry.endswith("*")))
    stems = fold(" ".join(entry[:-1] for entry in entries if entry.endswith("*"))).split()
    return WordList(frozenset(words), frozenset(stems))


def _lines(name: str) -> list[str]:
    text = (_FOLDER / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
