"""Say how much a word is a given name, a family name, or an ordinary word."""

import gzip
from functools import cache

from cardscan.parse.gazetteer.lexicon import DATA, fold


def given_name(word: str) -> float:
    """Say 0..1 how much `word` is a given name; accents and case do not matter."""
    return _look_up("given", word)


def family_name(word: str) -> float:
    """Say 0..1 how much `word` is a family name; accents and case do not matter."""
    return _look_up("family", word)


def common_word(word: str) -> float:
    """Say 0..1 how much `word` is an ordinary word of English or another large European language."""
    return _weights("common").get(_key(word), 0.0)


def _look_up(table: str, word: str) -> float:
    key = _key(word)
    weights = _weights(table)
    if key in weights:
        return weights[key]
    plain = key.replace("'", "")
    if plain in weights:
        return weights[plain]
    parts = [p for p in plain.split("-") if p]
    return min((weights.get(p, 0.0) for p in parts), default=0.0) if len(parts) > 1 else 0.0


def _key(word: str) -> str:
    return fold(word).strip(" .,;:'\"()")


@cache
def _weights(table: str) -> dict[str, float]:
    """Load `data/<table>.txt.gz`: lines "7<tab>word word", the weight in tenths."""
    found: dict[str, float] = {}
    with gzip.open(DATA / f"{table}.txt.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            tenths, _, words = line.partition("\t")
            found.update(dict.fromkeys(words.split(), int(tenths) / 10))
    return found
