"""Name a company by its web address, where that is its logo: the highest letters of a card that names no other."""

from collections.abc import Sequence
from dataclasses import replace

from cardscan.model import Line
from cardscan.parse.tagger.features import Described, height_of
from cardscan.parse.tagger.network import Chances
from cardscan.parse.tagger.values import Value, value_of

_HIGHER = 1.4  # how many times higher it is than any other line
_LIKELY = 0.5  # to be shown, and looked at


def with_addressed(values: Sequence[Value], card: Described, lines: Sequence[Line], chances: Chances) -> list[Value]:
    """Return the values; a card without a company has the one whose address stands out, alone on its line."""
    if any(value.kind == "org" for value in values):
        return list(values)
    highest = max(range(len(lines)), key=lambda number: height_of(lines[number]))
    words = [at for at, word in enumerate(card.words) if word.line == highest]
    others = (height_of(line) for number, line in enumerate(lines) if number != highest)
    if [card.words[at].kind for at in words] != ["url"] or card.words[words[0]].text.casefold().startswith("www."):
        return list(values)
    if height_of(lines[highest]) < _HIGHER * max(others, default=0.0):
        return list(values)
    name = value_of(words, "org", card.words, lines, chances)
    return [*values, replace(name, likely=_LIKELY)] if name else list(values)
