"""The cards that are made up to train on: the same for a seed, of all kinds and countries, with no held-out name."""

import gzip
import re
from collections.abc import Sequence

import pytest

pytest.importorskip("faker", reason="cards are made up with the packages of .[train]")

from cardscan.parse.tagger.features import is_column
from cardscan.parse.tagger.network import TAGS
from cardscan.parse.tagger.values import KINDS
from tools.made.canvas import respaced
from tools.made.cards import made_card, made_cards, rng_of
from tools.made.layouts import layouts
from tools.made.lists import countries, held_out, listed, native
from tools.made.people import person
from tools.made.pieces import Made, Piece, text_of
from tools.made.refill import filled_card
from tools.made.said import Said, address_in
from tools.made.sayings import code, event
from tools.made.titles import department, title
from tools.made.truth import truth_of
from tools.made.words import all_latin, recombined
from tools.made.world import BUSINESSES, TRADES, business, in_own_letters, trade


@pytest.fixture(scope="module")
def cards() -> list[Made]:
    """Cards of all kinds: drawn anew, and in layouts of real ones."""
    return [*made_cards(300), *(filled_card(rng_of(2, number), layouts()) for number in range(100))]


def test_a_seed_makes_the_same_cards() -> None:
    assert list(made_cards(5, seed=1)) == list(made_cards(5, seed=1))
    assert list(made_cards(5, seed=1)) != list(made_cards(5, seed=2))
    assert made_card(rng_of(1, 4)) == list(made_cards(5, seed=1))[4]


def test_a_layout_is_filled_in_the_same_way_for_a_seed() -> None:
    assert filled_card(rng_of(3, 0), layouts()) == filled_card(rng_of(3, 0), layouts())


def test_every_character_is_told(cards: Sequence[Made]) -> None:
    lines = [marked for card in cards for marked in card.marked]
    assert lines
    assert all(len(marked.told) == len(marked.line.text) for marked in lines)
    assert all(marked.line.text == marked.line.text.strip() for marked in lines if marked.line.text)


def test_cards_show_all_that_a_word_can_be(cards: Sequence[Made]) -> None:
    assert {tag for card in cards for marked in card.marked for tag, _, _ in marked.told} == set(TAGS)


def test_cards_of_all_kinds_are_made(cards: Sequence[Made]) -> None:
    kinds = {"one", "couple", "two", "three", "shop", "map", "loyalty", "layout"}
    assert {card.kind for card in cards} == kinds


def test_cards_of_all_countries_are_made() -> None:
    assert {Said(rng_of(1, number)).country for number in range(1200)} == set(countries())


@pytest.mark.parametrize("country", countries())
def test_a_country_has_names_titles_departments_and_addresses(country: str) -> None:
    rng = rng_of(4, sum(map(ord, country)))
    for script in ("latin", "native")[: 1 + native(country)]:
        for _ in range(15):
            pieces = person(rng, country, 0, 0, script)
            assert any(piece.tag in ("given", "family") for piece in pieces)
            assert title(rng, country, script)
            assert department(rng, country, script, "Port Quill")
            lines = address_in(rng, country, 7, script)
            assert any(piece.text for line in lines for piece in line)
            assert {piece.value for line in lines for piece in line} == {7}


@pytest.mark.parametrize("country", [country for country in countries() if native(country)])
def test_names_in_a_country_s_own_letters_have_no_others(country: str) -> None:
    rng = rng_of(6, sum(map(ord, country)))
    for _ in range(20):
        names = [p.text for p in person(rng, country, 0, 0, "native") if p.tag in ("given", "family")]
        assert not any(letter.isascii() and letter.isalpha() for letter in "".join(names))


def test_cards_are_set_from_top_to_bottom_too() -> None:
    upright = [m.lines for m in made_cards(600) if sum(map(is_column, m.lines)) > 1]
    assert upright
    letters = [c for lines in upright for line in lines if is_column(line) for c in line.text if c.isalpha()]
    assert sum(map(str.isascii, letters)) < 0.02 * len(letters)  # those are misread


@pytest.mark.parametrize("country", countries())
def test_no_held_out_name_is_given_to_anybody(country: str) -> None:
    assert len(held_out()) > 5000
    rng = rng_of(5, sum(map(ord, country)))
    for _ in range(60):
        pieces = person(rng, country, 0, 0, "latin")
        names = "".join(piece.text for piece in pieces if piece.tag in ("given", "family"))
        assert not held_out().intersection(re.split(r"[\s,]+", names.casefold()))


def test_the_truth_of_a_card_has_what_its_lines_say(cards: Sequence[Made]) -> None:
    assert all(set(card.truth) == set(KINDS) for card in cards)
    one = [card for card in cards if card.kind == "one"]
    assert sum(bool(card.truth["fn"]) for card in one) > 0.95 * len(one)
    read = sum(any(name in line.text for line in card.lines) for card in one for name in card.truth["fn"])
    assert read > 0.6 * len(one)  # the others are misread, on two lines, or together with another


def test_both_of_a_couple_have_the_family_name() -> None:
    row = [
        Piece("Wilma", "given", 0, 0),
        Piece(" & "),
        Piece("Odo", "given", 1, 1),
        Piece(" ", "family", 1, 1),
        Piece("Brackwyth", "family", 1, 1),
    ]
    assert truth_of([row])["fn"] == ["Wilma Brackwyth", "Odo Brackwyth"]


def test_people_named_by_given_names_alone_get_no_family_name() -> None:
    row = [Piece("Wilma", "given", 0, 0), Piece(" / "), Piece("Odo", "given", 1, 1)]
    assert truth_of([row])["fn"] == ["Wilma", "Odo"]


def test_what_stands_on_several_lines_is_one_value() -> None:
    rows = [[Piece("Head of", "title", 3)], [Piece("Kite Repair", "title", 3)], [Piece("12 Quill Lane", "street", 4)]]
    more = [
        [Piece("Port Quill", "city", 4)],
        [Piece("渡辺", "family", 5), Piece(" ", "given", 5), Piece("葵", "given", 5)],
    ]
    truth = truth_of(rows + more)
    assert truth["title"] == ["Head of Kite Repair"]
    assert truth["adr"] == ["12 Quill Lane, Port Quill"]
    assert truth["fn"] == ["渡辺 葵"]


def test_a_name_in_the_place_of_a_list_stands_for_that_list() -> None:
    assert listed("titles.titles", "SA") == listed("titles.titles", "AE") != []
    assert listed("titles.titles", "nowhere") == []


@pytest.mark.parametrize(
    ("one", "two", "marks"),
    [
        ("प्रियंका", "सत्येन्द्र", "\u0900-\u0903\u093a-\u094d"),
        ("เพ็ญนภา", "ธีรพันธุ์", "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"),
        ("نَجْلَاء", "سُلَيْمَان", "\u064b-\u065f"),
    ],
)
def test_a_name_that_is_spliced_keeps_letters_and_their_marks_together(one: str, two: str, marks: str) -> None:
    names = {recombined(rng_of(8, number), one, two) for number in range(80)}
    assert len(names) > 3
    assert not [name for name in names if re.search(rf"^[{marks}]|[\u0e40-\u0e44]$", name)]
    assert not [name for name in names if name.endswith("\u094d")]


def test_a_name_of_one_letter_is_not_spliced() -> None:
    assert recombined(rng_of(8, 0), "王", "แสง") == "王"


def test_a_slash_between_two_people_does_not_give_the_one_the_other_s_family_name() -> None:
    couples = [said for number in range(3000) if (said := Said(rng_of(11, number))).kind == "couple"]
    assert couples
    assert not [1 for said in couples for name in said.names if " / " in text_of(name)]


def test_a_badge_is_for_an_event_whose_name_is_nobody_s_company() -> None:
    names = {event(rng_of(12, number), "DE") for number in range(60)}
    assert len(names) > 40
    assert not [name for name in names if "{" in name]


def test_codes_of_registers_are_drawn_letter_by_letter() -> None:
    codes = {code(rng_of(13, number)) for number in range(60)}
    assert len(codes) > 50
    assert not [text for text in codes if re.search("[#@]", text)]


def test_readers_lose_gaps_in_thai_and_find_some_in_korean() -> None:
    thai, korean = (Piece("ชื่อ นาม", "org", 0),), (Piece("정보통신평가원", "org", 0),)
    seen = {text_of(respaced(rng_of(14, number), row)) for row in (thai, korean) for number in range(200)}
    assert {"ชื่อ นาม", "ชื่อนาม", "정보통신평가원"} < seen
    assert all(text.replace(" ", "") in ("ชื่อนาม", "정보통신평가원") for text in seen)


@pytest.mark.parametrize("country", ["DE", "JP", "AE", "VN", "CM", "HINDI"])
def test_real_businesses_are_called_in_the_letters_asked_for(country: str) -> None:
    rng = rng_of(1, 0)
    latin = [business(rng, country, "latin") for _ in range(50)]
    assert all(latin) and all(map(all_latin, latin)) and len(set(latin)) > 25
    own = [business(rng, country, "native") for _ in range(50)] if native(country) else []
    assert not any(map(all_latin, filter(None, own)))
    assert bool(own) == native(country)


@pytest.mark.parametrize(("country", "letters"), [("DE", "latin"), ("RU", "native"), ("TH", "native"), ("SG", "latin")])
def test_trades_are_in_the_letters_asked_for(country: str, letters: str) -> None:
    said = [trade(rng_of(1, number), country, letters) for number in range(50)]
    assert all(all_latin(each) == (letters == "latin") for each in said) and len(set(said)) > 25
    assert in_own_letters(country) == (letters == "native")
    assert all(map(all_latin, [trade(rng_of(1, number), country, "latin") for number in range(50)]))


def test_no_business_and_no_trade_has_a_name_that_tests_keep_to_themselves() -> None:
    for file in (BUSINESSES, TRADES):
        lines = gzip.decompress(file.read_bytes()).decode().splitlines()
        assert len(lines) > 10_000 and all(line.count("\t") == 1 for line in lines)
        if file == BUSINESSES:
            assert not held_out() & {word for line in lines for word in re.findall(r"\w+", line.casefold())}
