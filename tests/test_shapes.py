"""Letters of one shape are settled by the word, the card's addresses and the legal form."""

import pytest

from cardscan.model import Line, Reading
from cardscan.parse.evidence import field_of
from cardscan.parse.found import Span
from cardscan.parse.spelling import spelled

BOX = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))


def line(text: str) -> Line:
    """A line that both readers read so, surely: capital i and small L are one shape to both."""
    readings = (Reading("rapidocr", text, 0.99, (0.99,) * len(text)), Reading("tesseract", text, 0.95))
    return Line(text, 0.99, BOX, (0, 0, 1, 1), readings, agreed=True)


def first(*texts: str) -> str:
    return spelled([line(text) for text in texts])[0].text


@pytest.mark.parametrize(
    ("texts", "meant"),
    [
        (("lan Brackwyth", "ian.brackwyth@kelpwick.dk"), "Ian Brackwyth"),
        (("LAN BRACKWYTH", "ian.brackwyth@kelpwick.dk"), "LAN BRACKWYTH"),  # these are no shapes of one another
        (("lldra Brackwyth", "ildra@kelpwick.dk"), "Ildra Brackwyth"),
        (("Quaygasse 6, 7199 llwick",), "Quaygasse 6, 7199 Ilwick"),  # a town has a capital where others have
        (("Quaygasse 6, CH-7199 lnwick",), "Quaygasse 6, CH-7199 Inwick"),
        (("7199 llwick",), "7199 llwick"),
        (("quaygasse 6, 7199 llwick",), "quaygasse 6, 7199 llwick"),
        (("Quaygasse 6, 76199 le Kelp",), "Quaygasse 6, 76199 le Kelp"),
        (("IIdra Brackwyth", "ildra@kelpwick.dk"), "Ildra Brackwyth"),
        (("lsewick Mills", "mail@isewickmills.dk"), "Isewick Mills"),
        (("KELPWlCK MILLS", "mail@kelpwickmills.dk"), "KELPWICK MILLS"),
    ],
)
def test_capital_i_and_small_l_are_as_an_address_of_the_card_has_them(texts: tuple[str, ...], meant: str) -> None:
    assert first(*texts) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("PauI Brackwyth", "Paul Brackwyth"),
        ("lan Brackwyth", "Ian Brackwyth"),  # a given name among words with capitals
        ("lnternational SaIes", "International Sales"),
        ("MARlA BRACKWYTH", "MARIA BRACKWYTH"),
        ("Ilaria McIlvride", "Ilaria McIlvride"),
        ("Lan Phung", "Lan Phung"),
        ("kelpwick-boats.lk", "kelpwick-boats.lk"),  # the end of a domain
        ("wir lan den weg", "wir lan den weg"),
        ("lldra Brackwyth", "lldra Brackwyth"),  # nothing knows it
        ("info@lan-ships.dk", "info@lan-ships.dk"),
        ("IIIrd Floor", "IIIrd Floor"),
    ],
)
def test_without_one_the_lists_and_the_case_settle_them_or_nothing_does(text: str, meant: str) -> None:
    assert first(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Brackwyth Tessuti S.r.I.", "Brackwyth Tessuti S.r.l."),
        ("Brackwyth Tessuti s.r.1.", "Brackwyth Tessuti s.r.l."),
        ("BRACKWYTH TESSUTI S.R.I.", "BRACKWYTH TESSUTI S.R.L."),
        ("Brackwyth Adria d.o.0.", "Brackwyth Adria d.o.o."),
        ("Brackwyth Co., Itd.", "Brackwyth Co., Ltd."),
        ("Brackwyth Mills lnc.", "Brackwyth Mills Inc."),
        ("Brackwyth Mills PIc", "Brackwyth Mills Plc"),
        ("Brackwyth S.r.l.", "Brackwyth S.r.l."),
        ("Agent of LIC", "Agent of LIC"),
        ("Brackwyth S.A.", "Brackwyth S.A."),
        ("Brackwyth M.I.T.", "Brackwyth M.I.T."),
        ("Section 5.1.", "Section 5.1."),
    ],
)
def test_a_legal_form_has_its_letters(text: str, meant: str) -> None:
    assert first(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("00-999 Wroctaw", "00-999 Wrocław"),
        ("WROCLAW", "WROCLAW"),  # both saw none, and it is written so abroad
        ("Bratwick", "Bratwick"),
        ("Total", "Total"),
    ],
)
def test_a_town_has_its_stroke(text: str, meant: str) -> None:
    assert first(text) == meant


def test_of_a_town_s_accents_the_reader_who_saw_them_is_right() -> None:
    readings = (Reading("rapidocr", "K.Mall WROCLAW 5", 0.9), Reading("tesseract", "K.MaII WROCŁAW 5", 0.7))
    read = Line("K.Mall WROCLAW 5", 0.9, BOX, (0, 0, 1, 1), readings)
    assert spelled([read])[0].text == "K.Mall WROCŁAW 5"


def test_what_was_settled_is_no_reader_s_word_and_so_not_sure_by_itself() -> None:
    lines = spelled([line("lan Brackwyth")])
    assert field_of(lines, [Span(0, 0, 13)], lines[0].text).origin == "fused"
