"""Give each of a couple their family name: of "Ann & Ben Moss" the tagger makes "Ann" and "Ben Moss"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from cardscan.model import Line
from cardscan.parse.found import Span
from cardscan.parse.tagger.values import Value

#: What stands between two people who share a family name: a sign, or the word for and.
_AND = re.compile(r"\s*(?:[&+/]|and|und|et|y|e|i|en|och|og|ja|ve|és|dan|și|a|и|та|και)\s*", re.I)


def named(values: Sequence[Value], lines: Sequence[Line]) -> list[Value]:
    """Return the values; given names alone take the family name of the person they are joined to on their line."""
    people = [value for value in values if value.kind == "fn" and len(value.spans) == 1]
    shared = {
        id(one): _with_family(one, two, lines)
        for one, two in zip(people, people[1:], strict=False)
        if "family" not in one.parts and "given" in two.parts and _joined(one.spans[0], two.spans[0], lines)
    }
    return [shared.get(id(value)) or value for value in values]


def _joined(one: Span, two: Span, lines: Sequence[Line]) -> bool:
    between = lines[one.line].text[one.end : two.start]
    return one.line == two.line and one.end <= two.start and bool(_AND.fullmatch(between))


def _with_family(one: Value, two: Value, lines: Sequence[Line]) -> Value | None:
    family, span = two.parts.get("family", ""), two.spans[0]
    at = lines[span.line].text.rfind(family, span.start, span.end) if family else -1
    if at < 0:
        return None
    spans = (*one.spans, Span(span.line, at, at + len(family)))
    likely = min(one.likely, two.likely)
    return replace(one, text=f"{one.text} {family}", spans=spans, parts={**one.parts, "family": family}, likely=likely)
