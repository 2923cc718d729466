"""Gather ordinary words: English by frequency, other languages from Faker's lists of running text."""

import importlib
import re
from importlib.resources import files

from cardscan.parse.gazetteer.lexicon import fold

LANGUAGES = ("de_DE", "es_ES", "fr_FR", "it_IT", "nl_NL", "pl_PL", "da_DK", "cs_CZ", "ru_RU", "tr_TR", "el_GR")


def common_words() -> dict[str, float]:
    """Return how common a word is, 0..1; only words that a dictionary has in lower case."""
    found: dict[str, float] = {}
    for language in LANGUAGES:
        try:
            provider = importlib.import_module(f"faker.providers.lorem.{language}").Provider
        except ModuleNotFoundError:
            continue
        for word in provider.word_list:
            if word == word.lower() or language.startswith("de"):
                found[fold(word)] = 0.5
    lower = _lower_case_words()
    lines = (files("symspellpy") / "frequency_dictionary_en_82_765.txt").read_text(encoding="utf-8-sig").splitlines()
    words = [w for w in (line.split()[0] for line in lines) if w in lower or w.rstrip("s") in lower or len(w) < 3]
    for rank, word in enumerate(words[:20000]):
        found[fold(word)] = 1.0 if rank < 4000 else 0.8 if rank < 9000 else 0.6
    return {w: c for w, c in found.items() if len(w) > 1}


def _lower_case_words() -> set[str]:
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
