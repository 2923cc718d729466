"""What letters, postcodes, hosts and joining words are: one answer for all who ask."""

import re

import pytest
from printed import printed

from cardscan.connections.notes.words import split
from cardscan.enrich.country import country_of
from cardscan.enrich.marks import POSTCODES, marked
from cardscan.enrich.signs import signs
from cardscan.model import Contact, Field
from cardscan.parse.domains import domain_name, host_of, network_of, own_label, read_domain, without_www
from cardscan.parse.gazetteer import address_score, title_score
from cardscan.parse.shapes import with_shapes
from cardscan.parse.tel import find_tels
from cardscan.parse.tel_labels import type_of
from cardscan.text.codes import postcode
from cardscan.text.joiners import AND
from cardscan.text.letters import inked, latin, squash, words
from cardscan.text.misread import AS_FIGURES, mended, shape
from cardscan.text.scripts import UNPARTED, UNSPACED, cjk, has_hangul, kana_or_han


@pytest.mark.parametrize("code", [
    "K1A 0B1", "K1A0B1",  # Canada
    "1012 AB", "1012AB",  # the Netherlands
    "SW1A 1AA", "EC1A1BB", "M1 1AE",  # Britain
    "D02 X285",  # Ireland
    "560 001", "560001",  # India
    "110 00",  # Czechia
    "〒100-0001", "〒1000001", "100-0001",  # Japan
    "10617",  # Taiwan, Germany, the United States
    "94103-1234",
    "00-950",  # Poland
    "1000-205",  # Portugal
    "01310-100", "01.310-100",  # Brazil
    "CH-8001", "A-1010",  # by the letters of a country
])  # fmt: skip
def test_a_postcode_is_known_by_its_shape(code: str) -> None:
    found = postcode(code)
    assert found and found[0] == code
    assert postcode(f"1 Quay, {code}")


@pytest.mark.parametrize(("text", "code"), [
    ("Surat-395 002", "395 002"),
    ("Pin-380019", "380019"),
    ("41480-Kocaeli-Türkiye", "41480"),
    ("P.O. Box 23750-00100", "Box 23750-00100"),  # Kenya: the box, and the code of its office
    ("CEP 01310100", "CEP 01310100"),
    ("SE-903 27 Umeå", "903 27"),
    ("D – 80331", "80331"),
])  # fmt: skip
def test_a_hyphen_to_a_word_leaves_a_code_what_it_is(text: str, code: str) -> None:
    found = postcode(text)
    assert found and code in found[0]


#: The same code in an address of its country, and alone on a line between numbers as long.
PLACES = [
    ("Ottawa ON K1A 0B1", "K1A 0B1"),
    ("1012 AB Amsterdam", "1012 AB"),
    ("1010 Wien", "1010"),
    ("A-1010 Wien", "A-1010"),
    ("London SW1A 1AA", "SW1A 1AA"),
    ("Bengaluru 560 001", "560 001"),
    ("110 00 Praha", "110 00"),
    ("〒100-0001 東京都", "100-0001"),
    ("106台北市", "106"),
    ("Lisboa 1000-205", "1000-205"),
]  # fmt: skip


@pytest.mark.parametrize(("address", "code"), PLACES)
def test_a_code_is_known_in_all_places(address: str, code: str) -> None:
    field = Field(address, address, 0.9)
    assert postcode(address)
    assert address_score(address) > 0.5
    assert signs("adr", field, Contact(adr=(field,)), False, printed(address))["code"] == 1
    card = printed("Tel 234 567, 345-6789, 4567-890", code)
    assert [f.field.raw for f in find_tels(card, [])] == ["234 567", "345-6789", "4567-890"]


@pytest.mark.parametrize(("text", "country"), [
    ("SE-11122", "SE"), ("D-80331", "DE"), ("CZ-11000", "CZ"), ("FIN-00100", "FI"), ("A–1010", "AT"),
])  # fmt: skip
def test_the_letters_before_a_code_tell_its_country(text: str, country: str) -> None:
    assert postcode(text)
    assert country_of(Contact(), printed(text)) == country


@pytest.mark.parametrize("text", ["S-1204", "H-1204"])
def test_letters_that_rooms_have_too_tell_no_country(text: str) -> None:
    assert postcode(text)
    assert country_of(Contact(), printed(text)) == ""


@pytest.mark.parametrize("text", ["1010 Wien", "Ring, 8001 Zürich", "106台北市", "台中 10617臺北市", "Taipei City 110"])
def test_a_short_one_is_known_by_what_stands_beside_it(text: str) -> None:
    assert postcode(text)


@pytest.mark.parametrize(
    "text",
    ["", "Suite 1010", "since 1987", "12 Quay", "030-12345", "Room 110", "4 1/2", "A1", "800 22nd", "555-0142-7"],
)
def test_a_number_of_another_kind_is_no_postcode(text: str) -> None:
    assert postcode(text) is None


@pytest.mark.parametrize(("text", "country"), [
    ("Ottawa ON K1A 0B1", "CA"), ("London SW1A 1AA", "GB"), ("Dublin, D02 X285", "IE"), ("1012 AB Amsterdam", "NL"),
    ("〒100-0001", "JP"), ("00-950 Warszawa", "PL"), ("Bengaluru 560 001", "IN"),
])  # fmt: skip
def test_what_tells_a_country_is_a_postcode_and_part_of_an_address(text: str, country: str) -> None:
    assert country in dict(marked(text, POSTCODES))
    assert postcode(text)
    assert address_score(text) > 0.5


def test_squash_keeps_letters_and_digits() -> None:
    assert squash("Müller & Söhne") == "mullersohne"
    assert squash("A.B.C. 24/7") == "abc247"
    assert words("O'Färn-Strøm 24") == ["O'Färn", "Strøm"]
    assert squash(latin("Ιωάννα")) == "ioanna"


def test_hangul_is_parted_in_sentences_and_not_in_names() -> None:
    assert re.fullmatch(f"[{UNSPACED}]+", "ไทย中ア々한")
    assert re.fullmatch(f"[{UNPARTED}]+", "ไทย中ア々ー")
    assert not re.search(f"[{UNPARTED}]", "한")
    assert split("한글 이름") == (["한글", "이름"], [])
    assert split("東京々") == ([], ["東京々"])


def test_a_letter_of_each_script_is_of_the_sets_that_it_belongs_to() -> None:
    for letter, of_cjk, of_kana_or_han in (
        ("中", 1, 1),
        ("々", 1, 1),
        ("〇", 1, 1),
        ("ア", 1, 1),
        ("한", 1, 0),
        ("ไ", 0, 0),
    ):
        assert (bool(cjk().search(letter)), bool(kana_or_han().search(letter))) == (of_cjk, of_kana_or_han), letter
        assert has_hangul(letter) == (letter == "한")


def test_ink_is_all_but_white_space() -> None:
    assert inked(" Quill &\u3000 Söhne\n") == "Quill&Söhne"


def test_letters_of_one_shape_are_one() -> None:
    assert shape("bi11ow") == shape("blllow") == shape("billow")
    assert shape("rnoor") == shape("moor") and shape("vvier") == shape("wier") and shape("8arge") == shape("barge")
    assert shape("moor") != shape("noor")
    for letter, figure in AS_FIGURES.items():
        if letter != "Q":  # a capital alone is as round as a figure
            assert shape(letter.casefold()) == shape(figure)


def test_what_was_misread_once_is_mended_in_each_place() -> None:
    assert {"com", "cam"} & set(mended("c0m")) == {"com"}
    assert "org" in mended("or9") and read_domain("brackwyth.or9")[0] == "brackwyth.org"
    assert "biz" in mended("8iz") and read_domain("brackwyth.8iz")[0] == "brackwyth.biz"
    assert with_shapes("Brackwyth S.r.I.", lambda _: False, lambda _: False) == "Brackwyth S.r.l."
    assert with_shapes("Brackwyth 8.V.", lambda _: False, lambda _: False) == "Brackwyth B.V."


def test_a_joining_word_joins_in_each_place() -> None:
    assert {"and", "und", "ve", "&"} <= AND
    assert type_of("Tel. und Fax") == type_of("Tel. ve Faks") == type_of("Tlf. og fax") == ""
    assert type_of("Tel. Fax") == "fax"
    assert title_score("Kelpwick & Partner") == title_score("Kelpwick ve Partner") < title_score("Partner")


@pytest.mark.parametrize(("address", "host"), [
    ("jo@brackwyth.co.uk", "brackwyth.co.uk"),
    ("https://Brackwyth.dk/jo@home?x=1", "Brackwyth.dk"),
    ("http://jo@brackwyth.dk:8080#top", "brackwyth.dk"),
    ("www.brackwyth.dk", "www.brackwyth.dk"),
    ("", ""),
])  # fmt: skip
def test_a_host_is_what_stands_between(address: str, host: str) -> None:
    assert host_of(address) == host


def test_the_names_in_a_host() -> None:
    assert own_label("mail.quill-boats.co.uk") == "quill-boats"
    assert domain_name("mail.quill-boats.co.uk") == "quillboats"
    assert domain_name("gmail.com") == own_label("localhost") == ""
    assert (
        without_www("HTTPS://WWW.Brackwyth.dk/a") == "Brackwyth.dk/a" and without_www("brackwyth.dk") == "brackwyth.dk"
    )
    assert network_of("nl.linkedin.com") == "linkedin" and network_of("notlinkedin.com") == ""
