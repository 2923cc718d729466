"""Scripts: which reader has letters for one, and whether it is Latin."""

import re

#: What the neural reader has no letters for: Greek to Arabic, the Indian scripts, Thai, Hangul.
_OTHER = re.compile(r"[\u0370-\u06ff\u0900-\u0e7f\u1100-\u11ff\uac00-\ud7a3]")
#: Kana and Han.
EASTERN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
HANGUL = re.compile(r"[\uac00-\ud7a3]")


def only_tesseract(text: str) -> bool:
    """Tell whether a text is in a script that Tesseract alone reads."""
    letters = sum(char.isalpha() for char in text)
    other = len(_OTHER.findall(text))
    return other >= 2 and other > 0.4 * letters


def is_latin(text: str) -> bool:
    """Tell whether a text is in Latin letters, by the first that it has; one without letters is."""
    return next((char < "\u0250" or "\u1e00" <= char < "\u1f00" for char in text if char.isalpha()), True)
