"""The weights by which a way to read a field is chosen are fitted: what speaks for a right way weighs more."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from printed import at

from cardscan.model import Line
from cardscan.parse.tagger.network import WEIGHTS, Network
from tools import fit_companies, fit_persons
from tools.choosing import Choice, Of, fitted, report

Choices = Callable[[Mapping[str, Any], Sequence[Line], float, Network], list[Choice]]
CARD = [
    at("Kelpwick Instruments GmbH", 30, 30, "Kelpwick Instruments GmbH"),
    at("Ada Brackwyth", 30, 150, "Ada Brackwyth"),
    at("Harbour Master", 30, 190, "Harbour Master"),
]


@pytest.fixture(scope="module")
def tagger() -> Network:
    return Network.load(Path(WEIGHTS))


def _choices(count: int) -> list[Choice]:
    """Choices of four ways: right is the one with most of the first sign and least of the second, never none."""
    chance, choices = np.random.default_rng(5), []
    for _ in range(count):
        signs = chance.random((4, 3))
        better = signs[:, 0] - signs[:, 1]
        ways = np.concatenate([np.c_[signs, np.zeros(4)], [[0.0, 0.0, 0.0, 1.0]]])
        choices.append(
            Choice(("for", "against", "idle", "none"), ways, np.array([*(better >= better.max()), False]), 4)
        )
    return choices


def test_a_sign_of_right_ways_gets_weight_and_one_of_no_meaning_little() -> None:
    weights = fitted(_choices(200), 0.002, {})
    assert weights[0] > 3 and weights[1] < -3 and abs(weights[2]) < 1


def test_a_guess_stands_where_cards_say_little() -> None:
    told = _choices(2)
    plain, guessed = fitted(told, 0.1, {}), fitted(told, 0.1, {"idle": -4.0})
    assert guessed[2] < plain[2] - 1


def test_what_is_printed_was_judged_without_the_set(capsys: pytest.CaptureFixture[str]) -> None:
    of = Of("none", lambda *card: [], 0.4, 0.002, {})
    report(of, {"one": _choices(60), "two": _choices(40)}, [])
    rows = [line.split() for line in capsys.readouterr().out.splitlines()[1:]]
    assert [row[:3] for row in rows] == [["one", "60", "60"], ["two", "40", "40"]]
    assert all(int(row[3]) + int(row[4]) <= int(row[1]) and float(row[-1]) < 1 for row in rows)


def test_of_a_card_the_ways_to_read_its_company_are_told_right_and_wrong(tagger: Network) -> None:
    (ways,) = fit_companies.choices({"org": ["Kelpwick Instruments"]}, CARD, 1000, tagger)
    assert ways.right[:-1].any() and not ways.right[-1] and ways.signs.shape == (len(ways.right), len(ways.names))


@pytest.mark.parametrize("names", [[], ["Morvane"]])
def test_where_no_way_is_right_that_there_is_none_is_right(names: list[str], tagger: Network) -> None:
    (ways,) = fit_companies.choices({"org": names}, [at("Kelpwick Instruments GmbH", 30, 30, "x")], 1000, tagger)
    assert list(ways.right).index(True) == len(ways.right) - 1 and ways.right.sum() == 1


def test_each_way_to_read_a_person_is_held_against_none(tagger: Network) -> None:
    found = fit_persons.choices({"fn": ["Ada Brackwyth"]}, CARD, 1000, tagger)
    assert len(found) > 1 and all(len(ways.right) == 2 for ways in found)
    assert sum(bool(ways.right[0]) for ways in found) == 1
    assert all(ways.right[0] != ways.right[1] for ways in found)


@pytest.mark.parametrize("choices", [fit_companies.choices, fit_persons.choices])
def test_a_card_without_words_leaves_no_choice(choices: Choices, tagger: Network) -> None:
    assert choices({"org": ["Morvane"], "fn": ["Ada Brackwyth"]}, [], 1000, tagger) == []


@pytest.mark.parametrize(
    ("texts", "right"),
    [
        (["Dr. Ada Brackwyth", "Ada Brackwyth"], [True, False]),
        (["Ada Brackwyth", "Ada"], [True, False]),
        (["Dr. Ada Brackwyfh", "Kelpwick"], [True, False]),
        (["Kelpwick"], [False]),
    ],
)
def test_a_name_is_told_right_by_the_closest_text(texts: list[str], right: list[bool]) -> None:
    assert fit_persons.right_of(["Dr. Ada Brackwyth"], texts) == right
