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
        ("KELPWICK ASSOCTATION", "Be Avr CWA ASSOCIATION FF", "KELPWICK ASSOCIATION"),  # as many words or not
    ],
)
def test_a_word_of_a_list_stands_before_one_of_none(text: str, other: str, meant: str) -> None:
    assert spelled([line(text, other)])[0].text == meant


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Brackwyth", "Brackwith"),  # neither is known
        ("Manager", "Mannager"),
        ("KELPWICK OGENERAL", "A O GENERAL ~"),  # a letter less
        ("Kelpwick", "Director"),  # another word, not another reading
        ("info@kelpwickdircctor.dk", "info@kelpwickdirector .dk"),
        ("FBrackwyth", "FB rackwyth"),
    ],
)
def test_what_nothing_bears_out_stays(text: str, other: str) -> None:
    assert spelled([line(text, other)])[0].text == text


def test_a_capital_that_was_lost_is_read_where_an_address_has_it_too() -> None:
    name, address = line("Jana urkolcová", "Jana Ďurkolcová", sure=0.99), line("durkolcova@kelpwick.sk")
    assert spelled([name, address])[0].text == "Jana Ďurkolcová"
    assert spelled([name, line("urkolcova@kelpwick.sk")])[0].text == name.text


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("רחי אלון 12", "רח' אלון 12"),
        ("רח'י אלון 12", "רח' אלון 12"),
        ("טלי 04-5550142", "טל' 04-5550142"),
        ("טלי אלון", "טלי אלון"),  # a name
        ("אלון ושותי", "אלון ושות'"),
    ],
)
def test_a_geresh_that_cuts_a_word_short_is_no_letter(text: str, meant: str) -> None:
    assert spelled([line(text)])[0].text == meant


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
        ("Λεωφ. Κρίνων 8, Ίος όροφος", "Λεωφ. Κρίνων 8, 1ος όροφος"),
        ("1ος όροφος", "1ος όροφος"),
        ("Ίος, Κυκλάδες", "Ίος, Κυκλάδες"),
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


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Sales Mannager", "Sa1es Mannager"),
        ("Design of joinerie", "Desiqn of joinerie"),
        ("Sales Managerl", "~"),  # a letter too many that was read clearly
    ],
)
def test_what_both_readers_have_or_one_read_clearly_is_no_title_misread(text: str, other: str) -> None:
    assert spelled([line(text, other, sure=0.95)])[0].text == text


def test_spaces_of_a_reading_of_other_letters_are_not_taken() -> None:
    assert spelled([line("Onwardes", "PI warden", sure=1.0)])[0].text == "Onwardes"


def doubted(text: str, doubts: str, other: str = "~") -> Line:
    """A line with letters that were read with doubt: those under which there is a mark."""
    chars = tuple(0.4 if mark == "^" else 0.99 for mark in doubts.ljust(len(text)))
    readings = (Reading("rapidocr", text, 0.9, chars), Reading("tesseract", other, 0.8))
    return Line(text, 0.9, BOX, (0, 0, 1, 1), readings, agreed=False)


@pytest.mark.parametrize(
    ("text", "doubts", "address", "meant"),
    [
        ("Edda Mils", "       ^", "e.mills@kelpwick.dk", "Edda Mills"),
        ("Fores do Cais", "^", "floresdc@kelpwick.dk", "Flores do Cais"),  # the address goes on without a sign
        ("Edda eckham", "     ^", "e.beckham@kelpwick.dk", "Edda Beckham"),  # its capital was lost
        ("KELPWIC", "      ^", "kelpwick@gmail.com", "KELPWICK"),  # no list holds it, but it is the whole of an address
        ("KELPWIC", "", "kelpwick@gmail.com", "KELPWIC"),  # every letter of it is clear
        ("KELPWIC", "      ^", "kelpwickboats@gmail.com", "KELPWIC"),
        ("Edda Mils", "       ^", "e.brackwyth@kelpwick.dk", "Edda Mils"),
        ("KeLPwic", "      ^", "kelpwick@gmail.com", "KeLPwic"),  # a logo's letters
    ],
)
def test_a_word_read_with_doubt_is_spelled_as_an_address(text: str, doubts: str, address: str, meant: str) -> None:
    assert spelled([doubted(text, doubts), line(address)])[0].text == meant
    agreed = line(text, sure=0.5)
    assert spelled([agreed, line(address)])[0].text == text


def test_an_address_that_the_other_reader_alone_read_right_spells_a_word() -> None:
    address = line("e.mils@kelpwick.dk", "e.mills@kelpwick.dk", sure=0.6)
    assert [each.text for each in spelled([doubted("Edda Mils", "       ^"), address])] == [
        "Edda Mills",
        "e.mills@kelpwick.dk",
    ]


@pytest.mark.parametrize(
    ("text", "doubts", "meant"),
    [
        ("KELP DESIANS", "         ^", "KELP DESIGNS"),
        ("kelp desians", "         ^", "kelp designs"),
        ("kelp desians", "        ^", "kelp desians"),  # another letter was doubted
        ("kelp prospekt", "           ^", "kelp prospekt"),  # no reader takes a c for a k
        ("Moda Feminino", "            ^", "Moda Feminino"),  # an ending of another language
        ("Edda Bohler", "       ^", "Edda Bohler"),  # its letters run as in a name: no boiler
        ("www.desians.dk", "       ^", "www.desians.dk"),
    ],
)
def test_a_word_of_which_a_letter_was_doubted_is_the_ordinary_word_a_letter_away(
    text: str, doubts: str, meant: str
) -> None:
    assert spelled([doubted(text, doubts)])[0].text == meant
    assert spelled([line(text, sure=0.5)])[0].text == text  # the readers agree


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Head o Business Development", "Head of Business Development"),
        ("HEAD 0F SALES", "HEAD OF SALES"),
        ("Director o Gerente", "Director o Gerente"),  # "or", in Spanish
        ("Head o", "Head o"),
    ],
)
def test_of_is_whole_in_a_phrase_of_titles(text: str, meant: str) -> None:
    assert spelled([line(text, "~")])[0].text == meant


def test_the_letter_of_a_turkish_company_is_no_sign() -> None:
    assert spelled([line("Kelpwick San. ve Tic. A.$.")])[0].text == "Kelpwick San. ve Tic. A.Ş."
    assert spelled([line("US$ 12.50")])[0].text == "US$ 12.50"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("P.O. Box 61417-002oo Kelpton", "P.O. Box 61417-00200 Kelpton"),
        ("Cep O4S29-000 - Kelpton", "Cep 04529-000 - Kelpton"),
        ("Box 61417 Bossi", "Box 61417 Bossi"),
        ("Box 61417 - 002oolong", "Box 61417 - 002oolong"),
    ],
)
def test_letters_in_a_postcode_are_figures(text: str, meant: str) -> None:
    assert spelled([line(text)])[0].text == meant
