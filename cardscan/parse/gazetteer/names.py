"""Say how much a word is a given name, a family name, or an ordinary word."""

from cardscan.parse.gazetteer.lexicon import fold, weights


def given_name(word: str) -> float:
    """Say 0..1 how much `word` is a given name; accents and case do not matter."""
    return _look_up("given", word)


def family_name(word: str) -> float:
    """Say 0..1 how much `word` is a family name; accents and case do not matter."""
    return _look_up("family", word)


def common_word(word: str) -> float:
    """Say 0..1 how much `word` is an ordinary word of English or another large European language."""
    return weights("common").get(_key(word), 0.0)


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
