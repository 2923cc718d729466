"""Judge whether a line that was read in English is in the script of its card: a label before a number, a town.

Beside figures the neural reader sees none of the letters that it lacks, or takes them for Latin ones, and so the line
was given to Tesseract in English. Read in the language of the card's other lines it is clear, but for the figures:
those data spoil some of them ("142" becomes "442" in Hindi, "2" in Arabic), which the other readings have.
"""

import re
from dataclasses import replace
from itertools import count

from cardscan.model import Reading
from cardscan.text.scripts import only_tesseract

#: Confidence of such a reading. Noise has up to 0.66 in Korean, of phone photos, and 0.79 in Thai, but more in English.
SURE = 0.7
LEFT_OUT = 0.45  # the same where the neural reader, who has all Latin letters, sees none at all
FIGURES = re.compile(r"(?<!\w)\d+(?!\w)")  # that do not stand among letters


def in_own_script(neural: Reading, english: Reading, own: Reading) -> Reading | None:
    """The reading `own` of a line in its card's language, with the figures of the others; None: it is no better."""
    if not only_tesseract(own.text):
        return None
    seen = any(map(str.isalpha, neural.text))
    if own.confidence <= (max(SURE, english.confidence) if seen else LEFT_OUT):
        return None
    mine, theirs = FIGURES.findall(own.text), FIGURES.findall(neural.text)
    agreed = [figure for figure in theirs if figure in FIGURES.findall(english.text)]
    right = theirs if len(theirs) == len(mine) else agreed
    if len(right) == len(mine) and "".join(mine).isascii():
        number = count()
        return replace(own, text=FIGURES.sub(lambda _: right[next(number)], own.text))
    return own if all(figure in mine for figure in agreed if len(figure) > 1) else None  # one may be a letter of theirs
