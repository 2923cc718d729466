"""Domains, company and name checked against one another, on invented cards."""

import pytest
from printed import at, printed

from cardscan.enrich.online import check_domains, check_names
from cardscan.model import Contact, Field


def field(value: str, confidence: float = 0.99) -> Field:
    return Field(value, value, confidence, origin="rapidocr")


def test_a_host_read_with_doubt_becomes_that_of_the_email() -> None:
    contact = Contact(email=(field("jo@brackmann.com"),), url=(field("www.brackrnann.com", 0.8),))
    fixed = check_domains(contact, "", ())
    assert [f.value for f in fixed.url] == ["www.brackmann.com"]
    assert fixed.url[0].origin.startswith("rapidocr; enrich: ") and fixed.url[0].confidence < 0.8
    assert fixed.email == contact.email


def test_the_company_decides() -> None:
    contact = Contact(url=(field("www.tidewrght.co.kr", 0.5),))
    fixed = check_domains(contact, "KR", printed("TIDEWRIGHT", sure=0.98))
    assert [f.value for f in fixed.url] == ["www.tidewright.co.kr"]


def test_a_misread_logo_does_not_decide_against_the_mailbox() -> None:
    contact = Contact(email=(field("tidewright@gmail.com"),), url=(field("www.tidewright.com", 0.85),))
    assert check_domains(contact, "", printed("TIDE WRGHT", sure=0.9)) == contact


def test_domains_read_clearly_may_differ() -> None:
    contact = Contact(
        email=(field("surat@partytidez.com"), field("info@brackwyth.de")),
        url=(field("www.partytiderz.com"), field("www.brackwyth.com")),
    )
    assert check_domains(contact, "", ()) == contact


def test_a_lost_ending_is_completed() -> None:
    contact = Contact(email=(field("jo@brackwyth", 0.3),), url=(field("www.brackwyth.co.uk"),))
    assert [f.value for f in check_domains(contact, "", ()).email] == ["jo@brackwyth.co.uk"]


def test_the_other_reader_is_asked() -> None:
    line = at("www.brackwvth.de", 0, 0, "www.brackwyth.de", sure=0.95)
    url = Field("www.brackwvth.de", "www.brackwvth.de", 0.95, origin="rapidocr", box=line.box)
    contact = Contact(email=(field("jo@brackwyth.de"),), url=(url,))
    assert [f.value for f in check_domains(contact, "", [line]).url] == ["www.brackwyth.de"]


def test_a_url_is_not_made_from_an_email() -> None:
    assert check_domains(Contact(email=(field("jo@brackwyth.de"),)), "", ()).url == ()


def test_local_part_follows_the_name() -> None:
    contact = Contact(fn=(field("Jo Smithwick"),), email=(field("jo.srnithwick@brackwyth.de", 0.9),))
    assert [f.value for f in check_names(contact, "", ()).email] == ["jo.smithwick@brackwyth.de"]
    sure = Contact(fn=contact.fn, email=(field("jo.srnithwick@brackwyth.de"),))
    assert check_names(sure, "", ()) == sure
    other = Contact(fn=(field("Anna Müller"),), email=(field("info@brackwyth.de", 0.5),))
    assert check_names(other, "", ()) == other


@pytest.mark.parametrize(
    ("read", "name", "right"),
    [
        ("i.brackwyth", "Leela Brackwyth", "l.brackwyth"),
        ("ibrackwyth", "Leela Brackwyth", "lbrackwyth"),
        ("5-brackwyth", "Silvan Brackwyth", "s-brackwyth"),
        ("i.brackwyth", "Leela Ida Brackwyth", "i.brackwyth"),  # it is one of theirs
        ("i.brackwyth", "Odo Brackwyth", "i.brackwyth"),  # it may be somebody else's
        ("i.tidemoor", "Leela Brackwyth", "i.tidemoor"),
    ],
)
def test_an_initial_follows_the_name(read: str, name: str, right: str) -> None:
    contact = Contact(fn=(field(name),), email=(field(f"{read}@brackwyth.de", 0.9),))
    assert [f.value for f in check_names(contact, "", ()).email] == [f"{right}@brackwyth.de"]
