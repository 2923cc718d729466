"""Lines beside a company's name that say what it is, and names that say too little or too much. All are invented."""

from collections.abc import Sequence

import numpy as np
import pytest
from printed import at

from cardscan.model import Line
from cardscan.parse.card import grammars
from cardscan.parse.gazetteer.lexicon import lexicon, sections, tokens_of
from cardscan.parse.tagger.companies import spelt
from cardscan.parse.tagger.features import describe
from cardscan.parse.tagger.institutions import with_institution
from cardscan.parse.tagger.network import TAGS, Chances
from cardscan.parse.tagger.values import value_of
from cardscan.parse.tagger.whole_names import with_whole_names


def companies(texts: Sequence[str], *of: str, likely: float = 0.5, doubted: str = "") -> list[str]:
    """The companies of a card whose lines are these, where `of` are its names.

    `likely`: of all words to be one's, but for one that is `doubted`.
    """
    lines: list[Line] = [at(text, 30, 30 + 30 * number, text) for number, text in enumerate(texts)]
    card = describe(lines, 1000, grammars(lines))
    assert card
    size = len(card.words)
    tags = np.full((size, len(TAGS)), (1 - likely) / len(TAGS), np.float32)
    tags[:, TAGS.index("org")] = [0.85 if word.text == doubted else likely for word in card.words]
    chances = Chances(tags, np.full((size, size + 1), 0.1, np.float32))
    inside = [
        [n for n, w in enumerate(card.words) if w.text in "\n".join(of) and w.line in _lines(lines, name)]
        for name in of
    ]
    names = [value_of(words, "org", card.words, lines, chances) for words in inside]
    values = with_whole_names([name for name in names if name], card, lines, chances)
    return [value.text for value in with_institution(values, card, lines, chances)]


def _lines(lines: Sequence[Line], name: str) -> set[int]:
    return {number for number, line in enumerate(lines) if name in line.text or line.text in name}


@pytest.mark.parametrize(
    ("name", "below"),
    [
        ("KELPARAM", "Sound & Imaging Centre"),
        ("Kelpwick", "Eye Hospital"),
        ("KELPWICK", "Tierklinik"),
        ("ケルピ", "歯科クリニック"),
        ("켈프", "치과의원"),
    ],
)
def test_a_line_below_that_ends_with_an_institution_is_of_the_name(name: str, below: str) -> None:
    assert companies([name, below], name) == [f"{name} {below}"]


@pytest.mark.parametrize(
    ("name", "below"),
    [
        ("KELPARAM", "Sound, Imaging, Centre"),  # a list
        ("KELPARAM", "Your Family Hospital"),  # a slogan
        ("KELPARAM", "Sound & Imaging"),  # a trade
        ("KELPARAM", "Quillby Hospital"),  # a name of its own
        ("Kelparam Hospital", "Dental Clinic"),  # it says what it is
        ("Kelparam Ltd", "Dental Clinic"),
    ],
)
def test_other_lines_below_are_not(name: str, below: str) -> None:
    assert companies([name, below], name) == [name]


@pytest.mark.parametrize(
    ("domain", "whole"),
    [
        ("quillvanelamp.com", True),
        ("quillvane-precisionlampworks.com", True),
        ("quillvane.com", False),
        ("quillvaneboats.com", False),
        ("lampworks.com", False),
    ],
)
def test_a_line_below_that_the_domain_spells_with_the_name_is_of_it(domain: str, whole: bool) -> None:
    name, below = "QUILLVANE", "PRECISION LAMPWORKS"
    found = companies([name, below, "", f"edda@{domain}"], name)
    assert found == ([f"{name} {below}"] if whole else [name])


def test_a_domain_that_many_words_may_spell_is_weighed_in_no_time() -> None:
    words = " ".join(["aaaaaaaa"] * 19)  # in more ways than could be tried
    assert spelt(words, frozenset({"a" * 30})) == 1.0
    assert spelt(words, frozenset({"a" * 15 + "b" * 15})) == 0.5


@pytest.mark.parametrize("above", ["Zakład Lampowy", "Clínica Veterinaria", "Azienda Agricola", "Nhà hàng"])
def test_a_line_above_that_begins_with_an_institution_is_of_the_name(above: str) -> None:
    assert companies([above, "KELPWICK"], "KELPWICK") == [f"{above} KELPWICK"]
    assert companies([above, "KELPWICK"], "KELPWICK", likely=0.2) == ["KELPWICK"]


def test_what_the_domain_spells_with_the_name_is_of_it() -> None:
    name, below = "KELPO", "Technologies & Systems"
    assert companies([name, below, "www.kelpotechsys.com"], name) == [f"{name} {below}"]
    assert companies([name, below, "www.kelpo.com"], name) == [name]


def test_a_company_beside_another_stays_as_it_is() -> None:
    assert companies(["KELPARAM", "Eye Hospital", "QUILLBY"], "KELPARAM", "QUILLBY") == ["KELPARAM", "QUILLBY"]


def test_words_of_the_lists_of_institutions_are_words_of_companies() -> None:
    entries = [
        e for role, _, entries in sections("orgs") if role in ("opening", "closing") for e in entries if e[0] != "-"
    ]
    assert all(lexicon("orgs").words[" ".join(tokens_of(entry))][0] == "name" for entry in entries)


@pytest.mark.parametrize(
    ("logo", "name"),
    [("kelparam", "Kelparam Boats Ltd"), ("quillalumada", "Café Quilla Alumada Ltda."), ("TARN", "Tarn & Sons Ltd")],
)
def test_a_logo_that_the_name_says_again_is_none_of_it(logo: str, name: str) -> None:
    assert companies([logo, name], f"{logo}\n{name}") == [name]


@pytest.mark.parametrize(("first", "second"), [("Kelparam", "Boats Ltd"), ("Tar", "Tarnby Boats Ltd")])
def test_a_first_line_that_it_does_not_say_again_stays(first: str, second: str) -> None:
    assert companies([first, second], f"{first}\n{second}") == [f"{first} {second}"]


def test_a_logo_of_initials_is_none_of_the_name() -> None:
    both = "KTB Kelp Tarnian Bank"
    assert companies(["KTB", "Kelp Tarnian Bank"], both) == ["Kelp Tarnian Bank"]
    assert companies(["QTB", "Kelp Tarnian Bank"], both.replace("KTB", "QTB")) == ["QTB Kelp Tarnian Bank"]


def test_what_else_its_line_says_of_a_company_is_of_the_name() -> None:
    assert companies(["Lampara La Tarna S.A.S."], "La Tarna S.A.S.", likely=0.95) == ["Lampara La Tarna S.A.S."]
    assert companies(["Lampara La Tarna S.A.S."], "La Tarna S.A.S.", likely=0.5) == ["La Tarna S.A.S."]


def test_of_what_its_line_says_a_word_may_be_less_sure_than_the_others() -> None:
    whole = "Lampara de Kelparia La Tarna S.A.S."
    assert companies([whole], "La Tarna S.A.S.", likely=0.95, doubted="Kelparia") == [whole]
    assert companies([whole], "La Tarna S.A.S.", likely=0.86, doubted="Kelparia") == ["La Tarna S.A.S."]


@pytest.mark.parametrize(
    ("one", "two", "apart"),
    [
        ("THE UNIVERSITY OF KELPWICK", "NATIONAL SCHOOL OF TIDES", True),
        ("Kelpwick Institute of", "Technology for Tides", False),
        ("KELPWICK", "SCHOOL OF TIDES", False),
    ],
)
def test_institutions_that_a_line_each_names_are_several(one: str, two: str, apart: bool) -> None:
    assert companies([one, two], f"{one} {two}") == ([one, two] if apart else [f"{one} {two}"])
