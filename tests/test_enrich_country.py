"""The country of invented cards, told by numbers, addresses, domains and scripts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from printed import printed

from cardscan.enrich.country import country_of, is_certain, is_valid, is_whole, region_of
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
        (("Jo Brackwyth", "www.brackwyth.eu", "jo@brackwyth.eu"), ""),  # of many countries
        (("Hafenstr. 4, 24103 Kiel, Germany", "www.brackwyth.eu", "jo@brackwyth.eu"), "DE"),
        (("Kelpwick Rum Grill", "(876) 555-0142"), "JM"),  # area codes of North America's plan
        (("Kelpwick Rum Grill", "246-555-0142"), "BB"),
        (("Kelpwick Rum Grill", "(809) 555-0142"), "DO"),
        (("Kelpwick Power Ltd", "RC 555077", "0806 555 0177"), "NG"),
        (("Kelpwick Power Ltd", "0805 555 0142, 0703 555 0142"), "NG"),
        (("Kelpwick Power", "0812-5550-142"), "ID"),
        (("Kelpwick Power", "0917 555 0142"), ""),  # of several countries
        (("Kelpwick Weavers Ltd", "PIN A055501420K"), "KE"),
        (("Markets: Germany, France, Italy, Spain", "www.brackwyth.se", "08-123 456 78"), "SE"),
    ],
)
def test_country(texts: tuple[str, ...], country: str) -> None:
    assert country_of(contact_of(*texts), printed(*texts)) == country


@pytest.mark.parametrize(("org", "italian"), [("Kelpwick S.p.A.", True), ("Kelpwick Srl", True), ("Day Spa", False)])
def test_a_spa_is_no_italian_company(org: str, italian: bool) -> None:
    assert (told(org, "Tel. 06 1234 5678") == "IT") == italian


def test_a_form_that_several_countries_have_tells_none_alone() -> None:
    assert told("Kelpwick S.R.L.") == ""
    assert told("Kelpwick S.R.L.", "Tel. 0722 555 014") == ""  # a number of Italy, and of Romania
    texts = ("Kelpwick S.R.L.", "Tel. 06 1234 5678")
    assert not is_certain(contact_of(*texts), "IT", printed(*texts))
    assert (told("Kelpwick (Pty) Ltd"), told("Kelpwick Pty Ltd")) == ("ZA", "AU")


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


def told(*texts: str, home: str = "") -> str:
    return country_of(contact_of(*texts), printed(*texts), home)


@pytest.mark.parametrize(
    ("texts", "country"),
    [
        (("Tel. 0231/5550142", "Quay Works GmbH, Kuflowstr. 4", "USt-IdNr. DE 123456789"), "DE"),
        (("0662/550142", "Quay Works GmbH", "ATU12345678"), "AT"),
        (("07700 900142", "VAT No. GB 123 4567 89"), "GB"),
        (("Registered in England", "020 7946 0142"), "GB"),
        (("02-555-0199", "jo@brackwyth.co.th"), "TH"),
        (("0722 000142", "Quill Lane, Nairobi, tel: 248480"), "KE"),
        (("P.O. Box 1042 - 00606", "0722 000142"), "KE"),
        (("NIP 123-456-32-18", "501 234 567"), "PL"),
        (("Jo Brackwyth, Kft.", "06 1 555 0142", "Kelp utca 4"), "HU"),
    ],
)
def test_registers_forms_and_places_tell_the_country(texts: tuple[str, ...], country: str) -> None:
    assert told(*texts) == country


@pytest.mark.parametrize(
    "number",
    [
        "07700 900142",
        "0721 000 142",
        "0722 000142",
        "0661234567",
        "02-555-0199",  # Seoul's and Bangkok's
        "07242/550142",  # Germany's and Austria's
        "06 12 34 56 78",  # France's and Morocco's
        "2025550142",  # Washington's, if it is no mobile of India
        "(55) 2345-6789",  # Mexico's and Brazil's
        "555.123.4568",
        "695 297 120",
    ],
)
def test_a_number_alone_does_not_tell_where_several_countries_have_such(number: str) -> None:
    assert told("Jo Brackwyth", number) == ""


def test_digits_grouped_as_in_one_country_alone_tell_it_but_leave_doubt() -> None:
    for number, country in (("(202) 555-0142", "US"), ("98250 12345", "IN"), ("010-8555-0142", "KR")):
        assert told(number) == country
        assert not is_certain(contact_of(number), country, printed(number))


def test_what_is_printed_outvotes_how_the_digits_are_grouped() -> None:
    assert told("02-555-0142", "02-555-0143", "010-8555-0142", "Soi 4, Bangkok", "jo@brackwyth.co.th") == "TH"


def test_a_country_in_which_no_number_of_the_card_can_be_is_not_its_own() -> None:
    assert told("010-8555-0142", "053-714-0142", "ซมอซ") == "KR"  # an ornament read as letters


def test_six_digits_of_a_telephone_are_no_postcode() -> None:
    assert told("Quill Lane, tel: 248480") == ""


def test_the_home_tells_where_the_card_does_not() -> None:
    assert told("98250 12345", home="DE") == "IN"  # it can be none of Germany
    assert told("0231/5550142", home="DE") == "DE"
    assert told("0721 000 142", home="KE") == "KE"
    assert told("Jo Brackwyth", "Tel. 555142", home="IS") == "IS"


@pytest.mark.parametrize("texts", [("jo@brackwyth.de",), ("Kelpstr. 4, D-44135 Dortmund",), ("+49 231 5550142",)])
def test_the_home_does_not_override_the_card(texts: tuple[str, ...]) -> None:
    assert told(*texts, "0231/5550142", home="AT") == "DE"


def test_the_home_is_no_evidence() -> None:
    texts = ("0721 000 142",)
    assert told(*texts, home="KE") == "KE"
    assert not is_certain(contact_of(*texts), "KE", printed(*texts))


def test_a_town_alone_leaves_doubt() -> None:
    assert not is_certain(contact_of("Quill Lane 4, Nairobi"), "KE", printed("Quill Lane 4, Nairobi"))
    both = ("Quill Lane 4, Nairobi", "0722 000142")
    assert is_certain(contact_of(*both), "KE", printed(*both))


def test_a_word_of_a_street_is_too_little_to_take_a_number_for_the_country_s() -> None:
    assert is_valid("07222701420", "IN")
    assert told("Opp. Quill House", "07222-70-14-20") == ""


def test_what_neighbours_share_does_not_tell_one_from_the_other() -> None:
    assert told("Quay Textiles (Pvt) Ltd", "0300-5550142") == ""  # Pakistan's, Sri Lanka's, Zimbabwe's
    assert told("Quay Works GmbH", "07242/550142") == ""
    assert told("Kelpstrasse 4, 8001 Zürich", "044 555 01 42") == "CH"


@pytest.mark.parametrize(
    ("texts", "country"),
    [
        (("jo@brackwyth.co.uk", "Tel: 01632 960142", "Mob: 07700 900142"), "GB"),
        (("jo@brackwyth.co.uk", "01632 960142", "Safety Reg. No. 551702"), "GB"),
        (("4 Gull Quay, Bristol BS1 4DJ", "07700 900142", "Kalapur"), "GB"),
        (("jo@brackwyth.ie", "020 915 0142"), "IE"),
        (("jo@brackwyth.nl", "085 012 34 56"), "NL"),
        (("jo@brackwyth.com", "01632 960142"), ""),
    ],
)
def test_numbers_that_are_valid_nowhere_do_not_take_the_country_from_what_is_printed(
    texts: tuple[str, ...], country: str
) -> None:
    """Those kept for films and examples are not valid at home, and in another country they may be by chance."""
    assert told(*texts) == country


def test_of_two_countries_the_one_of_which_more_is_printed_has_the_numbers() -> None:
    assert is_valid("07700900142", "IN") and not is_valid("07700900142", "GB")
    texts = ("4 Gull Quay, Bristol BS1 4DJ", "07700 900142", "www.brackwyth.in")
    assert told(*texts) == "GB"
    even = ("www.brackwyth.in", "jo@brackwyth.co.uk", "07700 900142")
    assert told(*even) == "IN"  # as much is printed of both
    assert not is_certain(contact_of(*even), "IN", printed(*even))


def test_a_number_too_long_for_a_country_is_not_its() -> None:
    assert is_whole("07700900142", "GB") and not is_whole("077009001423", "GB")
    assert not is_whole("26401234", "IN")  # without its area code
    assert not is_whole("+4420", "GB") and not is_whole("", "GB") and not is_whole("+917926401234", "GB")


@pytest.mark.parametrize(
    ("texts", "country"),
    [
        (("12 Kalapur Road, Ahmedabad 380009",), "IN"),
        (("Kelpstraat 380009", "Singapore 560142"), "SG"),
        (("Str. Kelp 4, Cluj 400114", "jo@brackwyth.ro"), "RO"),
        (("Licence No. 551702",), ""),
        (("Pin No. 380009",), "IN"),
    ],
)
def test_six_digits_are_a_postcode_of_the_country_that_something_else_tells(
    texts: tuple[str, ...], country: str
) -> None:
    assert told(*texts) == country


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Ștefan Kelpescu", "RO"),
        ("Kelpescu Tămaș", "RO"),
        ("Şerban Ţelpescu", "RO"),
        ("Şule Kelpoğlu", "TR"),
        ("Kelpė Rugių", "LT"),
        ("Brąkwytė", "LT"),
        ("Brąkwicz", "PL"),
        ("Zając", "PL"),
        ("Ķelpiņš", "LV"),
        ("Kelpář", "CZ"),
        ("Kelpľa", "SK"),
        ("Þórður", "IS"),
        ("Kelpħa", "MT"),
        ("Đurđica Kelpić", ""),  # Croatia's, Serbia's and others'
        ("Phạm Kelp", "VN"),
        ("Söylə", "AZ"),
        ("Ћелповић", "RS"),
    ],
)
def test_letters_that_one_language_has_tell_its_country(text: str, country: str) -> None:
    assert told(text) == country


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("CUI RO 12345678", "RO"),
        ("J12/555/2006", "RO"),
        ("VAT: SI12345678", "SI"),
        ("BE 0123.456.789", "BE"),
        ("EL123456789", "GR"),
        ("CIF: B-12345678", "ES"),
        ("PVM kodas LT123456789", "LT"),
        ("Org.nr 123 456 789 MVA", "NO"),
        ("OIB 12345678901", "HR"),
        ("Reg. 2010/123456/07", "ZA"),
        ("NL12 KELP 0123 4567 89", "NL"),
        ("AB 12345678", ""),
    ],
)
def test_numbers_of_taxes_registers_and_accounts_tell_the_country(text: str, country: str) -> None:
    assert told(text) == country


def test_a_word_for_mobile_tells_of_which_country_a_number_is() -> None:
    assert told("Telemóvel 912 345 678") == "PT"
    assert told("Telemóvel") == ""
