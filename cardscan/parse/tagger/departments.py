"""Tell a department from the company that it stands right above or below, and from the title it stands beside.

The network joins the two now and then, and so it does two titles.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from cardscan.model import Line
from cardscan.parse.gazetteer import has_proper, legal_form, org_score, title_score
from cardscan.parse.gazetteer.lexicon import lexicon
from cardscan.parse.tagger.candidates import Words
from cardscan.parse.tagger.features import Described
from cardscan.parse.tagger.network import Chances
from cardscan.parse.tagger.values import Value, value_of
from cardscan.text.scripts import cjk

_SIGNS = frozenset("|/·・ㆍ•")  # that part two values
_DOTS = frozenset("·ㆍ•")  # and those that part two titles: the others stand within one
_UNITS = frozenset("부部課课室係處处組组科系팀과실처")  # what departments end with in one letter
_NAMED = 0.7  # how much a line is a company's name to be one without the other


def with_department(values: Sequence[Value], card: Described, lines: Sequence[Line], chances: Chances) -> list[Value]:
    """Return the values; a company's first or last line that begins as a department's is one, if the rest is a name.

    And so is what a sign parts from a title, or a space in Han or Hangul: "主任・営業部", "営業部 次長". Titles that a
    dot parts are two.
    """
    ways = {"org": _parts, "title": _beside_title}
    parted: list[Value] = []
    for value in values:
        way = ways.get(value.kind)
        parted += (way(value, card, lines, chances) if way else None) or [value]
    return parted


def _beside_title(title: Value, card: Described, lines: Sequence[Line], chances: Chances) -> list[Value] | None:
    """The title and what stands beside it, a department or behind a dot another title; None where it is all one."""
    for job, group in _in_two(title.words, card):
        own = value_of(job, "title", card.words, lines, chances)
        other = value_of(group, "dept", card.words, lines, chances)
        if own and other and _is_job(own.text) and _is_job(other.text) and _has_dot(title.words, card):
            other = replace(other, kind="title")
        elif not (own and other and _is_job(own.text) and _is_unit(other.text)):
            continue
        return sorted((replace(value, likely=title.likely) for value in (own, other)), key=lambda value: value.words)
    return None


def _has_dot(words: Words, card: Described) -> bool:
    return any(card.words[at].text in _DOTS for at in words)


def _in_two(words: Words, card: Described) -> Iterator[tuple[Words, Words]]:
    """Yield the ways to part words at their only sign, and, in Han or Hangul, at their last space."""
    signs = [n for n, at in enumerate(words) if card.words[at].text in _SIGNS]
    pairs = list(pairwise(card.words[at] for at in words))
    spaces = [n for n, (one, two) in enumerate(pairs, 1) if two.start > one.end and cjk().match(two.text)]
    if len(signs) == 1 and 0 < signs[0] < len(words) - 1:
        before, behind = words[: signs[0]], words[signs[0] + 1 :]
        yield from ((before, behind), (behind, before))
    elif not signs and spaces:
        yield words[spaces[-1] :], words[: spaces[-1]]


def _is_job(text: str) -> bool:
    """Whether words are a title, and name no department."""
    return title_score(text) >= _NAMED and all(tag.role != "dept" for tag in lexicon("titles").tag(text))


def _is_unit(text: str) -> bool:
    """Whether words, none of which is a title, end or begin with one for a part of a company."""
    tags = lexicon("titles").tag(text)
    told = "dept" in {tags[0].role, tags[-1].role} or (len(tags) > 1 and tags[-1].text in _UNITS)
    return told and title_score(text) == 0


def _parts(company: Value, card: Described, lines: Sequence[Line], chances: Chances) -> list[Value] | None:
    """The department and the company that a name of several lines holds; None where it is all name."""
    rows: dict[int, list[int]] = {}
    for at in company.words:
        rows.setdefault(card.words[at].line, []).append(at)
    for line in (company.spans[0].line, company.spans[-1].line) if len(rows) > 1 else ():
        rest: Words = tuple(at for at in company.words if card.words[at].line != line)
        department = value_of(rows[line], "dept", card.words, lines, chances)
        name = value_of(rest, "org", card.words, lines, chances)
        if department and name and _is_department(department.text, name.text) and _is_name(name.text):
            return [replace(department, likely=company.likely), replace(name, likely=company.likely)]
    return None


def _is_department(text: str, name: str) -> bool:
    """Whether a line begins with a word for a part of a company, and goes on.

    What may be a word for a company, too, is one of its name where that has a legal form: "Zakład … sp.j.".
    """
    tags = lexicon("titles").tag(text)
    if len(tags) < 2 or tags[0].role != "dept" or legal_form(text):
        return False
    return not (legal_form(name) and tags[0].text in lexicon("orgs").words)


def _is_name(text: str) -> bool:
    tags = lexicon("titles").tag(text)
    return org_score(text) >= _NAMED and has_proper(text) and tags[0].role != "dept"
