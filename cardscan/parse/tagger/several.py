"""Split an address that has two postcodes: it is two addresses, of two offices or in two languages."""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from cardscan.parse.tagger.network import TAGS
from cardscan.parse.tagger.words import Word

_CODE = TAGS.index("code")
_AFTER = [TAGS.index(tag) for tag in ("code", "city", "region", "country", "adr")]  # what may end an address
_LEADS = 2  # words before a postcode that begins an address, at most: a sign, the letters of a country


def parted(group: Sequence[int], words: Sequence[Word], tags: NDArray[np.float32]) -> list[list[int]]:
    """Return the words of an address as one address or several. `tags`: words×TAGS, the chances of the card's."""
    of = [int(tags[at].argmax()) for at in group]
    runs = _runs(of)
    shapes = [_shape("".join(words[group[at]].text for at in range(*run))) for run in runs]
    second = next((run for run, shape in zip(runs[1:], shapes[1:], strict=True) if shape == shapes[0]), None)
    if second is None:
        return [list(group)]
    cut = _beginning(second[0], group, words) if runs[0][0] <= _LEADS else _end(runs[0][1], second[0], of, group, words)
    return [list(group[:cut]), *parted(group[cut:], words, tags)]


def _runs(of: Sequence[int]) -> list[tuple[int, int]]:
    """Where postcodes start and end."""
    runs: list[tuple[int, int]] = []
    for at, tag in enumerate(of):
        if tag == _CODE and runs and runs[-1][1] == at:
            runs[-1] = runs[-1][0], at + 1
        elif tag == _CODE:
            runs.append((at, at + 1))
    return runs


def _shape(code: str) -> str:
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
