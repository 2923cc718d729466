"""What is printed on a made-up card, as the truth of a labelled photo has it."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from cardscan.parse.tagger.values import KINDS
from cardscan.text.scripts import cjk
from tools.made.pieces import Piece, text_of

_KIND_OF = {tag: kind for kind, tags in KINDS.items() for tag in tags}
_EDGE = " ,\u3000"


def truth_of(rows: Iterable[Sequence[Piece]]) -> dict[str, list[str]]:
    """Return the values that rows print, by kind: fn, suffix, title, dept, org, adr.

    What stands in several rows is one text. Of a couple on one line, who has no family name gets the other's.
    """
    texts: dict[tuple[str, int], list[str]] = {}
    for row in rows:
        for (kind, value), group in groupby(row, key=lambda piece: (_KIND_OF.get(piece.tag, ""), piece.value)):
            text = text_of(list(group)).strip(_EDGE)
            if kind and text:
                texts.setdefault((kind, value), []).append(text)
        for value, family in _families(row):
            texts["fn", value].append(family)
    truth: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for (kind, _), parts in texts.items():
        text = _joined(kind, parts)
        if text not in truth[kind]:
            truth[kind].append(text)
    return truth


def _families(row: Sequence[Piece]) -> list[tuple[int, str]]:
    """The values on a row that are given names alone, and the family name that follows: Ann & Ben Moss."""
    named = list(dict.fromkeys(piece.value for piece in row if piece.tag in ("given", "family") and piece.text.strip()))
    family = {value: _family(row, value) for value in named}
    last = family[named[-1]] if named else ""
    return [(value, last) for value in named[:-1] if not family[value]] if last else []


def _family(row: Sequence[Piece], value: int) -> str:
    return text_of([piece for piece in row if piece.tag == "family" and piece.value == value]).strip(_EDGE)


def _joined(kind: str, parts: Sequence[str]) -> str:
    text = parts[0]
    for part in parts[1:]:
        if cjk().match(text[-1]) and cjk().match(part):
            joint = ""
        else:
            joint = ", " if kind == "adr" and not text.endswith(",") else " "
        text += joint + part
    return text
