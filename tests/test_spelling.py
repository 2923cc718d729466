"""A word that two readers read differently is settled by the lists and by the card's addresses."""

import pytest

from cardscan.model import Line, Reading
from cardscan.parse.spelling import spelled

BOX = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))


def line(text: str, other: str = "", sure: float = 0.9) -> Line:
    readings = (Reading("rapidocr", text, sure, (sure,) * len(text)), Reading("tesseract", other or text, 0.8))
    return Line(text, sure, BOX, (0, 0, 1, 1), readings, agreed=not other)


@pytest.mark.parametrize(
    ("text", "other", "meant"),
    [
        ("Dircctor", "Director", "Director"),
        ("2nd fioor, Kelpwick Mill", "2nd floor, Kelpwick Mi11", "2nd floor, Kelpwick Mill"),
        ("HEADOF SALES", "HEAB OF SALES", "HEAD OF SALES"),
        ("Kelpwick Mannager", "Kelpwlck Manager", "Kelpwick Manager"),
    ],
)
def test_a_word_of_a_list_stands_before_one_of_none(text: str, other: str, meant: str) -> None:
    assert spelled([line(text, other)])[0].text == meant


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Brackwyth", "Brackwith"),  # neither is known
        ("Manager", "Mannager"),
        ("Kelpwick", "Director"),  # another word, not another reading
        ("info@kelpwickdircctor.dk", "info@kelpwickdirector .dk"),
        ("FBrackwyth", "FB rackwyth"),
    ],
)
def test_what_nothing_bears_out_stays(text: str, other: str) -> None:
    assert spelled([line(text, other)])[0].text == text


def test_what_was_read_clearly_stays() -> None:
    assert spelled([line("Dircctor", "Director", sure=0.99)])[0].text == "Dircctor"


def test_a_name_is_spelled_as_the_card_s_addresses_have_it() -> None:
    address = line("e.brackwyth@kelpwick.dk")
    assert spelled([line("Edda Brackwyih", "Edda Brackwyth"), address])[0].text == "Edda Brackwyth"
    assert spelled([line("Fel Boats", "Kel Boats"), address])[0].text == "Kel Boats"  # the domain begins with it
    assert spelled([line("Edda Brackwyih", "Edda Brackwyth")])[0].text == "Edda Brackwyih"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Bilge G Ballast Consultant", "Bilge & Ballast Consultant"),
        ("Ann G Quill", "Ann G Quill"),
        ("KELP G MOSS", "KELP G MOSS"),
        ("Brackwyth Sp. z 0.o.", "Brackwyth Sp. z o.o."),
        ("Ist Floor, Kelpwick Mill", "1st Floor, Kelpwick Mill"),
        ("12* floor", "12th floor"),
        ("2md Floor, 4/1 Moss Lane", "2nd Floor, 4/1 Moss Lane"),
        ("23rd Main, Kelpwick", "23rd Main, Kelpwick"),
        ("1º andar", "1º andar"),
    ],
)
def test_marks_misread_by_both(text: str, meant: str) -> None:
    assert spelled([line(text)])[0].text == meant
    assert spelled(spelled([line(text)]))[0].text == meant


def test_a_word_cut_short_ends_as_the_domain_does() -> None:
    address = line("www.brackwythtechnologies.dk")
    assert spelled([line("Technolog"), address])[0].text == "Technologies"
    assert spelled([line("Technolog"), line("www.technologies.dk")])[0].text == "Technolog"  # nothing stands before it
    assert spelled([line("Solution"), line("www.brackwythsolutions.dk")])[0].text == "Solution"  # a word as it is


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1όλαος Κρινομήδης", "\u0399όλαος Κρινομήδης"),
        ("0δός Κρίνων 12", "\u039fδός Κρίνων 12"),
        ("000 «Тихий Бакен»", "\u041e\u041e\u041e «Тихий Бакен»"),
        ("Τηλ. 210 555 0142", "Τηλ. 210 555 0142"),
        ("1η Μαρίνα", "1η Μαρίνα"),  # "1st": a figure before one letter
        ("5.000 Ботов", "5.000 Ботов"),
    ],
)
def test_figures_that_begin_a_word_of_another_script_are_its_letters(text: str, meant: str) -> None:
    assert spelled([line(text)])[0].text == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Managing Directr", "Managing Director"),
        ("Managing DirectrDiretora", "Managing DirectorDiretora"),
        ("SALES MANAGFR", "SALES MANAGER"),
        ("Marketing directot", "Marketing director"),
        ("Edda Directr", "Edda Directr"),  # no title on this line: it may be a name
        ("Managing Brackwyth", "Managing Brackwyth"),
    ],
)
def test_a_word_a_letter_away_from_a_title_beside_one(text: str, meant: str) -> None:
    assert spelled([line(text, "~")])[0].text == meant
    assert spelled([line(text)])[0].text == text  # the readers agree


def test_spaces_of_a_reading_of_other_letters_are_not_taken() -> None:
    assert spelled([line("Onwardes", "PI warden", sure=1.0)])[0].text == "Onwardes"
