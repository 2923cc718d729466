"""Say how much a line of text is a company's name."""

from functools import lru_cache

from cardscan.parse.gazetteer.legal import legal_form
from cardscan.parse.gazetteer.lexicon import is_online, lexicon
from cardscan.parse.gazetteer.names import common_word
from cardscan.text.joiners import AND
from cardscan.text.letters import squash, words

#: Words of slogans, which no company's name holds.
_SLOGAN = frozenset(("our", "your", "we", "you", "us", "is", "are", "it", "it's"))


@lru_cache(2000)
def org_score(text: str) -> float:
    """Say 0..1 how much `text` is the name of a company or an institution."""
    if is_online(text):
        return 0.0
    if legal_form(text):
        return 0.98
    tags = lexicon("orgs").tag(text)
    missing = 1.0
    for at, tag in enumerate(tags):
        if tag.role == "name":
            inner = 0 < at < len(tags) - 1
            missing *= 1 - tag.weight * (0.5 if inner and tag.weight < 0.7 else 1.0)
        elif tag.role == "pair" and at and tags[at - 1].text in AND:
            missing *= 1 - tag.weight
    slogan = any(tag.text in _SLOGAN for tag in tags)
    numbers = sum(c.isdigit() for c in text) > 2  # as in "Studio 80, 12 Mill Lane"
    return (1 - missing) * (0.4 if slogan else 1.0) * (0.6 if numbers else 1.0)


def without_form(text: str) -> str:
    """Return a company's name without its legal form."""
    form = legal_form(text)
    return text.replace(form, " ") if form and squash(form) != squash(text) else text


@lru_cache(2000)
def has_proper(text: str) -> bool:
    """Say whether a company's name holds a word that is no ordinary word, or initials: "J. B. Traders"."""
    tokens = words(without_form(text))
    proper = any(common_word(w) < 0.2 and not org_score(w) for w in tokens if len(w) > 1)
    return proper or sum(len(w) == 1 and w.isupper() for w in tokens) > 1
