"""Give a Greek or Cyrillic word back the letters that were read as Latin ones of the same shape.

A word has letters of one script: one with both was misread ("Tηλ"). One in Latin letters alone stands as it is, be it a
brand, but for a legal form of companies beside words of the other script: "I.K.E." is "Ι.Κ.Ε.".
"""

import re
from functools import cache

from cardscan.parse.gazetteer.lexicon import sections
from cardscan.text.letters import inked
from cardscan.text.misread import TWINS
from cardscan.text.scripts import is_latin, script_of

_WORD = re.compile(r"[^\W\d_]+")
_FORM = re.compile(r"(?<![\w.@-])(?:[A-Z]\.? ?)+(?!\w)(?![.@-]\w)")
BESIDE = 3  # letters of a word that tells the script of the words beside it


def with_twins(text: str) -> str:
    """Return a line's text with the letters of Greek and Cyrillic words in their script."""
    if text.isascii():
        return text
    text = _WORD.sub(lambda match: _of_one_script(match.group()), text)
    scripts = {script_of(word) for word in _WORD.findall(text) if len(word) >= BESIDE and not is_latin(word)}
    script = scripts.pop() if len(scripts) == 1 else ""
    return _FORM.sub(lambda match: _as_form(match.group(), script), text) if script in TWINS else text


def _of_one_script(word: str) -> str:
    """A word of letters of two scripts in the one that has twins for its Latin letters."""
    latin = {char for char in word if is_latin(char)}
    others = {script_of(char) for char in word if char not in latin}
    if not latin or len(others) != 1 or not latin <= TWINS.get(script := others.pop(), {}).keys():
        return word
    return "".join(TWINS[script].get(char, char) for char in word)


def _as_form(text: str, script: str) -> str:
    """Initials in another script, where they are a legal form of companies there."""
    other = "".join(TWINS[script].get(char, char) for char in text)
    return other if not any(map(str.isascii, filter(str.isalpha, other))) and _bare(other) in _forms() else text


@cache
def _forms() -> frozenset[str]:
    return frozenset(_bare(entry) for _, _, entries in sections("legal") for entry in entries if not entry.isascii())


def _bare(form: str) -> str:
    return inked(form.replace(".", "")).casefold()
