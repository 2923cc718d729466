"""Read the hand-made word lists and find their words in a line of text."""

import gzip
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from cardscan.text.folding import fold
from cardscan.text.scripts import MARKS, UNSPACED

DATA = Path(__file__).parent.parent / "data"

_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?|\b[^\W\d_](?:\.[^\W\d_]\b)+")
#: Letters and digits, with the marks on them, which Python counts as no letters.
_LETTER = rf"(?:[^\W_]|[{MARKS}])"
#: A word, with the mark before the last letter of a Hebrew abbreviation, as `tagger.words` has it: מנכ"ל.
_TOKEN = re.compile(rf"{_LETTER}+(?:'{_LETTER}+|[\"״]{_LETTER}\b)*|[&@+]")
_ONLINE = re.compile(r"\w@\w|\bwww\.|https?:|\w\.(?:com|net|org)\b", re.IGNORECASE)
_UNSPACED = re.compile(f"[{UNSPACED}]")


def is_online(text: str) -> bool:
    """Say whether `text` holds an e-mail or web address: none of the lists speaks of those."""
    return bool(_ONLINE.search(text))


@dataclass(frozen=True, slots=True)
class Tag:
    """A word of a line, or a phrase, and what a lexicon knows about it."""

    text: str  # folded
    role: str  # the section of the list; "" when the lexicon does not hold it
    weight: float
    size: int  # letters


@dataclass(frozen=True)
class Lexicon:
    """Words, phrases and word endings, each with a role and a weight."""

    words: dict[str, tuple[str, float]]
    endings: tuple[tuple[str, str, float], ...]  # longest first
    longest: int  # words in the longest phrase

    @cached_property
    def all_endings(self) -> tuple[str, ...]:
        """The endings alone."""
        return tuple(ending for ending, _, _ in self.endings)

    def tag(self, text: str) -> list[Tag]:
        """Split `text` into words and say what each is; the longest phrase wins."""
        tokens = tokens_of(text)
        tags: list[Tag] = []
        at = 0
        while at < len(tokens):
            for end in range(min(len(tokens), at + self.longest), at, -1):
                phrase = " ".join(tokens[at:end])
                if phrase in self.words:
                    tags.append(Tag(phrase, *self.words[phrase], len(phrase) - (end - at - 1)))
                    at = end
                    break
            else:
                tags.extend(self._split(tokens[at]))
                at += 1
        return tags

    def _split(self, token: str) -> Iterator[Tag]:
        if _UNSPACED.search(token):
            yield from self._segment(token)
            return
        if token.endswith(self.all_endings):  # most words have none of them: asked at once, that is soon known
            for ending, role, weight in self.endings:
                if token.endswith(ending) and len(token) > len(ending) + 1:
                    yield Tag(token, role, weight, len(token))
                    return
        yield Tag(token, "", 0.0, len(token))

    def _segment(self, token: str) -> Iterator[Tag]:
        """Cut a word of an unspaced script into words of the list: fewest unknown letters, then fewest pieces."""
        best: list[tuple[int, int, int]] = [(0, 0, 0)]  # unknown letters, pieces, where the last piece starts
        for end in range(1, len(token) + 1):
            unknown, pieces, _ = best[end - 1]
            ways = [(unknown + 1, pieces + 1, end - 1)]
            for start in range(max(0, end - 12), end):
                if token[start:end] in self.words:
                    ways.append((best[start][0], best[start][1] + 1, start))
            best.append(min(ways))
        cuts = [len(token)]
        while cuts[-1]:
            cuts.append(best[cuts[-1]][2])
        for start, end in zip(cuts[:0:-1], cuts[-2::-1], strict=True):
            yield Tag(token[start:end], *self.words.get(token[start:end], ("", 0.0)), end - start)


def tokens_of(text: str) -> list[str]:
    """Return the folded words of `text`; dotted abbreviations lose their dots ("V.P." is "vp")."""
    if "." in text:
        text = _DOTTED.sub(lambda m: m.group().replace(".", ""), unicodedata.normalize("NFKC", text))
    return [token.replace("״", '"') for token in _TOKEN.findall(fold(text))]


@cache
def weights(name: str) -> dict[str, float]:
    """Load `data/<name>.txt.gz`: lines "0.7<tab>word word", a weight and its words."""
    found: dict[str, float] = {}
    with gzip.open(DATA / f"{name}.txt.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            weight, _, words = line.partition("\t")
            found.update(dict.fromkeys(words.split(), float(weight)))
    return found


@cache
def sections(name: str) -> tuple[tuple[str, float, tuple[str, ...]], ...]:
    """Read `data/<name>.txt`: sections "[role weight]", entries parted by ";", comments after "#"."""
    found: list[tuple[str, float, tuple[str, ...]]] = []
    for line in (DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        line = line.partition("#")[0].strip()
        if line.startswith("["):
            role, _, weight = line.strip("[]").partition(" ")
            found.append((role, float(weight or 1), ()))
        elif line:
            role, value, entries = found.pop()
            found.append((role, value, entries + tuple(e.strip() for e in line.split(";") if e.strip())))
    return tuple(found)


@cache
def lexicon(name: str) -> Lexicon:
    """Load `data/<name>.txt`; an entry that starts with "-" is the ending of a word."""
    words: dict[str, tuple[str, float]] = {}  # an entry of two sections belongs to the first one
    endings: list[tuple[str, str, float]] = []
    for role, weight, entries in sections(name):
        for entry in entries:
            if entry.startswith("-"):
                endings.append((fold(entry[1:]), role, weight))
            else:
                words.setdefault(" ".join(tokens_of(entry)), (role, weight))
    longest = max(word.count(" ") + 1 for word in words)
    return Lexicon(words, tuple(sorted(endings, key=lambda e: -len(e[0]))), longest)
