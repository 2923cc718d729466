"""What letters and postcodes are: one answer for all who ask."""

import re

import pytest

from cardscan.connections.notes.words import split
from cardscan.enrich.marks import POSTCODES, marked
from cardscan.parse.gazetteer import address_score
from cardscan.text.codes import postcode
from cardscan.text.folding import UNPARTED, UNSPACED
from cardscan.text.letters import latin, squash, words


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


@pytest.mark.parametrize("text", ["1010 Wien", "Ring, 8001 Zürich", "106台北市", "台中 10617臺北市", "Taipei City 110"])
def test_a_short_one_is_known_by_what_stands_beside_it(text: str) -> None:
    assert postcode(text)


@pytest.mark.parametrize("text", ["", "Suite 1010", "since 1987", "12 Quay", "030-12345", "Room 110", "4 1/2", "A1"])
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
