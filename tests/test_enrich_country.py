"""The country of invented cards, told by numbers, addresses, domains and scripts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from printed import printed

from cardscan.enrich.country import country_of, is_certain, is_valid, region_of
from cardscan.model import Contact
from cardscan.parse.online import find_online
from cardscan.parse.tel import find_tels


def contact_of(*texts: str) -> Contact:
    lines = printed(*texts)
    online = find_online(lines)
    found = online + find_tels(lines, [s for f in online for s in f.spans])
    return Contact(**{k: tuple(f.field for f in found if f.kind == k) for k in ("tel", "email", "url", "social")})


@pytest.mark.parametrize(
    ("texts", "country"),
    [
        (("Sarthak Vellore", "98250 12345", "9825012346"), "IN"),
        (("12 Kalapur Road, Ahmedabad - 380 009", "079-26401234"), "IN"),
        (("Vellore Castings Pvt. Ltd.", "www.velloreco.com"), "IN"),
        (("4 Gull Quay, Bristol BS1 4DJ", "0117 496 0123"), "GB"),
        (("12 Main St, Dayton, OH 45402", "(937) 555-0132"), "US"),
        (("210 King St W, Toronto ON M5H 1J8", "416-555-0132"), "CA"),
        (("Shop 3, Palm Ave, Cairns QLD 4870", "0491 570 156"), "AU"),
        (("Brückstr. 4, D-44135 Dortmund", "Tel. 0231/1234567"), "DE"),
        (("ul. Kuflowa 6, 54-204 Wrocław", "71 355 12 34"), "PL"),
        (("12 rue des Écluses, 75010 Paris", "01 99 00 12 34", "jo@brackwyth.fr"), "FR"),
        (("Av. Paulista 100, CEP 01310-100", "(11) 2345-6789"), "BR"),
        (("〒100-0001 東京都千代田区千代田1-1", "TEL 03-1234-5678"), "JP"),
        (("서울시 강남구 테헤란로 1", "02-1234-5678"), "KR"),
        (("手机:13912345678", "电话:0452-4310143 传真:0452-4310144"), "CN"),
        (("台北市松山區民生東路四段1號", "統一編號 12345678", "(02)2345-6789"), "TW"),
        (("Hai Ba Trung, Ha Noi, Vietnam", "jo@brackwyth.vn"), "VN"),
        (("+971 50 123 4567", "Dubai, U.A.E."), "AE"),
        (("Tel : (216) 71 555 142", "1001 Tunis", "jo@brackwyth.com.tn"), "TN"),
        (("Jo Brackwyth", "www.brackwyth.com"), ""),
        (("Markets: Germany, France, Italy, Spain", "www.brackwyth.se", "08-123 456 78"), "SE"),
    ],
)
def test_country(texts: tuple[str, ...], country: str) -> None:
    assert country_of(contact_of(*texts), printed(*texts)) == country


@pytest.mark.parametrize(("org", "italian"), [("Kelpwick S.p.A.", True), ("Kelpwick Srl", True), ("Day Spa", False)])
def test_a_spa_is_no_italian_company(org: str, italian: bool) -> None:
    assert (country_of(Contact(), printed(org, "Tel. 06 1234 5678")) == "IT") == italian


def test_open_domains_of_countries_tell_nothing() -> None:
    texts = ("jo@brackwyth.io", "www.brackwyth.co")
    assert country_of(contact_of(*texts), printed(*texts)) == ""


def test_certain_when_the_rest_of_the_card_agrees() -> None:
    texts = ("Kalapur Road, Ahmedabad - 380 009, India", "079-26401234")
    assert is_certain(contact_of(*texts), "IN", printed(*texts))
    assert not is_certain(contact_of(*texts), "PK", printed(*texts))
    both = ("Ahmedabad, India", "Nairobi, Kenya")
    assert not is_certain(contact_of(*both), "IN", printed(*both))


def test_region_of_numbers() -> None:
    assert [region_of(n) for n in ("+4420 7946 0123", "+1 416 555 0132", "+80012345678", "020")] == ["GB", "CA", "", ""]


def test_valid_in_a_country_only() -> None:
    assert is_valid("02079460123", "GB") and not is_valid("02079460123", "US")
    assert not is_valid("", "GB")


@given(st.lists(st.text(max_size=60), max_size=5))
def test_any_text_has_a_country_or_none(texts: list[str]) -> None:
    country = country_of(contact_of(*texts), printed(*texts))
    assert country == "" or (len(country) == 2 and country.isupper())
