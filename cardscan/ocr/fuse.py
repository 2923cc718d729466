"""Make one text of what two readers say of a line."""

import re
import unicodedata
from dataclasses import replace

from cardscan.model import Line, Quad, Reading
from cardscan.scripts import only_tesseract

_SPACES = re.compile(r"\s+")
_GLUED = re.compile(r"\d[\d-]{14,}\d")  # more than the 15 digits of a number (E.164): several without a space
_APART = re.compile(r"(?<!\S)[\d-]{7,}(?!\S)")  # a number that stands by itself
# What readers write in several ways without meaning anything by it.
_SAME = str.maketrans("：，；（）／．‘’“”–—＠＆＋", ":,;()/.''\"\"--@&+")
#: Letters that the neural reader takes for another, unaccented one.
_TAKEN_FOR = frozenset(("tł", "lł", "§Ş", "§ş", "8ß", "Bß"))
_PLAIN = str.maketrans("łŁøØđĐıŞşİ", "lLoOdDiSsI")


def fuse(box: Quad, place: tuple[float, float, float, float], readings: tuple[Reading, ...]) -> Line:
    """Settle one text for a line. `readings` has one or two readers; of two, the neural one comes first."""
    cleaned = tuple(_cleaned(r) for r in readings)
    if len(cleaned) == 1:
        return Line(cleaned[0].text, cleaned[0].confidence, box, place, cleaned)
    neural, classic = cleaned
    neural = replace(neural, text=_parted(neural.text, classic.text))
    if neural.text and squash(neural.text) == squash(classic.text):
        # The neural reader loses spaces, Tesseract seldom does; neither invents many.
        text = classic.text if _better_spaced(classic.text, neural.text) else neural.text
        return Line(text, 1 - (1 - neural.confidence) * (1 - classic.confidence), box, place, cleaned, True)
    if _foreign(neural, classic) or (neural.confidence < 0.5 < classic.confidence):
        return Line(classic.text, classic.confidence * 0.9, box, place, cleaned)
    return Line(_accented(neural.text, classic.text), neural.confidence * 0.95, box, place, cleaned)


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
        out.append(c if (plain(n) == n and base != c) or capital else n)
    return "".join(out)
