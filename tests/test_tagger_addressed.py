"""A company that is called as its web address. All are invented."""

from dataclasses import replace

import numpy as np
import pytest
from printed import at

from cardscan.model import Line
from cardscan.parse.card import grammars
from cardscan.parse.tagger.addressed import with_addressed
from cardscan.parse.tagger.features import describe
from cardscan.parse.tagger.network import TAGS, Chances
from cardscan.parse.tagger.values import Value


def _high(line: Line, size: float) -> Line:
    (x0, y0, x1, _), bottom = line.place, line.place[1] + size
    return replace(line, place=(x0, y0, x1, bottom), box=((x0, y0), (x1, y0), (x1, bottom), (x0, bottom)))


def _company(address: str, size: float, *values: Value) -> list[str]:
    """What is said of the company on a card with this address in letters so high, the others 20."""
    lines = [_high(at(address, 30, 30), size), _high(at("Quay Street 7", 30, 200), 20)]
    card = describe(lines, 1000, grammars(lines))
    assert card
    words = len(card.words)
    chances = Chances(np.full((words, len(TAGS)), 1 / len(TAGS), np.float32), np.full((words, words + 1), 0.1))
    return [value.text for value in with_addressed(values, card, lines, chances) if value.kind == "org"]


def test_an_address_that_stands_out_is_the_name() -> None:
    assert _company("kelpwick.pl", 60) == ["kelpwick.pl"]


@pytest.mark.parametrize(("address", "size"), [("kelpwick.pl", 22), ("www.kelpwick.pl", 60), ("jo@kelpwick.pl", 60)])
def test_what_does_not_or_is_only_to_be_typed_is_none(address: str, size: float) -> None:
    assert _company(address, size) == []


def test_a_card_that_names_its_company_needs_none() -> None:
    assert _company("kelpwick.pl", 60, Value("org", "Kelp Ltd", (), {}, 0.9)) == ["Kelp Ltd"]
