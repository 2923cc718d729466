"""Settle what kana and Han letters share in shape by their neighbours, 〒 before a postcode, and the zero of Han."""

import re
from collections.abc import Sequence

from cardscan.text.codes import POSTAL_MARK, SHAPES
from cardscan.text.letters import inked
from cardscan.text.misread import AS_POSTAL_MARK, KANA_AND_HAN
from cardscan.text.scripts import HAN

_KATAKANA = re.compile("[\u30a1-\u30fa\u30fc]")
_HAN = re.compile(f"[{HAN}]")
_KANA = re.compile("[\u3041-\u309f\u30a1-\u30fa\u30fc]")
_AS_KANA = {han: kana for kana, han in KANA_AND_HAN} | {"-": "\u30fc"}
#: Not カ and ト, which stand between Han letters too (三カ月), nor ー, which is a long vowel or a dash there.
_AS_HAN = {kana: han for kana, han in KANA_AND_HAN if kana in "\u30cb\u30ed\u30a8\u30cf\u30c1"}
_NO_MARK = re.compile(rf"(?<![A-Za-z0-9.\u30a1-\u30fa\u30fc])[{AS_POSTAL_MARK}](?=[ :]?{SHAPES['JP']}(?![\d-]))")
_NUMERALS = "〇一二三四五六七八九"
#: The same before a code in Han numerals, as cards that run down have it: it begins the line, as a double dash, too.
_NO_MARK_IN_HAN = re.compile(rf"^[=＝{AS_POSTAL_MARK}] ?(?=[{_NUMERALS}]{{3}}[-ー]?[{_NUMERALS}]{{4}}(?![{HAN}]))")
#: A number in Han numerals, of which the zero was read as a circle; one with spaces has the digits of a telephone's.
_CIRCLED = re.compile(
    rf"(?=[○◯]*[{_NUMERALS}])[○◯{_NUMERALS}]*[○◯][○◯{_NUMERALS}]*|[○◯{_NUMERALS}](?:[ ()-]{{0,2}}[○◯{_NUMERALS}]){{8,}}"
)
_COUNTED = frozenset("階丁番号条町目人分時月日年級区部")  # a numeral stands before these, whatever is before it


def with_postal_mark(text: str) -> str:
    """Return a line of a Japanese card with 〒 for what it was read as before a postcode."""
    return _NO_MARK_IN_HAN.sub(POSTAL_MARK, _NO_MARK.sub(POSTAL_MARK, text))


def with_zero(text: str) -> str:
    """Return a text in which a circle among Han numerals is their zero."""
    return _CIRCLED.sub(lambda match: re.sub("[○◯]", "〇", match.group()), text)


def with_neighbours(text: str, readings: Sequence[str] = ()) -> str:
    """Return a text in which what kana and Han share in shape is of the script of the letters around it.

    Where these are of two scripts it is as another of the `readings` has it, and else as it was.
    """
    if not _KATAKANA.search(text):
        return text
    out = list(text)
    others = [read for read in map(inked, readings) if len(read) == len(inked(text))]
    for at, char in enumerate(text):
        sides = (_script(out, at, -1), _script(out, at, 1))
        if char in _AS_KANA and "kana" in sides and "han" not in sides:
            if (char == "-" and sides != ("kana", "kana")) or (char == "\u4e00" and sides[0] != "kana"):
                continue  # a dash beside a word; 一 begins one
            out[at] = _AS_KANA[char]
        elif char in _AS_HAN and "han" in sides and "kana" not in sides and _stands_alone(out, at):
            out[at] = _AS_HAN[char]
        elif char in _AS_KANA and sides == ("kana", "han") and text[at + 1 : at + 2] not in _COUNTED:
            place = len(inked(text[:at]))
            out[at] = next((read[place] for read in others if read[place] == _AS_KANA[char]), char)
    return "".join(out)


def _script(text: Sequence[str], at: int, step: int) -> str:
    """The script of the nearest letter on one side that is of one alone; "" at the end of the word."""
    at += step
    while 0 <= at < len(text):
        char = text[at]
        if char not in _AS_KANA and char not in _AS_HAN:
            return "kana" if _KATAKANA.match(char) else "han" if _HAN.match(char) else ""
        at += step
    return ""


def _stands_alone(text: Sequence[str], at: int) -> bool:
    """True when no kana stands right beside a letter."""
    return not any(_KANA.match(c) and c not in _AS_HAN for c in (*text[max(0, at - 1) : at], *text[at + 1 : at + 2]))
