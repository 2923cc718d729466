"""Say whether any list holds a word."""

from collections.abc import Iterator
from functools import lru_cache

from cardscan.parse.gazetteer.lexicon import lexicon
from cardscan.parse.gazetteer.names import common_word, family_name, given_name
from cardscan.parse.gazetteer.places import city
from cardscan.text.folding import fold


@lru_cache(8192)
def is_word(word: str) -> bool:
    """True when a list holds a word: a name, a city, an ordinary word, or one of titles, companies and addresses."""
    return any(_scores(fold(word)))


def _scores(word: str) -> Iterator[bool]:
    yield max(given_name(word), family_name(word)) >= 0.3
    yield common_word(word) >= 0.2
    yield bool(city(word))
    for name in ("titles", "orgs", "address"):
        yield word in lexicon(name).words
