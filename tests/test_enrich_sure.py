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


ADDRESSES = ["+44 20 7946 0123", "jo@brackwyth.dk", "www.brackwyth.dk"]


@pytest.mark.parametrize("text", ADDRESSES)
def test_what_one_reader_read_clearly_is_sure(text: str) -> None:
    assert only(*printed(text)).sure
    assert not only(*printed(text, sure=0.4)).sure


@pytest.mark.parametrize("text", ADDRESSES)
def test_two_readers_that_agree_are_surer_than_one_that_is_outvoted(text: str) -> None:
    both = only(at(text, 0, 0, text, sure=0.9))
    outvoted = only(at(text, 0, 0, text.replace("2", "7").replace("y", "v"), sure=0.9))
    assert both.confidence > outvoted.confidence
    assert both.sure and not outvoted.sure


@pytest.mark.parametrize("text", ADDRESSES)
@pytest.mark.parametrize("other", [(), ("",)])
def test_clearer_letters_make_surer(text: str, other: tuple[str, ...]) -> None:
    chances = [only(at(text, 0, 0, *other, sure=sure)).confidence for sure in (0.5, 0.7, 0.9, 0.97, 0.99)]
    assert chances == sorted(chances)


@pytest.mark.parametrize("text", ["+44 20 7946 012", "Tel 26401234", "jo@brackwyth.corn", "jo©brackwyth.dk"])
def test_what_was_repaired_or_is_invalid_is_not_sure(text: str) -> None:
    assert not only(*printed(text)).sure


def test_a_completed_number_is_as_sure_as_its_country() -> None:
    assert all(f.sure for f in read(*printed("079-26401234", "Ahmedabad - 380 009, India")).tel)
    assert not any(f.sure for f in read(*printed("022 1234567", "Ahmedabad, India", "Karachi, Pakistan")).tel)


def test_addresses_that_bear_each_other_out_are_surer() -> None:
    alone = only(*printed("jo@brackwyth.dk", sure=0.7))
    both = read(*printed("info@brackwyth.dk", "www.brackwyth.dk", sure=0.7))
    assert both.email[0].confidence > alone.confidence


@given(st.lists(st.text(max_size=60), max_size=5))
def test_any_text_is_enriched_without_error(texts: list[str]) -> None:
    contact = read(*printed(*texts))
    assert all(f.origin for f in contact.tel + contact.email + contact.url)


def company(name: str, other: str = "", confidence: float = 0.8) -> float:
    """How sure a company's name is that one reader reads so, and the other as `other`, or the same."""
    origin = "rapidocr" if other else "tesseract+rapidocr"
    contact = Contact(org=(Field(name, name, confidence, origin=origin),), url=(Field("www.kelpwick.co.uk"),))
    return judge(contact, "GB", [at(name, 0, 0, other or name)]).org[0].confidence


def test_a_company_is_surer_where_something_bears_it_out() -> None:
    assert company("Kelpwick") > company("Brackwyth")
    assert company("Kelpwick") > company("Kelpwick", confidence=0.3)
    assert company("Brackwyth & Dockray") > company("Brackwyth & Dockray", "8rkw7 |")


def test_half_of_a_line_is_never_sure() -> None:
    title = Field("Head of Tides", "Head of Tides", 1.0, origin="tesseract+rapidocr")
    contact = Contact(fn=(Field("Edda Brackwyth", "Edda Brackwyth"),), title=(title,))
    assert not judge(contact, "GB", printed("Head of Tides | Harbour work")).title[0].sure


def test_what_a_code_says_keeps_what_it_was_given() -> None:
    coded = Field("Edda Brackwyth", confidence=0.99, sure=True, origin="qr")
    assert judge(Contact(fn=(coded,)), "", ()).fn == (coded,)
