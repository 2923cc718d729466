"""Give a company's name the line beside it that says what it is: "TARNI / Eye Hospital", "Zakład Lampowy / TARNI".

In some languages such a line stands below the name and ends with the word for it, in others it stands above and begins
with that. And what a domain spells with the name is of the name, too.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from cardscan.model import Line
from cardscan.parse.gazetteer import has_proper, legal_form, org_score
from cardscan.parse.gazetteer.lexicon import sections, tokens_of
from cardscan.parse.tagger.candidates import Words
from cardscan.parse.tagger.companies import spelt
from cardscan.parse.tagger.features import Described, height_of
from cardscan.parse.tagger.forms import stands_above
from cardscan.parse.tagger.network import TAGS, Chances
from cardscan.parse.tagger.values import Value, value_of
from cardscan.text.scripts import script_of, unspaced

_ORG, _DEPT = TAGS.index("org"), TAGS.index("dept")
_NAMED = 0.3  # how much a name is a company's by the lists, from which it says itself what it is
_SOME = 0.3  # the chance of a line above to be a company's, and of one below to be a department's
_LIKELY = 0.7  # of a name that is made whole: to be shown, and looked at
_AS_HIGH = 0.2  # how high letters of the one line are at least, of those of the other
_MOST = 5  # words of such a line
#: What no such line has: signs of lists, figures, and what begins running text.
_RUNNING = re.compile(r"[^\w\s&'’.-]|\d|[.]\s*$|(?i:^(?:a|an|the|your|our)\b)")


def with_institution(values: Sequence[Value], card: Described, lines: Sequence[Line], chances: Chances) -> list[Value]:
    """Return the values; the company's name has the free line that says what it is."""
    taken = {at for value in values for at in value.words}
    names = [value for value in values if value.kind == "org"]
    found = []
    for value in values:
        alone = sum(script_of(name.text) == script_of(value.text) for name in names) == 1
        more = next(_beside(value, card, lines, chances), ()) if value.kind == "org" and alone else ()
        whole = value_of(sorted((*value.words, *more)), "org", card.words, lines, chances) if more else None
        free = not taken & {*more}
        found.append(replace(whole, likely=min(value.likely, _LIKELY)) if whole and free else value)
    return found


def _beside(name: Value, card: Described, lines: Sequence[Line], chances: Chances) -> Iterator[Words]:
    """Yield the words of lines beside a name that say what it is."""
    first, last = lines[name.spans[0].line], lines[name.spans[-1].line]
    for number, line in enumerate(lines):
        row = tuple(at for at, word in enumerate(card.words) if word.line == number)
        if not row or any(card.words[at].kind for at in row) or script_of(line.text) != script_of(name.text):
            continue
        of = chances.tags[list(row)].mean(axis=0)
        smaller = stands_above(last, line, _AS_HIGH) and height_of(last) >= height_of(line)
        below = smaller and of[_DEPT] < _SOME and _is_rest(name, line.text, card)
        above = stands_above(line, first, _AS_HIGH) and of[_ORG] > _SOME and _opens(line.text) and not _opens(name.text)
        if (below or above) and not _RUNNING.search(line.text) and len(line.text.split()) <= _MOST:
            yield row


def _is_rest(name: Value, text: str, card: Described) -> bool:
    """Whether a line below a name says what that is, or is spelt by the domain together with it."""
    if legal_form(name.text):
        return False
    alone = max(spelt(name.text, card.domains), spelt(text, card.domains))
    if spelt(f"{name.text} {text}", card.domains) == 1.0 > alone:
        return True
    told = not has_proper(text) and org_score(text) >= _NAMED
    return told and org_score(name.text) < _NAMED and _closes(text)


@cache
def _words(role: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """The words of a section of the list, and the endings of words."""
    entries = [entry for each, _, entries in sections("orgs") if each == role for entry in entries]
    whole = frozenset(" ".join(tokens_of(entry)) for entry in entries if not entry.startswith("-"))
    return whole, tuple(" ".join(tokens_of(entry)) for entry in entries if entry.startswith("-"))


def _closes(text: str) -> bool:
    """Whether a line ends with a word for an institution."""
    whole, endings = _words("closing")
    last = tokens_of(text)[-1:]
    tail = tuple(word for word in whole if unspaced().match(word))
    return bool(last) and (last[0] in whole or last[0].endswith((*endings, *tail)))


def _opens(text: str) -> bool:
    """Whether a line begins with a word for an institution."""
    whole, _ = _words("opening")
    tokens = tokens_of(text)
    return any(" ".join(tokens[:count]) in whole for count in (1, 2))
