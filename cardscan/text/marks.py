"""Marks that are no part of a text: bullets, stars, the figures of a logo, and half a pair of brackets."""

import re
import unicodedata

_PAIRS = tuple(zip("([{（［【「『〈《«", ")]}）］】」』〉》»", strict=True))
_BULLETS = frozenset("•∙‧・●†‡§¶※")
_FIGURES = re.compile("[\u2460-\u24ff\u2776-\u2793]")  # in circles and brackets: ①
_OWN = frozenset("°®℠©")  # that stand right behind a word of theirs: 360°, Kelpwick®


def bare(text: str) -> str:
    """Return `text` without marks at its ends that are not its own, or that lack their partner."""
    text = text.strip()
    while (shorter := _without_last(_without_first(text))) != text:
        text = shorter
    return text


def is_mark(char: str) -> bool:
    """Whether a character is a mark: a bullet, a star, a figure in a circle; ㈱ stands for a word."""
    if not char:
        return False
    if char in _BULLETS or _FIGURES.match(char):
        return True
    return unicodedata.category(char) == "So" and not any(map(str.isalpha, unicodedata.normalize("NFKC", char)))


def _without_first(text: str) -> str:
    first = text[:1]
    stray = is_mark(first) or any(first == closing for _, closing in _PAIRS)
    half = any(first == opening and closing not in text for opening, closing in _PAIRS)
    return text[1:].lstrip() if stray or half else text


def _without_last(text: str) -> str:
    last, before = text[-1:], text[-2:-1]
    stray = is_mark(last) and not (last in _OWN and before.isalnum())
    half = any(last == opening or (last == closing and opening not in text[:-1]) for opening, closing in _PAIRS)
    return text[:-1].rstrip() if stray or half else text
