"""Make values of what the network says of each word: which words are one value, its text, and its parts."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cardscan.model import Line
from cardscan.parse.found import Span
from cardscan.parse.gazetteer import legal_form
from cardscan.parse.tagger.apart import apart
from cardscan.parse.tagger.network import TAGS, Chances
from cardscan.parse.tagger.parts import address_parts, name_parts
from cardscan.parse.tagger.several import parted
from cardscan.parse.tagger.words import Word
from cardscan.text.joiners import goes_on
from cardscan.text.marks import bare
from cardscan.text.scripts import cjk

#: The kinds of value that words make, and the tags of each.
KINDS: dict[str, tuple[str, ...]] = {
    "fn": ("given", "family", "prefix"),
    "suffix": ("suffix",),
    "title": ("title",),
    "dept": ("dept",),
    "org": ("org",),
    "adr": ("street", "city", "region", "code", "country", "adr"),
}
_OF_KIND = np.array([[tag in tags for tags in KINDS.values()] for tag in TAGS], np.float32)
_NAME, _TITLE, _ORG, _ADDRESS = (list(KINDS).index(kind) for kind in ("fn", "title", "org", "adr"))
_PREFIX, _SUFFIX, *_CALLED = (TAGS.index(tag) for tag in ("prefix", "suffix", "given", "family"))
_NOTHING = len(KINDS)  # the column of words that are no value's
#: What it costs, in log odds, that two words side by side on a line are of different kinds: two words, two characters
#: of an unspaced script, and words with a sign or a gap between them.
_APART, _CUT, _LOOSE = 3.0, 4.5, 0.6
#: And that an address begins right behind a company's name: "Kelp Theatre Compound" is all address.
_RUN_IN = 5.0
_EDGE = " \t,;:|/\\-–—~·•*_=+<>^`'.、，：。"
_BRACKETS = (("(", ")"), ("[", "]"), ("（", "）"), ('"', '"'), ("«", "»"))
_SPACED_OUT = re.compile(r"(?:\S ){2,}\S")  # letter by letter: "김 민 준"
_LETTER = re.compile(r"[^\W_]")
Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Value:
    """Words that are one value."""

    kind: str  # a key of KINDS
    text: str
    spans: tuple[Span, ...]  # in reading order
    parts: dict[str, str]  # of a name or an address, those that are there
    likely: float  # the chance that its words are of this kind
    words: tuple[int, ...] = ()  # the numbers of its words on the card


def values_of(words: Sequence[Word], lines: Sequence[Line], chances: Chances) -> list[Value]:
    """Return the values of a card, in reading order."""
    kinds = chances.tags @ _OF_KIND
    scores = np.concatenate([kinds, 1 - kinds.sum(axis=1, keepdims=True)], axis=1)
    settled = _with_degrees(_settled(words, scores), words, chances.tags)
    groups = _groups(settled, chances.links, _drawn(words, scores, settled))
    addresses, names = ([group for group in groups if settled[group[0]] == kind] for kind in (_ADDRESS, _NAME))
    others = [group for group in groups if settled[group[0]] not in (_ADDRESS, _NAME)]
    parts = (*parted(addresses, words, chances.tags, lines), *apart(names, words, chances.tags, lines))
    groups = sorted([*others, *parts])
    made = (value_of(group, list(KINDS)[settled[group[0]]], words, lines, chances) for group in groups)
    return [value for value in made if value is not None]


def _settled(words: Sequence[Word], scores: Scores) -> list[int]:
    """The likeliest kind of each word, by its number; words side by side on a line seldom differ (Viterbi)."""
    odds = np.log(np.maximum(scores, 1e-7))
    kinds = [_NOTHING] * len(words)
    for start, end in _stretches(words):
        best, came_from = odds[start].copy(), []
        for at in range(start + 1, end):
            ways = best[:, None] - _prices(words[at - 1], words[at])
            came_from.append(ways.argmax(axis=0))
            best = ways.max(axis=0) + odds[at]
        kind = int(best.argmax())
        kinds[end - 1] = kind
        for at, back in zip(range(end - 2, start - 1, -1), reversed(came_from), strict=True):
            kind = int(back[kind])
            kinds[at] = kind
    return kinds


def _with_degrees(kinds: Sequence[int], words: Sequence[Word], tags: NDArray[np.float32]) -> list[int]:
    """The kinds; what leads a name, and names nobody where it leads a title, is of that: "dipl. Optikerin"."""
    settled = list(kinds)
    for start, end in _stretches(words):
        for at in range(end - 2, start - 1, -1):
            close = words[at + 1].start - words[at].end <= 1 and tags[at].argmax() not in _CALLED
            if kinds[at] == _NAME and close and settled[at + 1] == _TITLE and _leads(at, start, kinds, tags):
                settled[at] = _TITLE
    return settled


def _leads(at: int, start: int, kinds: Sequence[int], tags: NDArray[np.float32]) -> bool:
    """Whether nobody is named right before a word of a name, at the beginning of which is a prefix."""
    while at > start and kinds[at - 1] == _NAME:
        at -= 1
        if tags[at].argmax() in _CALLED:
            return False
    return bool(tags[at].argmax() == _PREFIX)


def _stretches(words: Sequence[Word]) -> list[tuple[int, int]]:
    """Where words follow one another on a line, with none between them that a grammar found."""
    stretches, start = [], 0
    for at in range(1, len(words) + 1):
        if at == len(words) or words[at].line != words[start].line or words[at].kind or words[start].kind:
            if not words[start].kind:
                stretches.append((start, at))
            start = at
    return stretches


def _prices(one: Word, two: Word) -> Scores:
    """What it costs that a word is of a kind (a row) and the next of another (a column)."""
    price = _price(one, two)
    prices = np.full((_NOTHING + 1, _NOTHING + 1), price, np.float32)
    if price == _APART:
        prices[_ORG, _ADDRESS] = _RUN_IN
    np.fill_diagonal(prices, 0)
    return prices


def _price(one: Word, two: Word) -> float:
    if two.start - one.end > 1 or not _LETTER.search(one.text) or not _LETTER.search(two.text):
        return _LOOSE
    return _CUT if two.start == one.end and cjk().match(two.text) else _APART


def _drawn(words: Sequence[Word], scores: Scores, kinds: Sequence[int]) -> set[int]:
    """The words of a title that go on from the word before: one of both is of the title for the other's sake alone."""
    own = scores.argmax(axis=1)
    return {
        at
        for start, end in _stretches(words)
        for at in range(start + 1, end)
        if kinds[at - 1] == kinds[at] == _TITLE and (own[at - 1] != _TITLE or own[at] != _TITLE)
    }


def _groups(kinds: Sequence[int], links: Scores, drawn: Collection[int]) -> list[list[int]]:
    """The words of each value: a word goes on from an earlier one of its kind, or begins one.

    drawn: words that go on from the one before, whatever the links say.
    """
    groups: list[list[int]] = []
    home: dict[int, list[int]] = {}
    for at, kind in enumerate(kinds):
        if kind == _NOTHING:
            continue
        before = [other for other in home if kinds[other] == kind]
        best = at - 1 if at in drawn else max(before, key=lambda other: links[at, other + 1], default=None)
        if best is None or (at not in drawn and links[at, 0] >= links[at, best + 1]):
            home[at] = []
            groups.append(home[at])
        else:
            home[at] = home[best]
        home[at].append(at)
    return groups


def value_of(
    group: Sequence[int], name: str, words: Sequence[Word], lines: Sequence[Line], chances: Chances
) -> Value | None:
    """Return the value of a kind that words make, by their numbers; None where no letter is left of it."""
    spans = _spans([words[at] for at in group], lines)
    text = _cleaned(joined(name, [lines[s.line].text[s.start : s.end].strip() for s in spans]), name)
    if not _LETTER.search(text):
        return None
    of_kind = (chances.tags[list(group)] @ _OF_KIND)[:, list(KINDS).index(name)]
    if name == "title":  # a degree before it is as likely a part of it as it is one
        of_kind = of_kind + chances.tags[list(group)][:, [_PREFIX, _SUFFIX]].sum(axis=1)
    likely = float(np.exp(np.log(np.maximum(of_kind, 1e-6)).mean()))
    mine, of_mine = [words[at] for at in group], chances.tags[list(group)]
    parts = name_parts(mine, of_mine) if name == "fn" else address_parts(mine, lines, of_mine) if name == "adr" else {}
    return Value(name, text, tuple(spans), parts, likely, tuple(group))


def without(
    value: Value, taken: Collection[int], words: Sequence[Word], lines: Sequence[Line], chances: Chances
) -> Value | None:
    """Return the value without words that another has taken, by their numbers; None where nothing is left of it."""
    left = [at for at in value.words if at not in taken]
    if len(left) == len(value.words):
        return value
    return value_of(left, value.kind, words, lines, chances) if left else None


def _spans(words: Sequence[Word], lines: Sequence[Line]) -> list[Span]:
    """The stretches of lines that words cover, signs between them included."""
    spans: list[Span] = []
    for word in words:
        last = spans[-1] if spans else None
        if last and last.line == word.line and not _LETTER.search(lines[word.line].text[last.end : word.start]):
            spans[-1] = Span(word.line, last.start, word.end)
        else:
            spans.append(Span(word.line, word.start, word.end))
    return spans


def joined(kind: str, texts: Sequence[str]) -> str:
    text = ""
    for each in texts:
        each = each.strip(" ,;") if kind == "adr" else each
        if each:
            cut = text.endswith((",", "-", "/", "–")) or goes_on(each)
            joint = ", " if kind == "adr" and not cut else " "
            text += joint + each if text else each
    return text


def _cleaned(text: str, kind: str) -> str:
    """The text without signs at its ends that are not its own, or that lack their partner."""
    trimmed = str.strip if kind == "adr" else bare
    text = trimmed(text)
    for opening, closing in _BRACKETS:
        if text.rfind(opening) > max(0, text.rfind(closing)) and opening != closing:  # it ends before the sign does
            text += closing
    text = _with_stop(text, text.strip(_EDGE if kind == "org" else _EDGE + '"'), kind)
    for opening, closing in _BRACKETS:
        around = kind == "fn" and text.startswith(opening) and text.endswith(closing) and closing not in text[:-1]
        if around or (text.startswith(opening) and closing not in text[1:]):
            text = text[1:]
        if text.endswith(closing) and opening not in text[:-1]:
            text = text[:-1]
    if kind == "fn" and cjk().match(text) and _SPACED_OUT.fullmatch(text):
        text = text.replace(" ", "")
    return trimmed(text)


def _with_stop(whole: str, text: str, kind: str) -> str:
    """The text with the full stop that `whole` has behind it, where that is of an abbreviation: L.L.C., Ltd., B.E."""
    stopped = text + "."
    if not text or not whole[whole.index(text) :].startswith(stopped):
        return text
    form = legal_form(stopped) if kind == "org" else None
    short = kind == "suffix" or "." in text.split()[-1]
    return stopped if short or (form and form.endswith(".") and stopped.endswith(form)) else text
