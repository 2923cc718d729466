"""Which words are the company's name, of all that the network takes for some of a company's. All are invented."""

from dataclasses import replace

import numpy as np
import pytest
from printed import at

from cardscan.model import Line
from cardscan.parse.card import grammars
from cardscan.parse.tagger.companies import FIELD, options, with_company
from cardscan.parse.tagger.features import Described, describe
from cardscan.parse.tagger.network import TAGS, Chances
from cardscan.parse.tagger.ranking import NONE, chances_of, weights_of
from cardscan.parse.tagger.values import Value, values_of

NAME = at("Kelpwick Instruments GmbH", 30, 30, "Kelpwick Instruments GmbH")
MAIL = at("ada@kelpwick.com", 30, 400, "ada@kelpwick.com")


def _card(lines: list[Line], joined: bool = True) -> tuple[Described, Chances]:
    """A card on which every word is of the company; `joined`: all of them of one name."""
    card = describe(lines, 1000, grammars(lines))
    assert card
    size = len(card.words)
    tags, links = np.full((size, len(TAGS)), 0.001, np.float32), np.full((size, size + 1), 0.01, np.float32)
    for number, word in enumerate(card.words):
        tags[number, TAGS.index(word.kind or "org")] = 0.95
        new_line = number == 0 or card.words[number - 1].line != word.line
        links[number, 0 if number == 0 or (new_line and not joined) else number] = 0.9
    return card, Chances(tags, links)


def _orgs(lines: list[Line], joined: bool = True) -> list[Value]:
    card, chances = _card(lines, joined)
    found = with_company(values_of(card.words, lines, chances), card, lines, chances)
    return [value for value in found if value.kind == "org"]


def test_a_logo_that_was_read_twice_stands_once_in_the_name() -> None:
    lines = [at("KELPWICK", 30, 30, "KELPWICK"), at("KELPWICK Instruments GmbH", 30, 70, "KELPWICK Instruments GmbH")]
    assert _orgs(lines)[0].text == "KELPWICK Instruments GmbH"


def test_a_scrap_that_was_badly_read_is_no_part_of_the_name() -> None:
    scrap = replace(at("xQe", 30, 90, sure=0.3), agreed=False)
    assert _orgs([NAME, scrap])[0].text == "Kelpwick Instruments GmbH"


def test_a_name_without_spaces_is_not_cut_within_its_line() -> None:
    lines = [at("有限会社月舟の紙工房", 30, 30, "有限会社月舟の紙工房")]
    card, chances = _card(lines)
    rest = slice(6, len(card.words))
    chances.tags[rest] = 0.01
    chances.tags[rest, TAGS.index("org")], chances.tags[rest, TAGS.index("trade")] = 0.15, 0.8
    before = [value.text for value in values_of(card.words, lines, chances) if value.kind == "org"]
    assert before == ["有限会社月舟"]
    found = with_company(values_of(card.words, lines, chances), card, lines, chances)
    assert [value.text for value in found if value.kind == "org"] == ["有限会社月舟の紙工房"]


def test_the_domain_tells_the_company_from_a_brand() -> None:
    brand = at("Morvane", 500, 30, "Morvane")
    for lines in ([NAME, brand, MAIL], [brand, NAME, MAIL]):
        assert _orgs(lines, joined=False)[0].text == "Kelpwick Instruments GmbH"


def test_a_second_company_stays_unless_a_word_is_of_the_chosen_one() -> None:
    second = at("Morvane Trading Ltd", 500, 30, "Morvane Trading Ltd")
    found = [value.text for value in _orgs([NAME, second, MAIL], joined=False)]
    assert found == ["Kelpwick Instruments GmbH", "Morvane Trading Ltd"]
    assert len(_orgs([NAME, second, MAIL])) == 1


def test_a_brand_beside_the_name_is_no_second_company() -> None:
    found = _orgs([NAME, at("Morvane", 500, 30, "Morvane"), MAIL], joined=False)
    assert [value.text for value in found] == ["Kelpwick Instruments GmbH"]


def test_all_other_values_are_left_as_they_are() -> None:
    lines = [at("Ada Brackwyth", 30, 30, "x"), at("Kelpwick Instruments GmbH", 30, 300, "x")]
    card, chances = _card(lines)
    for number in range(2):
        chances.tags[number] = 0.001
        chances.tags[number, TAGS.index(("given", "family")[number])] = 0.95
    before = values_of(card.words, lines, chances)
    after = with_company(before, card, lines, chances)
    assert [v for v in after if v.kind != "org"] == [v for v in before if v.kind != "org"]


def _taken_for(tag: str, lines: list[Line], of: str, org: float = 0.2) -> list[Value]:
    """The values of a card on which the network takes the words of one line for something else than a company's."""
    card, chances = _card(lines, joined=False)
    for number, word in enumerate(card.words):
        if lines[word.line].text == of:
            chances.tags[number] = 0.001
            chances.tags[number, TAGS.index(tag)], chances.tags[number, TAGS.index("org")] = 0.95 - org, org
    return with_company(values_of(card.words, lines, chances), card, lines, chances)


def test_a_shop_that_was_taken_for_a_person_is_the_company_of_its_domain() -> None:
    found = _taken_for("family", [at("Velmara", 30, 30, "Velmara"), at("info@velmara.com", 30, 400, "x")], "Velmara")
    assert [(value.kind, value.text) for value in found if value.kind in ("fn", "org")] == [("org", "Velmara")]


def test_a_name_does_not_end_where_it_wants_more_though_the_rest_was_taken_for_a_department() -> None:
    lines = [at("National Institute of", 30, 30, "x"), at("Kelp and Tide Research", 30, 58, "x")]
    card, chances = _card(lines, joined=False)
    rest = slice(3, len(card.words))
    chances.tags[rest, TAGS.index("dept")], chances.tags[rest, TAGS.index("org")] = 0.55, 0.4
    found = options(values_of(card.words, lines, chances), card, lines, chances)
    likely = dict(zip([option.value.text for option in found], chances_of(found, FIELD), strict=True))
    assert likely["National Institute of"] < likely["National Institute of Kelp and Tide Research"]


def test_what_stands_behind_a_bar_is_not_of_the_name() -> None:
    both = "Kelpwick International S.A. | Port Quill"
    assert (
        _orgs([at(both, 30, 30, both), at("ada@kelpwick.com", 30, 400, "x")])[0].text == "Kelpwick International S.A."
    )


def test_companies_one_below_the_other_are_not_one() -> None:
    names = ("Kelpwick Investments Ltd", "Morvane Industries Ltd", "Quill Jewellery Co.")
    found = _orgs([at(name, 30, 30 + 30 * number, name) for number, name in enumerate(names)])
    assert found[0].text in names


def test_a_logo_that_was_misread_is_no_second_name() -> None:
    logo = replace(at("KELPWCK INSTRUMFNTS", 500, 30, sure=0.6), agreed=False)
    assert [value.text for value in _orgs([NAME, logo, MAIL], joined=False)] == ["Kelpwick Instruments GmbH"]


def test_a_name_that_is_rather_unlikely_is_none() -> None:
    lines = [at("Ada Brackwyth", 30, 30, "x")]
    card, chances = _card(lines)
    chances.tags[:] = 0.001
    chances.tags[:, TAGS.index("given")] = 0.98
    values = values_of(card.words, lines, chances)
    assert with_company(values, card, lines, chances) == values


def test_the_chances_of_all_ways_leave_one_for_that_there_is_none() -> None:
    lines = [NAME, MAIL]
    card, chances = _card(lines)
    found = options(values_of(card.words, lines, chances), card, lines, chances)
    assert 0 < sum(chances_of(found, FIELD)) < 1
    assert set(found[0].signs) | {NONE} == set(weights_of(FIELD))


@pytest.mark.parametrize("pieces", [1, 2, 3, 12, 40])
def test_each_way_is_offered_once_and_there_are_not_too_many(pieces: int) -> None:
    lines = [at(f"{chr(97 + number % 26)}wick{number}", 30, 30 + 40 * number, "x") for number in range(pieces)]
    card, chances = _card(lines)
    ways = [option.value.words for option in options(values_of(card.words, lines, chances), card, lines, chances)]
    assert len(ways) == len(set(ways)) <= 16 * pieces
    assert tuple(range(len(card.words))) in ways
