"""How well a tagger tells the words of cards apart that it was not trained on."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from cardscan.parse.tagger.features import Described
from cardscan.parse.tagger.network import TAGS, Network
from tools.tagger_examples import NOT_ASKED, Example

_LEAST = 1e-6  # the chance that what is right has at least


@dataclass(frozen=True, slots=True)
class Figures:
    """Of so many words, the share that are told rightly, and how unlikely the tagger takes what is right for.

    told   share of the words whose likeliest tag is one that they may have
    tags   nats a word
    links  nats a word of a value: where it begins, or from which word it goes on
    """

    words: int
    told: float
    tags: float
    links: float

    def __str__(self) -> str:
        return f"{self.words} words, {self.told:.4f} told rightly; nats {self.tags:.4f} tags, {self.links:.4f} links"


def figures(tagger: Network, examples: Iterable[Example]) -> Figures:
    """Ask a tagger what the words of cards are."""
    told: list[bool] = []
    tags: list[float] = []
    links: list[float] = []
    for of in examples:
        chances = tagger.chances(Described((), of.numbers.astype(np.float32), of.hashes, of.places))
        may_be = np.unpackbits(of.tags, axis=1)[:, : len(TAGS)].astype(bool)
        known, linked = may_be.any(axis=1), of.links > NOT_ASKED
        told += may_be[known, chances.tags[known].argmax(axis=1)].tolist()
        tags += (-np.log((chances.tags * may_be).sum(axis=1)[known] + _LEAST)).tolist()
        links += (-np.log(chances.links[linked, of.links[linked] + 1] + _LEAST)).tolist()
    return Figures(len(told), float(np.mean(told)), float(np.mean(tags)), float(np.mean(links)))
