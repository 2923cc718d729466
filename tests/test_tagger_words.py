"""Lines are cut into words, in reading order. All texts are invented."""

import pytest
from printed import at

from cardscan.model import Field
from cardscan.parse.found import Found, Span
from cardscan.parse.tagger.words import pieces_of, words_of


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Edda Brackwyth-Quill, M.Sc.", ["Edda", "Brackwyth-Quill", ",", "M.Sc."]),
        ("O'Dockray & Sons", ["O'Dockray", "&", "Sons"]),
        ("D-58119 Hagen", ["D", "-", "58119", "Hagen"]),
        ("53-238 Łomża", ["53-238", "Łomża"]),
        ("P.O. Box 26881-00504", ["P.O.", "Box", "26881", "-", "00504"]),
        ("株式会社Kelpwick 営業部", ["株", "式", "会", "社", "Kelpwick", "営", "業", "部"]),
        ("김민준 대표", ["김", "민", "준", "대", "표"]),
        ("सुरभि क्वेटकर", ["सुरभि", "क्वेटकर"]),
        ('נחל מערכות בע"מ', ["נחל", "מערכות", 'בע"מ']),
    ],
)
def test_a_word_keeps_what_joins_it_and_loses_what_parts_it(text: str, pieces: list[str]) -> None:
    assert pieces_of(text) == pieces


def test_rows_run_from_left_to_right_and_from_top_to_bottom() -> None:
    lines = [at("Quay Lane", 400, 102, "Quay Lane"), at("Hull", 30, 200, "Hull"), at("Unit 4", 30, 100, "Unit 4")]
    assert [word.text for word in words_of(lines, [])] == ["Unit", "4", "Quay", "Lane", "Hull"]


def test_what_a_grammar_found_is_one_word() -> None:
    line = at("Tel 0113 496 0000 Hull", 30, 30, "x")
    found = Found("tel", Field("01134960000", type="work"), (Span(0, 0, 17),))
    words = words_of([line], [found])
    assert [(word.text, word.kind, word.type) for word in words] == [
        ("Tel 0113 496 0000", "tel", "work"),
        ("Hull", "", ""),
    ]
