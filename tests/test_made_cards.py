"""The cards that weights are fitted on: the same for a seed, of all kinds, and with nobody of the samples."""

import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture
def tools(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))


def test_a_seed_makes_the_same_cards(tools: None) -> None:
    from made_cards import made_cards

    assert list(made_cards(5, seed=1)) == list(made_cards(5, seed=1))
    assert list(made_cards(5, seed=1)) != list(made_cards(5, seed=2))


def test_cards_show_every_kind_of_segment(tools: None) -> None:
    from examples import made_up

    from cardscan.parse.labels import LABELS

    cards = list(made_up(60))
    assert {LABELS[label] for card in cards for label in card.labels} == set(LABELS)
    assert all(len(card.labels) == len(card.segments) == len(card.rows) for card in cards)


def test_nobody_of_the_samples_is_made_up(tools: None) -> None:
    from made_cards import made_cards

    truths = (ROOT / "samples" / "truth.jsonl").read_text(encoding="utf-8").splitlines()
    samples = [card for line in truths for card in json.loads(line)["cards"]]
    theirs = {text.casefold() for card in samples for text in (*card["fn"], *card["org"])}
    made = {text.casefold() for card in made_cards(300) for text in (*card.truth["fn"], *card.truth["org"])}
    assert not made & theirs
