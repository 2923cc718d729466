"""Scripts: their letters, which of them part words by spaces, and which reader has letters for one.

Letters are ranges to be put between the brackets of a pattern.
"""

import re
import unicodedata
from functools import cache

HAN = "\u3005-\u3007\u3400-\u9fff\U00020000-\U0003ffff"  # with 々 and 〇
KANA = "\u3040-\u30ff"
HANGUL = "\uac00-\ud7a3"
#: Scripts without spaces between words: Thai to Khmer, kana, Han.
UNPARTED = f"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff{KANA}{HAN}"
#: And Hangul, whose names have none.
UNSPACED = UNPARTED + HANGUL


# Compiled when needed: sets of so many letters take milliseconds, and most commands ask for none of them.
@cache
def cjk() -> re.Pattern[str]:
    """Match a letter of the scripts in which a name is written without spaces."""
    return re.compile(f"[{KANA}{HAN}{HANGUL}]")


@cache
def unspaced() -> re.Pattern[str]:
    """Match a letter of the scripts in which nothing parts the words of a name: these, and Thai to Khmer."""
    return re.compile(f"[{UNSPACED}]")


@cache
def kana_or_han() -> re.Pattern[str]:
    """Match those of them that the neural reader has letters for."""
    return re.compile(f"[{KANA}{HAN}]")


@cache
def _hangul() -> re.Pattern[str]:
    return re.compile(f"[{HANGUL}]")


@cache
def _other() -> re.Pattern[str]:
    """What the neural reader has no letters for: Greek to Arabic, the Indian scripts, Thai, Hangul."""
    return re.compile(rf"[\u0370-\u06ff\u0900-\u0e7f\u1100-\u11ff{HANGUL}]")


def only_tesseract(text: str) -> bool:
    """Tell whether a text is in a script that Tesseract alone reads."""
    letters = sum(char.isalpha() for char in text)
    other = len(_other().findall(text))
    return other >= 2 and other > 0.4 * letters


def has_hangul(text: str) -> bool:
    """Tell whether a text has letters of Hangul."""
    return bool(_hangul().search(text))


def is_latin(text: str) -> bool:
    """Tell whether a text is in Latin letters, by the first that it has; one without letters is."""
    return next((char < "\u0250" or "\u1e00" <= char < "\u1f00" for char in text if char.isalpha()), True)


def script_of(text: str) -> str:
    """Name the script of a text by the first letter that it has: "latin", "cyrillic", "han" (kana, too); "" of none."""
    letter = next((char for char in text if char.isalpha()), "")
    first = unicodedata.name(letter, "").partition(" ")[0].lower() if letter else ""
    return "han" if first in ("cjk", "hiragana", "katakana", "ideographic") else first
