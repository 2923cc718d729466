"""Which words are a person's name: what the network takes for one is judged, and the rest. All names are invented."""

from collections.abc import Mapping

import numpy as np
import pytest
from printed import at

from cardscan.model import Line
from cardscan.parse.card import LEAST_LIKELY, grammars, parse_card
from cardscan.parse.tagger.features import Described, describe
from cardscan.parse.tagger.network import TAGS, Chances
from cardscan.parse.tagger.persons import FIELD, options, with_people
from cardscan.parse.tagger.ranking import NONE, weights_of
from cardscan.parse.tagger.values import Value, values_of

TITLE = {"Harbour": "title", "Master": "title"}


def _told(lines: list[Line], tags: Mapping[str, str], chance: float) -> tuple[Described, Chances]:
    """A card, and chances that say of each word what it is; what is not told is nothing."""
    card = describe(lines, 1000, grammars(lines))
    assert card
    size = len(card.words)
    said = np.full((size, len(TAGS)), (1 - chance) / len(TAGS), np.float32)
    links = np.full((size, size + 1), 0.01, np.float32)
    for number, word in enumerate(card.words):
        said[number, TAGS.index(tags.get(word.text, "other"))] += chance
        first = number == 0 or card.words[number - 1].line != word.line
        links[number, 0 if first else number] = 0.9
    return card, Chances(said, links)


def _values(lines: list[Line], tags: Mapping[str, str], chance: float = 0.95) -> list[Value]:
    card, chances = _told(lines, tags, chance)
    return with_people(values_of(card.words, lines, chances), card, lines, chances, grammars(lines), LEAST_LIKELY)


def _people(lines: list[Line], tags: Mapping[str, str], chance: float = 0.95) -> list[str]:
    return [value.text for value in _values(lines, tags, chance) if value.kind == "fn"]


def _lines(*texts: str) -> list[Line]:
    return [at(text, 30, 30 + 40 * number, text) for number, text in enumerate(texts)]


def test_a_name_above_a_title_is_a_person() -> None:
    tags = {"Laura": "given", "Morvane": "family", **TITLE}
    assert _people(_lines("Laura Morvane", "Harbour Master"), tags) == ["Laura Morvane"]


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("Kelp Repairs Ltd", {"Kelp": "given", "Repairs": "family", "Ltd": "family"}),
        (
            "QUILL KELP TIDE AND BARROW WITH SHUTTLE",
            dict.fromkeys(("QUILL", "KELP", "TIDE", "BARROW", "WITH", "SHUTTLE"), "given"),
        ),
    ],
)
def test_a_firm_or_a_slogan_beside_a_person_is_none(text: str, tags: dict[str, str]) -> None:
    lines = _lines("Laura Morvane", "Harbour Master", "laura@quill-tide.com", text)
    said = {"Laura": "given", "Morvane": "family", **TITLE, **tags}
    assert _people(lines, said, 0.8) == ["Laura Morvane"]


def test_a_name_in_han_that_the_domain_spells_is_the_companys() -> None:
    lines = _lines("王文", "Harbour Master", "月山", "info@yueshan.com")
    tags = {"王": "family", "文": "given", "月": "family", "山": "given", **TITLE}
    assert _people(lines, tags, 0.9) == ["王文"]


def test_a_name_that_the_mail_address_spells_is_found_where_the_network_is_in_doubt() -> None:
    lines = _lines("Laura Morvane", "Harbour Master", "laura.morvane@kelpwick.com")
    tags = {"Laura": "given", "Morvane": "family", **TITLE}
    assert _people(lines, tags, 0.5) == ["Laura Morvane"]


def test_letters_of_a_logo_in_two_scripts_are_nobody() -> None:
    lines = _lines("Laura Morvane", "Harbour Master", "sQ月")
    tags = {"Laura": "given", "Morvane": "family", "sQ": "given", "月": "given", **TITLE}
    assert _people(lines, tags, 0.6) == ["Laura Morvane"]


def test_of_ways_that_share_a_word_one_is_taken_and_no_word_twice() -> None:
    lines = _lines("Laura Morvane / Tessa Morvane", "Harbour Master")
    tags = {"Laura": "given", "Tessa": "given", "Morvane": "family", **TITLE}
    found = _values(lines, tags)
    taken = [at_ for value in found for at_ in value.words]
    assert len(taken) == len(set(taken))
    assert [value.text for value in found if value.kind == "fn"] == ["Laura Morvane", "Tessa Morvane"]


def test_the_weights_are_those_of_the_signs() -> None:
    lines = _lines("Laura Morvane", "Harbour Master")
    card, chances = _told(lines, {"Laura": "given", "Morvane": "family"}, 0.9)
    ways = options(values_of(card.words, lines, chances), card, lines, chances, [])
    assert ways and {*ways[0].signs, NONE} == set(weights_of(FIELD))


@pytest.mark.parametrize("text", ["", "①", "....", "1234567", "()", "月", "a" * 400])
def test_any_card_is_read(text: str) -> None:
    parse_card([at(text, 30, 30, text)] if text else [], 1000)
