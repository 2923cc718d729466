"""Cut the lines of a card into words, in reading order; what the grammars found is one word each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cardscan.model import Line
from cardscan.parse.found import Found
from cardscan.text.scripts import HAN, HANGUL, KANA, cjk

MOST_WORDS = 320  # words of a card; what follows is not looked at
#: A letter, with the marks of Latin, Indian, Thai, Arabic and Hebrew letters, which Python counts as no letters.
_LETTER = (
    rf"(?:[^\W\d_{KANA}{HAN}{HANGUL}]"
    r"|[\u0300-\u036f\u0900-\u0dff\u0e31-\u0e4e\u064b-\u065f\u0670\u05b0-\u05c7])"
)
#: One character of an unspaced script; letters with what joins them, and a dot at the end; digits with what groups
#: them (a box and the postcode behind it are two: 26881-00504); any other sign.
_WORD = re.compile(
    rf"{cjk().pattern}|{_LETTER}+(?:(?:['’`´.&-]|\"(?={_LETTER}\b)){_LETTER}+)*\.?|\d+(?:[-.](?!\d{{5}}(?!\d))\d+)*|[^\s]"
)


@dataclass(frozen=True, slots=True)
class Word:
    """Characters start..end of the text of the card's line number `line`."""

    line: int
    start: int
    end: int
    text: str
    kind: str = ""  # what a grammar found it to be: tel, email, url, social; "" of a word
    type: str = ""  # of a tel: cell, work, fax …


def words_of(lines: Sequence[Line], found: Sequence[Found]) -> list[Word]:
    """Return the words of the lines, row by row, each row from left to right."""
    taken: dict[int, list[tuple[int, int, str, str]]] = {}
    for item in found:
        for span in item.spans:
            taken.setdefault(span.line, []).append((span.start, span.end, item.kind, item.field.type))
    words: list[Word] = []
    for number in _in_rows(lines):
        text, at = lines[number].text, 0
        for start, end, kind, type_ in [*sorted(taken.get(number, [])), (len(text), len(text), "", "")]:
            words += [Word(number, m.start(), m.end(), m.group()) for m in _WORD.finditer(text, at, max(at, start))]
            if kind and end > max(start, at):
                words.append(Word(number, max(start, at), end, text[max(start, at) : end], kind, type_))
            at = max(at, end)
    return words[:MOST_WORDS]


def pieces_of(text: str) -> list[str]:
    """Return the words of a text on its own."""
    return _WORD.findall(text)


def _in_rows(lines: Sequence[Line]) -> list[int]:
    """The numbers of the lines: rows from top to bottom, each from left to right."""
    rows: list[list[int]] = []

    def middle(number: int) -> float:
        return (lines[number].place[1] + lines[number].place[3]) / 2

    def tall(number: int) -> float:
        return lines[number].place[3] - lines[number].place[1]

    for number in sorted(range(len(lines)), key=middle):
        near = rows and any(
            abs(middle(other) - middle(number)) < 0.5 * min(tall(number), tall(other)) for other in rows[-1]
        )
        if near:
            rows[-1].append(number)
        else:
            rows.append([number])
    return [number for row in rows for number in sorted(row, key=lambda n: lines[n].place[0])]
