"""Settle letters of one shape, such as capital i and small L, by what the card and the lists know of the word.

No reader can tell them apart in most typefaces; the word, its case, an address of the net and a legal form can.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache

from cardscan.parse import gazetteer as known
from cardscan.parse.gazetteer import words as listed
from cardscan.parse.gazetteer.lexicon import is_online, sections
from cardscan.text.folding import fold
from cardscan.text.misread import ONE_SHAPE

_WORD = re.compile(r"[^\W\d_]+")
_IN_DOMAIN = re.compile(r"[a-z\d-]{2}\.$")
_UPRIGHT = re.compile("[Il]")
_INITIALS = re.compile(r"(?<![\w.])(?:[\w|!$]\. ?){2,5}(?=$|[\s,;)])")
_ENDING = re.compile(r"(?<=[\w)\"'».,] )[^\W_]{3,7}(?=\.?$|\.?[,;)])")
_CONSONANT = "[b-df-hj-np-tv-xz]"
#: How no word begins in small letters, or has a letter inside, that no list holds: "llwick", "StaIden", "MllANO".
_ODD = re.compile(rf"^l{_CONSONANT}[^\W\d_A-Z]|(?<!Mc)(?<!Mac)(?<=[a-zß-ÿ])I[a-zß-ÿ]|[A-ZÀ-Þ]l+[A-ZÀ-Þ]")
_BEHIND_CODE = re.compile(r"(?:^|[\s,;|·•-])\d{4,6} $")
_TOWN = re.compile(rf"(?:[Il][Il]|l{_CONSONANT})[a-zß-ÿ]+")  # behind its code, of which an I was read as an l
NAMED = 0.5  # how well a given name must be known
TOWN = 5  # letters of a town of which one was read without its stroke
_STROKES = tuple((plain, "\u0142") for plain in "tl")  # ł


def with_shapes(text: str, held: Callable[[str], bool], is_word: Callable[[str], bool]) -> str:
    """Return a line's text with letters of one shape as the word, or a legal form, has them.

    `held`: an address elsewhere on the card holds a word; `is_word`: a list holds it.
    """
    if is_online(text):
        return text
    words = _WORD.findall(text)

    def settled(match: re.Match[str]) -> str:
        word = match.group()
        if _IN_DOMAIN.search(match.string[: match.start()]):
            return word
        other = _regular(word) if _UPRIGHT.search(word) else word
        if other != word:
            if held(other) != held(word):
                return other if held(other) else word
            if is_word(other) and (_is_odd(word) or (len(word) > 2 and not is_word(word))):  # "le" is no "Ie"
                return other
            if _begins_a_name(word, other, words) or _begins_a_town(match, words):
                return other
        return _with_stroke(word, is_word)

    text = _WORD.sub(settled, text)
    text = _INITIALS.sub(lambda match: _legal(match.group()), text)
    return _ENDING.sub(lambda match: match.group() if _stands(match.group(), is_word) else _legal(match.group()), text)


def _regular(word: str) -> str:
    """A word as its case has it: capital i begins it, small L stands inside; among capitals no letter is small."""
    capitals = sum(map(str.isupper, word)) - word.count("I")
    if capitals and capitals == len(word) - word.count("I") - word.count("l"):
        return word.replace("l", "I") if len(word) > 2 else word
    first = "I" if word[0] == "l" and word[1:2].islower() | (word[1:2] == "I") else word[0]
    return first + word[1:].replace("I", "l")


def _is_odd(word: str) -> bool:
    """True for a word in a case that none is written in: "PauI", "MARlA"."""
    return not (word.isupper() or word[1:].islower())


def _begins_a_name(word: str, other: str, words: Sequence[str]) -> bool:
    """True for "lan" before "Brackwyth": a given name among words with capitals, itself with a small letter."""
    others = [w for w in words if w != word]
    return (
        word[0] == "l"
        and len(word) > 2  # "le"
        and len(others) in (1, 2, 3)
        and all(w[0].isupper() for w in others)
        and known.given_name(other) >= NAMED
    )


def _begins_a_town(match: re.Match[str], words: Sequence[str]) -> bool:
    """True for "7199 llwick": a town that stands behind its code, on a line with other capitals, has one itself."""
    behind = _BEHIND_CODE.search(match.string[: match.start()])
    return bool(behind and _TOWN.fullmatch(match.group())) and any(w[0].isupper() for w in words if w != match.group())


def seems_misread(text: str) -> bool:
    """Whether a text has a word that no list holds, and that begins or goes on as none does."""
    return any(_ODD.search(word) and not listed.is_word(word) for word in _WORD.findall(text))


def _stands(word: str, is_word: Callable[[str], bool]) -> bool:
    """True when the last word of a line is what it says: a word, or an abbreviation in capitals ("LIC")."""
    listed = known.common_word(word) > 0 or is_word(word)
    return word.isupper() or (listed and not _is_odd(word))


def _legal(text: str) -> str:
    """A legal form with the letters that it has, in the case that it was read in: "S.r.I." is "S.r.l."."""
    forms = _legal_forms().get(_shape(text), frozenset())
    letters = [i for i, char in enumerate(text) if char not in ". "]
    if len(forms) != 1 or not any(map(str.isalpha, text)) or len(form := next(iter(forms))) != len(letters):
        return text
    out = list(text)
    for at, (i, char) in enumerate(zip(letters, form, strict=True)):
        if fold(text[i]) != fold(char):
            beside = text[letters[at - 1]] if at else text[letters[1]]
            out[i] = char.lower() if beside.islower() and (at or not char.isupper()) else char.upper()
    return "".join(out)


@cache
def _legal_forms() -> Mapping[str, frozenset[str]]:
    """Legal forms by their shape, without dots and blanks: those of initials, and those that are one word."""
    forms: dict[str, dict[str, str]] = {}
    for _, _, entries in sections("legal"):
        for entry in entries:
            letters = re.sub(r"[. ]", "", entry)
            if _INITIALS.fullmatch(entry) or re.fullmatch(r"[A-Z][a-z]{2,6}\.?", entry):
                forms.setdefault(_shape(entry), {}).setdefault(letters.casefold(), letters)
    return {shape: frozenset(found.values()) for shape, found in forms.items()}


def _shape(text: str) -> str:
    dots = "." if "." in text.strip().rstrip(".") else ""
    return re.sub(r"[. ]", "", text).casefold().translate(ONE_SHAPE) + dots


@lru_cache(4096)
def _strokes(word: str) -> str:
    """A town of Poland of which one letter lost its stroke: "Wroctaw"; "" for what is none."""
    for plain, stroked in _STROKES:
        for at, char in enumerate(word):
            if at and char.casefold() == plain:
                new = stroked.upper() if word.isupper() else stroked
                town = word[:at] + new + word[at + 1 :]
                if "PL" in known.city(town):
                    return town
    return ""


def _with_stroke(word: str, is_word: Callable[[str], bool]) -> str:
    if len(word) < TOWN or not word[0].isupper() or not word.isascii() or is_word(word):
        return word
    return _strokes(word) or word
