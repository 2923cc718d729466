"""Give an address the line above it that the network takes for a company, and yet lets the address go on from.

"Tarna House" above "3rd Floor, Kelp Street" is a building, and "Tarna University, Ostrel" above "India - 500 431" is
where it stands. So is a line that says a street and ends with a comma. What the network takes for an address, and
begins with a line that names an institution, may be that one's and not the card's: it has to be looked at.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from cardscan.geometry import gaps
from cardscan.model import Line
from cardscan.parse.gazetteer import address_score, org_score
from cardscan.parse.gazetteer.legal import legal_spans
from cardscan.parse.tagger.features import Described, height_of
from cardscan.parse.tagger.network import TAGS, Chances
from cardscan.parse.tagger.values import KINDS, Value, value_of

_LINKED = 0.5  # the chance of the network that the address goes on from the line
_SHOWN = 0.6  # how likely an address is with its building at least: to be shown, and looked at
_LEAST = 0.1  # the chance of a word of the line to be of an address
_INSTITUTION = 0.5  # how much a line is a company's by the lists
_STREET = 0.4  # how much a line that ends with a comma says of an address
_BELOW, _TALLER = 0.8, 1.4  # heights between the lines, and how many times higher the letters of one are, at most
_ORG, _AS_STREET = TAGS.index("org"), TAGS.index("street")
_ADR = [TAGS.index(tag) for tag in KINDS["adr"]]


@dataclass(frozen=True, slots=True)
class _Above:
    """A line of a company right above one of an address."""

    company: Value
    words: list[int]  # the line's
    below: int  # the first word of the line below it
    likely: float  # to be of the address


def with_buildings(values: Sequence[Value], card: Described, lines: Sequence[Line], chances: Chances) -> list[Value]:
    """Return the values; a line of a company that an address goes on from is the address's."""
    found = list(values)
    for address in [value for value in values if value.kind == "adr"]:
        best = max(_above(address, found, card, lines, chances), key=lambda line: line.likely, default=None)
        if best and best.likely:
            found[found.index(address)] = _of_both(best, address, card, lines, chances)
            left = [at for at in best.company.words if at not in best.words]
            rest = value_of(left, "org", card.words, lines, chances) if left else None
            at = found.index(best.company)
            found[at : at + 1] = [rest] if rest else []
    return [_doubted(value, lines) for value in found]


def _doubted(value: Value, lines: Sequence[Line]) -> Value:
    """The value; an address is less likely where its first line is all name of an institution, and says no place."""
    first = value.spans[0]
    text = lines[first.line].text
    whole = value.kind == "adr" and len(value.spans) > 1 and text[first.start : first.end] == text.strip()
    last = text.split()[-1] if whole else ""
    named = not re.search(r"\d", text) and min(org_score(text), org_score(last)) > max(
        _INSTITUTION, address_score(text)
    )
    return replace(value, likely=min(value.likely, _SHOWN)) if named else value


def _above(
    address: Value, values: Sequence[Value], card: Described, lines: Sequence[Line], chances: Chances
) -> Iterator[_Above]:
    """Yield the lines right above one of an address of which all words are a company's."""
    firsts = {card.words[at].line: at for at in reversed(address.words)}
    for company in [value for value in values if value.kind == "org"]:
        for number in dict.fromkeys(card.words[at].line for at in company.words):
            mine = [at for at in company.words if card.words[at].line == number]
            below = [line for line in firsts if _stands_on(lines[number], lines[line])]
            if below and _said(number, card) <= {*mine}:
                first = firsts[min(below, key=lambda line: lines[line].place[1])]
                yield _Above(company, mine, first, _likely(mine, first, lines[number].text, chances))


def _said(line: int, card: Described) -> set[int]:
    """The words of a line that are no signs."""
    return {at for at, word in enumerate(card.words) if word.line == line and any(map(str.isalnum, word.text))}


def _stands_on(line: Line, below: Line) -> bool:
    """Whether a line stands right above another, in letters as high."""
    low, high = sorted((height_of(line), height_of(below)))
    across, down = gaps(line.place, below.place)
    return line.place[1] < below.place[1] and across < 0 and down < _BELOW * low and high < _TALLER * low


def _likely(line: Sequence[int], below: int, text: str, chances: Chances) -> float:
    """How likely a line is of the address that goes on with the word `below`; 0.0 where it is not."""
    linked = float(chances.links[below, np.array(line) + 1].sum())
    if linked >= _LINKED and float(chances.tags[np.ix_(line, _ADR)].sum(axis=1).max()) >= _LEAST:
        return max(linked, _SHOWN)
    runs_on = text.rstrip().endswith(",") and address_score(text) > _STREET and not legal_spans(text)
    return _SHOWN if runs_on else 0.0


def _of_both(line: _Above, address: Value, card: Described, lines: Sequence[Line], chances: Chances) -> Value:
    tags = chances.tags.copy()
    tags[line.words, _AS_STREET] += tags[line.words, _ORG]
    tags[line.words, _ORG] = 0
    words = sorted([*line.words, *address.words])
    whole = value_of(words, "adr", card.words, lines, replace(chances, tags=tags))
    return replace(whole, likely=min(whole.likely, address.likely, line.likely)) if whole else address
