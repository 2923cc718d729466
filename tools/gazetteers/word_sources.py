"""Gather ordinary words: English by frequency, other languages from Faker's lists of running text."""

import importlib
import re
from collections.abc import Iterator
from importlib.resources import files

from cardscan.parse.gazetteer.lexicon import lexicon
from cardscan.text.folding import fold

LANGUAGES = ("de_DE", "es_ES", "fr_FR", "it_IT", "nl_NL", "pl_PL", "da_DK", "cs_CZ", "ru_RU", "el_GR")


def ordinary_words() -> dict[str, float]:
    """Return how many in a million words of text are this one; only words that a dictionary has in lower case."""
    found: dict[str, float] = {}
    for language in LANGUAGES:
        provider = importlib.import_module(f"faker.providers.lorem.{language}").Provider
        for word in provider.word_list:
            if word == word.lower() or language.startswith("de"):
                found[fold(word)] = 60.0
    lower = lower_case_words()
    lines = (files("symspellpy") / "frequency_dictionary_en_82_765.txt").read_text(encoding="utf-8-sig").splitlines()
    counts = {word: int(count) for word, count in (line.split() for line in lines)}
    total = sum(counts.values())
    for word, count in counts.items():
        if word in lower or len(word) < 3:
            found[fold(word)] = max(found.get(fold(word), 0.0), 1e6 * count / total)
    for word, weight in _words_of_the_lexicons():
        found[word] = max(found.get(word, 0.0), 150 * weight)
    return {w: c for w, c in found.items() if len(w) > 1}


def _words_of_the_lexicons() -> Iterator[tuple[str, float]]:
    """Yield the words of titles, companies and addresses: ordinary words, whatever their language."""
    for name in ("titles", "orgs", "address"):
        for phrase, (role, weight) in lexicon(name).words.items():
            if role in ("head", "mod", "dept", "group", "name", "street", "unit"):
                yield from ((word, weight) for word in phrase.split() if len(word) > 3)


def lower_case_words() -> set[str]:
    """Return the words of hunspell's en_US list that stand there in lower case, with their plain endings."""
    text = (files("spylls") / "hunspell" / "data" / "en" / "en_US.dic").read_text(encoding="utf-8")
    found: set[str] = set()
    for line in text.splitlines()[1:]:
        word, _, flags = line.partition("/")
        if not word.islower():
            continue
        found.add(word)
        if re.search("[SGDRZJXN]", flags):
            stem = word.removesuffix("e")
            found |= {word + "s", stem + "ing", stem + "ed", word + "ed", word + "ing", stem + "er", stem + "ers"}
            found |= {stem + "ings", word + "es", word.removesuffix("y") + "ies", stem + "ion", stem + "ions"}
    return found
