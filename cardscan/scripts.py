"""Which reader has letters for a script."""

import re

#: What the neural reader has no letters for: Greek to Arabic, the Indian scripts, Thai, Hangul.
_OTHER = re.compile(r"[\u0370-\u06ff\u0900-\u0e7f\u1100-\u11ff\uac00-\ud7a3]")


def only_tesseract(text: str) -> bool:
    """Tell whether a text is in a script that Tesseract alone reads."""
    letters = sum(char.isalpha() for char in text)
    other = len(_OTHER.findall(text))
    return other >= 2 and other > 0.4 * letters
