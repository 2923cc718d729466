"""Give a given name that stands alone the family name right below it, in smaller letters: badges print them so."""

import re
from collections.abc import Sequence
from dataclasses import replace

from cardscan.geometry import gaps
from cardscan.model import Line
from cardscan.parse.found import Found, Span
from cardscan.parse.gazetteer import common_word, given_name, org_score, title_score
from cardscan.parse.tagger.values import Value

_KNOWN = 0.5  # of a given name, a title or a company, in the lists
_ORDINARY = 0.6  # a word that is more of an everyday one is none: VISITOR, PRESS, STAFF
_SMALLER = 0.5  # how high its letters are at least, of those of the given name
_BETWEEN = 1.0  # heights of its letters between the two lines, at most
_LIKELY = 0.45  # to be shown, and looked at
_WORDS = re.compile(r"[^\W\d_]{2,}(?:['’-][^\W\d_]+)*(?: [^\W\d_]{2,}(?:['’-][^\W\d_]+)*)?")


def with_surname(values: Sequence[Value], lines: Sequence[Line], found: Sequence[Found]) -> list[Value]:
    """Return the values; a name that is one word in the highest letters may go on in the line right below.

    That line was taken for nothing, or for another name. found: what has a grammar, of which no name is made.
    """
    names = [value for value in values if value.kind == "fn"]
    if not names or len(names) > 2 or len(names[0].spans) != 1 or given_name(names[0].text) < _KNOWN:
        return list(values)
    name, others, own = names[0], names[1:], names[0].spans[0].line
    kept = [value for value in values if value not in others]
    taken = {span.line for spans in (*(v.spans for v in kept), *(f.spans for f in found)) for span in spans}
    below = [at for at, line in enumerate(lines) if at not in taken and _goes_on(lines[own], line)]
    if lines[own].text.strip() != name.text or _high(lines[own]) < max(map(_high, lines)) or len(below) != 1:
        return list(values)
    if any({span.line for span in other.spans} != {below[0]} for other in others):
        return list(values)
    text = lines[below[0]].text.strip()
    joined = replace(
        name,
        text=f"{name.text} {text}",
        spans=(*name.spans, Span(below[0], 0, len(lines[below[0]].text))),
        parts={"given": name.text, "family": text},
        likely=min(name.likely, _LIKELY),
    )
    return [joined if value is name else value for value in kept]


def _goes_on(name: Line, line: Line) -> bool:
    """Tell whether a line may be a family name that stands below a given name."""
    text = line.text.strip()
    across, down = gaps(name.place, line.place)
    near = across < 0 and line.place[1] > name.place[1] and down < _BETWEEN * _high(line)
    called = bool(_WORDS.fullmatch(text)) and text[0].isupper()
    ordinary = (
        max(map(common_word, text.split()), default=1) > _ORDINARY or max(title_score(text), org_score(text)) > 0.5
    )
    return near and called and not ordinary and _high(line) >= _SMALLER * _high(name)


def _high(line: Line) -> float:
    return line.place[3] - line.place[1]
