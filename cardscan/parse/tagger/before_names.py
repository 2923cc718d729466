"""Give a name the honorifics that stand before it on its line with one in brackets among them: "Prof. (Dr.) …"."""

from collections.abc import Sequence
from dataclasses import replace

from cardscan.model import Line
from cardscan.parse.gazetteer import honorifics
from cardscan.parse.tagger.candidates import Words
from cardscan.parse.tagger.features import Described
from cardscan.parse.tagger.network import TAGS, Chances
from cardscan.parse.tagger.values import Value, value_of, without
from cardscan.text.folding import fold

_PREFIX = TAGS.index("prefix")
_BRACKETS = {"(": ")", "[": "]", "（": "）"}


def with_honorifics(values: Sequence[Value], card: Described, lines: Sequence[Line], chances: Chances) -> list[Value]:
    """Return the values; a name begins with the honorifics before it, no word of which is in another value."""
    people = {id(value): _whole(value, card, lines, chances) for value in values if value.kind == "fn"}
    taken = {at for person in people.values() for at in person.words}
    rest = (people.get(id(value)) or without(value, taken, card.words, lines, chances) for value in values)
    return [value for value in rest if value]


def _whole(name: Value, card: Described, lines: Sequence[Line], chances: Chances) -> Value:
    before = _before(name, card, chances)
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


def _is_honorific(at: int, card: Described, chances: Chances) -> bool:
    known = fold(card.words[at].text).strip(".") in honorifics()
    return known or int(chances.tags[at].argmax()) == _PREFIX
