"""Make one text of what two readers say of a line."""

import re
import unicodedata
from dataclasses import replace

from cardscan.model import Line, Quad, Reading
from cardscan.text.scripts import HANGUL, only_tesseract

DOUBTED = 0.75  # confidence of a letter that may be none
SHORTEST = 4  # letters of a line that may have one too many
_SPACES = re.compile(r"\s+")
_GLUED = re.compile(r"\d[\d-]{14,}\d")  # more than the 15 digits of a number (E.164): several without a space
_APART = re.compile(r"(?<!\S)[\d-]{7,}(?!\S)")  # a number that stands by itself
_HAN = re.compile(r"[\u3400-\u9fff]")
# What readers write in several ways without meaning anything by it.
_SAME = str.maketrans("：，；（）／．‘’“”–—＠＆＋", ":,;()/.''\"\"--@&+")
#: Letters that the neural reader takes for another.
_TAKEN_FOR = frozenset(("tł", "lł", "§Ş", "§ş", "8ß", "Bß", "ČĞ", "čğ", "Íİ"))
#: Letters of Vietnamese that the neural reader doesn't have: it leaves them out.
_LACKED = re.compile("[\u1ea0-\u1ef9]")
_PLAIN = str.maketrans("łŁøØđĐıŞşİ", "lLoOdDiSsI")


def fuse(box: Quad, place: tuple[float, float, float, float], readings: tuple[Reading, ...]) -> Line:
    """Settle one text for a line. `readings` has one or two readers; of two, the neural one comes first."""
    cleaned = tuple(_cleaned(r) for r in readings)
    if len(cleaned) == 1:
        return Line(cleaned[0].text, cleaned[0].confidence, box, place, cleaned)
    neural, classic = cleaned
    neural = _without_mark(neural, classic.text)
    neural = replace(neural, text=_parted(neural.text, classic.text))
    lacked = _lacked_letters(neural.text, classic.text)
    if lacked or (neural.text and squash(neural.text) == squash(classic.text)):
        # The neural reader loses spaces, Tesseract seldom does; neither invents many.
        text = classic.text if lacked or _better_spaced(classic.text, neural.text) else neural.text
        return Line(text, 1 - (1 - neural.confidence) * (1 - classic.confidence), box, place, cleaned, True)
    if _foreign(neural, classic) or (neural.confidence < 0.5 < classic.confidence):
        return Line(classic.text, classic.confidence * 0.9, box, place, cleaned)
    text = _accented(_in_hangul(neural.text, classic.text), classic.text)
    return Line(text, neural.confidence * 0.95, box, place, cleaned)


def clean(text: str) -> str:
    """Canonical Unicode, plain punctuation, single spaces."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text).translate(_SAME)).strip()


def squash(text: str) -> str:
    """The text without its spaces."""
    return _SPACES.sub("", text)


def plain(text: str) -> str:
    """The text without accents, letter for letter."""
    return "".join(unicodedata.normalize("NFD", c)[0] for c in text.translate(_PLAIN))


def _cleaned(reading: Reading) -> Reading:
    text = clean(reading.text)
    chars = reading.chars if len(text) == len(reading.text) else ()
    return Reading(reading.reader, text, reading.confidence, chars)


def _without_mark(neural: Reading, classic: str) -> Reading:
    """The neural reading without a first or last letter that was read of a picture beside the line: it isn't sure of
    that one, and the other reader, who has all the rest, sees something else there or nothing."""
    text, chars = neural.text, neural.chars
    if len(chars) != len(text) or len(text) < SHORTEST:
        return neural
    for end, cut, other in ((0, slice(1, None), classic[1:]), (-1, slice(None, -1), classic[:-1])):
        rest = squash(text[cut])
        if (
            chars[end] < DOUBTED
            and text[end] != classic[end : end + 1 or None]
            and rest in map(squash, (classic, other))
        ):
            kept = text[cut].strip()
            start = text.index(kept)
            return Reading(neural.reader, kept, neural.confidence, chars[start : start + len(kept)])
    return neural


def _better_spaced(classic: str, neural: str) -> bool:
    """True when Tesseract's spaces part words, not letters, and not an address of the net."""
    if "@" in neural or "www" in neural.casefold() or "http" in neural.casefold():
        return False
    new = set(classic.split()) - set(neural.split())
    return classic.count(" ") > neural.count(" ") and all(len(w) > 2 or not w.isalpha() for w in new)


def _parted(neural: str, classic: str) -> str:
    """The neural text, its numbers that lost the space between them parted where Tesseract has one by itself."""
    for run in _GLUED.findall(neural):
        apart = run
        for number in _APART.findall(classic):
            apart = apart.replace(number, f" {number} ")
        neural = neural.replace(run, " ".join(apart.split()))
    return neural


def _foreign(neural: Reading, classic: Reading) -> bool:
    """True when the line is in a script that the neural reader has no letters for."""
    return only_tesseract(classic.text) and classic.confidence > 0.4 and neural.confidence < 0.97


def _lacked_letters(neural: str, classic: str) -> bool:
    """True when the texts are one, but for letters that the neural reader doesn't have."""
    rest, other = (_LACKED.sub("", squash(text)) for text in (neural, classic))
    return _LACKED.search(classic) is not None and len(rest) > 1 and rest == other


def _in_hangul(neural: str, classic: str) -> str:
    """The neural text with the words of Hangul that it took for Han, which stand among others."""
    mine, other = neural.split(), classic.split()
    if len(mine) != len(other):
        return neural
    return " ".join(c if HANGUL.search(c) and _HAN.search(n) else n for n, c in zip(mine, other, strict=True))


def _accented(neural: str, classic: str) -> str:
    """The neural text, with the accents, and the capitals among capitals, that Tesseract saw where they differ in
    nothing else."""
    if len(neural) != len(classic):
        return neural
    out: list[str] = []
    for n, c in zip(neural, classic, strict=True):
        base = plain(c)
        if n != c and base.casefold() != plain(n).casefold() and n + c not in _TAKEN_FOR:
            return neural
        capital = c.isupper() and n.islower() and bool(out) and out[-1].isupper()
        out.append(c if (plain(n) == n and base != c) or capital or n + c in _TAKEN_FOR else n)
    return "".join(out)
