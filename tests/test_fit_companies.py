"""The weights by which a company's name is chosen are fitted: what speaks for a right way weighs more."""

from pathlib import Path

import numpy as np
import pytest
from printed import at

from cardscan.parse.tagger.network import WEIGHTS, Network
from tools.fit_companies import Choice, choice, fitted


@pytest.fixture(scope="module")
def tagger() -> Network:
    return Network.load(Path(WEIGHTS))


def test_a_sign_of_right_ways_gets_weight_and_one_of_no_meaning_little() -> None:
    chance = np.random.default_rng(5)
    choices = []
    for _ in range(200):
        signs = chance.random((4, 3))
        choices.append(Choice(signs, signs[:, 0] - signs[:, 1] >= (signs[:, 0] - signs[:, 1]).max(), 0))
    weights = fitted(choices)
    assert weights[0] > 3 and weights[1] < -3 and abs(weights[2]) < 1


def test_of_a_card_the_ways_to_read_its_company_are_told_right_and_wrong(tagger: Network) -> None:
    lines = [
        at("Kelpwick Instruments GmbH", 30, 30, "Kelpwick Instruments GmbH"),
        at("Ada Brackwyth", 30, 150, "Ada Brackwyth"),
        at("Harbour Master", 30, 190, "Harbour Master"),
    ]
    found = choice({"org": ["Kelpwick Instruments"]}, lines, 1000, tagger)
    assert found
    names, ways = found
    assert ways.right[:-1].any() and not ways.right[-1] and ways.signs.shape == (len(ways.right), len(names))


@pytest.mark.parametrize("names", [[], ["Morvane"]])
def test_where_no_way_is_right_that_there_is_none_is_right(names: list[str], tagger: Network) -> None:
    found = choice({"org": names}, [at("Kelpwick Instruments GmbH", 30, 30, "x")], 1000, tagger)
    assert found
    assert list(found[1].right).index(True) == len(found[1].right) - 1
    assert found[1].right.sum() == 1


def test_a_card_without_words_leaves_no_choice(tagger: Network) -> None:
    assert choice({"org": ["Morvane"]}, [], 1000, tagger) is None
