"""The contact that a vCard tells of; test_payload has the ways in which codes write one."""

from cardscan.vcards.book import read_book
from cardscan.vcards.contact import contact_of


def test_a_card_of_an_address_book() -> None:
    text = """BEGIN:VCARD
VERSION:3.0
N:Quarrymoor;Wendeline;Tove;Dr.;MBA
FN:Dr. Wendeline Tove Quarrymoor, MBA
ORG:Kestelyn & Sons\\, Ltd.;Procurement
TITLE:VP, Sales
TEL;TYPE=CELL:+44 7700 900123
item1.TEL:+44 7700 900123
EMAIL;TYPE=INTERNET:W.Quarrymoor@Kestelyn.co.uk
URL:https\\://kestelyn.co.uk/a?x=1,2
X-SOCIALPROFILE;TYPE=linkedin:https://www.linkedin.com/in/wq
IMPP;X-SERVICE-TYPE=Skype:skype:w.q
ADR;TYPE=WORK:;;12 Aldgrove Road;London;;W1A 1AA;United Kingdom
NOTE:not a field
UID:7
PHOTO;ENCODING=b:AAAA
END:VCARD
"""
    [card] = read_book(text.encode()).cards
    contact = contact_of(card)
    assert contact.fn[0].parts == {"prefix": "Dr.", "given": "Wendeline Tove", "family": "Quarrymoor", "suffix": "MBA"}
    assert contact.title[0].value == "VP, Sales"
    assert [(tel.value, tel.type) for tel in contact.tel] == [("+44 7700 900123", "cell")]
    assert (contact.email[0].value, contact.email[0].raw) == (
        "w.quarrymoor@kestelyn.co.uk",
        "W.Quarrymoor@Kestelyn.co.uk",
    )
    assert contact.url[0].value == "https://kestelyn.co.uk/a?x=1,2"
    assert [(social.value, social.type) for social in contact.social] == [
        ("https://www.linkedin.com/in/wq", "linkedin"), ("w.q", "skype"),
    ]  # fmt: skip
    assert contact.adr[0].parts["city"] == "London"
    assert all(field.sure and field.origin == "vcard" for field in (*contact.fn, *contact.org, *contact.adr))
    assert card.value("UID") == "7"


def test_a_long_value_stays_whole() -> None:
    name = "Wendeline " * 60
    [card] = read_book(f"BEGIN:VCARD\nFN:{name}\nTITLE:{name}\nEND:VCARD\n".encode()).cards
    assert contact_of(card).fn[0].value == contact_of(card).title[0].value == name.strip()
