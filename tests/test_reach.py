"""Links that a phone opens: what each program takes, hostile cards, and no word that the gate holds back."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from made import NOW, contact, field, noted, photo

from cardscan.export.draft import letter
from cardscan.export.reach import LONGEST, Letter, ways
from cardscan.model import Contact
from cardscan.person import Note
from cardscan.store import Store

TEXT = Letter("From the fair & back", "Dear Ottoline,\n50% of it #1: größer?")


def by_label(of: Contact, said: Letter = TEXT, apple: bool = False) -> dict[str, str]:
    return {each.label: each.url for each in ways(of, said, apple)}


def test_each_program_gets_what_it_takes() -> None:
    of = replace(contact(), adr=(field("Quay 4, 1050 København"),))
    found = by_label(of)
    assert list(found) == ["Call", "WhatsApp", "Signal", "Mail", "Map"]
    assert found["Call"] == "tel:+4520123456" and found["Signal"] == "sgnl://signal.me/#p/+4520123456"
    assert parse_qs(urlsplit(found["WhatsApp"]).query)["text"] == [TEXT.text]
    mail = parse_qs(urlsplit(found["Mail"]).query)
    assert urlsplit(found["Mail"]).path == "ottoline@brackwyth.example"
    assert mail == {"subject": [TEXT.subject], "body": [TEXT.text.replace("\n", "\r\n")]}
    assert unquote(found["Map"]) == "geo:0,0?q=Quay 4, 1050 København"
    assert by_label(of, apple=True)["Map"].startswith("maps:?q=")


def test_what_is_too_long_for_a_link_is_left_out_whole() -> None:
    found = by_label(contact(), Letter("x", "y" * LONGEST))
    assert (
        found["WhatsApp"] == "whatsapp://send?phone=4520123456" and found["Mail"] == "mailto:ottoline@brackwyth.example"
    )


def test_a_hostile_card_leads_nowhere_else() -> None:
    evil = Contact(
        tel=(field("javascript:alert(1)", type="cell"), field("+45 20 12", type="cell")),
        email=(field("a@b.example?bcc=spy@c.example"),),
        adr=(field("x&daddr=elsewhere\r\nX: y"),),
    )
    found = by_label(evil)
    assert list(found) == ["Map"] and "&" not in found["Map"] and "\n" not in unquote(found["Map"])
    landline = Contact(tel=(field("+4533123456", type="work"), field("+4533123457", type="fax")))
    assert list(by_label(landline)) == ["Call"]
    assert by_label(Contact()) == {}


def test_words_are_filled_in_where_the_note_allows_it(store: Store, tmp_path: Path) -> None:
    store.save(photo(), [[contact()]], NOW)
    assert letter(store.person(1), tmp_path, date(2026, 12, 2)) == Letter()  # a card is not a connection
    noted(store, 1, Note("your ferries lose a week of paint", "introduce you to the hull paint lab", NOW), NOW)
    said = letter(store.person(1), tmp_path, date(2026, 12, 2))
    assert said.subject and "ferries" in said.text
