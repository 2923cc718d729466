"""Choose which words are the company's name, of all that may be.

The network tells words of a company from others, but a logo that was read twice, a slogan or a brand beside it end up
in one group with the name; a name of two lines in two groups; and a shop called after a person among the people. Each
way to read it is weighed by its signs (`tagger/ranking.py`).
"""

import math
import re
from collections.abc import Sequence, Set
from dataclasses import replace
from functools import lru_cache
from os.path import commonprefix

import numpy as np
from rapidfuzz import fuzz

from cardscan.geometry import gaps
from cardscan.model import Line
from cardscan.parse.evidence import alike
from cardscan.parse.gazetteer import has_proper, org_score, title_score, without_form
from cardscan.parse.gazetteer.legal import legal_spans
from cardscan.parse.names import name_score
from cardscan.parse.tagger.candidates import (
    Words,
    adjoin,
    of_group,
    of_lines,
    pieces_of,
    said_by_another,
    text_of,
)
from cardscan.parse.tagger.features import Described, height_of
from cardscan.parse.tagger.network import TAGS, Chances
from cardscan.parse.tagger.ranking import Option, chances_of
from cardscan.parse.tagger.values import Value, value_of, without
from cardscan.text.joiners import wants_more
from cardscan.text.letters import squash
from cardscan.text.scripts import script_of

FIELD = "companies"  # the name of the weights
_ORG = TAGS.index("org")
_TAKES = 0.5  # how likely a name is to be the company's from which it takes words of another value
LEAST_LIKELY = 0.35  # a name less likely than it is none
_FURTHER = 0.95  # how likely a further name is to be one
_IN_ANOTHER_SCRIPT = 0.6  # the same, in another script than the first: cards in two languages name it twice
_ALIKE = 80.0  # per cent of likeness from which one name is another misread
_LEAST = 1e-3  # a chance below it is none
_LIKE_DOMAIN = 0.5  # how much letters are a domain's from which they may be a part of a name
_MOST_SPELT, _LONGEST = 6, 30  # words that may spell a domain, and letters of it that are looked at
_NAMED = 0.5  # how much a line is of words of companies from which it may be a name of its own
_REST = 3  # letters behind a legal form, more than which are not of its name
_SAME_INK = 40  # of Lab, added up
_SOME = 0.2  # the chance of a line's words from which it may be a part of a name
#: What else words may be, and the tags of each.
_ELSE = {
    "fn": ("given", "family"),
    "title": ("title",),
    "dept": ("dept",),
    "trade": ("trade",),
    "other": ("other", "label", "register"),
    "adr": ("street", "city", "region", "code", "country", "adr"),
}
_COLUMNS = {name: [TAGS.index(tag) for tag in tags] for name, tags in _ELSE.items()}
_LATE = re.compile(r"[&+,-]|\b(?:and|of|und|et|y|e|i)\b", re.I)  # how a text begins that went on
_SLOGAN = re.compile(r"[!?\"“”„]|\.\s*$|\.\.|'\w.*'$")


class _Card:
    """A card and what the network says of its words, with what all ways are held against."""

    def __init__(self, values: Sequence[Value], card: Described, lines: Sequence[Line], chances: Chances) -> None:
        self.words, self.domains, self.described = card.words, card.domains, card
        self.lines, self.tags, self.links = lines, chances.tags, chances.links
        self.groups = tuple(v.words for v in values if v.kind == "org")  # the network's own companies
        self.texts = [squash(line.text) for line in lines]
        self.heights = list(map(height_of, lines))
        self.tallest, self.bottom = max(self.heights), max(1.0, *(line.place[3] for line in lines))
        self.elsewhere = {name: chances.tags[:, columns].sum(axis=1) for name, columns in _COLUMNS.items()}
        self.of_line: dict[int, list[int]] = {}
        for at, word in enumerate(card.words):
            self.of_line.setdefault(word.line, []).append(at)
        self.formed = {number for number, line in enumerate(lines) if legal_spans(line.text)}
        self.plain = {line for line, words in self.of_line.items() if self._is_plain(words)}

    def _is_plain(self, words: Sequence[int]) -> bool:
        """Whether a line is nothing that is found by a grammar, no person, title, department or address."""
        other = sum(self.mean(words, name) for name in ("fn", "title", "dept", "adr"))
        return other < 0.5 and not any(self.words[at].kind for at in words)

    def mean(self, words: Sequence[int], name: str) -> float:
        """The mean chance of words to be something else than a company."""
        return float(self.elsewhere[name][list(words)].mean())

    def org(self, words: Sequence[int]) -> float:
        """The mean chance of words to be a company's."""
        return float(self.tags[list(words), _ORG].mean())


def with_company(values: Sequence[Value], card: Described, lines: Sequence[Line], chances: Chances) -> list[Value]:
    """Return the values, with the company's likeliest name, and behind it one more that shares no word with it.

    What was taken for something else is the company's when that is likelier than not; a value that loses all its
    words to it goes. The further name is the likeliest of those that are left once the first is known.
    """
    rest = [v for v in values if v.kind != "org"]
    ways, elsewhere = options(values, card, lines, chances), {at for value in rest for at in value.words}
    name = _chosen(ways, elsewhere)
    if name is None or name.likely < LEAST_LIKELY:
        return rest
    others = [way for way in ways if not {*way.value.words} & {*name.words}]
    further = _chosen([way for way in others if not _says_the_same(way.value.text, name.text)], elsewhere)
    names = [name, *([further] if further and further.likely >= _enough(further, name) else [])]
    taken = {at for each in names for at in each.words}
    return [*(v for value in rest if (v := without(value, taken, card.words, lines, chances))), *names]


def _enough(further: Value, name: Value) -> float:
    return _FURTHER if script_of(further.text) == script_of(name.text) else _IN_ANOTHER_SCRIPT


def _chosen(found: Sequence[Option], elsewhere: Set[int]) -> Value | None:
    """The likeliest name; `elsewhere`: words of other values, which are the company's when it is likely to be so."""
    likely = chances_of(found, FIELD)
    for at in sorted(range(len(found)), key=lambda at: -likely[at]):
        value, key = found[at].value, squash(found[at].value.text)
        same = sum(each for option, each in zip(found, likely, strict=True) if squash(option.value.text) == key)
        if same >= _TAKES or not elsewhere & {*value.words}:
            return replace(value, likely=same)
    return None


def _says_the_same(text: str, name: str) -> bool:
    """Whether a text is a part of the company's name, or that misread: a logo beside it."""
    one, two = squash(without_form(text)), squash(without_form(name))
    return one in two or two in one or fuzz.ratio(one, two) >= _ALIKE


def options(values: Sequence[Value], card: Described, lines: Sequence[Line], chances: Chances) -> list[Option]:
    """Return all ways to read the company's name."""
    of = _Card(values, card, lines, chances)
    ways: dict[Words, None] = {}
    for group in of.groups:
        ways.update(dict.fromkeys(of_group(group, card)))
    ways.update(dict.fromkeys(of_lines(card, lines, lambda words: _may_begin(words, of))))
    found = []
    for words in ways:
        value = value_of(words, "org", card.words, lines, chances)
        if value is not None and squash(value.text):
            signs = {**_by_chances(value, of), **_by_lines(value, of), **_by_text(value.text, of)}
            found.append(Option(value, {**signs, **_by_looks(value, of)}))
    return found


def _may_begin(words: Words, of: _Card) -> bool:
    """Whether lines that adjoin one may make a name with it: it has some of a company's, or of a domain."""
    return of.org(words) > _SOME or _like_domain(text_of(words, of.described), of.domains) > _LIKE_DOMAIN


def _by_chances(value: Value, of: _Card) -> dict[str, float]:
    """What the network says of its words, of how they are joined, and of what else they may be."""
    words = list(value.words)
    inside = set(words)
    org = of.tags[words, _ORG]
    ids = np.array(words) + 1
    firsts = [piece[0] for piece in pieces_of(words, of.described)[1:]]
    goes_on = [max(float(of.links[first, ids[ids <= first]].sum()), _LEAST) for first in firsts]
    away = np.ones(len(of.tags), bool)
    away[words] = False
    outside = words[0] + 1 + np.flatnonzero(away[words[0] + 1 :])
    touched = [list(group) for group in of.groups if inside & {*group}]
    share = float(org.sum()) / max(1e-6, sum(float(of.tags[group, _ORG].sum()) for group in touched))
    own = value.words in of.groups
    person = of.mean(words, "fn")
    return {
        "chance": float(np.log(np.maximum(org, _LEAST)).mean()),
        "weakest": float(org.min()),
        "joined": sum(map(math.log, goes_on)),
        "pieces": float(len(firsts)),
        "tied": min(3.0, float((of.links[np.ix_(outside, ids)].sum(axis=1) * of.tags[outside, _ORG]).sum())),
        "before": float(of.links[words[0], 1:].sum()),
        "share": min(1.0, share) if touched else 0.0,
        "groups": float(len(touched)),
        "new": float(not touched),
        "own": float(own),
        "own_likely": value.likely if own else 0.0,
        **{f"as_{name}": of.mean(words, name) for name in _COLUMNS},
        "only_name": person * (1 - float(of.elsewhere["fn"][away].max(initial=0.0))),
    }


def _by_lines(value: Value, of: _Card) -> dict[str, float]:
    """How its lines differ, of a value of several, and whether those beside it belong to it."""
    by_line: dict[int, list[int]] = {}
    for at in value.words:
        by_line.setdefault(of.words[at].line, []).append(at)
    lines = [of.lines[number] for number in by_line]
    means = list(map(of.org, by_line.values()))
    texts = [" ".join(of.words[at].text for at in words) for words in by_line.values()]
    formed = [bool(legal_spans(text)) for text in texts]
    pairs = list(zip(lines, lines[1:], strict=False))
    spans = legal_spans(value.text)
    scripts = {script_of(text) for text in texts} - {""}
    beside = [number for number in range(len(of.lines)) if number not in by_line and _adjoins(number, lines, of)]
    whole = any(form and has_proper(text) for form, text in zip(formed, texts, strict=True))
    within = any(len(squash(value.text[end:])) > _REST and start > 0 for start, end in spans)
    return {
        "several": float(len(lines) > 1),
        "least_line": min(means),
        "spread": max(means) - min(means),
        "cases": float(len({text.isupper() for text in texts}) > 1),
        "inks": float(any(_inks(one, two) > _SAME_INK for one, two in pairs)),
        "scripts": float(len(scripts) > 1),
        "names": float(max(0, sum(org_score(text) > _NAMED and has_proper(text) for text in texts) - 1)),
        "apart": max((_gap(one, two) for one, two in pairs), default=0.0),
        "forms": float(len(spans) > 1),
        "form_within": float(within),
        "form_enough": float(len(lines) > 1 and whole),
        "form_next": float(not spans and any(number in of.formed for number in beside)),
        "goes_on": float(sum(number in of.plain and _like_it(of.lines[number], lines) for number in beside)),
    }


def _adjoins(number: int, lines: Sequence[Line], of: _Card) -> bool:
    return number in of.plain | of.formed and any(adjoin(of.lines[number], mine) for mine in lines)


def _gap(one: Line, two: Line) -> float:
    """The gap between two lines, in heights."""
    return max(gaps(one.place, two.place)) / max(1e-6, height_of(one), height_of(two))


def _inks(one: Line, two: Line) -> float:
    if one.ink is None or two.ink is None:
        return 0.0
    return sum(abs(a - b) for a, b in zip(one.ink, two.ink, strict=True))


def _like_it(line: Line, lines: Sequence[Line]) -> bool:
    """Whether a line adjoins some in letters as high, in the same ink."""
    return any(_go_on(line, mine) and _inks(line, mine) < _SAME_INK for mine in lines)


@lru_cache(4000)
def _like_domain(key: str, domains: frozenset[str]) -> float:
    """How much letters are those of a domain, 0..1."""
    if len(key) < 3:
        return 0.0
    return max((fuzz.ratio(key, domain) for domain in domains), default=0.0) / 100


@lru_cache(4000)
def spelt(text: str, domains: frozenset[str]) -> float:
    """How much of a domain is spelt by the beginnings of words, in their order, 0..1: KELPWICK TOOLS, kelptool.com."""
    words = [squash(word) for word in text.split()]
    return max((_spelt(domain[:_LONGEST], words) / len(domain) for domain in domains if len(domain) > 2), default=0.0)


def _spelt(domain: str, words: Sequence[str]) -> int:
    """How many letters of a domain the beginnings of words spell, at most."""
    most = [0] * (len(domain) + 1)  # by words further on, from each letter of the domain
    for word in reversed(words):
        own = [len(commonprefix((domain[start:], word))) for start in range(len(most))]
        most = [max(size + most[at + size] for size in range(own[at] + 1)) for at in range(len(most))]
    return most[0]


def _by_text(text: str, of: _Card) -> dict[str, float]:
    """What its letters say: how many there are, the domains of the card, a legal form."""
    key, bare = squash(text), squash(without_form(text))
    domains = of.domains
    return {
        "length": math.log(len(key)),
        "short": float(len(key) < 3),
        "has_domain": float(any(len(domain) > 2 and domain in key for domain in domains)),
        "in_domain": float(len(key) > 2 and any(key in domain for domain in domains)),
        "is_domain": float(bare in domains),
        "spelt": spelt(" ".join(text.split()[:_MOST_SPELT]), domains),
        "like_domain": _like_domain(bare, domains),
        "legal": float(bool(legal_spans(text))),
        "proper": float(has_proper(text)),
        "org_word": org_score(text),
        "title_word": title_score(text),
        "name_word": name_score(text),
        "slogan": float(bool(_SLOGAN.search(text))),
        "again": float(min(2, sum(bare in each for each in of.texts) - 1)) if len(bare) > 3 else 0.0,
        "digits": float(any(map(str.isdigit, text))),
        "open": float(wants_more(text)),
        "begins_late": float(bool(_LATE.match(text))),
    }


def _by_looks(value: Value, of: _Card) -> dict[str, float]:
    """How well its lines were read, and how tall they are."""
    numbers = list(dict.fromkeys(span.line for span in value.spans))
    mine, heights = [of.lines[number] for number in numbers], [of.heights[number] for number in numbers]
    said = sum(len(squash(line.text)) for line in mine)
    pieces = pieces_of(value.words, of.described)
    texts = [text_of(piece, of.described) for piece in pieces]
    return {
        "read": min(line.confidence for line in mine),
        "alike": sum(map(alike, mine)) / len(mine),
        "height": max(heights) / of.tallest,
        "uneven": math.log(max(heights) / max(1e-6, min(heights))),
        "top": min(line.place[1] for line in mine) / of.bottom,
        "part": 1 - min(1.0, len(squash(value.text)) / max(1, said)),
        "torn": _torn(value, of),
        "twice": float(any(said_by_another(at, text, texts) for at, text in enumerate(texts))),
    }


def _torn(value: Value, of: _Card) -> float:
    """How many lines that are some of a company's, in letters as high, stand right beside it and are left out."""
    mine = {span.line for span in value.spans}
    inside = set(value.words)
    beside = set()
    for group in of.groups:
        if inside & {*group}:
            beside |= {of.words[at].line for at in group} - mine
    return float(sum(any(_go_on(of.lines[line], of.lines[other]) for other in mine) for line in beside))


def _go_on(one: Line, two: Line) -> bool:
    high, other = height_of(one), height_of(two)
    across, down = gaps(one.place, two.place)
    return 0.8 < high / max(other, 1e-6) < 1.25 and max(across, down) < max(high, other)
