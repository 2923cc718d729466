"""What stands beside an address and has its shape is no part of it. All are invented."""

import numpy as np
import pytest
from printed import WIDTH, printed

from cardscan.parse.card import parse_card
from cardscan.parse.tagger.elsewhere import without_elsewhere
from cardscan.parse.tagger.features import describe
from cardscan.parse.tagger.network import TAGS, Chances

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
    "office", ["Cardiff Liaison", "Lagos Annex", "Ibadan Zonal Office", "Succursale Lyon", "Puebla Planta", "Abuja Rep"]
)
def test_what_says_which_office_an_address_is_of_is_no_part_of_it(office: str) -> None:
    own, other = "9 Mill Lane, Bradford, Lancashire", "Block 3, Flat 7, Kelp Street, Leeds"
    assert addresses(f"Head Office: {own}", f"{office}: {other}") == [own, other]


@pytest.mark.parametrize(
    ("label", "street", "town"),
    [
        ("Betriebsstätte Gera", "Kelpweg 9", "07599 Gera"),
        ("Standort Gera", "Kelpweg 9", "07599 Gera"),
        ("Usine de Lyon", "9 rue du Kelp", "69099 Lyon"),
        ("Hull Works", "9 Kelp Road", "Hull HU1 4QT"),
        ("Gyár Szeged", "Kelp utca 9", "6799 Szeged"),
        ("Fabrik Graz", "Kelpgasse 9", "8099 Graz"),
        ("Tovarna Maribor", "Kelpova 9", "2099 Maribor"),
    ],
)
def test_the_heading_of_an_office_with_its_town_is_no_part_of_the_address(label: str, street: str, town: str) -> None:
    assert addresses("Kelpallee 4", "20099 Hamburg", label, street, town) == [
        "Kelpallee 4, 20099 Hamburg",
        f"{street}, {town}",
    ]


def test_a_street_that_is_called_as_an_office_is_stays() -> None:
    [address] = addresses("Depot Park 4", "Leeds LS1 4QT")
    assert address.startswith("Depot Park 4")


@pytest.mark.parametrize(
    "account",
    [
        "STK: 0071 0055 50417 tại NH TMCP Tarna, CN Sài Gòn",
        "IBAN: DE89 3704 0044 0532 0130 00, Sparkasse Kelp, Hamburg",
        "A/c No. 00710055504177, Kelp Bank, Surat Branch",
        "Rachunek: 12 3456 7890 1234 5678 9012 3456, Bank Tarna, Poznań",
        "р/с 40702810900000012345, Тарнабанк, Москва",
    ],
)
@pytest.mark.parametrize("address", ADDRESSES[:1])
def test_a_bank_behind_the_number_of_an_account_is_no_address(account: str, address: str) -> None:
    assert addresses(address, account) == [address]


def test_the_number_behind_a_colon_may_be_a_floor() -> None:
    [address] = addresses("Kelp Merkezi Ankara Kat: 8 No: 12, Çankaya")
    assert "Ankara Kat: 8" in address


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


def test_a_village_of_bulgaria_and_its_municipality_are_an_address() -> None:
    assert addresses("с. Тарново, общ. Родопи, 4899", "edda@kelpwick.bg") == ["с. Тарново, общ. Родопи, 4899"]


def test_a_town_and_a_street_in_arabic_letters_are_an_address_without_a_number() -> None:
    latin, own = "P.O. Box 417, Cairo 11599, Egypt", "القاهرة - العبور - مدينة الترنة الصناعية"
    assert addresses(latin, own) == [latin, own]


@pytest.mark.parametrize("label", ["Склад в Самаре", "Офис в Казани", "Магазин у Львові"])
def test_a_town_as_a_case_of_it_before_a_colon_is_no_address(label: str) -> None:
    assert addresses(f"{label}: 443099,", "Тарновых Кельпов ул. д. 9") == ["443099, Тарновых Кельпов ул. д. 9"]


def test_digits_behind_other_hebrew_words_are_of_a_register() -> None:
    assert addresses("רישיון תרנון 9899199") == []


@pytest.mark.parametrize(
    "text",
    [
        "IČ: 27418830, zapsáno v OR vedeném KS v Plzni, oddíl C, vložka 9217",
        "C 9217 vedená u Krajského soudu v Plzni",
        "zápis v OR OS Trnava, odd. Sro, vl. č. 4123/T",
        "Amtsgericht Bremen HRB 24718",
        "Handelsregister Nürnberg HRB 24718",
        "Inscrita en el Registro Mercantil de Madrid, Tomo 2471, Folio 88, Hoja M-24718",
        "R.M. Valencia T. 2471, L. 88, F. 14, S. 8, H. V-2471",
        "T° 112 F° 45 C.P.A.C.F. - Mat. 1-27418",
        "Matrícula Nº 2741, Folio 12, Libro III",
        "REA TO-247188 Registro Imprese di Torino",
        "C.R.C. Lisboa n.º 2471, fls. 88, Livro C-12",
        "Cégjegyzékszám: 01-09-247188, Fővárosi Törvényszék Cégbírósága",
        "Okrožno sodišče v Ljubljani, vl. št. 1/24718/00",
        "Ondernemingsnr. 0472.471.883 RPR Antwerpen afd. Mechelen",
        "ЕГРН 2471883, ИФНС № 15 по г. Казань",
        "宅地建物取引業 千葉県知事(2)第94718号",
        "東京都知事許可(般-3)第94718号",
        "古物商 愛知県公安委員会許可 第54718号",
        "STK: 0071 0055 50142 tại NH TMCP Phương Kelp, CN Sài Gòn",
        "Org.nr. NO 924 718 308 MVA",
        "Govt. Regd. No. 92471/081/82 | KELP",
        "KELPTEK-sertifisert - NS 947 1",
        "EN ISO 3834-2 zertifiziert",
        "Rek. 5550142017 Bank Kelp Cabang Jalan Mawar, Bandung",
    ],
)
def test_entries_of_registers_are_no_addresses(text: str) -> None:
    assert addresses(ADDRESSES[1], text) == [ADDRESSES[1]]


@pytest.mark.parametrize(
    "text", ["Kelpstraße 14, 28217 Bremen · HRB 24718", "Kelpgasse 14, 28217 Bremen, Amtsgericht Kiel HRB 2471"]
)
def test_an_address_that_an_entry_follows_on_its_line_is_one(text: str) -> None:
    assert addresses(text) == [text[: text.index("Bremen") + 6]]


@pytest.mark.parametrize("text", ["Am Amtsgericht 14, 28217 Bremen", "Sądowa 14, 87-100 Toruń", "Tomova 14, Olomouc"])
def test_streets_that_sound_like_registers_are_streets(text: str) -> None:
    assert addresses(text) == [text]


@pytest.mark.parametrize("text", ["DN7, km 14+300, Otopeni 075100, jud. Ilfov", "Km 18+250 DN2, 077145 Pantelimon"])
def test_metres_behind_a_kilometre_are_of_an_address(text: str) -> None:
    assert addresses(text) == [text]


def test_a_label_in_vietnamese_is_no_part_of_an_address() -> None:
    assert addresses("Trụ sở: 15 Tarna, Phường Kelp, TP. Huế") == ["15 Tarna, Phường Kelp, TP. Huế"]


def test_a_town_its_region_and_its_country_are_no_list() -> None:
    [address] = addresses("Calle Kelp 9, Col. Tarna, C.P. 37299,", "León, Guanajuato, México")
    assert address.endswith("León, Guanajuato, México")


def test_letters_of_a_country_behind_a_postcode_are_no_label() -> None:
    [address] = addresses("9 Kelp Road, Shenzhen, Guangdong 518099, P.R. China")
    assert address.endswith("518099, P.R. China")


def test_a_country_between_two_numbers_is_of_the_number() -> None:
    numbers = "H.K. Mobile: (852) 9555 0142 China Mobile: (86) 139 5550 0142"
    [address] = addresses("Flat 9, 4 Kelp Road,", "Kowloon, Hong Kong", numbers)
    assert address.endswith("Kowloon, Hong Kong")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Cais 9, Aveiro (chamada para a rede fixa nacional)", 3),
        ("(chamada para a rede móvel nacional)", 0),
        ("Kai 9, Bremen | 6 ct/Min. aus dem dt. Festnetz", 3),
        ("Quai 9, Brest · prix d'un appel local", 3),
    ],
)
def test_what_a_call_costs_is_of_no_address(text: str, kept: int) -> None:
    lines = printed(text)
    card = describe(lines, 60 * WIDTH, [])
    assert card
    size = len(card.words)
    tags, links = np.zeros((size, len(TAGS)), np.float32), np.zeros((size, size + 1), np.float32)
    tags[:, TAGS.index("street")] = 1
    told = without_elsewhere(Chances(tags, links), card.words, lines).tags[:, TAGS.index("street")]
    assert sum(chance > 0 for chance, word in zip(told, card.words, strict=True) if word.text.isalnum()) >= kept
    assert told[-1 if text[-1] != ")" else -2] == 0


def test_a_street_that_is_cut_within_its_name_goes_on_below() -> None:
    above, below = "Av. 9 de Octubre N41-14 y Tarnana", "de Kelpes, Edif. Mar, Of. 9, Cuenca"
    assert addresses(above, below) == [f"{above} {below}"]
