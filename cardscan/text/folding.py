"""Fold text, so that what is one word is one text, however it is written or typed.

fold            case and forms of a letter; Latin accents off (other scripts keep their marks)
bare            accents off in every script
spelled_out     as bare, with umlauts as German and Danish write them without one: ä as ae
words           the words of a text, each in the spellings under which someone may look for it
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from cardscan.text.scripts import UNSPACED

#: Latin letters without their marks; marks that stand alone go.
_PLAIN = dict.fromkeys(range(0x300, 0x370), "") | {
    code: "".join(c for c in unicodedata.normalize("NFKD", chr(code)) if not 0x300 <= ord(c) < 0x370)
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))
}
_PLAIN |= str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "’": "'"})
_SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})

#: Letters and digits, with the vowel signs of India, which Python counts as no letters.
_LETTER = rf"(?:[^\W_{UNSPACED}]|[\u0900-\u0dff])"


@lru_cache(8192)
def fold(text: str) -> str:
    """Casefold `text` and take the accents off Latin letters; other scripts keep their marks."""
    if text.isascii():
        return text.casefold()
    return unicodedata.normalize("NFKC", text).replace("İ", "i").casefold().translate(_PLAIN)


def bare(text: str) -> str:
    """Fold `text` and take all accents off: "MÜLLER" and "müller" are one, "Ιωάννα" and "ιωαννα" too."""
    if text.isascii():  # as most is: a tenth of the time
        return text.casefold()
    apart = unicodedata.normalize("NFD", fold(text))
    return unicodedata.normalize("NFC", "".join(char for char in apart if not unicodedata.combining(char)))


def spelled_out(text: str) -> str:
    """Fold `text` with umlauts spelled out: "Müller" is "mueller"."""
    return bare(text if text.isascii() else unicodedata.normalize("NFKC", text).casefold().translate(_SPELLED_OUT))


def spelt_words(text: str) -> Iterator[tuple[str, ...]]:
    """Split text into folded words, each in all its spellings: "Müller" into "muller" and "mueller".

    Of a name like O'Brien the last part is a spelling, too. A run of a script without spaces is one word, its letters
    parted by spaces, so that any part of it can be found.
    """
    word, unspaced = _patterns()
    plain_words = word.findall(bare(text))
    others = plain_words if text.isascii() else word.findall(spelled_out(text))
    for plain, other in zip(plain_words, others, strict=True):
        if unspaced.match(plain):
            yield (" ".join(plain),)
        else:
            last = plain.rpartition("'")[2]
            yield tuple(dict.fromkeys((plain.replace("'", ""), other.replace("'", ""), last)))


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A word, and a letter of a script without spaces; compiled when needed, as so large sets take milliseconds."""
    return re.compile(rf"[{UNSPACED}]+|{_LETTER}+(?:'{_LETTER}+)*"), re.compile(f"[{UNSPACED}]")
