"""A line of figures is read in its card's own script, too, and the figures are those of the readers that have them."""

import pytest

from cardscan.model import Reading
from cardscan.ocr.own_script import in_own_script, with_figures


def better(neural: str, english: tuple[str, float], own: tuple[str, float]) -> str | None:
    found = in_own_script(Reading("rapidocr", neural, 0.95), Reading("tesseract", *english), Reading("tesseract", *own))
    return found and found.text


@pytest.mark.parametrize(
    ("neural", "english", "own"),
    [
        ("+7 (495) 555-01-42, . 301", ("+7 (495) 555-01-42, 406. 301", 0.9), ("+7 (495) 555-01-42, доб. 301", 0.95)),
        ("09-5550142 :117", ("09-5550142 :1D>v", 0.6), ("טלפון: 09-5550142", 0.93)),  # figures of no number
        ("wn'o 7'n", ("7 wn 0", 0.4), ("מנהלת שיווק", 0.75)),
        ("aa 081-555-0142", ("Uafia 081-555-0142", 0.85), ("มือถือ 081-555-0142", 0.94)),
        (
            "/ac: 032/555-014",
            ("ten/dakc: 032/555-014", 0.87),
            ("тел/факс: 032/555-014", 0.84),
        ),  # English that isn't there
        (
            "/ Harbour Keeper",
            ("H2|SYH At / Harbour Keeper", 0.6),
            ("항구 부장 / Harbour Keeper", 0.9),
        ),  # both languages
        (". 70000 40333", ("FY, {0000 493%", 0.2), ("मो. ७०००० ५६१४२", 0.9)),  # only Hindi reads its own figures
    ],
)
def test_a_surer_reading_in_the_cards_script_is_taken(
    neural: str, english: tuple[str, float], own: tuple[str, float]
) -> None:
    assert better(neural, english, own) == own[0]


def test_figures_that_it_spoils_are_those_of_the_others() -> None:
    assert better(". 70000 56142", ("Ft. 70000 56142", 0.85), ("मो. 70000 56442", 0.5)) == "मो. 70000 56142"
    assert better(" - 462 011", ("sttaret - 462 011", 0.4), ("सागर - 462 04", 0.8)) == "सागर - 462 011"


@pytest.mark.parametrize(
    ("neural", "english", "own"),
    [
        ("KELPWICK MILLS", ("KELPWICK MLLS", 0.6), ("ㄷ66 11130 08", 0.65)),  # noise
        ("T052 555 0142", ("TO052 555 0142", 0.8), ("ㅠ ㅜ 0525550142", 0.75)),  # no surer than English
        ("Fax 02-555-0142", ("Fax 02-555-0143", 0.7), ("180 02-555-0142", 0.9)),  # no letter of the script
        ("aa 081-555-0142", ("Uafia 081-555-0142", 0.8), ("มือถือ 081-555", 0.94)),  # a figure is lost
    ],
)
def test_one_that_is_no_better_is_not(neural: str, english: tuple[str, float], own: tuple[str, float]) -> None:
    assert better(neural, english, own) is None


@pytest.mark.parametrize(
    ("text", "neural", "clear", "meant"),
    [
        ("सागर - 462 04", ", - 462 011", 0.99, "सागर - 462 011"),
        ("सागर - 462 04", ", - 462 011", 0.5, "सागर - 462 04"),  # a guess, too
        ("רח' אלון 80", "86 71 7", 0.9, "רח' אלון 86"),  # the left end of the picture is the end of the line
        ("סגול 108", "|0", 0.99, "סגול 108"),  # another figure, of no letter that is there
        ("רח' אלון 80", "867 71 7", 0.9, "רח' אלון 80"),
        ("טל 04-5550142 שלוחה 80", "86 n7 04-5550142 7", 0.9, "טל 04-5550142 שלוחה 86"),
        ("טל 04-5550143", "04-5550142 7n", 0.9, "טל 04-5550142"),  # parts of a number stand as in the picture
        ("4000 Търна № 80", "000 . 80", 0.99, "4000 Търна № 80"),  # the neural reader lost a digit of a longer one
        ("सागर ४६२", "462", 0.99, "सागर ४६२"),
        ("सागर", "462", 0.99, "सागर"),
    ],
)
def test_figures_of_a_line_in_such_a_script_are_those_that_the_neural_reader_saw_clearly(
    text: str, neural: str, clear: float, meant: str
) -> None:
    assert with_figures(text, Reading("rapidocr", neural, 0.7, (clear,) * len(neural))) == meant
