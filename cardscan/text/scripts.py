"""Scripts: their letters, which of them part words by spaces, and which reader has letters for one.

Letters are ranges to be put between the brackets of a pattern.
"""

import re
import unicodedata
from functools import cache

HAN = "\u3005-\u3007\u3400-\u9fff\U00020000-\U0003ffff"  # with 々 and 〇
KANA = "\u3040-\u30ff"
HANGUL = "\uac00-\ud7a3"
#: Scripts with spaces between phrases alone: Thai to Khmer.
PHRASED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
#: Scripts without spaces between words: these, kana, Han.
UNPARTED = f"{PHRASED}{KANA}{HAN}"
#: And Hangul, whose names have none.
UNSPACED = UNPARTED + HANGUL
#: Vowels and other marks on letters of Hebrew, Arabic, the Indian scripts, Thai and Lao: `\w` has none of them.
MARKS = (
    "\u0591-\u05bd\u05bf-\u05c7\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963"
    "\u0981-\u0983\u09bc-\u09d7\u0a01-\u0a03\u0a3c-\u0a51\u0a81-\u0a83\u0abc-\u0acd\u0b01-\u0b03\u0b3c-\u0b57"
    "\u0b82\u0bbe-\u0bd7\u0c00-\u0c04\u0c3e-\u0c56\u0c81-\u0c83\u0cbc-\u0cd6\u0d00-\u0d03\u0d3b-\u0d57"
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece"
)


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


def only_tesseract(text: str, seen: str = "") -> bool:
    """Tell whether a text is in a script that Tesseract alone reads; `seen`: what the other reader has, left aside."""
    if seen:
        words = {*re.findall(r"\w+", seen)}
        text = re.sub(r"\w+", lambda word: "" if word[0] in words else word[0], text)
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
