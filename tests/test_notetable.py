"""Tables of notes: all of it, or a clear line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan.connections.notes.notetable import Row, read_table
from cardscan.connections.notes.parts import Given
from cardscan.errors import InputError

TEXTS = ("photo", "who", "talked", "can_help", "looks_for", "offers", "proud_of", "remember", "again")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_all_columns(separator: str) -> None:
    cells = ("a.jpg", "Oda", "her mill", "a vibrator", "oats", "flour", "sailing", "Oda as oats", "no")
    text = f"{separator.join(TEXTS)}\n\n{separator.join(cells)}\n"
    assert read_table(text) == (Row(3, "a.jpg", "Oda", Given(*cells[2:-1], again=False)),)


def test_columns_as_people_call_them() -> None:
    [row] = read_table('Foto;Gesprochen;"How I can help";Wieder;;\r\na.jpg;"Mühle; Hafer\nund Mehl";Rüttler;ja;;\r\n')
    assert row == Row(3, "a.jpg", "", Given("Mühle; Hafer und Mehl", "Rüttler", again=True))


def test_an_empty_cell_says_nothing_and_a_row_of_them_is_no_note() -> None:
    assert read_table("who,talked,can_help,remember\nOda,,,Oda oats\nBo,,,\n,,,\n") == (
        Row(2, "", "Oda", Given(remember="Oda oats")),
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "it is empty"),
        ("who,talked,help me,shoe\n", "unknown column 'help me', 'shoe'"),
        ("who,who,talked,can_help\n", "two columns are who"),
        ("talked\n", "missing column photo or who, can_help"),
        ("who,talked,can_help\nOda,a,b,c\n", "line 2: more cells than columns"),
        ("who,talked,can_help\nOda,a,b\n,a,b\n", "line 3: both photo and who are empty"),
        ("who,talked,can_help,again\nOda,a,b,perhaps\n", "line 2: 'perhaps' is neither yes nor no"),
        ('who,talked,can_help\nOda,"a"b,c\n', "line 2: "),
        ('who,talked,can_help\nOda,"a,c\n', "line 2: "),
    ],
)
def test_a_table_that_is_not_as_it_should_be(text: str, message: str) -> None:
    with pytest.raises(InputError) as error:
        read_table(text)
    assert error.value.message.startswith(message)
    assert error.value.advice


@pytest.mark.parametrize(
    "cell",
    [
        '=HYPERLINK("http://x.example")',
        "@SUM(A1)",
        "+1+2",
        "-3+cmd|' /C calc'!A0",
        "+SUM(A1:A2)",
        "-(1)",
        "+A1*2",
        "--1",
    ],
)
def test_formulas_are_refused_with_their_line(cell: str) -> None:
    quoted = cell.replace('"', '""')
    with pytest.raises(InputError, match="line 3: can_help is a formula"):
        read_table(f'who,talked,can_help\nBo,his boat,a mast\nOda,her mill,"{quoted}"\n')


@pytest.mark.parametrize(
    "cell", ["- a vibrator", "+45 20 12 34 56", "a=b", "her @handle", "-20 degrees is too cold", "+ a yard"]
)
def test_what_computes_nothing_is_text(cell: str) -> None:
    [row] = read_table(f"who,talked,can_help\nOda,her mill,{cell}\n")
    assert row.given.can_help == cell


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    for header in ("", "who,talked,can_help\n"):
        try:
            rows = read_table(header + text)
        except InputError:
            continue
        assert all(row.photo or row.who for row in rows)
