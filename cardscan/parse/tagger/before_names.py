"""Give a name the honorifics that stand before it on its line with one in brackets among them: "Prof. (Dr.) …".

And the half of one that a hyphen parted from it: "Komm.-Rat …". What one is called in brackets behind it is no part of
it: "… (Mr. Ray)".
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from cardscan.model import Line
from cardscan.parse.gazetteer import honorifics
from cardscan.parse.tagger.candidates import Words
from cardscan.parse.tagger.features import Described
from cardscan.parse.tagger.network import TAGS, Chances
from cardscan.parse.tagger.values import Value, value_of, without
from cardscan.text.folding import fold

_PREFIX = TAGS.index("prefix")
_HYPHENS, _HALF = frozenset("-‐"), 2  # words before a name: the half of an honorific, and its hyphen
_BOTH = 2  # words of a name, and of what one is called
_BRACKETS = {"(": ")", "[": "]", "（": "）"}


def with_honorifics(values: Sequence[Value], card: Described, lines: Sequence[Line], chances: Chances) -> list[Value]:
    """Return the values; a name begins with the honorifics before it, no word of which is in another value."""
    people = {id(value): _whole(value, card, lines, chances) for value in values if value.kind == "fn"}
    taken = {at for person in people.values() for at in person.words}
    rest = (people.get(id(value)) or without(value, taken, card.words, lines, chances) for value in values)
    return [value for value in rest if value]


def _whole(name: Value, card: Described, lines: Sequence[Line], chances: Chances) -> Value:
    name = _without_call(name, card, lines, chances)
    before = _before(name, card, chances) or _half(name, card, chances)
    whole = value_of((*before, *name.words), "fn", card.words, lines, chances) if before else None
    if whole is None or not whole.text.endswith(name.text):
        return name
    bare = name.text.removeprefix(name.parts.get("prefix", "")).strip()
    prefix = whole.text.removesuffix(bare).strip()
    return replace(whole, parts={**name.parts, "prefix": prefix}, likely=name.likely)


def _before(name: Value, card: Described, chances: Chances) -> Words:
    """The words before a name up to its line's first honorific: all are honorifics, the last stands in brackets."""
    start = first = name.words[0] if name.words else 0
    opening = ""
    while start and card.words[start - 1].line == card.words[first].line and not card.words[start - 1].kind:
        text = card.words[start - 1].text
        if not opening and text in _BRACKETS.values():
            opening = next(sign for sign, closing in _BRACKETS.items() if closing == text)
        elif text == opening:
            opening = ""
        elif not _is_honorific(start - 1, card, chances):
            break
        start -= 1
    led = start < first and card.words[start].text not in _BRACKETS
    bracketed = start < first and card.words[first - 1].text in _BRACKETS.values()
    return tuple(range(start, first)) if led and bracketed and not opening else ()


def _half(name: Value, card: Described, chances: Chances) -> Words:
    """The honorific before a name, and the hyphen without gaps that joins both."""
    first = name.words[0] if name.words else 0
    if first < _HALF or not _is_honorific(first - _HALF, card, chances):
        return ()
    run = [card.words[at] for at in range(first - _HALF, first + 1)]
    glued = all(one.line == two.line and one.end == two.start for one, two in pairwise(run))
    return (first - 2, first - 1) if glued and run[1].text in _HYPHENS else ()


def _without_call(name: Value, card: Described, lines: Sequence[Line], chances: Chances) -> Value:
    """The name without brackets at its end in which an honorific stands before another name."""
    said = [card.words[at].text for at in name.words]
    opening = next((n for n, text in enumerate(said) if text in _BRACKETS), 0)
    called = said[opening + 1 : -1]
    if opening < _BOTH or len(called) < _BOTH or said[-1] != _BRACKETS[said[opening]]:
        return name
    bare = value_of(name.words[:opening], "fn", card.words, lines, chances) if _is_listed(called[0]) else None
    return replace(bare, likely=name.likely) if bare else name


def _is_listed(text: str) -> bool:
    return fold(text).strip(".") in honorifics()


def _is_honorific(at: int, card: Described, chances: Chances) -> bool:
    return _is_listed(card.words[at].text) or int(chances.tags[at].argmax()) == _PREFIX
