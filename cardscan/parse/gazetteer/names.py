"""Say how much a word is a given name, a family name, or an ordinary word."""

import math

from cardscan.parse.gazetteer.lexicon import weights
from cardscan.text.folding import fold

#: The entry of the letters list that belongs to every word.
BIAS = "*"


def given_name(word: str) -> float:
    """Say 0..1 how much `word` is a given name; accents and case do not matter."""
    return _look_up("given", word)


def family_name(word: str) -> float:
    """Say 0..1 how much `word` is a family name; accents and case do not matter."""
    return _look_up("family", word)


def common_word(word: str) -> float:
    """Say 0..1 how much `word` is an ordinary word of English or another large European language."""
    return weights("common").get(_key(word), 0.0)


def name_like(word: str) -> float:
    """Say 0..1 how much the letters of a Latin `word` run as in names: for words that no list holds."""
    key = _key(word)
    known = weights("letters")
    parts = [p for p in key.replace("'", "").split("-") if len(p) > 2 and p.isascii() and p.isalpha()]
    odds = [known[BIAS] + sum(known.get(run, 0.0) for run in runs(part)) for part in parts]
    if not odds:
        return 0.0
    return (1 - common_word(word)) / (1 + math.exp(-max(-20.0, min(odds))))


def runs(word: str) -> list[str]:
    """Return the runs of 2, 3 and 4 letters of `word`, its two ends marked."""
    marked = f"^{word}$"
    return [marked[at : at + size] for size in (2, 3, 4) for at in range(len(marked) - size + 1)]


def _look_up(table: str, word: str) -> float:
    key = _key(word)
    known = weights(table)
    if key in known:
        return known[key]
    plain = key.replace("'", "")
    if plain in known:
        return known[plain]
    parts = [p for p in plain.split("-") if p]
    return min((known.get(p, 0.0) for p in parts), default=0.0) if len(parts) > 1 else 0.0


def _key(word: str) -> str:
    return fold(word).strip(" .,;:'\"()")
