"""Make titles and departments whole; who has no title gets the words beside the name that the lists know as one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cardscan.model import Line
from cardscan.parse.gazetteer import legal_form, title_score
from cardscan.parse.gazetteer.lexicon import lexicon
from cardscan.parse.gazetteer.styles import is_degree
from cardscan.parse.tagger.candidates import Words, adjoin, pieces_of
from cardscan.parse.tagger.features import Described, height_of
from cardscan.parse.tagger.network import Chances
from cardscan.parse.tagger.values import Value, value_of
from cardscan.text.joiners import wants_more
from cardscan.text.scripts import is_latin, script_of

_KINDS = frozenset({"title", "dept"})  # of value that are made whole
_LIKELY = 0.7  # of a title that the lists alone tell: to be shown, and looked at
_JOB, _BESIDE = 0.7, 0.9  # how much a line is a title to be one, and what stands on the line of a name
_MOST = 40  # characters of such a line: a longer one is running text
_AS_HIGH = 0.75  # of two lines of one title, at least
#: A dash between two halves of a title, and who gave the degree that the first is: "Advokat (Oslo) - Partner". Japan
#: joins them by a dot.
_DASHED = re.compile(r"\s*(?:\([^()]*\)\s*)?[-–—]\s+|・")


def with_whole_titles(values: Sequence[Value], card: Described, lines: Sequence[Line], chances: Chances) -> list[Value]:
    """Return the values; the parts of one title or department are joined, and what has a legal form is no title.

    Parts stand side by side on a line, with a dash between them at most, or the second in the line below where the
    first ends as one that goes on, or where it says what the first is of and is no title itself: "Head of Tides / Sales
    and Moorings". A department right before a title is of that: "Practice Manager".
    """
    left = [value for value in values if value.kind != "title" or not legal_form(value.text)]
    for title in [value for value in left if value.kind == "title"]:
        if led := next((v for v in left if v.kind == "dept" and _leads(v, title, card)), None):
            whole = value_of((*led.words, *title.words), "title", card.words, lines, chances) or title
            left[left.index(title)] = replace(whole, likely=title.likely)
            left.remove(led)
    while step := next(((part, rest) for part in left if (rest := _rest_of(part, left, card, lines))), None):
        part, rest = step
        whole = value_of((*part.words, *rest), part.kind, card.words, lines, chances) or part
        left[left.index(part)] = whole = replace(whole, likely=max(whole.likely, _LIKELY))
        left = [value for value in left if value is whole or not {*value.words} & {*rest}]
    return left


def _rest_of(part: Value, values: Sequence[Value], card: Described, lines: Sequence[Line]) -> Words:
    """The words that a part goes on with: those of another right behind it, or of the line below; none of others."""
    if part.kind not in _KINDS:
        return ()
    last = part.words[-1]
    mine = lines[card.words[last].line]
    others = [value for value in values if value.kind == part.kind and value is not part]
    for other in others:
        first, row = other.words[0], lines[card.words[other.words[0]].line]
        said = next((at for at in other.words if any(map(str.isalpha, card.words[at].text))), first)
        if part.kind == "title" and last < said and _is_dashed(last, said, card, lines):
            return (*range(last + 1, said), *(at for at in other.words if at >= said))
        below = part.kind == "title" and _follows(mine, row) and _is_of_title(other.text)
        if (below or _next_on_line(last, first, card)) and script_of(part.text) == script_of(other.text):
            return other.words
    if not wants_more(part.text) and mine.text.count("(") <= mine.text.count(")"):
        return ()
    names = [value for value in values if value.kind == "org"]
    # Where the network sees several companies, one of them may be what such a title ends in.
    kept = {part.kind, "org"} if len(names) > 1 else {part.kind}
    taken = {at for value in values if value.kind not in kept for at in value.words}
    next_ones = (line for line in range(len(lines)) if _follows(mine, lines[line]))
    number = min(next_ones, key=lambda line: lines[line].place[1], default=-1)
    words = tuple(at for at, word in enumerate(card.words) if word.line == number)
    return () if {*words} & taken or any(card.words[at].kind for at in words) else words


def _next_on_line(one: int, two: int, card: Described) -> bool:
    """Whether a word stands right behind another on a line, no sign between them."""
    first, second = card.words[one], card.words[two]
    close = two == one + 1 and first.line == second.line and second.start - first.end <= 1
    return close and script_of(first.text) != "" and script_of(second.text) != ""


def _leads(department: Value, title: Value, card: Described) -> bool:
    """Whether a department stands right before a title, where words have gaps: neither is written first elsewhere."""
    beside = _next_on_line(department.words[-1], title.words[0], card)
    return beside and all(map(is_latin, (department.text, title.text)))


def _is_dashed(one: int, two: int, card: Described, lines: Sequence[Line]) -> bool:
    """Whether nothing but a dash stands between a word and another behind it, what is in brackets aside."""
    first, second = card.words[one], card.words[two]
    between = lines[first.line].text[first.end : second.start] if first.line == second.line else ""
    return _DASHED.fullmatch(between) is not None


def _is_of_title(text: str) -> bool:
    """Whether words are what lists know to stand beside the head of a title, and none of them is one."""
    roles = {tag.role for tag in lexicon("titles").tag(text)}
    return "mod" in roles and not roles & {"head", "dept", "group"}


def _follows(line: Line, other: Line) -> bool:
    """Whether a line stands right below another, in letters as high."""
    low, high = sorted((height_of(line), height_of(other)))
    return other.place[1] > line.place[1] and adjoin(line, other) and low >= _AS_HIGH * high


def with_title(values: Sequence[Value], card: Described, lines: Sequence[Line], chances: Chances) -> list[Value]:
    """Return the values; who has no title has the words beside the name that the lists know as one.

    They are what else is on the name's line, or a whole line that adjoins it, where nobody else is named in the script.
    """
    found: list[Value] = []
    for person in (value for value in values if value.kind == "fn"):
        of_script = [value for value in values if script_of(value.text) == script_of(person.text)]
        alone = sum(value.kind == "fn" for value in of_script) == 1
        if alone and not any(value.kind == "title" for value in of_script):
            found += list(_of_person(person, [*values, *found], card, lines, chances))[:1]
    taken = {at for value in found for at in value.words}
    return [*(v for v in values if v.kind != "suffix" or not {*v.words} & taken), *found]


def _of_person(
    person: Value, values: Sequence[Value], card: Described, lines: Sequence[Line], chances: Chances
) -> Iterator[Value]:
    """Yield the titles that may be a person's: first what stands on the line of the name."""
    taken = {at for value in values if value.kind != "suffix" for at in value.words}
    mine = {span.line for span in person.spans}
    near = [number for number, line in enumerate(lines) if any(adjoin(line, lines[own]) for own in mine)]
    for number in [*mine, *(each for each in near if each not in mine)]:
        row = [at for at, word in enumerate(card.words) if word.line == number]
        free = [at for at in row if at not in taken and not card.words[at].kind]
        whole = number not in mine
        for piece in [tuple(row)] if whole and free == row else [] if whole else pieces_of(free, card):
            value = value_of(piece, "title", card.words, lines, chances) if piece else None
            if value and _is_title(value.text, _JOB if whole else _BESIDE):
                yield replace(value, likely=_LIKELY)


def _is_title(text: str, least: float) -> bool:
    degree = is_degree(text, cased=text.isupper() or "." in text)
    plain = not degree and len(text) <= _MOST and not any(map(str.isdigit, text)) and not legal_form(text)
    return plain and title_score(text) >= least
