"""Give each of a couple their family name: of "Ann & Ben Moss" the tagger makes "Ann" and "Ben Moss".

And give one person both: of "Rui Brandilho e Sarnadas" it makes "Rui Brandilho" and "Sarnadas" now and then.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from cardscan.model import Line
from cardscan.parse.found import Span
from cardscan.parse.gazetteer import family_name, given_name
from cardscan.parse.tagger.values import Value
from cardscan.text.joiners import AND_OF_PEOPLE

#: What stands between two people who share a family name.
_AND = re.compile(rf"\s*(?:{'|'.join(map(re.escape, sorted(AND_OF_PEOPLE)))})\s*", re.I)

#: What stands between two family names of one person: e, y or i in Portuguese, Spanish and Catalan; a dash.
_OF_ONE = re.compile(r"\s*(?:\b[eyi]\s+|[-–]\s*)")
_RATHER = 0.3  # how much more a word is a given name than a family name, in the lists, to be the second of two


def named(values: Sequence[Value], lines: Sequence[Line]) -> list[Value]:
    """Return the values; a name without a given or a family name takes it of the one it is joined to on its line."""
    values = _whole(values, lines)
    people = [value for value in values if value.kind == "fn" and len(value.spans) == 1]
    shared: dict[int, Value | None] = {}
    for one, two in zip(people, people[1:], strict=False):
        if are_joined(one, two, lines):
            if "family" not in one.parts and _has_both(two):
                shared[id(one)] = _with_family(one, two, lines)
            elif "family" not in two.parts and _has_both(one) and _is_first(one.parts["family"], one):
                shared[id(two)] = _with_family(two, one, lines)
    return [shared.get(id(value)) or value for value in values]


def _has_both(value: Value) -> bool:
    """Whether a name is a given and a family name: the second of "Ana Paula" is neither's."""
    family = value.parts.get("family", "")
    return "given" in value.parts and given_name(family) - family_name(family) < _RATHER


def are_joined(one: Value, two: Value, lines: Sequence[Line]) -> bool:
    """Whether "and", and nothing else, stands between two names, in this order."""
    first, second = one.spans[0], two.spans[0]
    between = lines[first.line].text[first.end : second.start]
    return first.line == second.line and first.end <= second.start and bool(_AND.fullmatch(between))


def _is_first(family: str, of: Value) -> bool:
    """Whether a name begins with its family's, as in Hungary: of "Tarna Anna és Ádám" both are Tarna."""
    return of.text.startswith(family)


def _with_family(one: Value, of: Value, lines: Sequence[Line]) -> Value | None:
    """A name with the family name of another, at its end that is nearer to it."""
    family, span = of.parts.get("family", ""), of.spans[0]
    at = lines[span.line].text.rfind(family, span.start, span.end) if family else -1
    if at < 0:
        return None
    theirs = Span(span.line, at, at + len(family))
    spans = (*one.spans, theirs) if at > one.spans[0].start else (theirs, *one.spans)
    text = " ".join(lines[each.line].text[each.start : each.end] for each in spans)
    likely = min(one.likely, of.likely)
    return replace(one, text=text, spans=spans, parts={**one.parts, "family": family}, likely=likely)


def _whole(values: Sequence[Value], lines: Sequence[Line]) -> list[Value]:
    """The values; a family name that e, y, i or a dash joins to the name before it is that person's."""
    whole = list(values)
    people = [value for value in values if value.kind == "fn" and len(value.spans) == 1]
    for one, two in zip(people, people[1:], strict=False):
        if {"given", "family"} <= set(one.parts) and len(two.parts) == 1 and _of_one(one, two, lines):
            whole[whole.index(two)] = _one_person(one, two, lines)
            whole.remove(one)
    return whole


def _of_one(one: Value, two: Value, lines: Sequence[Line]) -> bool:
    """Whether e, y, i or a dash, and nothing else, stands behind the last family name and before another.

    Behind a dash one word is a family name even where the network takes it for a given one.
    """
    first, second = one.spans[0], two.spans[0]
    family = one.parts["family"].split()[0]
    after = lines[first.line].text[first.start : second.start].rpartition(family)[2]
    joint = _OF_ONE.fullmatch(after)
    named = "given" not in two.parts or (joint is not None and not joint[0].strip().isalpha() and " " not in two.text)
    return first.line == second.line and first.end <= second.start and joint is not None and named


def _one_person(one: Value, two: Value, lines: Sequence[Line]) -> Value:
    span = Span(one.spans[0].line, one.spans[0].start, two.spans[0].end)
    text = lines[span.line].text[span.start : span.end]
    family = text[text.index(one.parts["family"].split()[0]) :]
    likely = max(
        one.likely, two.likely
    )  # the word between them, which the tagger takes for nothing, has brought it down
    return replace(one, text=text, spans=(span,), parts={**one.parts, "family": family}, likely=likely)
