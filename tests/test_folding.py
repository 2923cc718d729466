"""One word is one text, however it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan.text.folding import bare, fold, spelled_out, spelt_words


@pytest.mark.parametrize(
    ("text", "plain", "spelled"),
    [
        ("Jürgen MÜLLER-Weiß", "jurgen muller-weiss", "juergen mueller-weiss"),
        ("Søren Łukasz Åse", "soren lukasz ase", "soeren lukasz aase"),
        ("İstanbul", "istanbul", "istanbul"),
        ("Ιωάννα", "ιωαννα", "ιωαννα"),
        ("Ёлка", "елка", "елка"),
    ],
)
def test_accents_need_not_be_typed(text: str, plain: str, spelled: str) -> None:
    assert (bare(text), spelled_out(text)) == (plain, spelled)


def test_words_of_other_scripts_keep_their_marks_in_lists() -> None:
    assert fold("Ёлка Žofie") == "ёлка zofie"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Müller, Anna", [("muller", "mueller"), ("anna",)]),
        ("O’Brien", [("obrien", "brien")]),
        ("柊蒼真 (Soma)", [("柊 蒼 真",), ("soma",)]),
        ("김민수", [("김 민 수",)]),
        ("प्रिया", [("परिया",)]),
        ("kv_12 @+x", [("kv",), ("12",), ("x",)]),
        ("* ( \" ' -", []),
    ],
)
def test_words(text: str, found: list[tuple[str, ...]]) -> None:
    assert list(spelt_words(text)) == found


@given(st.text())
def test_any_text_folds(text: str) -> None:
    assert bare(bare(text)) == bare(text)
    for spellings in spelt_words(text):
        assert all(spelling and not set(spelling) & set("\"'*()-+:^{}\0") for spelling in spellings)
