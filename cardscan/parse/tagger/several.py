"""Split what is two addresses: of two postcodes, each in a column, or each with its number beside it."""

import re
from collections.abc import Sequence, Set

import numpy as np
from numpy.typing import NDArray

from cardscan.geometry import gaps
from cardscan.model import Line
from cardscan.parse.tagger.network import TAGS
from cardscan.parse.tagger.words import Word
from cardscan.parse.tel_labels import LEAD

_STREET, _CITY, _CODE, _COUNTRY = (TAGS.index(tag) for tag in ("street", "city", "code", "country"))
_PARTS = frozenset(TAGS.index(tag) for tag in ("street", "city", "code"))
_AFTER = [TAGS.index(tag) for tag in ("code", "city", "region", "country", "adr")]  # what may end an address
_LABEL = TAGS.index("label")
_LONG = 5  # characters of a postcode that is not taken for the number of a house
_BELOW = 0.6  # heights of a line to the one right below it, at most
_STACKED = 1.2  # and to the next line of its address
_LEADS = 2  # words before a postcode that begins an address, at most: a sign, the letters of a country


def parted(
    groups: Sequence[Sequence[int]], words: Sequence[Word], tags: NDArray[np.float32], lines: Sequence[Line]
) -> list[list[int]]:
    """Return the words of each of a card's addresses; `groups`: those that the network joins, each of one or several.

    tags: words×TAGS, the chances of the card's.
    """
    return [
        each
        for column in _columns(groups, words, lines)
        for listed in _listed(column, words, tags)
        for branch in _branches(listed, words, tags, lines)
        for row in _rows(branch, words, tags)
        for each in _by_codes(_without_number(row, words, tags, lines), words, tags)
    ]


def _columns(groups: Sequence[Sequence[int]], words: Sequence[Word], lines: Sequence[Line]) -> list[list[int]]:
    """The words of each address, where several lines stand beside several others: none is of two columns.

    Where the network joins lines across columns, those of a column that stand right below one another are one.
    """
    columns = _side_by_side({words[at].line for group in groups for at in group}, lines)
    column_of = {line: number for number, column in enumerate(columns) for line in column}
    across = [len({column_of[words[at].line] for at in group}) > 1 for group in groups]
    if len(columns) < 2 or min(map(len, columns)) < 2 or not any(across):
        return [list(group) for group in groups]
    mixed = {
        column_of[words[at].line] for group, is_mixed in zip(groups, across, strict=True) if is_mixed for at in group
    }
    kept = [list(group) for group in groups if column_of[words[group[0]].line] not in mixed]
    rest = sorted(at for group in groups if column_of[words[group[0]].line] in mixed for at in group)
    stacks = [stack for number in sorted(mixed) for stack in _stacks(rest, columns[number], words, lines)]
    return sorted([*kept, *stacks])


def _side_by_side(of: Set[int], lines: Sequence[Line]) -> list[list[int]]:
    """The lines of each column, by their numbers."""
    columns: list[list[int]] = []
    for line in sorted(of, key=lambda number: lines[number].place[0]):
        beside = (column for column in columns if any(_above(lines[line], lines[other]) for other in column))
        column = next(beside, None)
        if column is None:
            columns.append([line])
        else:
            column.append(line)
    return columns


def _stacks(
    group: Sequence[int], column: Sequence[int], words: Sequence[Word], lines: Sequence[Line]
) -> list[list[int]]:
    """The words of a column, parted where lines do not stand right below one another."""
    stacks: list[list[int]] = []
    for at in group:
        line = words[at].line
        if line not in column:
            continue
        last = words[stacks[-1][-1]].line if stacks else None
        if last == line or (last is not None and _right_below(lines[line], lines[last], _STACKED)):
            stacks[-1].append(at)
        else:
            stacks.append([at])
    return stacks


def _above(one: Line, two: Line) -> bool:
    """Whether two lines stand above one another, and not side by side."""
    return gaps(one.place, two.place)[0] < 0


def _listed(group: Sequence[int], words: Sequence[Word], tags: NDArray[np.float32]) -> list[list[int]]:
    """The words of each line of a list of branches, which begins with a label and ends with a telephone number."""
    of_line: dict[int, list[int]] = {}
    for at, word in enumerate(words):
        of_line.setdefault(word.line, []).append(at)
    listed = {
        line
        for line, own in of_line.items()
        if tags[own[0]].argmax() == _LABEL
        and not words[own[0]].kind
        and any(words[at].kind == "tel" for at in own[1:])
        and any(tags[at].argmax() in _PARTS for at in own)
    }
    rest = [at for at in group if words[at].line not in listed]
    rows = [
        [at for at in group if words[at].line == line]
        for line in dict.fromkeys(words[at].line for at in group)
        if line in listed
    ]
    return sorted([*rows, rest] if rest else rows) if len(listed) > 1 else [list(group)]


def _branches(
    group: Sequence[int], words: Sequence[Word], tags: NDArray[np.float32], lines: Sequence[Line]
) -> list[list[int]]:
    """The words of each branch, where each ends with a house's number, and a telephone number of one kind behind it."""
    rows: list[list[int]] = []
    for at in group:
        if rows and (words[rows[-1][-1]].line == words[at].line or _number_behind(rows[-1][-1], words, lines) is None):
            rows[-1].append(at)
        else:
            rows.append([at])
    behind = [_number_behind(row[-1], words, lines) for row in rows]
    of_one_kind = None not in behind and len({number.type for number in behind if number}) == 1
    housed = all(any(words[at].text.isdigit() for at in row[-2:]) for row in rows)
    coded = any(tags[at].argmax() == _CODE and len(words[at].text) >= _LONG for at in group)
    return rows if of_one_kind and housed and not coded else [list(group)]


def _number_behind(at: int, words: Sequence[Word], lines: Sequence[Line]) -> Word | None:
    """The telephone number behind a word, on its line or on the one right below."""
    line = lines[words[at].line]
    for number in words:
        if number.kind == "tel" and (
            (number.line == words[at].line and number.start >= words[at].end)
            or (number.line != words[at].line and _right_below(lines[number.line], line))
        ):
            return number
    return None


def _right_below(one: Line, two: Line, heights: float = _BELOW) -> bool:
    across, down = gaps(one.place, two.place)
    return across < 0 and one.place[1] > two.place[1] and down < heights * (two.place[3] - two.place[1])


def _rows(group: Sequence[int], words: Sequence[Word], tags: NDArray[np.float32]) -> list[list[int]]:
    """The words of each line, where each begins, or each ends, with its town, and has a street and a house's number."""
    rows: dict[int, list[int]] = {}
    for at in group:
        rows.setdefault(words[at].line, []).append(at)
    said = [[at for at in row if any(map(str.isalnum, words[at].text))] for row in rows.values()]
    towns = [[tags[at].argmax() == _CITY for at in row] for row in said]
    whole = all(any(tags[at].argmax() == _STREET and words[at].text.isdigit() for at in row) for row in said)
    alike = all(row[:1] == [True] for row in towns) or all(row[-1:] == [True] for row in towns)
    coded = any(tags[at].argmax() in (_CODE, _COUNTRY) for at in group)
    return list(rows.values()) if len(rows) > 1 and whole and alike and not coded else [list(group)]


def _without_number(
    group: Sequence[int], words: Sequence[Word], tags: NDArray[np.float32], lines: Sequence[Line]
) -> list[int]:
    """The words without a telephone's label and the digits behind it, too few for a number: "Cell : 98480"."""
    for n, at in enumerate(group):
        end = max(words[other].end for other in group if words[other].line == words[at].line)
        text = lines[words[at].line].text[words[at].start : end]
        label = text.rstrip(" .-0123456789")
        if n and label != text and tags[at].argmax() == _LABEL and LEAD.fullmatch(label):
            return [*group[:n], *(other for other in group[n:] if words[other].line != words[at].line)]
    return list(group)


def _by_codes(group: Sequence[int], words: Sequence[Word], tags: NDArray[np.float32]) -> list[list[int]]:
    """The words of each address, where a second postcode has the shape of the first."""
    of = [int(tags[at].argmax()) for at in group]
    runs = _runs(of)
    shapes = [shape_of("".join(words[group[at]].text for at in range(*run))) for run in runs]
    second = next((run for run, shape in zip(runs[1:], shapes[1:], strict=True) if shape == shapes[0]), None)
    if second is None:
        return [list(group)]
    cut = _beginning(second[0], group, words) if runs[0][0] <= _LEADS else _end(runs[0][1], second[0], of, group, words)
    return [list(group[:cut]), *_by_codes(group[cut:], words, tags)]


def _runs(of: Sequence[int]) -> list[tuple[int, int]]:
    """Where postcodes start and end."""
    runs: list[tuple[int, int]] = []
    for at, tag in enumerate(of):
        if tag == _CODE and runs and runs[-1][1] == at:
            runs[-1] = runs[-1][0], at + 1
        elif tag == _CODE:
            runs.append((at, at + 1))
    return runs


def shape_of(code: str) -> str:
    """Return the shape of a postcode: 9 for each figure, A for each letter."""
    return re.sub(r"[A-Z]", "A", re.sub(r"\d", "9", re.sub(r"\W", "", code.upper())))


def _beginning(code: int, group: Sequence[int], words: Sequence[Word]) -> int:
    """Where an address begins whose postcode leads: at the start of its line, if that is near."""
    first = code
    while first and words[group[first - 1]].line == words[group[code]].line:
        first -= 1
    return first if code - first <= _LEADS else code


def _end(at: int, most: int, of: Sequence[int], group: Sequence[int], words: Sequence[Word]) -> int:
    """Where an address ends behind its postcode: a town, a region or a country may follow on its line."""
    line = words[group[at - 1]].line
    while at < most and words[group[at]].line == line and of[at] in _AFTER:
        at += 1
    return at
