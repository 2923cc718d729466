"""What counts as sure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from printed import at, printed

from cardscan.enrich import country_of, enrich
from cardscan.enrich.sure import judge
from cardscan.model import Contact, Field, Line
from cardscan.parse.online import find_online
from cardscan.parse.tel import find_tels


def read(*lines: Line) -> Contact:
    online = find_online(lines)
    found = online + find_tels(lines, [s for f in online for s in f.spans])
    contact = Contact(**{k: tuple(f.field for f in found if f.kind == k) for k in ("tel", "email", "url", "social")})
    return enrich(contact, country_of(contact, lines), lines)


def only(*lines: Line) -> Field:
    contact = read(*lines)
    (field,) = contact.tel + contact.email + contact.url
    return field


@pytest.mark.parametrize("text", ["+44 20 7946 0123", "jo@brackwyth.dk", "www.brackwyth.dk"])
def test_what_one_reader_read_clearly_is_sure(text: str) -> None:
    assert only(*printed(text)).sure
    assert not only(*printed(text, sure=0.8)).sure


@pytest.mark.parametrize("text", ["+44 20 7946 0123", "jo@brackwyth.dk", "www.brackwyth.dk"])
def test_two_readers_that_agree_need_less(text: str) -> None:
    assert only(at(text, 0, 0, text, sure=0.8)).sure
    assert not only(at(text, 0, 0, text.replace("2", "7").replace("y", "v"), sure=0.96)).sure


@pytest.mark.parametrize("text", ["+44 20 7946 012", "Tel 26401234", "jo@brackwyth.corn", "jo©brackwyth.dk"])
def test_what_was_repaired_or_is_invalid_is_not_sure(text: str) -> None:
    assert not only(*printed(text)).sure


def test_a_completed_number_is_as_sure_as_its_country() -> None:
    assert all(f.sure for f in read(*printed("079-26401234", "Ahmedabad - 380 009, India")).tel)
    assert not any(f.sure for f in read(*printed("022 1234567", "Ahmedabad, India", "Karachi, Pakistan")).tel)


def test_addresses_that_bear_each_other_out_need_less() -> None:
    assert not only(*printed("jo@brackwyth.dk", sure=0.86)).sure
    both = read(*printed("info@brackwyth.dk", "www.brackwyth.dk", sure=0.86))
    assert both.email[0].sure and both.url[0].sure


@given(st.lists(st.text(max_size=60), max_size=5))
def test_any_text_is_enriched_without_error(texts: list[str]) -> None:
    contact = read(*printed(*texts))
    assert all(f.origin for f in contact.tel + contact.email + contact.url)


@pytest.mark.parametrize(
    ("name", "origin", "confidence", "sure"),
    [
        ("Kelpwick", "rapidocr", 0.7, True),  # the domain was read apart from it
        ("Kelpwick", "rapidocr", 0.5, False),
        ("Brackwyth Ltd", "tesseract+rapidocr", 0.7, True),
        ("Brackwyth Ltd", "rapidocr", 0.7, False),
        ("Brackwyth", "tesseract+rapidocr", 0.9, False),
    ],
)
def test_a_company_is_sure_where_something_bears_it_out(name: str, origin: str, confidence: float, sure: bool) -> None:
    contact = Contact(org=(Field(name, name, confidence, origin=origin),), url=(Field("www.kelpwickoats.co.uk"),))
    assert judge(contact, "GB", ()).org[0].sure is sure
