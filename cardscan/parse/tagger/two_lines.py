"""Join a name in two lines that was taken for two: the family's alone, right above or below the given one."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import mean

from cardscan.geometry import gaps
from cardscan.model import Line
from cardscan.parse.gazetteer import common_word, family_name, given_name, org_score, title_score
from cardscan.parse.tagger.apart import ONE_BY_ONE, own_numbers
from cardscan.parse.tagger.features import Described, height_of
from cardscan.parse.tagger.network import Chances
from cardscan.parse.tagger.values import Value, value_of, without
from cardscan.text.letters import latin, squash
from cardscan.text.patronymics import is_patronymic, is_son_or_daughter
from cardscan.text.scripts import is_latin, script_of

_LIKELY = 0.7  # to be shown, and looked at
_BETWEEN = 0.8  # heights of the lower line between both, at most
_AS_HIGH = 0.8  # how high the letters of the family name are at least, of those of a given name and a father's
_ORDINARY = 0.6  # a word that is more of an everyday one, a title or a company is no name
_SAID = 0.3  # how much more a line is one part of a name than the other
_STANDS_OUT = 0.5  # what capitals say for a family name, and the network for what it told
_ONE_NAME = re.compile(r"[^\W\d_]{2,}(?:['’‐-][^\W\d_]{2,})?")


@dataclass(frozen=True, slots=True)
class _Card:
    values: Sequence[Value]
    described: Described
    lines: Sequence[Line]
    chances: Chances
    people: Mapping[int, Value]  # whose name is all that a line says, by its number


def in_two_lines(values: Sequence[Value], card: Described, lines: Sequence[Line], chances: Chances) -> list[Value]:
    """Return the values; what two lines say, of which one is a family name, are one person.

    A given name and a father's want a family name, and have it even of what was taken for a company or for nothing.
    """
    names = ((v.spans[0].line, v) for v in values if v.kind == "fn")
    people = {number: name for number, name in names if name.words == _row(number, card)}
    of = _Card(values, card, lines, chances, people)
    for number, name in people.items():
        for row in range(len(lines)):
            if row == number or not _adjoin(lines[row], lines[number]):
                continue
            if family := _of_father(name, row, of) or _of_two(name, row, of):
                joined, gone = _joined(name, family, lines), people.get(row)
                left = (joined if v is name else v for v in values if v is not gone)
                kept = (v if v is joined else without(v, {*family.words}, card.words, lines, chances) for v in left)
                return [v for v in kept if v]
    return list(values)


def _row(number: int, card: Described) -> tuple[int, ...]:
    """The words of a line, by their numbers."""
    return tuple(at for at, word in enumerate(card.words) if word.line == number)


def _adjoin(one: Line, two: Line) -> bool:
    across, down = gaps(one.place, two.place)
    return across < 0 and down < _BETWEEN * min(height_of(one), height_of(two))


def _joined(given: Value, family: Value, lines: Sequence[Line]) -> Value:
    first, last = sorted((given, family), key=lambda value: lines[value.spans[0].line].place[1])
    bare = given.text.removeprefix(given.parts.get("prefix", "")).strip()
    return replace(
        given,
        text=f"{first.text} {last.text}",
        spans=(*first.spans, *last.spans),
        parts={**given.parts, "given": bare, "family": family.text},
        likely=min(given.likely, family.likely),
        words=tuple(sorted((*given.words, *family.words))),
    )


# -- a given name and a father's


def _of_father(name: Value, row: int, of: _Card) -> Value | None:
    """The family name that a line is, beside one that is a given name and a father's."""
    line, text, other = of.lines[row], of.lines[row].text.strip(), of.people.get(row)
    if not _has_father(name) or not _may_be_family(text) or script_of(text) != script_of(name.text):
        return None
    if height_of(line) < _AS_HIGH * height_of(of.lines[name.spans[0].line]):
        return None
    if other:
        return other
    told = [value for value in of.values if {*_row(row, of.described)} & {*value.words}]
    if any(value.kind != "org" for value in told) or not _speaks_for(text, told, of):
        return None
    family = value_of(_row(row, of.described), "fn", of.described.words, of.lines, of.chances)
    return replace(family, likely=_LIKELY) if family else None


def _has_father(name: Value) -> bool:
    """Whether a name is a given one and a father's, and nothing else; a son's in Latin letters may be a family's."""
    said = name.text.removeprefix(name.parts.get("prefix", "")).split()
    return len(said) == 2 + is_son_or_daughter(said[-1]) and is_patronymic(said[-1], surely=is_latin(name.text))


def _may_be_family(text: str) -> bool:
    ordinary = max(common_word(text), title_score(text), org_score(text)) > _ORDINARY
    called = _ONE_NAME.fullmatch(text) and text[0].isupper() and not is_patronymic(text, surely=True)
    return bool(called) and not ordinary


def _speaks_for(text: str, told: Sequence[Value], of: _Card) -> bool:
    """Whether what was taken for the company is rather a family name: by the lists, a mail address, another company."""
    spelt = squash(latin(text))
    if any(spelt in domain for domain in of.described.domains):
        return False
    mails = [squash(word.text.split("@")[0]) for word in of.described.words if word.kind == "email"]
    others = [squash(value.text) for value in of.values if value.kind == "org" and value not in told]
    free = not told or (bool(others) and not any(squash(text) in other for other in others))
    return free or family_name(text) > _SAID or any(spelt in mail for mail in mails)


# -- two names, each of which is a part


def _of_two(given: Value, row: int, of: _Card) -> Value | None:
    """The family name that a line is, beside a given one; nobody else is named, and both have not each a number."""
    family, number = of.people.get(row), given.spans[0].line
    script = script_of(given.text)
    people = [v for v in of.values if v.kind == "fn" and script_of(v.text) == script]
    if family is None or len(people) != 2 or family not in people:
        return None
    each = len(own_numbers((number, row), of.described.words, of.lines, ONE_BY_ONE)) == len(people)
    parted = _as_family(given, family) <= -_SAID and _as_family(family, given) >= _SAID
    return replace(family, likely=min(family.likely, _LIKELY)) if parted and not each else None


def _as_family(value: Value, beside: Value) -> float:
    """How much more a line is a family name than a given one: by the lists, the network, and capitals."""
    known = mean(family_name(word) - given_name(word) for word in value.text.split())
    told = (value.parts.keys() == {"family"}) - (value.parts.keys() == {"given"})
    stands_out = value.text.isupper() - beside.text.isupper()
    return known + _STANDS_OUT * (told + stands_out)
