"""Honorifics in brackets that stand before a name. All people are invented."""

import numpy as np
import pytest
from printed import at

from cardscan.parse.card import grammars
from cardscan.parse.tagger.before_names import with_honorifics
from cardscan.parse.tagger.features import describe
from cardscan.parse.tagger.network import TAGS, Chances
from cardscan.parse.tagger.values import value_of


def _called(text: str, *name: str) -> tuple[str, str]:
    """The name that a line holds, and its prefix, where these words of it were taken for the name."""
    lines = [at(text, 30, 30, text)]
    card = describe(lines, 1000, grammars(lines))
    assert card
    size = len(card.words)
    chances = Chances(np.full((size, len(TAGS)), 1 / len(TAGS), np.float32), np.full((size, size + 1), 0.1, np.float32))
    chances.tags[:-1, TAGS.index("given")] = chances.tags[-1, TAGS.index("family")] = 0.9
    words = [n for n, word in enumerate(card.words) if word.text in name]
    value = value_of(words, "fn", card.words, lines, chances)
    assert value
    (whole,) = with_honorifics([value], card, lines, chances)
    return whole.text, whole.parts.get("prefix", "")


@pytest.mark.parametrize("before", ["Prof. (Dr.)", "Engr. [Alhaji]", "Mr. (Adv.)"])
def test_they_are_of_the_name(before: str) -> None:
    assert _called(f"{before} Edda Brackwyth", "Edda", "Brackwyth") == (f"{before} Edda Brackwyth", before)


@pytest.mark.parametrize("before", ["Keeper (Tides)", "(Tides)", "Prof. Tides)"])
def test_other_words_are_not(before: str) -> None:
    assert _called(f"{before} Edda Brackwyth", "Edda", "Brackwyth") == ("Edda Brackwyth", "")
