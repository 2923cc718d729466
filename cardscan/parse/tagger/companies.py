"""Choose which words are the company's name, of all that may be: a group of words, or some of its pieces.

The network tells words of a company from others, but a logo that was read twice, a slogan or a brand beside it end up
in one group with the name. Each way to read the groups is weighed by its signs; `tools/fit_companies.py` fits weights
on cards that the network never saw.
"""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from cardscan.geometry import gaps
from cardscan.model import Line
from cardscan.parse.evidence import alike
from cardscan.parse.gazetteer.legal import legal_spans
from cardscan.parse.tagger.features import Described, height_of
from cardscan.parse.tagger.network import TAGS, Chances
from cardscan.parse.tagger.values import Value, value_of
from cardscan.text.letters import squash
from cardscan.text.scripts import cjk

WEIGHTS = Path(__file__).parent.parent / "data" / "companies.json"
_ORG = TAGS.index("org")
_MOST = 7  # pieces of a name
_LEAST = 1e-4  # a chance below it is none


@dataclass(frozen=True, slots=True)
class Option:
    """One way to read a company's name, and the signs that speak for it and against it."""

    value: Value
    signs: Mapping[str, float]


def with_company(
    values: Sequence[Value], card: Described, lines: Sequence[Line], chances: Chances, least: float
) -> list[Value]:
    """Return the values, the likeliest name of the company before other names that share no word with it.

    It is as likely as its words are some of a company's, and as it is to be chosen before all else. `least`: of the
    chance of its words; what is below it is no name.
    """
    orgs = [v for v in values if v.kind == "org"]
    found = [o for o in options(orgs, card, lines, chances) if o.value.likely >= least]
    if not found:
        return [v for v in values if v.kind != "org"]
    weighed = [_weighed(option.signs) for option in found]
    best = found[weighed.index(max(weighed))].value
    alike = [
        weight for option, weight in zip(found, weighed, strict=True) if squash(option.value.text) == squash(best.text)
    ]
    odds = sum(math.exp(weight - max(weighed)) for weight in alike)
    likely = odds / sum(math.exp(weight - max(weighed)) for weight in weighed)
    others = [v for v in orgs if not set(v.words) & set(best.words)]
    return [
        *(v for v in values if v.kind != "org"),
        replace(best, likely=best.likely * likely),
        *sorted(others, key=lambda v: -v.likely),
    ]


def options(orgs: Sequence[Value], card: Described, lines: Sequence[Line], chances: Chances) -> list[Option]:
    """Return all ways to read the company's name."""
    tallest = max(map(height_of, lines))
    found = []
    for org in orgs:
        pieces = _pieces(org.words, card)
        of_pieces = [lines[card.words[piece[0]].line] for piece in pieces]
        for taken in _ways(pieces, card):
            words = tuple(at for number in taken for at in pieces[number])
            whole = _uncut(words, card)
            for chosen in dict.fromkeys((words, whole)):
                value = value_of(chosen, "org", card.words, lines, chances)
                if value is not None and squash(value.text):
                    signs = {
                        **_by_chances(value, taken, pieces, chances),
                        **_by_text(value.text, card.domains),
                        **_by_looks(value, lines, tallest),
                        "torn": _torn(taken, of_pieces),
                        "cut": float(chosen != whole),
                        "twice": _says_twice([_text(pieces[number], card) for number in taken]),
                    }
                    found.append(Option(value, signs))
    return found


def _uncut(words: Sequence[int], card: Described) -> tuple[int, ...]:
    """The words, with those that go on from them without a gap, in a script that has none between words."""
    taken = set(words)
    for step, ends in ((1, sorted(taken)), (-1, sorted(taken, reverse=True))):
        for at in ends:
            while at + step not in taken and _adjoin(at, at + step, card):
                at += step
                taken.add(at)
    return tuple(sorted(taken))


def _adjoin(one: int, two: int, card: Described) -> bool:
    """Whether two words, each a letter of an unspaced script, stand side by side."""
    if not 0 <= two < len(card.words):
        return False
    first, second = card.words[min(one, two)], card.words[max(one, two)]
    unspaced = all(cjk().match(word.text) and not word.kind for word in (first, second))
    return unspaced and first.line == second.line and first.end == second.start


def _pieces(words: Sequence[int], card: Described) -> list[list[int]]:
    """The words of a value in pieces: those side by side on a line, a sign between them aside."""
    pieces: list[list[int]] = []
    for at in words:
        last = pieces[-1][-1] if pieces else None
        if last is not None and card.words[last].line == card.words[at].line and at - last <= 2:
            pieces[-1].append(at)
        else:
            pieces.append([at])
    return pieces


def _ways(pieces: Sequence[Sequence[int]], card: Described) -> Iterator[tuple[int, ...]]:
    """The pieces that may make a name: some in a row or all, all but one between others, and each text once."""
    count = len(pieces)
    ways = [
        tuple(range(start, end)) for start in range(count) for end in range(start + 1, min(count, start + _MOST) + 1)
    ]
    if 2 < count <= _MOST:
        ways += [tuple(other for other in range(count) if other != at) for at in range(1, count - 1)]
    texts = [_text(piece, card) for piece in pieces]
    ways.append(tuple(at for at, text in enumerate(texts) if not _said_by_another(at, text, texts)))
    yield from dict.fromkeys([*ways, tuple(range(count))])


def _text(piece: Sequence[int], card: Described) -> str:
    return squash(" ".join(card.words[at].text for at in piece))


def _said_by_another(at: int, text: str, texts: Sequence[str]) -> bool:
    others = ((other, each) for other, each in enumerate(texts) if other != at)
    return any(text in each and (text != each or other < at) for other, each in others)  # of two alike the first stays


def _says_twice(texts: Sequence[str]) -> float:
    return float(any(_said_by_another(at, text, texts) for at, text in enumerate(texts)))


def _by_chances(
    value: Value, taken: Sequence[int], pieces: Sequence[Sequence[int]], chances: Chances
) -> dict[str, float]:
    """What the network says of its words, and of the pieces that are joined; how much of what it joins is taken."""
    odds = [math.log(max(float(chances.tags[at, _ORG]), _LEAST)) for at in value.words]
    goes_on = [
        float(chances.links[pieces[number][0], 1:].sum())
        for number in range(1, len(pieces))
        if number in taken and number - 1 in taken
    ]
    return {
        "chance": sum(odds) / len(odds),
        "joined": sum(math.log(max(each, _LEAST)) for each in goes_on),
        "share": len(taken) / len(pieces),
    }


def _by_text(text: str, domains: frozenset[str]) -> dict[str, float]:
    """What its letters say: how many there are, the domains of the card, a legal form."""
    key = squash(text)
    return {
        "length": math.log(len(key)),
        "has_domain": float(any(len(domain) > 2 and domain in key for domain in domains)),
        "in_domain": float(len(key) > 2 and any(key in domain for domain in domains)),
        "legal": float(bool(legal_spans(text))),
    }


def _by_looks(value: Value, lines: Sequence[Line], tallest: float) -> dict[str, float]:
    """How well its lines were read, and how tall they are."""
    mine = [lines[number] for number in dict.fromkeys(span.line for span in value.spans)]
    return {
        "read": min(line.confidence for line in mine),
        "alike": sum(map(alike, mine)) / len(mine),
        "height": max(map(height_of, mine)) / tallest,
    }


def _torn(taken: Sequence[int], lines: Sequence[Line]) -> float:
    """How many pieces are cut off from one that goes on right beside it, in letters as high. `lines`: of each piece."""
    cuts = [number for number in range(1, len(lines)) if (number in taken) != (number - 1 in taken)]
    return float(sum(_go_on(lines[number - 1], lines[number]) for number in cuts))


def _go_on(one: Line, two: Line) -> bool:
    high, other = height_of(one), height_of(two)
    across, down = gaps(one.place, two.place)
    return 0.8 < high / max(other, 1e-6) < 1.25 and max(across, down) < max(high, other)


def _weighed(signs: Mapping[str, float]) -> float:
    weights = _weights()
    return sum(weights[name] * value for name, value in signs.items())


@cache
def _weights() -> dict[str, float]:
    weights: dict[str, float] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return weights
