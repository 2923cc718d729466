"""Give a company's name the legal form that it was parted from: on its line, the line above that it opens, or below.

Take from one what its line says behind the form, of its capital or its seat. And give one that begins in the midst the
lines above that it goes on from.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from cardscan.geometry import gaps
from cardscan.model import Line
from cardscan.parse.gazetteer import has_proper, legal_form
from cardscan.parse.gazetteer.legal import legal_spans
from cardscan.parse.tagger.candidates import Words, adjoin
from cardscan.parse.tagger.features import Described, height_of
from cardscan.parse.tagger.network import TAGS, Chances
from cardscan.parse.tagger.values import Value, value_of
from cardscan.text.joiners import goes_on

_ORG = TAGS.index("org")
_NAMED = 0.5  # the chance of a line to be a company's
_LEVEL = 0.5  # of a height by which the line of the form is above the name's, at least
_AS_HIGH, _SMALL = 0.6, 0.3  # of the two lines, at least; and where the form stands below a logo


def with_form(values: Sequence[Value], card: Described, lines: Sequence[Line], chances: Chances) -> list[Value]:
    """Return the values; a company's name has the legal form beside it that is in no other value."""
    taken = {at for value in values for at in value.words}
    return [_formed(value, taken, card, lines, chances) if value.kind == "org" else value for value in values]


def _formed(name: Value, taken: set[int], card: Described, lines: Sequence[Line], chances: Chances) -> Value:
    if (behind := _behind_form(name, card, lines)) and (bare := value_of(behind, "org", card.words, lines, chances)):
        name = replace(bare, likely=name.likely)
    more = (
        [*_before(name, card, lines)]
        or [*_above(name, card, lines)]
        or [*_below(name, card, lines)]
        or [*_led(name, card, lines, chances)]
    )
    if not more or taken & {*more}:
        return name
    whole = value_of(sorted((*more, *name.words)), "org", card.words, lines, chances)
    return replace(whole, likely=name.likely) if whole else name


def _before(name: Value, card: Described, lines: Sequence[Line]) -> Iterator[int]:
    """Yield the words of the legal form that a line begins with and its name goes on from: 合同会社 潮屋."""
    first = card.words[name.words[0]]
    for start, end in legal_spans(lines[first.line].text):
        if start == 0 and end <= first.start <= end + 1:
            yield from (at for at, word in enumerate(card.words) if word.line == first.line and word.start < end)


def _above(name: Value, card: Described, lines: Sequence[Line]) -> Iterator[int]:
    """Yield the words of the line right above a name without a form that begins with one: "CÔNG TY TNHH …"."""
    if legal_form(name.text):
        return
    top = lines[name.spans[0].line]
    for number, line in enumerate(lines):
        opens = any(start == 0 for start, _ in legal_spans(line.text))
        if opens and stands_above(line, top):
            yield from (at for at, word in enumerate(card.words) if word.line == number)


def _below(name: Value, card: Described, lines: Sequence[Line]) -> Iterator[int]:
    """Yield the words of the line right below a name without a form that ends with one, and names nobody itself."""
    if legal_form(name.text):
        return
    last = lines[name.spans[-1].line]
    for number, line in enumerate(lines):
        text = line.text.rstrip()
        ends = any(end == len(text) for _, end in legal_spans(text)) and not has_proper(text)
        if ends and stands_above(last, line, _SMALL):
            yield from (at for at, word in enumerate(card.words) if word.line == number)


def _behind_form(name: Value, card: Described, lines: Sequence[Line]) -> Words:
    """A name's words up to its form, where small letters follow that go on beyond it: "… S.A. au" of "au capital"."""
    last = card.words[name.words[-1]]
    text = lines[last.line].text
    beyond = next((word for word in card.words[name.words[-1] + 1 :] if word.line == last.line), None)
    form = max((end for _, end in legal_spans(text) if end <= last.end), default=last.end)
    tail = text[form : last.end].split()
    goes = beyond is not None and beyond.start - last.end == 1 and beyond.text.isalpha()
    small = tail and all(word.isalpha() and word.islower() for word in tail)
    return name.words[: -len(tail)] if goes and small and len(tail) < len(name.words) else ()


def _led(name: Value, card: Described, lines: Sequence[Line], chances: Chances) -> Iterator[int]:
    """Yield the words of the lines, one above the other, that a name goes on from: "Tarni / di M. Tarni"."""
    if not goes_on(name.text):
        return
    top: int | None = name.spans[0].line
    while top is not None:
        below, top = lines[top], None
        for number, line in enumerate(lines):
            row = [at for at, word in enumerate(card.words) if word.line == number]
            named = row and not any(card.words[at].kind for at in row) and chances.tags[row, _ORG].mean() > _NAMED
            if named and stands_above(line, below, 0.0):
                yield from row
                top = number


def stands_above(line: Line, other: Line, as_high: float = _AS_HIGH) -> bool:
    """Whether one line stands right above another; `as_high`: how high the one is at least, of the other."""
    low, high = sorted((height_of(line), height_of(other)))
    below = other.place[1] - line.place[1] > _LEVEL * low
    return below and adjoin(line, other) and gaps(line.place, other.place)[0] < 0 and low > as_high * high
