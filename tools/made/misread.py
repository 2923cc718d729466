"""Misread lines as two readers do, with how surely the neural one read each letter.

Of 25,900 letters of names, titles, companies and addresses on labelled photos the neural reader had 22 wrong: ten were
lost, two added, the others taken for one of the same shape (i and l, e and o, a and g). It had doubted three in four of
them, and one in a hundred of those it had right; of lines that both readers read alike one letter in ten thousand was
wrong.
"""

import random
from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher

from cardscan.model import Line, Reading

MISREAD, OTHERWISE = 0.06, 0.25  # the chance that the neural reader misreads a line, and that Tesseract does
LOST, ADDED = 0.45, 0.1  # shares of slips
TOLD, FALSE = 0.75, 0.01  # the chance that a wrong letter is doubted, and that a right one is
_TAKEN = {"l": "it", "i": "lj", "a": "go", "g": "aq", "e": "co", "c": "eo", "o": "ae", "t": "lf", "h": "n", "n": "h"}
_NARROW = "il1rj"
_SHORTEST = 3  # letters of a text that a slip leaves something of


def misread(rng: random.Random, line: Line) -> Line:
    """Return a line that says what is printed as the readers may have it."""
    neural, classic = line.text, line.text
    if rng.random() < MISREAD:
        neural = _slipped(rng, neural, rng.choice((1, 1, 1, 2)))
    if rng.random() < OTHERWISE:
        classic = _slipped(rng, classic, rng.choice((1, 1, 2, 3, 6)))
    agreed = neural == classic
    chars = tuple(_chars(rng, neural, line.text, agreed))
    sure = sum(chars) / max(1, len(chars))
    readings = (Reading("rapidocr", neural, sure, chars), Reading("tesseract", classic, 0.9))
    return replace(line, text=neural, confidence=sure, readings=readings, agreed=agreed)


def _slipped(rng: random.Random, text: str, slips: int) -> str:
    for _ in range(slips):
        if len(text) < _SHORTEST:
            break
        kind = rng.random()
        at = rng.randrange(len(text))
        if kind < LOST:
            text = text[:at] + text[at + 1 :]
        elif kind < LOST + ADDED:
            text = text[:at] + rng.choice(_NARROW) + text[at:]
        else:
            at = rng.choice([n for n, char in enumerate(text) if char.lower() in _TAKEN] or [at])
            taken = rng.choice(_TAKEN.get(text[at].lower(), "aeo"))
            text = text[:at] + (taken.upper() if text[at].isupper() else taken) + text[at + 1 :]
    return text.strip()


def _chars(rng: random.Random, text: str, printed: str, agreed: bool) -> Iterator[float]:
    """How surely each letter is read: of one that was lost, its neighbours."""
    wrong = set()
    for kind, a, b, *_ in SequenceMatcher(None, text, printed, autojunk=False).get_opcodes():
        if kind != "equal":
            wrong |= set(range(a, b)) or {a - 1, a}
    for at in range(len(text)):
        doubted = rng.random() < (TOLD if at in wrong else 0.0 if agreed else FALSE)
        yield rng.uniform(0.3, 0.97) if doubted else rng.uniform(0.97, 1.0)
