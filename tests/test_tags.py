"""Tags, birthdays, nicknames and fields of one's own: typed, found, merged, written and read back, and synced."""

import json
from dataclasses import replace
from pathlib import Path

import made
import pytest
from conftest import Run
from dav_servers import Server
from faulty_proxy import Proxy
from syncing import Both, both, with_line

from cardscan.actions.edit_fields import Edit, edited, tagged
from cardscan.connections.likeness.merging import settle
from cardscan.connections.notes.gate import judge
from cardscan.errors import Exit, InputError
from cardscan.export.book import book
from cardscan.export.vcard import vcard
from cardscan.model import Code, Contact, Field
from cardscan.person import Event, Person
from cardscan.store import Store, open_store
from cardscan.vcards.book import book_of
from cardscan.vcards.contact import contact_of
from cardscan.vcards.payload import payload_fields

pytestmark = pytest.mark.both_engines


def personal(**put: list[str]) -> Contact:
    return edited(made.contact(), Edit(put=put))


def values(fields: tuple[Field, ...]) -> list[str]:
    return [each.value for each in fields]


def person(contact: Contact) -> Person:
    return Person(1, "u1", contact, (), made.NOW, made.NOW)


def read(text: str) -> Contact:
    return contact_of(book_of(text).cards[0])


OWN = personal(nickname=["Otti"], bday=["30 April 1979"], tag=["supplier", "Porto"], custom=["Assistant: Lena Voss"])


def test_they_are_written_into_a_vcard_and_read_back() -> None:
    text = vcard(person(OWN))
    assert "NICKNAME:Otti\r\n" in text and "BDAY:1979-04-30\r\n" in text
    assert "CATEGORIES:supplier,Porto\r\n" in text
    assert "\\nAssistant: Lena Voss\\nTags: supplier\\, Porto\r\n" in text.replace("\r\n ", "")  # Android needs NOTE
    back = read(text)
    assert (values(back.nickname), values(back.bday), values(back.tag)) == (
        ["Otti"],
        ["1979-04-30"],
        ["supplier", "Porto"],
    )


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("BDAY:1979-04-30", "1979-04-30"),
        ("BDAY:19790430", "1979-04-30"),
        ("BDAY;VALUE=date:1979-04-30", "1979-04-30"),
        ("BDAY:1979-04-30T00:00:00Z", "1979-04-30"),
        ("BDAY;X-APPLE-OMIT-YEAR=1604:1604-04-30", "--04-30"),
        ("BDAY:1604-04-30", "--04-30"),
        ("BDAY;X-APPLE-OMIT-YEAR=1900:1900-04-30", "--04-30"),
        ("BDAY:--0430", "--04-30"),
        ("BDAY:--04-30", "--04-30"),
        ("BDAY:--02-29", "--02-29"),
        ("BDAY:1979-02-29", None),
        ("BDAY:30/04/1979", None),
        ("BDAY:1979", None),
        ("BDAY:", None),
    ],
)
def test_birthdays_as_phones_write_them(line: str, day: str | None) -> None:
    assert values(read(f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:O B\r\n{line}\r\nEND:VCARD\r\n").bday) == (
        [day] if day else []
    )


def test_a_birthday_without_its_year_is_written_as_apple_does() -> None:
    text = vcard(person(personal(bday=["30 April"])))
    assert "BDAY;X-APPLE-OMIT-YEAR=1604:1604-04-30\r\n" in text
    assert values(read(text).bday) == ["--04-30"]


def test_they_are_in_every_format() -> None:
    of = person(replace(OWN, bday=(Field("--04-30", sure=True),)))
    google, outlook, table, jcard, lines = (
        b"".join(book([of], "none", form)).decode("utf-8-sig")  # type: ignore[arg-type]
        for form in ("google-csv", "outlook-csv", "csv", "jcard", "json")
    )
    assert "supplier ::: Porto ::: * myContacts" in google and ",--04-30," in google
    assert "Custom Field 1 - Label" in google and "Assistant,Lena Voss" in google and ",Otti," in google
    assert ",Otti," in outlook and "Birthday: 30 April" in outlook
    assert ",Otti,30 April,Assistant: Lena Voss,supplier; Porto," in table
    assert '"--04-30"' in jcard and '"categories"' in jcard and '"Otti"' in jcard
    value = json.loads(lines)
    assert [each["value"] for each in value["tag"]] == ["supplier", "Porto"]
    assert [(each["type"], each["value"]) for each in value["custom"]] == [("Assistant", "Lena Voss")]


def test_a_group_of_googles_own_is_no_tag() -> None:
    card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:O B\r\nCATEGORIES:myContacts,Sail\\, or row,starred\r\nEND:VCARD\r\n"
    assert values(read(card).tag) == ["Sail, or row"]


def test_a_code_on_a_card_gives_no_tags() -> None:
    payload = "BEGIN:VCARD\nVERSION:3.0\nFN:Ottoline Brackwyth\nCATEGORIES:VIP\nBDAY:1979-04-30\nEND:VCARD"
    of = payload_fields(Code(payload, "QRCode", made.BOX))
    assert of.tag == () and values(of.bday) == ["1979-04-30"]


def test_a_tag_takes_nothing_from_a_note() -> None:
    talked, can_help = "dredges a canal that silts up behind the lock", "introduce our hydrologist in Ghent"
    words = ["silts", "canal", "dredges", "lock", "hydrologist", "Ghent"]
    tagged_with_all = personal(tag=words, custom=["Note: introduce our hydrologist"])
    assert judge(talked, can_help, made.contact(), "").passed and judge(talked, can_help, tagged_with_all, "").passed


def test_one_tag_whatever_its_spelling(store: Store, db: str) -> None:
    contact = tagged(tagged(made.contact(), ["Sørensen", "#boats"], []), ["BOATS"], [])
    assert values(contact.tag) == ["Sørensen", "BOATS"]
    assert values(tagged(contact, [], ["boats", "unknown"]).tag) == ["Sørensen"]
    made.people(db, "Ottoline Brackwyth", "Zdislav Kvapilík")
    store.edit(1, lambda _: contact, made.NOW)
    store.edit(2, lambda was: tagged(was, ["boats"], []), made.NOW)
    assert store.directory.tags() == {"BOATS": 2, "Sørensen": 1}
    for wrong in ("a, b", "x" * 61, "#", "a ::: b"):
        with pytest.raises(InputError):
            tagged(contact, [wrong], [])
    with pytest.raises(InputError, match="does not say what it is"):
        edited(contact, Edit(add=[("custom", "Lena Voss")]))


def test_two_people_who_are_one_keep_the_tags_of_both() -> None:
    other = personal(tag=["PORTO", "lecturer"], nickname=["Line"], custom=["Assistant: Bo Lind", "Boat: Kittiwake"])
    of = settle(OWN, other)
    assert values(of.tag) == ["PORTO", "lecturer", "supplier"] and values(of.bday) == ["1979-04-30"]
    assert values(of.nickname) == ["Line", "Otti"]
    assert values(of.custom) == ["Bo Lind", "Kittiwake", "Lena Voss"]


def test_the_commands(run: Run, db: str, tmp_path: Path) -> None:
    made.people(db, "Ada Quillfeather", "Zdislav Kvapilík", "Ottoline Brackwyth")
    assert run("tag", "Ada", "Zdislav", "--add", "supplier", "--add", "Porto")[2] == (
        "Ada Quillfeather (1): supplier, Porto\nZdislav Kvapilík (2): supplier, Porto\n"
    )
    assert run("tag")[1] == "Porto\t2\nsupplier\t2\n"
    assert [line[0] for line in run("list", "--tag", "SUPPLIER")[1].splitlines()] == ["1", "2"]
    assert [line[0] for line in run("list", "porto")[1].splitlines()] == ["1", "2"]  # words find tags, too
    assert run("tag", "Ada", "--remove", "porto")[2] == "Ada Quillfeather (1): supplier\n"
    assert run("export", str(tmp_path / "x.vcf"), "--all", "--tag", "Porto")[0] == Exit.OK
    assert "FN:Zdislav" in (tmp_path / "x.vcf").read_text() and "FN:Ada" not in (tmp_path / "x.vcf").read_text()
    assert run("tag", "Ada", "Nobody", "--add", "x")[0] == Exit.WHO
    assert run("tag", "--add", "x")[0] == Exit.USAGE
    run("undo", "--yes")
    run("undo", "--yes")
    assert run("tag")[1] == ""  # both people at once
    assert run("edit", "Ada", "--bday", "30 April", "--nickname", "Addie")[0] == Exit.OK
    assert run("edit", "Addie", "--tag", "a", "--tag", "b")[0] == Exit.OK  # a nickname is a name to go by
    with open_store(db) as store:
        of = store.person(1).contact
    assert (values(of.bday), values(of.nickname), values(of.tag)) == (["--04-30"], ["Addie"], ["a", "b"])


@pytest.fixture
def sides(store: Store, server: Server, between: Proxy) -> Both:
    return both(store, server, between)


@pytest.mark.parametrize("server", ["radicale"], indirect=True)
def test_they_are_synced_both_ways(sides: Both) -> None:
    one = sides.meet("Ada Quillfeather")
    sides.edit(one, tag="supplier", bday="30 April", nickname="Addie")
    sides.sync()
    assert "CATEGORIES:supplier" in sides.there(one) and "NICKNAME:Addie" in sides.there(one)
    sides.on_phone(one, lambda card: card.replace("CATEGORIES:supplier", "CATEGORIES:supplier,Friends"))
    sides.on_phone(one, lambda card: card.replace("NICKNAME:Addie", "NICKNAME:Ads"))
    sides.sync()
    of = sides.store.person(one.id).contact
    assert (values(of.tag), values(of.nickname), values(of.bday)) == (["supplier", "Friends"], ["Ads"], ["--04-30"])
    sides.store.edit(one.id, lambda contact: tagged(contact, ["Porto"], ["supplier"]), sides.now())
    sides.on_phone(
        one,
        with_line("BDAY:1979-04-30")
        if "BDAY" not in sides.there(one)
        else lambda card: card.replace("BDAY;X-APPLE-OMIT-YEAR=1604:1604-04-30", "BDAY:1979-04-30"),
    )
    sides.sync()
    assert "Friends" in sides.there(one) and "Porto" in sides.there(one) and "supplier" not in sides.there(one)
    assert values(sides.store.person(one.id).contact.bday) == ["1979-04-30"]
    assert sides.are_equal(one)
    assert not sides.sync().did  # and it comes to rest


@pytest.mark.parametrize("server", ["radicale"], indirect=True)
def test_where_you_met_comes_back_as_no_tag(sides: Both) -> None:
    one = sides.meet("Ada Quillfeather")
    event = sides.store.add_event(made_event(), sides.now())
    sides.store.change_meeting(one.meetings[-1].id, sides.now(), event_id=event.id)
    sides.sync()
    assert "CATEGORIES:Lock fair" in sides.there(one)
    sides.on_phone(one, lambda card: card.replace("CATEGORIES:Lock fair", "CATEGORIES:Friends"))
    sides.sync()
    assert values(sides.store.person(one.id).contact.tag) == ["Friends"]
    assert "Lock fair" not in sides.there(one).split("CATEGORIES:")[1].splitlines()[0]  # they took it out there
    assert not sides.sync().did


def made_event() -> Event:
    return Event(0, "Lock fair", made.NOW.date())
