"""Domains, company and name checked against one another, on invented cards."""

import pytest
from printed import at, printed

from cardscan.enrich.online import check_domains
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


def test_a_short_domain_follows_the_company_and_the_other_address_together() -> None:
    contact = Contact(
        org=(field("KELPI", 0.88),), email=(field("jo@kelpi.re.kr", 0.6),), url=(field("www.kelp.re.kr", 0.6),)
    )
    assert [f.value for f in check_domains(contact, "KR", ()).url] == ["www.kelpi.re.kr"]
    for alone in (Contact(email=contact.email, url=contact.url), Contact(org=contact.org, url=contact.url)):
        assert check_domains(alone, "KR", ()) == alone
    clear = Contact(org=contact.org, email=contact.email, url=(field("www.kelp.re.kr"),))
    assert check_domains(clear, "KR", ()).url == clear.url


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("jo@gmaii.com", "jo@gmail.com"),
        ("jo@hotrnail.com", "jo@hotmail.com"),
        ("jo@yaho.co.in", "jo@yahoo.co.in"),
        ("jo@yahoo.co", "jo@yahoo.com"),
        ("jo@gmail.cam", "jo@gmail.com"),
        ("jo@yahoo.at", "jo@yahoo.at"),  # it has more countries than are listed
        ("jo@kelpwick.co", "jo@kelpwick.co"),
        ("jo@ymail.com", "jo@ymail.com"),  # a provider, too
        ("jo@gmaii.dk", "jo@gmaii.dk"),  # there is no gmail.dk
        ("jo@kelpwick.com", "jo@kelpwick.com"),
    ],
)
def test_a_provider_of_mailboxes_has_its_name(read: str, meant: str) -> None:
    line = at(read, 0, 0, "~", sure=0.95)
    contact = Contact(email=(Field(read, read, 0.95, origin="rapidocr", box=line.box),))
    assert [f.value for f in check_domains(contact, "", [line]).email] == [meant]
    agreed = at(read, 0, 0, read, sure=0.95)
    assert check_domains(contact, "", [agreed]) == contact


def test_a_domain_that_both_readers_read_alike_stays() -> None:
    both = Field("www.kelpwich.dk", "www.kelpwich.dk", 0.8, origin="tesseract+rapidocr")
    contact = Contact(email=(field("jo@kelpwick.dk"),), url=(both,))
    assert check_domains(contact, "", ()).url == (both,)


def test_a_domain_is_borne_out_by_the_company_without_its_legal_form() -> None:
    contact = Contact(org=(field("Kelpwick Ltd"),), email=(field("jo@kelpwick.dk", 0.8),))
    misread = Contact(org=contact.org, email=contact.email, url=(field("www.kelpwickl.dk", 0.9),))
    fixed = check_domains(misread, "", ())
    assert [f.value for f in (*fixed.email, *fixed.url)] == ["jo@kelpwick.dk", "www.kelpwickl.dk"]
    plural = Contact(org=(field("Kelpwicks Ltd"),), email=contact.email)
    assert check_domains(plural, "", ()) == plural  # a company may leave its plural out


def test_of_two_readings_of_a_domain_the_one_made_of_words_is_taken() -> None:
    line = at("jo@kelpwickgrcup.dk", 0, 0, "jo@kelpwickgroup.dk", sure=0.95)
    email = Field(line.text, line.text, 0.95, origin="rapidocr", box=line.box)
    contact = Contact(org=(field("Kelpwick"),), email=(email,))
    assert [f.value for f in check_domains(contact, "", [line]).email] == ["jo@kelpwickgroup.dk"]
    strange = Contact(email=(email,))
    assert check_domains(strange, "", [line]) == strange


def test_a_domain_made_of_words_does_not_follow_one_that_is_not() -> None:
    contact = Contact(
        org=(field("Kelpwick", 0.5),), email=(field("jo@kelpwickgroup.dk", 0.7),), url=(field("www.kelpwickgrcup.dk"),)
    )
    assert check_domains(contact, "", ()).email == contact.email
