"""The letters and words of a text: what it says, whatever stands between."""

import re

from anyascii import anyascii

from cardscan.text.folding import fold
from cardscan.text.scripts import MARKS, cjk, only_tesseract

_WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{MARKS}])*(?:['’](?:[^\W\d_]|[{MARKS}])+)*")
_SYLLABLES = re.compile(r"(?<=[a-z])(?=[A-Z])")  # "LuoXingQiao"


def squash(text: str) -> str:
    """Return the letters and digits of `text` alone, folded."""
    return re.sub(r"[\W_]+", "", fold(text))


def inked(text: str) -> str:
    """Return the characters of `text` that leave ink: all but white space."""
    return "".join(text.split())


def words(text: str) -> list[str]:
    """Return the words of letters in `text`."""
    return _WORD.findall(text)


def latin(text: str) -> str:
    """Return `text` as an address of the net would spell it: Greek, Cyrillic, Chinese and others in Latin letters."""
    if not (only_tesseract(text) or cjk().search(text)):
        return text
    return _SYLLABLES.sub(" ", anyascii(text))
