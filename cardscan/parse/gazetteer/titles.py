"""Say how much a line of text is a job title."""

from dataclasses import replace
from functools import cache, lru_cache

from cardscan.parse.gazetteer.lexicon import Lexicon, Tag, is_online, lexicon, weights
from cardscan.text.joiners import AND


@lru_cache(2000)
def title_score(text: str) -> float:
    """Say 0..1 how much `text` is one person's job title ("Sales Manager", not "Sales & Services")."""
    tags = [] if is_online(text) else _titles().tag(text)
    head = max((t.weight for at, t in enumerate(tags) if t.role == "head" and not _ends_a_firm(tags, at)), default=0.0)
    if not head:
        return 0.0
    score = head * (0.3 + 0.7 * _known(tags))
    if any(c.isdigit() for c in text):
        score *= 0.5
    if tags[-1].role == "group" and tags[0].role != "head":
        score *= 0.4  # "Senior Engineers & Contractors"
    return score


@cache
def _titles() -> Lexicon:
    """Return the hand-made list with the rarer jobs added to its heads."""
    own = lexicon("titles")
    return replace(own, words={job: ("head", weight) for job, weight in weights("jobs").items()} | own.words)


def _ends_a_firm(tags: list[Tag], at: int) -> bool:
    """Say whether the word at `at` is the last of "Mettler & Partner"."""
    return at > 1 and at == len(tags) - 1 and tags[at - 1].text in AND and not tags[at - 2].role


def _known(tags: list[Tag]) -> float:
    """Say which share of the letters, joining words left out, belongs to words that the list holds."""
    known = sum(t.size for t in tags if t.role not in ("", "join"))
    unknown = sum(t.size for t in tags if not t.role)
    return known / (known + unknown) if known else 0.0
