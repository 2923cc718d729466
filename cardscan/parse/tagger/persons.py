"""Judge which words are a person's name, of all that may be.

The network takes a street that is called after somebody, a shop or a slogan in capitals for a person now and then,
joins a stray number to a name, and passes over a name. Each way to read one is weighed by its signs, against that it is
none (`tagger/ranking.py`); of ways that share a word the likelier is taken.
"""

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

import numpy as np
from rapidfuzz import fuzz

from cardscan.geometry import gaps
from cardscan.model import Line
from cardscan.parse.evidence import alike
from cardscan.parse.found import Found
from cardscan.parse.gazetteer import address_score, common_word, family_name, honorifics, org_score, title_score
from cardscan.parse.gazetteer.legal import legal_spans
from cardscan.parse.names import name_score
from cardscan.parse.tagger.apart import between_ands
from cardscan.parse.tagger.candidates import Words, adjoin, of_group, uncut
from cardscan.parse.tagger.features import Described
from cardscan.parse.tagger.network import TAGS, Chances
from cardscan.parse.tagger.ranking import Option, chances_of
from cardscan.parse.tagger.values import Value, value_of, without
from cardscan.text.folding import fold
from cardscan.text.joiners import is_and_of_people
from cardscan.text.letters import latin, squash, words
from cardscan.text.scripts import cjk, is_latin, unspaced

FIELD = "persons"  # the name of the weights
_LEAST = 1e-3  # a chance below it is none
_SUREST = 5.0  # log odds, beyond which a chance says no more
_SOME = 0.05  # the chance of words from which they may be a name
_KNOWN = 0.5  # how much words are a name's by the lists, from which they may be one
_MOST_WORDS, _MOST_LETTERS = 7, 8  # of a name, and of one in an unspaced script
_USUAL_WORDS, _USUAL_LETTERS = 3, 4
_TRIMMED = 2  # words that a name may be without at each of its ends
_NEAR = 2.5  # heights of a line between a name and the title that goes with it
_NAME = [TAGS.index(tag) for tag in ("given", "family", "prefix")]
#: What else words may be, and the tags of each.
_ELSE = {
    "title": ("title",),
    "dept": ("dept",),
    "street": ("street", "adr", "code"),
    "place": ("city", "region", "country"),
    "other": ("other",),
    "suffix": ("suffix",),
}
_COLUMNS = {name: [TAGS.index(tag) for tag in tags] for name, tags in _ELSE.items()}
_GIVEN, _FAMILY, _ORG, _TRADE = (TAGS.index(tag) for tag in ("given", "family", "org", "trade"))


class _Card:
    """A card and what the network says of its words, with what all ways are held against."""

    def __init__(
        self, values: Sequence[Value], card: Described, lines: Sequence[Line], chances: Chances, found: Sequence[Found]
    ) -> None:
        self.words, self.described, self.lines, self.tags = card.words, card, lines, chances.tags
        self.name = chances.tags[:, _NAME].sum(axis=1)
        self.elsewhere = {name: chances.tags[:, columns].sum(axis=1) for name, columns in _COLUMNS.items()}
        self.people = [v for v in values if v.kind == "fn"]
        self.titles = [lines[span.line] for v in values if v.kind == "title" for span in v.spans]
        self.bottom = max(1.0, *(line.place[3] for line in lines))
        self.texts = [squash(line.text) for line in lines]
        self.mails = [squash(f.field.value.split("@")[0]) for f in found if f.kind == "email"]
        self.of_line: dict[int, list[int]] = {}
        for at, word in enumerate(card.words):
            self.of_line.setdefault(word.line, []).append(at)

    def is_titled(self, value: Value) -> bool:
        """Whether a title stands right above or below a name."""
        return any(_stands_by(self.lines[span.line], title) for span in value.spans for title in self.titles)

    def most_near(self, tag: int, mine: Collection[int]) -> float:
        """The most that a line which adjoins one of these is of something, by the mean of its words."""
        near = (
            row
            for number, row in self.of_line.items()
            if number not in mine and any(adjoin(self.lines[number], self.lines[other]) for other in mine)
        )
        return max((float(self.tags[row, tag].mean()) for row in near), default=0.0)


def with_people(
    values: Sequence[Value],
    card: Described,
    lines: Sequence[Line],
    chances: Chances,
    found: Sequence[Found],
    least: float,
) -> list[Value]:
    """Return the values, with the people that are named, in reading order, and no word of theirs in another value.

    `found`: what has a grammar. `least`: a name less likely than it is none.
    """
    people = _chosen(options(values, card, lines, chances, found), least)
    taken = {at for person in people for at in person.words}
    rest = (without(value, taken, card.words, lines, chances) for value in values if value.kind != "fn")
    return [*people, *(value for value in rest if value)]


def _chosen(found: Sequence[Option], least: float) -> list[Value]:
    """The likely names; of those that share a word the likelier."""
    judged = [replace(option.value, likely=chances_of([option], FIELD)[0]) for option in found]
    chosen: list[Value] = []
    for value in sorted(judged, key=lambda value: -value.likely):
        if value.likely >= least and not any({*value.words} & {*other.words} for other in chosen):
            chosen.append(value)
    return sorted(chosen, key=lambda value: value.words)


def options(
    values: Sequence[Value], card: Described, lines: Sequence[Line], chances: Chances, found: Sequence[Found]
) -> list[Option]:
    """Return all ways to read a person's name, the network's own among them."""
    of = _Card(values, card, lines, chances, found)
    ways = {value.words: value for value in of.people}
    for way in dict.fromkeys(_ways(of)):
        if way not in ways and _may_be(way, of) and (value := value_of(way, "fn", card.words, lines, chances)):
            ways[way] = value
    return [Option(value, _signs(value, of)) for value in ways.values() if squash(value.text)]


def _ways(of: _Card) -> Iterator[Words]:
    """Some of what the network joins, whole lines, and what stands between their signs, each less a word or two."""
    for value in of.people:
        yield from of_group(value.words, of.described)
    for row in of.of_line.values():
        for part in (*_between_signs(row, of), tuple(at for at in row if not of.words[at].kind)):
            for start in range(_TRIMMED + 1):
                yield from (part[start:end] for end in range(len(part), max(start, len(part) - _TRIMMED - 1), -1))


def _between_signs(row: Sequence[int], of: _Card) -> list[Words]:
    """The words of a line that no sign, no word for "and" and nothing with a grammar stands between."""
    runs: list[list[int]] = [[]]
    for at in row:
        word = of.words[at]
        if word.kind or not any(map(str.isalpha, word.text)) or is_and_of_people(word.text):
            runs.append([])
        else:
            runs[-1].append(at)
    return [tuple(run) for run in runs if run]


def _may_be(way: Words, of: _Card) -> bool:
    if between_ands(way, of.words, of.tags) != [list(way)]:
        return False
    unspaced = sum(cjk().match(of.words[at].text) is not None for at in way)
    if unspaced > _MOST_LETTERS or len(way) - unspaced > _MOST_WORDS or (unspaced and way != uncut(way, of.described)):
        return False
    text = " ".join(of.words[at].text for at in way)
    key = squash(text)
    in_mail = len(key) > 2 and any(key in mail for mail in of.mails)
    return float(of.name[list(way)].mean()) > _SOME or name_score(text) > _KNOWN or in_mail


def _signs(value: Value, of: _Card) -> dict[str, float]:
    return {**_by_chances(value, of), **_by_text(value.text), **_by_addresses(value.text, of), **_by_lines(value, of)}


def _by_chances(value: Value, of: _Card) -> dict[str, float]:
    """What the network says of its words, of others that may be the name instead, and of what else they may be."""
    ids = list(value.words)
    name = of.name[ids]
    away = np.ones(len(of.words), bool)
    away[ids] = False
    others = [v for v in of.people if not {*v.words} & {*ids}]
    rivals = [v for v in of.people if {*v.words} & {*ids} and v.words != value.words]
    return {
        "chance": float(np.log(np.maximum(name, _LEAST)).mean()),
        "odds": _odds(float(name.mean())),
        "weakest": _odds(float(name.min())),
        "likely": _odds(value.likely) if value in of.people else -_SUREST,
        "both": float({"given", "family"} <= set(value.parts)),
        "surest_given": float(of.tags[ids, _GIVEN].max()),
        "surest_family": float(of.tags[ids, _FAMILY].max()),
        **{f"as_{each}": float(chance[ids].mean()) for each, chance in of.elsewhere.items()},
        "rival": max((_odds(v.likely) for v in rivals), default=-_SUREST),
        "others": float(min(3, len(others))),
        "other_titled": float(any(map(of.is_titled, others)) and not of.is_titled(value)),
        "only": float(name.mean()) * (1 - float(of.name[away].max(initial=0.0))),
    }


def _odds(chance: float) -> float:
    """The log odds of a chance, none of them further from even than `_SUREST`."""
    odds = math.log(max(chance, 1e-9) / max(1 - chance, 1e-9))
    return min(max(odds, -_SUREST), _SUREST)


def _by_text(text: str) -> dict[str, float]:
    """What its letters say: the lists, how many words there are, capitals."""
    said, letters = words(text), cjk().search(text) is not None
    plain = [word for word in said if fold(word) not in honorifics()]
    over = len(squash(text)) - _USUAL_LETTERS if letters else len(plain) - _USUAL_WORDS
    return {
        "name_score": name_score(text),
        "unlisted": float(not is_latin(text) and not letters),
        "family": max(map(family_name, said), default=0.0),
        "common": max((common_word(word) for word in said if len(word) > 1), default=0.0),
        "org_word": org_score(text),
        "title_word": title_score(text),
        "street_word": address_score(text),
        "legal": float(bool(legal_spans(text))),
        "prefix": float(len(plain) < len(said)),
        "one": float(len(said) == 1 and not unspaced().search(text)),
        "many": float(max(0, over)),
        "short": float(len(squash(text)) < 3),
        "unspaced": float(letters),
        "digits": float(any(map(str.isdigit, text))),
        "capitals": float(text.isupper()),
        "lower": float(text[0].islower()),
        "mixed": float(letters and any(char.isascii() and char.isalpha() for char in text)),
    }


def _by_addresses(text: str, of: _Card) -> dict[str, float]:
    """Whether the card's e-mail addresses and domains are spelt like it; in a domain a name in Han is the company's."""
    spelt = squash(latin(text))
    in_mail = [any(squash(word) in mail for mail in of.mails) for word in words(text) if len(squash(word)) > 2]
    domains = [domain for domain in of.described.domains if len(domain) > 2]
    return {
        "mailed": sum(in_mail) / max(1, len(in_mail)),
        "like_mail": max((fuzz.ratio(spelt, mail) for mail in of.mails), default=0.0) / 100,
        "mail_elsewhere": float(bool(of.mails) and not any(in_mail)),
        "latin_domain": float(cjk().search(text) is not None and len(spelt) > 2 and any(spelt in d for d in domains)),
    }


def _by_lines(value: Value, of: _Card) -> dict[str, float]:
    """How well its lines were read, where they stand, what else they say, and what is near."""
    mine = list(dict.fromkeys(span.line for span in value.spans))
    lines, key, inside = [of.lines[number] for number in mine], squash(value.text), {*value.words}
    beside = [at for number in mine for at in of.of_line[number] if at not in inside]
    spoken = [at for at in beside if not of.words[at].kind and any(map(str.isalpha, of.words[at].text))]
    rest = " ".join(of.words[at].text for at in beside if not of.words[at].kind)
    said = sum(len(squash(line.text)) for line in lines)
    return {
        "alike": sum(map(alike, lines)) / len(lines),
        "top": min(line.place[1] for line in lines) / of.bottom,
        "lines": float(len(lines) - 1),
        "part": 1 - min(1.0, len(key) / max(1, said)),
        "left_out": max((float(of.name[at]) for at in spoken if {at - 1, at + 1} & inside), default=0.0),
        "beside": float(bool(spoken)),
        "kinds_beside": float(any(of.words[at].kind for at in beside)),
        "rest_org": org_score(rest),
        "rest_title": title_score(rest),
        "rest_digits": float(any(map(str.isdigit, rest))),
        "titled": float(of.is_titled(value)),
        "trade_near": of.most_near(_TRADE, mine),
        "company_near": of.most_near(_ORG, mine),
        "within_company": _within_company(key, mine, of),
    }


def _within_company(key: str, mine: Collection[int], of: _Card) -> float:
    """How much a longer line that says the same among other things is a company's."""
    longer = (
        row
        for number, row in of.of_line.items()
        if number not in mine and len(key) > 1 and key in of.texts[number] and len(of.texts[number]) > len(key) + 1
    )
    return max((float(of.tags[row, _ORG].mean()) for row in longer), default=0.0)


def _stands_by(line: Line, other: Line) -> bool:
    """Whether a line stands right above or below another."""
    across, down = gaps(line.place, other.place)
    low = min(line.place[3] - line.place[1], other.place[3] - other.place[1])
    return across < 0 and down < _NEAR * low
