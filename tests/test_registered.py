"""Numbers of registers, members, accounts and payers of taxes are no telephones; what may be either is not sure."""

import pytest
from printed import printed

from cardscan.parse.tel import find_tels

DOUBTED = 0.5


def read(text: str) -> list[tuple[str, bool]]:
    """The numbers of a line, and whether nothing speaks against each."""
    return [(f.field.value, f.field.confidence > DOUBTED) for f in find_tels(printed(text), [])]


@pytest.mark.parametrize(
    "text",
    [
        "QRV 4155501420",  # digits behind a code
        "ORD-ZZ 55014/B QRV 4155501420",
        "QRV 555.014.200-55",  # shapes of taxes
        "00.555.014/0001-55",
        "55.501.420-K",
        "20-55501420-3",
        "NIF 555014200",
        "SIRET 555 014 200 00012",
        "P.IVA 01234567890",
        "ИНН 5550142001",
        "KvK 55501420",
        "ABN 51 555 014 200",
        "Mitgliedsnummer 5550142001",
        "Kunden-Nr.: 555 014 2001",
        "Matrícula 555014200",
        "Inscrição 555 014 2001",
        "Iscrizione n. 555 014 200",
        "Licencja nr 555014200",
        "Лицензия 5550142001",
        "Medlem 555014200",
        "Numéro de police 5550142001",
        "Nro. de registro 5550142001",
        "Charity no. 5550142001",
        "Member No: 5550142001",
    ],
)
def test_a_number_of_a_register_is_none(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kelpwick 415 555 0142", [("4155550142", False)]),  # the name of a place, or of a list of members
        ("Kelpwick: 9825012345", [("9825012345", False)]),
        ("Kelpwick 0415 550142", [("0415550142", True)]),  # what begins so is dialled
        ("Kelpwick (415) 555-0142", [("4155550142", True)]),
        ("Kelpwick +1 415 555 0142", [("+14155550142", True)]),
        ("Tel. Kelpwick 415 555 0142", [("4155550142", True)]),
        ("Mobile QRV 9825012345", [("9825012345", True)]),
        ("Maria 415 555 0142", [("4155550142", True)]),
        ("MARIA 9825012345", [("9825012345", True)]),
        ("Berlin 415 555 0142", [("4155550142", True)]),
        ("Tel. 55501420 und 55501421", [("55501420", True), ("55501421", True)]),
        ("Rufnummer 4155550142", [("4155550142", True)]),
    ],
)
def test_a_number_behind_a_word_that_is_no_label_is_not_sure(text: str, expected: list[tuple[str, bool]]) -> None:
    assert read(text) == expected
