"""How far two names are one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan.connections.likeness.naming import Agreement, agree, is_short_for, near_words
from cardscan.connections.likeness.traits import name_of


def of(one: str, other: str) -> Agreement:
    return agree(name_of(one), name_of(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ottoline Brackwyth", "OTTOLINE BRACKWYTH"),
        ("Jürgen Mückenhöft", "Juergen Mueckenhoeft"),
        ("Søren Ågård", "Soren Aagaard"),
        ("Anna-Lena Brackwyth", "Annalena Brackwyth"),
        ("Dr. Ottoline Brackwyth", "Ottoline Brackwyth"),
        ("Ottoline van der Brack", "Ottoline Brack"),
        ("Seán O'Quill", "Sean OQuill"),
        ("山田太郎", "山田 太郎"),
    ],
)
def test_one_name_written_in_two_ways(one: str, other: str) -> None:
    found = of(one, other)
    assert found.whole
    assert not found.reordered


@pytest.mark.parametrize("other", ["Brackwyth Ottoline", "Brackwyth, Ottoline", "BRACKWYTH Ottoline"])
def test_the_order_does_not_matter(other: str) -> None:
    found = of("Ottoline Brackwyth", other)
    assert found.whole
    assert found.reordered


def test_initials_short_forms_and_typos_are_told_apart() -> None:
    assert of("O. Brackwyth", "Ottoline Brackwyth").initials == ("o",)
    assert of("O.B. Quill", "Ottoline Berta Quill").initials == ("o", "b")
    assert of("Bob Quill", "Robert Quill").short == ("bob",)
    assert of("Max Quill", "Maximilian Quill").short == ("max",)
    assert of("Ottoline Brackwith", "Ottoline Brackwyth").typos == ("brackwith",)
    assert of("Ottoline Quill", "Ottoline Berta Quill").more


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jana Quill", "Jan Quill"),
        ("Ottoline Quill", "Perrin Quill"),
        ("O. Quill", "Perrin Quill"),
        ("Li Wei", "Li Na"),
    ],
)
def test_another_given_name_is_another_name(one: str, other: str) -> None:
    found = of(one, other)
    assert found.clash or not found.whole
    assert not found.family_clash


def test_another_family_name_is_known_where_the_parts_are() -> None:
    one, other = name_of("Ottoline Brackwyth", "Brackwyth"), name_of("Ottoline Quill", "Quill")
    assert agree(one, other).family_clash
    assert not of("Ottoline Brackwyth", "Ottoline Brackwyth-Quill").clash


def test_short_forms() -> None:
    assert is_short_for("bob", "robert")
    assert is_short_for("robert", "bert")
    assert is_short_for("sam", "samul")  # as Samuel is folded
    assert not is_short_for("daniel", "daniela")


def test_near_words_are_those_that_agree() -> None:
    words = ["quillfeather", "bob", "robert", "sam", "samul", "ottoline", "daniela", "quail"]
    assert near_words("quilfether", words) == {"quillfeather"}
    assert near_words("robert", words) == {"robert", "bob"}
    assert near_words("samul", words) == {"sam", "samul"}
    assert near_words("daniel", words) == {"daniela"}


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_two_texts_can_be_compared_either_way(one: str, other: str) -> None:
    assert of(one, other).clash == of(other, one).clash
    assert of(one, one).whole or not name_of(one).words
