"""Titles made whole, and found beside a name that has none. People and companies are invented."""

import numpy as np
import pytest
from printed import at

from cardscan.model import Line
from cardscan.parse.card import grammars
from cardscan.parse.tagger.features import describe
from cardscan.parse.tagger.network import TAGS, Chances
from cardscan.parse.tagger.titles import with_title, with_whole_titles
from cardscan.parse.tagger.values import values_of
from cardscan.parse.tagger.words import pieces_of

_NAME = ("given", "family")


def _found(*rows: tuple[str, tuple[str, ...]], step: float = 30, begins: tuple[int, ...] = ()) -> list[tuple[str, str]]:
    """What a card of these lines says, each with the tags of its words; `begins`: words that begin a value."""
    lines: list[Line] = [at(text, 30, 30 + step * number, text) for number, (text, _) in enumerate(rows)]
    card = describe(lines, 1000, grammars(lines))
    assert card
    told = [tag for _, tags in rows for tag in tags]
    size = len(card.words)
    assert len(told) == size
    tags, links = np.full((size, len(TAGS)), 0.001, np.float32), np.full((size, size + 1), 0.01, np.float32)
    for number, (word, tag) in enumerate(zip(card.words, told, strict=True)):
        tags[number, TAGS.index(tag)] = 0.95
        first = number == 0 or card.words[number - 1].line != word.line or number in begins
        links[number, 0 if first else number] = 0.9
    chances = Chances(tags, links)
    values = with_whole_titles(values_of(card.words, lines, chances), card, lines, chances)
    return [(value.kind, value.text) for value in with_title(values, card, lines, chances)]


@pytest.mark.parametrize(
    ("first", "below"),
    [
        ("Deputy Keeper for", "Quays and Moorings"),
        ("Directora de", "Mareas"),
        ("Head Keeper &", "Founder of Quays"),
        ("Директор по", "якорям"),
        ("Keeper (Tides", "and Moorings)"),
    ],
)
def test_a_title_that_wants_more_goes_on_in_the_line_below(first: str, below: str) -> None:
    tags = ("title",) * len(pieces_of(first)), ("trade",) * len(pieces_of(below))
    assert _found((first, tags[0]), (below, tags[1])) == [("title", f"{first} {below}")]


def test_a_title_that_is_whole_does_not() -> None:
    assert _found(("Keeper", ("title",)), ("Quays and Moorings", ("trade",) * 3)) == [("title", "Keeper")]


def test_of_two_companies_one_may_be_what_a_title_ends_in() -> None:
    title, below = ("Keeper for", ("title",) * 2), ("Quays and Moorings", ("org",) * 3)
    assert _found(title, below) == [("title", "Keeper for"), ("org", "Quays and Moorings")]
    named = ("Kelpwick Ltd", ("org",) * 2)
    assert ("title", "Keeper for Quays and Moorings") in _found(named, title, below)


def test_nor_does_one_that_a_name_follows() -> None:
    assert _found(("Head of", ("title",) * 2), ("Edda Brackwyth", _NAME)) == [
        ("title", "Head of"),
        ("fn", "Edda Brackwyth"),
    ]


def test_a_department_goes_on_too() -> None:
    rows = [("Faculty of Tides and", ("dept",) * 4), ("Moorings", ("dept",))]
    assert _found(*rows) == [("dept", "Faculty of Tides and Moorings")]


def test_what_a_title_is_of_stands_in_the_line_below() -> None:
    rows = [("Head of Tides", ("title",) * 3), ("Procurement and Moorings", ("title",) * 3)]
    assert _found(*rows) == [("title", "Head of Tides Procurement and Moorings")]


@pytest.mark.parametrize("other", ["Founder", "Kelpwick Lanterns"])
def test_another_title_and_words_of_no_list_stay_apart(other: str) -> None:
    rows = [("Head of Tides", ("title",) * 3), (other, ("title",) * len(other.split()))]
    assert _found(*rows) == [("title", "Head of Tides"), ("title", other)]


def test_one_title_that_was_cut_on_its_line_is_whole() -> None:
    assert _found(("استشاري جراحة العظام", ("title",) * 3), begins=(1,)) == [("title", "استشاري جراحة العظام")]


def test_two_titles_with_a_bar_between_them_are_two() -> None:
    found = _found(("Founder | Tidal Head", ("title",) * 4), begins=(2,))
    assert found == [("title", "Founder"), ("title", "Tidal Head")]


def test_what_has_a_legal_form_is_no_title() -> None:
    assert _found(("弁理士法人", ("title",) * 5)) == []


@pytest.mark.parametrize("title", ["Bryggmästare", "Нотариус", "Pszczelarka", "醸造家"])
def test_who_has_no_title_has_the_line_beside_the_name_that_is_one(title: str) -> None:
    tags = ("trade",) * (len(title) if title == "醸造家" else 1)
    name = {"Нотариус": "Аглая Вереснева", "醸造家": "潮見 渚"}.get(title, "Edda Brackwyth")
    words = ("family", "family", "given") if title == "醸造家" else _NAME
    assert _found((name, words), (title, tags)) == [("fn", name), ("title", title)]


def test_what_is_no_title_or_stands_elsewhere_is_none() -> None:
    assert _found(("Edda Brackwyth", _NAME), ("Kelp and Lanterns", ("trade",) * 3)) == [("fn", "Edda Brackwyth")]
    assert _found(("Edda Brackwyth", _NAME), ("Bryggmästare", ("trade",)), step=90) == [("fn", "Edda Brackwyth")]


def test_who_has_a_title_gets_no_other() -> None:
    rows = [("Edda Brackwyth", _NAME), ("Owner", ("title",)), ("Bryggmästare", ("trade",))]
    assert _found(*rows) == [("fn", "Edda Brackwyth"), ("title", "Owner")]


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("이사 표나래", ("suffix", "suffix", "family", "given", "given")),
        ("표나래 이사", ("family", "given", "given", "suffix", "other")),
    ],
)
def test_a_title_on_the_line_of_the_name_is_no_suffix(text: str, tags: tuple[str, ...]) -> None:
    assert sorted(_found((text, tags))) == [("fn", "표나래"), ("title", "이사")]


def test_a_degree_stays_a_suffix() -> None:
    kinds = _found(("Edda Brackwyth, MBA", (*_NAME, "other", "suffix")))
    assert kinds == [("fn", "Edda Brackwyth"), ("suffix", "MBA")]


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("Ingeniør - Daglig leder", ("title", "other", "title", "title")),
        ("Advokat (U.T.N.) - Partner", ("title", "suffix", "suffix", "suffix", "other", "title")),
        ("Advokat (U.T.N.) - Partner", ("title", "suffix", "suffix", "suffix", "title", "title")),
    ],
)
def test_halves_with_a_dash_between_them_are_one_title(text: str, tags: tuple[str, ...]) -> None:
    begins = (tags.index("title", 2),)
    assert _found((text, tags), begins=begins) == [("title", text)]


def test_one_with_brackets_that_close_on_its_line_is_whole() -> None:
    rows = [("Keeper (Tides) Brackwyth", ("title",) * 3 + ("other",) * 2), ("Quays", ("trade",))]
    assert _found(*rows)[0][1].startswith("Keeper (Tides")
    assert "Quays" not in _found(*rows)[0][1]


def test_a_department_right_before_a_title_is_of_it() -> None:
    assert _found(("Lighthouse Owner", ("dept", "title")), begins=(1,)) == [("title", "Lighthouse Owner")]
    apart = _found(("Lighthouse | Owner", ("dept", "other", "title")), begins=(2,))
    assert apart == [("dept", "Lighthouse"), ("title", "Owner")]


def test_a_dot_of_japan_joins_two_titles() -> None:
    text = "代表・所長"
    tags = ("title", "title", "other", "title", "title")
    assert _found((text, tags), begins=(3,)) == [("title", text)]
