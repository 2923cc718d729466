"""Part what is the names of several people: at a word for "and", and where each line has a number of its own."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from cardscan.geometry import gaps
from cardscan.model import Line
from cardscan.parse.tagger.features import height_of
from cardscan.parse.tagger.network import TAGS
from cardscan.parse.tagger.words import Word
from cardscan.text.joiners import is_and_of_people

_NAME = frozenset(TAGS.index(tag) for tag in ("given", "family", "prefix"))
#: Words for "and" that join the family names of one person too: "Rui Brandilho e Sarnadas".
_OF_ONE = frozenset({"e", "y", "i", "-"})
_OWN = frozenset({"tel", "email"})  # what someone has of their own
_BELOW = 0.8  # heights of a name to what is its own right below it, at most
_ROWS = 3  # of names, each with its number on its right, from which on they are a list: two may be those of one person


def apart(
    groups: Sequence[Sequence[int]], words: Sequence[Word], tags: NDArray[np.float32], lines: Sequence[Line]
) -> list[list[int]]:
    """Return the words of each name; `groups`: those that the network joins, each of one person or several.

    tags: words×TAGS, the chances of the card's.
    """
    return [
        each
        for group in groups
        for joined in between_ands(group, words, tags)
        for each in _by_numbers(joined, words, lines)
    ]


def between_ands(group: Sequence[int], words: Sequence[Word], tags: NDArray[np.float32]) -> list[list[int]]:
    """Return the words of each name that "and" stands between, before or behind: names beside it draw it in."""
    pieces: list[list[int]] = [[]]
    for n, at in enumerate(group):
        if _is_and(n, group, words) and (words[at].text.islower() or tags[at].argmax() not in _NAME):
            pieces.append([])
        else:
            pieces[-1].append(at)
    return [piece for piece in pieces if piece]


def _is_and(n: int, group: Sequence[int], words: Sequence[Word]) -> bool:
    """Whether a word of a group parts it: between two names, not those of one person nor "von und zu"; or at an end."""
    said = words[group[n]].text
    beside = [words[group[at]].text for at in (n - 1, n + 1) if 0 <= at < len(group)]
    between = len(beside) < 2 or (said.casefold() not in _OF_ONE and not any(text[0].islower() for text in beside))
    return is_and_of_people(said) and between


def _by_numbers(group: Sequence[int], words: Sequence[Word], lines: Sequence[Line]) -> list[list[int]]:
    """The words of each line of a name, where each has a number or an address of its own."""
    rows: dict[int, list[int]] = {}
    for at in group:
        rows.setdefault(words[at].line, []).append(at)
    own = {line: of_its_own(line, words, lines) for line in rows}
    if len(rows) < 2 or None in own.values() or len({*own.values()}) < len(rows):
        return [list(group)]
    beside = any(at is not None and _beside(lines[words[at].line], lines[line]) for line, at in own.items())
    return list(rows.values()) if not beside or len(rows) >= _ROWS else [list(group)]


def of_its_own(number: int, words: Sequence[Word], lines: Sequence[Line]) -> int | None:
    """Return the telephone number or mail address that goes with a line: behind it, right below, or on its right."""
    name, theirs = lines[number], [at for at, word in enumerate(words) if word.kind in _OWN]
    on = [at for at in theirs if words[at].line == number]
    below = [at for at in theirs if _below(lines[words[at].line], name)]
    beside = [at for at in theirs if _beside(lines[words[at].line], name)]
    return next(iter((*on, *below, *beside)), None)


def _below(line: Line, name: Line) -> bool:
    across, down = gaps(line.place, name.place)
    return across < 0 and line.place[1] > name.place[1] and down < _BELOW * height_of(name)


def _beside(line: Line, name: Line) -> bool:
    low = min(height_of(line), height_of(name))
    return line.place[0] > name.place[2] and gaps(line.place, name.place)[1] < -low / 2
