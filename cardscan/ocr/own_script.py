"""Judge whether a line that was read in English is in the script of its card: a label before a number, a town.

Beside figures the neural reader sees none of the letters that it lacks, or takes them for Latin ones, and so the line
was given to Tesseract in English. Read in the language of the card's other lines it is clear, but for the figures:
those data spoil some of them ("142" becomes "442" in Hindi, "2" in Arabic), which the other readings have.
"""

import re
from dataclasses import replace
from itertools import count

from rapidfuzz import fuzz
from rapidfuzz.distance import Hamming, Levenshtein

from cardscan.model import Reading
from cardscan.text.letters import inked
from cardscan.text.scripts import only_tesseract

#: Confidence of such a reading. Noise has up to 0.66 in Korean, of phone photos, and 0.79 in Thai, but more in English.
SURE = 0.7
LEFT_OUT = 0.45  # the same where the neural reader, who has all Latin letters, sees none at all
FIGURES = re.compile(r"(?<!\w)\d+(?!\w)")  # that do not stand among letters
CLEAR = 0.85  # confidence of each figure of the neural reader, from which it is right
LONG = 3  # digits of a figure of which two may be spoilt
_LEFTWARD = re.compile("[\u0590-\u06ff]")  # Hebrew and Arabic


def in_own_script(neural: Reading, english: Reading, own: Reading) -> Reading | None:
    """The reading `own` of a line in its card's language, with the figures of the others; None: it is no better."""
    if not only_tesseract(own.text, neural.text):
        return None
    seen = any(map(str.isalpha, neural.text))
    # What Tesseract is sure of in English counts as far as the other reader sees it, who has all of its letters.
    sure = english.confidence * fuzz.ratio(inked(neural.text), inked(english.text)) / 100
    if own.confidence <= (max(SURE, sure) if seen else LEFT_OUT):
        return None
    mine, theirs = FIGURES.findall(own.text), FIGURES.findall(neural.text)
    agreed = [figure for figure in theirs if figure in FIGURES.findall(english.text)]
    right = theirs if len(theirs) == len(mine) else agreed
    if len(right) == len(mine) and "".join(mine).isascii():
        number = count()
        return replace(own, text=FIGURES.sub(lambda _: right[next(number)], own.text))
    return own if all(figure in mine for figure in agreed if len(figure) > 1) else None  # one may be a letter of theirs


def with_figures(text: str, neural: Reading) -> str:
    """A text of Tesseract in such a script with the figures that the neural reader saw clearly on the line, where these
    may be what was read: as many, or those that the line begins or ends with."""
    figures = list(FIGURES.finditer(neural.text))
    if _LEFTWARD.search(text):  # what the neural reader reads from the left ends such a line, but for parts of a number
        figures.sort(key=lambda m: (-neural.text.count(" ", 0, m.start()), m.start()))
    seen = [m[0] if _is_clear(m, neural) else "" for m in figures]
    mine = FIGURES.findall(text)
    if not mine or not seen or not "".join(mine).isascii():
        return text
    right = list(mine)
    if len(seen) == len(mine):
        right = [its if _is_spoilt(own, its) else own for its, own in zip(seen, mine, strict=True)]
    else:
        for end, stands in ((0, text[0].isdigit()), (-1, text[-1].isdigit())):
            if stands and Hamming.distance(seen[end], mine[end]) == 1:
                right[end] = seen[end]
    number = count()
    return FIGURES.sub(lambda _: right[next(number)], text)


def _is_spoilt(own: str, its: str) -> bool:
    """True when a figure may be another of which Tesseract spoilt a digit, or two of a longer one.

    A longer one that is that other and more is not: of "9000" the neural reader lost the first digit.
    """
    if len(its) < LONG:
        return Levenshtein.distance(own, its) == 1
    return its not in own and Levenshtein.distance(own, its) <= 2


def _is_clear(figure: re.Match[str], neural: Reading) -> bool:
    chars = neural.chars if len(neural.chars) == len(neural.text) else ()
    return min(chars[figure.start() : figure.end()], default=1.0) >= CLEAR
