"""Honorifics in brackets that stand before a name. All people are invented."""

import re

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


@pytest.mark.parametrize("before", ["Komm.-Rat", "Univ.-Prof.", "Dipl.-Kelpw."])
def test_the_half_of_one_that_a_hyphen_parts_is_of_the_name(before: str) -> None:
    chances = _prefixed(f"{before} Edda Brackwyth")
    assert chances == (f"{before} Edda Brackwyth", before)
    assert _prefixed(f"Kelpwick - {before.partition('-')[2]} Edda Brackwyth")[0].startswith(before.partition("-")[2])


def _prefixed(text: str) -> tuple[str, str]:
    """The name that a line holds, and its prefix, where all behind its hyphen was taken for the name."""
    lines = [at(text, 30, 30, text)]
    card = describe(lines, 1000, grammars(lines))
    assert card
    size = len(card.words)
    chances = Chances(np.full((size, len(TAGS)), 0.01, np.float32), np.full((size, size + 1), 0.1, np.float32))
    chances.tags[:-2, TAGS.index("prefix")] = chances.tags[-2, TAGS.index("given")] = 0.9
    chances.tags[-1, TAGS.index("family")] = 0.9
    first = next(n for n, word in enumerate(card.words) if word.text == "-") + 1
    value = value_of(range(first, size), "fn", card.words, lines, chances)
    assert value
    (whole,) = with_honorifics([value], card, lines, chances)
    return whole.text, whole.parts.get("prefix", "")


@pytest.mark.parametrize(
    ("behind", "is_call"), [("(Mr. Ray)", True), ("[Khun Ruvo]", True), ("(Retd.)", False), ("(Ruvo Tarn)", False)]
)
def test_what_one_is_called_behind_a_name_is_no_part_of_it(behind: str, is_call: bool) -> None:
    words = ("Edda", "Brackwyth", *re.findall(r"\w+\.?|\W", behind.replace(" ", "\n")))
    assert _called(f"Edda Brackwyth {behind}", *words)[0] == (
        "Edda Brackwyth" if is_call else f"Edda Brackwyth {behind}"
    )
