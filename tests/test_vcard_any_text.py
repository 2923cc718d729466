"""Whatever a card says, its vCard is well formed, and what can be written is read back."""

import io
import re
from typing import Any

import vobject
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from test_vcard import WRITTEN, of, person, unfolded

from cardscan.export.outgoing import full_name
from cardscan.export.vcard import vcard
from cardscan.model import Contact, Field
from cardscan.person import Meeting, Note, Person

anything = st.text(st.characters(), max_size=120)
readable = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=90)


def fields(texts: st.SearchStrategy[str], **more: Any) -> st.SearchStrategy[tuple[Field, ...]]:
    return st.lists(st.builds(Field, texts, **more), max_size=2).map(tuple)


def contacts(texts: st.SearchStrategy[str]) -> st.SearchStrategy[Contact]:
    def parts(*keys: str) -> st.SearchStrategy[dict[str, str]]:
        return st.dictionaries(st.sampled_from(keys), texts)

    read = [f"{part}_reading" for part in ("given", "family")]
    kinds = st.sampled_from(["cell", "work", "fax", "home", "pager", "tollfree", ""])
    return st.builds(
        Contact,
        fn=fields(texts, parts=parts("given", "family", "prefix", "suffix", *read)),
        suffix=fields(texts),
        title=fields(texts),
        dept=fields(texts),
        org=fields(texts),
        tel=fields(texts | st.just("+4915112345678"), type=kinds, parts=parts("ext")),
        email=fields(texts),
        url=fields(texts),
        social=fields(texts, type=texts | st.sampled_from(["linkedin", "wechat"])),
        adr=fields(texts, parts=parts("street", "city", "region", "code", "country")),
    )


def people(texts: st.SearchStrategy[str]) -> st.SearchStrategy[Person]:
    notes = st.lists(st.builds(Note, texts, texts, st.just(WRITTEN)), max_size=2).map(tuple)
    meetings = st.builds(Meeting, st.just(1), st.dates(), texts, notes=notes)
    return st.builds(person, contacts(texts), meetings, meetings)


@given(people(anything), st.sampled_from(["none", "short", "full"]), st.booleans())
def test_any_text_makes_a_well_formed_card(who: Person, choice: Any, pictured: bool) -> None:
    pixel = io.BytesIO()
    Image.new("RGB", (9, 9)).save(pixel, "PNG")
    card = vcard(who, choice, pixel.getvalue() if pictured else None)

    octets = card.encode()  # fails on a lone surrogate
    assert octets.startswith(b"BEGIN:VCARD\r\nVERSION:3.0\r\n")
    assert octets.endswith(b"\r\nEND:VCARD\r\n")
    assert not re.search(rb"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f]|(?<!\r)\n|\r(?!\n)", octets)
    assert all(len(line) <= 75 for line in octets.split(b"\r\n"))
    lines = unfolded(card)
    known = (
        r"(BEGIN|VERSION|UID|REV|FN|N|ORG|TITLE|TEL|EMAIL|ADR|NOTE|CATEGORIES|PHOTO|END|X-ABShowAs"
        r"|X-PHONETIC-(FIRST|LAST)-NAME"
        r"|(item\d+\.)?URL|item\d+\.X-ABLabel)[;:]"
    )
    assert all(re.match(known, line) for line in lines)
    for name in ("UID", "REV", "FN", "N"):
        assert [len(value) > 0 for value in of(card, name)] == [True], name
    assert of(card, "FN") != ["FN:"]
    assert all(";TYPE=" in line for name in ("TEL", "ADR", "EMAIL") for line in of(card, name))
    assert ("PHOTO" in lines[-2].split(";")[0]) == pictured


@given(st.text(st.characters(exclude_categories=["L"]), min_size=1, max_size=20), readable)
def test_a_name_without_a_letter_has_no_reading(name: str, latin: str) -> None:
    spelt = Field("Mina " + latin, parts={"given": "Mina"})
    assert of(vcard(person(Contact(fn=(Field(name), spelt)))), "X-PHONETIC-FIRST-NAME") == []


@given(people(readable))
def test_vobject_reads_back_what_was_written(who: Person) -> None:
    contact = who.contact
    read = vobject.readOne(vcard(who, "full"))

    def values(name: str) -> list[Any]:
        return [line.value for line in read.contents.get(name, []) if line.group is None]

    def text(value: str) -> str:
        return value.replace(";", ",")  # see `cardscan.export.vcard.written`

    def part(value: str) -> str:
        return value.replace("\\", "/")

    assert read.uid.value == who.uid
    assert read.fn.value == text(full_name(contact))
    if contact.fn and {"given", "family"} & set(contact.fn[0].parts):
        for key in ("given", "family", "prefix"):
            assert getattr(read.n.value, key) == part(contact.fn[0].parts.get(key, ""))
    departments = [part(field.value) for field in contact.dept]
    company = part(contact.org[0].value) if contact.org else ""
    assert values("org") == ([[company, *departments]] if company or departments else [])
    assert values("title") == ([text(", ".join(field.value for field in contact.title))] if contact.title else [])
    assert values("email") == [text(field.value) for field in contact.email]
    for line, adr in zip(values("adr"), contact.adr, strict=True):
        expected = adr.parts or {"street": adr.value}
        assert {key: getattr(line, key) for key in ("street", "city", "region", "code", "country")} == {
            key: part(expected.get(key, "")) for key in ("street", "city", "region", "code", "country")
        }
    for note in (note for meeting in who.meetings for note in meeting.notes):
        assert text(f"Talked about: {note.talked}\nCan help: {note.can_help}") in read.note.value
    assert values("categories") == [[text(event) for event in dict.fromkeys(meeting.event for meeting in who.meetings)]]
