"""Part what is the names of several people: at a word for "and", and where each line has a number of its own."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence

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
_BELOW = 0.8  # heights of a name to what is its own right below or above it, at most
_ROWS = 3  # of names, each with its number beside it, from which on they are a list: two may be those of one person
_AS_HIGH = 0.8  # of two lines, at least: one has letters that reach below it, the other none
_AS_DARK = 30.0  # how far apart the ink of both is, at most: of 255
_Way = Callable[[Line, Line], bool]


def apart(
    groups: Sequence[Sequence[int]], words: Sequence[Word], tags: NDArray[np.float32], lines: Sequence[Line]
) -> list[list[int]]:
    """Return the words of each name; `groups`: those that the network joins, each of one person or several.

    tags: words×TAGS, the chances of the card's.
    """
    listed = {words[at].line for group in groups for at in group}
    return [
        each
        for group in groups
        for joined in between_ands(group, words, tags)
        for each in _by_numbers(joined, words, lines, listed)
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


def _by_numbers(
    group: Sequence[int], words: Sequence[Word], lines: Sequence[Line], listed: Collection[int]
) -> list[list[int]]:
    """The words of each line of a name, where each has a number or an address of its own; `listed`: lines of names."""
    rows: dict[int, list[int]] = {}
    for at in group:
        rows.setdefault(words[at].line, []).append(at)
    if len(rows) < 2:
        return [list(group)]
    alike = [line for line in listed if any(printed_alike(lines[line], lines[other]) for other in rows)]
    several = len(own_numbers(rows, words, lines, ONE_BY_ONE)) == len(rows)
    in_columns = set(rows) <= set(own := own_numbers({*rows, *alike}, words, lines, _COLUMNS)) and len(own) >= _ROWS
    return list(rows.values()) if several or in_columns else [list(group)]


def own_numbers(
    rows: Collection[int], words: Sequence[Word], lines: Sequence[Line], ways: Sequence[_Way] | None = None
) -> dict[int, int]:
    """Return the telephone number or mail address, by its word, that goes with each of these lines and no other.

    They go with lines in one way on a card, that which gives most lines one: on it, right below, right above, beside.
    """
    theirs = [at for at, word in enumerate(words) if word.kind in _OWN]
    return max((_of_way(way, rows, theirs, words, lines) for way in ways or (*ONE_BY_ONE, *_COLUMNS)), key=len)


def _of_way(
    way: _Way, rows: Collection[int], theirs: Sequence[int], words: Sequence[Word], lines: Sequence[Line]
) -> dict[int, int]:
    found = {row: [at for at in theirs if way(lines[words[at].line], lines[row])] for row in rows}
    taken = Counter(at for numbers in found.values() for at in numbers[:1])
    return {row: numbers[0] for row, numbers in found.items() if numbers and taken[numbers[0]] == 1}


def printed_alike(one: Line, two: Line) -> bool:
    """Whether two lines are in letters as high and as dark."""
    low, high = sorted((height_of(one), height_of(two)))
    inks = zip(one.ink or (), two.ink or (), strict=False)
    return low >= _AS_HIGH * high and max((abs(a - b) for a, b in inks), default=0.0) <= _AS_DARK


# -- how a number goes with a name: the line of each


def _on(line: Line, name: Line) -> bool:
    return line is name


def _below(line: Line, name: Line) -> bool:
    return _near(line, name) and line.place[1] > name.place[1]


def _above(line: Line, name: Line) -> bool:
    return _near(line, name) and line.place[1] < name.place[1]


def _near(line: Line, name: Line) -> bool:
    across, down = gaps(line.place, name.place)
    return across < 0 and down < _BELOW * height_of(name)


def _right(line: Line, name: Line) -> bool:
    return _level(line, name) and line.place[0] > name.place[2]


def _left(line: Line, name: Line) -> bool:
    return _level(line, name) and line.place[2] < name.place[0]


def _level(line: Line, name: Line) -> bool:
    low = min(height_of(line), height_of(name))
    return gaps(line.place, name.place)[1] < -low / 2


ONE_BY_ONE: Sequence[_Way] = (_on, _below, _above)
_COLUMNS: Sequence[_Way] = (_right, _left)  # the lines of one name, too, stand beside several numbers
