"""Make a company's name whole: give it what else its line says of a company, and leave out a logo that it says again.

And tell several institutions from one another, each of which a line of a name says in full: "University of …".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from cardscan.model import Line
from cardscan.parse.gazetteer import org_score
from cardscan.parse.tagger.candidates import Words
from cardscan.parse.tagger.features import Described
from cardscan.parse.tagger.network import TAGS, Chances
from cardscan.parse.tagger.values import Value, value_of
from cardscan.text.joiners import goes_on, wants_more
from cardscan.text.letters import squash, words

_ORG = TAGS.index("org")
_SURE, _LEAST = 0.9, 0.8  # the chance of words beside a name to be of it, together and each
_FEWEST = 2  # initials that are a logo
_FEWEST_AGAIN, _AGAIN = 4, 90.0  # letters of a logo that the name says again, and per cent of likeness
_NAMED = 0.5  # how much a line is a company's by the lists to be an institution's
_OF = re.compile(r"[^\W\d_]{4,} (?:of|for|de|du|des|der|di|della|do|da|für|voor) [^\W\d_]{3,}", re.IGNORECASE)


def with_whole_names(values: Sequence[Value], card: Described, lines: Sequence[Line], chances: Chances) -> list[Value]:
    """Return the values, each company's name as whole as its lines say it, and no more."""
    taken = {at for value in values for at in value.words}
    found: list[Value] = []
    for value in values:
        ways = _ways(value, taken, card, chances) if value.kind == "org" else iter(())
        parts = [value_of(way, "org", card.words, lines, chances) for way in next(ways, [])]
        found += [replace(part, likely=value.likely) for part in parts if part] or [value]
    return found


def _ways(name: Value, taken: set[int], card: Described, chances: Chances) -> Iterator[list[Words]]:
    """Yield the names that a name is rather, by their words."""
    rows: dict[int, list[int]] = {}
    for at in name.words:
        rows.setdefault(card.words[at].line, []).append(at)
    texts = {line: " ".join(card.words[at].text for at in row) for line, row in rows.items()}
    for line, text in texts.items():
        others = [at for at in name.words if card.words[at].line != line]
        said = [card.words[at].text for at in others]
        if (text.isupper() and _initials(said) == squash(text)) or _is_said_again(text, said):
            yield [tuple(others)]
    if len(rows) > 1 and all(map(_is_institution, texts.values())):
        yield [tuple(row) for row in rows.values()]
    if more := list(_beside(name, taken, card, chances)):
        yield [tuple(sorted((*name.words, *more)))]


def _is_said_again(text: str, said: Sequence[str]) -> bool:
    """Whether the other lines of a name say a line once more, in full: a logo, of which letters may be shared."""
    mine, rest = squash(text), squash("".join(said))
    return _FEWEST_AGAIN <= len(mine) < len(rest) and fuzz.partial_ratio(mine, rest) >= _AGAIN


def _initials(said: Sequence[str]) -> str:
    """The first letters of words, which the small ones have none of; "" of too few."""
    first = [word[0] for text in said for word in words(text) if word[0].isupper()]
    return squash("".join(first)) if len(first) >= _FEWEST else ""


def _is_institution(text: str) -> bool:
    """Whether a line says an institution in full, and neither goes on nor went on."""
    whole = not wants_more(text) and not goes_on(text)
    return whole and org_score(text) >= _NAMED and _OF.search(text) is not None


def _beside(name: Value, taken: set[int], card: Described, chances: Chances) -> Iterator[int]:
    """Yield the words right before and behind a name on its line that are surely a company's, and in no value."""
    if len(name.spans) > 1:
        return
    for at, step in ((name.words[0], -1), (name.words[-1], 1)):
        run: list[int] = []
        while _goes_on(at, at + step, card) and at + step not in taken and chances.tags[at + step, _ORG] > _LEAST:
            at += step
            run.append(at)
        while run and chances.tags[run, _ORG].mean() <= _SURE:
            run.pop()
        yield from run


def _goes_on(one: int, two: int, card: Described) -> bool:
    """Whether two words stand side by side on a line, and both are words."""
    if not 0 <= two < len(card.words) or card.words[two].kind or not card.words[two].text[0].isalpha():
        return False
    first, second = sorted((card.words[one], card.words[two]), key=lambda word: word.start)
    return first.line == second.line and second.start - first.end <= 1
