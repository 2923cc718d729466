"""What stands beside an address and has its shape is no part of it. All are invented."""

import pytest
from printed import WIDTH, printed

from cardscan.parse.card import parse_card

ADDRESSES = ["14 Kelp Road, Leeds LS1 4QT", "Kelpova 14, Olomouc", "Kelp Marg-8, Butwal, Rupandehi"]


def addresses(*texts: str) -> list[str]:
    lines = printed("Quillvane Bookbinders", "Edda Brackwyth", "+44 113 496 0123", *texts)
    return [adr.value for adr in parse_card(lines, 60 * WIDTH).adr]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    "text",
    [
        "Branches: Bhaktapur | Pokhara | Tarnby",
        "Sucursales: Lima | Cusco | Piura",
        "Pobočky: Brno | Plzeň | Zlín",
        "Oddziały: Gdańsk, Łódź, Lublin",
        "Filialen in Graz, Linz und Wels",
        "Sedi: Milano - Torino - Roma",
        "London | Paris | Dubai",
        "Mo–Fr 9–18 Uhr",
        "Po–Pá 8–17, So 9–12",
        "Пн–Пт 9–18, Сб 10–15",
        "Kupón patří k nákupu. Platí do 31. 12.",
    ],
)
def test_branches_days_and_hours_are_of_no_address(address: str, text: str) -> None:
    assert addresses(address, text) == [address]


def test_days_above_an_address_are_not_of_it() -> None:
    assert addresses("Kupón vraťte při placení. Platí do 31. 12.", "Kelpova 14, Olomouc") == ["Kelpova 14, Olomouc"]


@pytest.mark.parametrize(
    "address",
    [
        "Works: 4 Quay Road | Leeds | West Yorkshire",
        "12 Kelp Road · Andheri · Mumbai",
        "Tarna utca 12. 3. em., 1052 Budapest",
    ],
)
def test_what_parts_an_address_with_signs_is_no_list(address: str) -> None:
    assert addresses(address)


@pytest.mark.parametrize("text", ["מושב תרנון 9899199", "קיבוץ תרנון 9899199", "ד.נ. גליל תרנון, 9899199"])
def test_a_village_of_israel_and_its_postcode_are_an_address(text: str) -> None:
    assert addresses(text, "edda@kelpwick.co.il") == [text]


def test_digits_behind_other_hebrew_words_are_of_a_register() -> None:
    assert addresses("רישיון תרנון 9899199") == []
