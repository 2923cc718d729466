"""Settle the letters of addresses of the net: look once more, wider, where another text is nearly as likely.

No sense tells a wrong letter of an address, and the network loses one of two narrow letters side by side ("xiilab"),
since it goes eight pixels at a time. Where its own steps have a rival to what it read, the line is cut closer and
stretched. What counts then is how likely a text is by both pictures, whether it is an address, and how near it is to
what Tesseract read; texts are tried that differ in one place from the one at hand, as a rival or the other reader has
it.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from cardscan.model import Reading
from cardscan.ocr.ctc import Seen, Step, folded, likelihoods, plain, rivals
from cardscan.ocr.lines import cut_stretched
from cardscan.ocr.pieces import Piece
from cardscan.ocr.rapid import Rapid
from cardscan.pictures import Image
from cardscan.text.suffixes import suffix_of

NET = re.compile(r"@|www|http|[a-z]{3}\.[a-z]{2,3}\b", re.I)
DOUBT = 4.0  # how much less likely a rival may be (natural logarithm) for the line to be looked at again
CLOSER, STRETCHED = 0.0, 1.25  # margin of the second picture, in heights of the line, and how far it is stretched
VALID = 5.0  # what it counts that a text holds an address
WITNESS = 0.5  # what each letter counts that is not as Tesseract has it
AHEAD = 2.0  # how much likelier another text must be to be taken
MOST_PLACES = 4  # in which a text may change
_HOST = r"(?!www[^.])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}"
_ADDRESS = re.compile(rf"(?<![\w@.-])(?P<local>\w(?:[\w.+-]*\w)?@)?(?P<host>{_HOST})(?![\w@.-])", re.A | re.I)
_SIGNS = re.compile(r"[^\w@]+")


def settle(
    pieces: Sequence[Piece], neural: Sequence[Reading], classic: Sequence[Reading], image: Image, rapid: Rapid
) -> list[Reading]:
    """Return the neural reading of each piece of an upright card, H×W×3 BGR, those of addresses settled.

    `classic` is what Tesseract read of each, or empty.
    """
    said = [reading.text for reading in classic] or [""] * len(pieces)
    return [_settled(*each, image, rapid) for each in zip(pieces, neural, said, strict=True)]


def _settled(piece: Piece, reading: Reading, classic: str, image: Image, rapid: Rapid) -> Reading:
    if not isinstance(reading, Seen) or piece.way != "level" or not NET.search(reading.text):
        return reading
    first = plain(reading.steps)
    near = rivals(first, DOUBT)
    if not any(other != reading.text for text in near for other in _nearer(reading.text, text)):
        return reading
    second = plain(rapid.read_line(cut_stretched(image, piece.box, CLOSER, STRETCHED)).steps)
    return likeliest(reading, [first, second], [*near, *rivals(second, DOUBT)], classic)


def likeliest(reading: Seen, looks: Sequence[Sequence[Step]], others: Sequence[str], classic: str) -> Seen:
    """Return the reading changed towards the other texts, place by place, as long as that makes it likelier by far.

    `looks`: plain steps of pictures of the line; `classic`: what Tesseract read, or "".
    """
    for _ in range(MOST_PLACES):
        near = (text for other in (*others, classic) for text in _nearer(reading.text, other))
        kept = (text for text in near if "@" in text or "@" not in reading.text)  # its name may stand on another line
        texts = list(dict.fromkeys((reading.text, *kept)))
        letters = ["".join(map(folded, text)) for text in texts]
        chances = np.array([VALID * _addresses(text) for text in texts]) - WITNESS * _distances(letters, classic)
        for steps in looks:
            chances += likelihoods(steps, letters)
        best = int(chances.argmax())
        gain = float(chances[best] - chances[0])
        if gain < AHEAD:
            break
        reading = _changed(reading, texts[best], 1 / (1 + math.exp(-gain)))
    return reading


def _addresses(text: str) -> int:
    """How many addresses a text holds; one with an @ counts twice."""
    return sum(1 + (match["local"] is not None) for match in _ADDRESS.finditer(text) if suffix_of(match["host"]))


def _distances(texts: Sequence[str], classic: str) -> NDArray[np.float64]:
    """In how many letters each text differs from Tesseract's, who loses dots: signs do not count."""
    said = _SIGNS.sub("", "".join(map(folded, classic)))
    return np.array([float(Levenshtein.distance(_SIGNS.sub("", text), said)) if said else 0.0 for text in texts])


def _nearer(text: str, other: str) -> Iterator[str]:
    """Yield the text changed in one place of an address to what the other has there, and in all of them."""
    mine, theirs = _inked(text), _inked(other)
    found = SequenceMatcher(None, [char for char, _ in mine], [char for char, _ in theirs], autojunk=False)
    changes = []
    for kind, a, b, c, d in found.get_opcodes():
        start = mine[a][1] if a < len(mine) else len(text)
        end = mine[b - 1][1] + 1 if b > a else start
        if kind != "equal" and _in_address(text, start, end):
            changes.append((start, end, "".join(other[at] for _, at in theirs[c:d])))
    for some in [*([each] for each in changes), *([changes] if len(changes) > 1 else [])]:
        new = text
        for start, end, letters in reversed(some):
            new = new[:start] + letters + new[end:]
        yield new


def _inked(text: str) -> list[tuple[str, int]]:
    """The characters of a text but white space, folded, each with where it stands."""
    return [(folded(char), at) for at, char in enumerate(text) if folded(char)]


def _in_address(text: str, start: int, end: int) -> bool:
    """Whether characters start..end stand in a word that is an address, or at one of its ends."""
    return any(m.start() <= start and end <= m.end() and NET.search(m.group()) for m in re.finditer(r"\S+", text))


def _changed(reading: Seen, text: str, chance: float) -> Seen:
    """The reading with another text; its new characters are as sure as `chance`."""
    chars: list[float] = []
    for kind, a, b, c, d in SequenceMatcher(None, reading.text, text, autojunk=False).get_opcodes():
        chars += reading.chars[a:b] if kind == "equal" else [chance] * (d - c)
    return replace(reading, text=text, confidence=sum(chars) / max(1, len(chars)), chars=tuple(chars))
