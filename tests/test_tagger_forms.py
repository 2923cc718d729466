"""Legal forms and departments that stand around a company's name. All are invented."""

import numpy as np
import pytest
from printed import at

from cardscan.model import Line
from cardscan.parse.card import grammars
from cardscan.parse.tagger.departments import with_department
from cardscan.parse.tagger.features import describe
from cardscan.parse.tagger.forms import with_form
from cardscan.parse.tagger.network import TAGS, Chances
from cardscan.parse.tagger.values import value_of


def _company(*texts: str, of: str | tuple[str, ...], step: float = 30, kind: str = "org") -> list[tuple[str, str]]:
    """What is said of the company on a card whose lines are these, where `of` was taken for its name."""
    lines: list[Line] = [at(text, 30, 30 + step * number, text) for number, text in enumerate(texts)]
    card = describe(lines, 1000, grammars(lines))
    assert card
    size = len(card.words)
    chances = Chances(np.full((size, len(TAGS)), 1 / len(TAGS), np.float32), np.full((size, size + 1), 0.1, np.float32))
    said = "".join(of)
    words = [n for n, word in enumerate(card.words) if word.text in said]
    name = value_of(words, kind, card.words, lines, chances)
    assert name
    values = with_department(with_form([name], card, lines, chances), card, lines, chances)
    return [(value.kind, value.text) for value in values]


def test_a_legal_form_before_the_name_on_its_line_is_of_it() -> None:
    assert _company("合同会社 みぎわ", of="みぎわ") == [("org", "合同会社 みぎわ")]


@pytest.mark.parametrize("above", ["CÔNG TY TNHH DỊCH VỤ", "ТОВ Лампи"])
def test_a_line_that_begins_with_one_goes_on_in_the_name_below(above: str) -> None:
    assert _company(above, "KELPWICK", of="KELPWICK") == [("org", f"{above} KELPWICK")]
    assert _company(above, "KELPWICK", of="KELPWICK", step=90) == [("org", "KELPWICK")]


def test_a_name_that_has_one_takes_no_other() -> None:
    assert _company("ТОВ", "Kelpwick Ltd", of="Kelpwick Ltd") == [("org", "Kelpwick Ltd")]


@pytest.mark.parametrize(
    ("department", "name"),
    [
        ("Vakgroep Getijden", "Hogeschool Kelpwick"),
        ("Department of Tides", "University of Kelpwick"),
        ("Lehrstuhl für Gezeiten", "Universität Kelpwick"),
    ],
)
def test_a_department_above_or_below_a_company_is_none_of_its_name(department: str, name: str) -> None:
    both = [("dept", department), ("org", name)]
    assert _company(department, name, of=(department, name)) == both
    assert _company(name, department, of=(department, name)) == both


@pytest.mark.parametrize("first", ["Kelpwick", "Zakład Lampowy"])
def test_other_lines_stay_in_the_name(first: str) -> None:
    assert _company(first, "Tarnwick sp.j.", of=(first, "Tarnwick sp.j.")) == [("org", f"{first} Tarnwick sp.j.")]


def test_a_name_that_begins_in_the_midst_goes_on_from_the_lines_above() -> None:
    of_two = "di Tarni Ugo & C. S.n.c."
    card = describe(
        lines := [at(text, 30, 30 + 30 * n, text) for n, text in enumerate(("F.lli Tarni", of_two))], 1000, []
    )
    assert card
    tags, size = np.zeros((len(card.words), len(TAGS)), np.float32), len(card.words)
    tags[:, TAGS.index("org")] = 0.9
    chances = Chances(tags, np.full((size, size + 1), 0.1, np.float32))
    name = value_of([n for n, word in enumerate(card.words) if word.line == 1], "org", card.words, lines, chances)
    assert name and [value.text for value in with_form([name], card, lines, chances)] == [f"F.lli Tarni {of_two}"]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("主任・営業部", {("title", "主任"), ("dept", "営業部")}),
        ("파트너 ㆍ 조류바다부", {("title", "파트너"), ("dept", "조류바다부")}),
        ("해외영업본부 부장", {("title", "부장"), ("dept", "해외영업본부")}),
        ("Partner | Department of Tides", {("title", "Partner"), ("dept", "Department of Tides")}),
        ("Partner | Director", {("title", "Partner | Director")}),
        ("Partner · Director", {("title", "Partner"), ("title", "Director")}),
        ("파트너 ㆍ 부장", {("title", "파트너"), ("title", "부장")}),
        ("潮汐開発部 観測グループリーダー", {("title", "潮汐開発部 観測グループリーダー")}),
    ],
)
def test_a_department_beside_a_title_is_none_of_it(said: str, found: set[tuple[str, str]]) -> None:
    assert set(_company(said, of=said, kind="title")) == found


@pytest.mark.parametrize("below", ["Lighting & Supply Corporation", "Pvt. Ltd."])
def test_a_line_below_a_name_that_ends_with_one_is_of_it(below: str) -> None:
    assert _company("TARNIQUOR", below, of="TARNIQUOR") == [("org", f"TARNIQUOR {below}")]
    assert _company("TARNIQUOR", below, of="TARNIQUOR", step=90) == [("org", "TARNIQUOR")]
    assert _company("TARNIQUOR", f"Kelpwick {below}", of="TARNIQUOR") == [("org", "TARNIQUOR")]


@pytest.mark.parametrize("more", ["au capital de 100 DT", "mit Sitz in Kelp", "cap. soc. 100", "con sede en Kelp"])
def test_what_a_line_says_behind_a_form_is_no_part_of_the_name(more: str) -> None:
    name = "Mareas Tarniquor S.A.R.L."
    assert _company(f"{name} {more}", of=f"{name} {more.split()[0].strip('.')}") == [("org", name)]
