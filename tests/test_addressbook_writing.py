"""What phones write into our address book: edits, deletions, cards of their own, and what is refused."""

import re

import pytest
from phones import (
    ADA,
    COSMO,
    QUALITY,
    Served,
    href_of,
    jpeg,
    strange,
    value,
    with_line,
)

from cardscan.actions.take_note import take_note
from cardscan.connections.notes.parts import Given


def test_what_is_edited_on_the_phone_comes_back_and_wins(at: Served) -> None:
    person = at.meet(ADA)
    href = href_of(person)
    etag, card = at.cards(href)[href]
    card = re.sub(r"TITLE:[^\r]*", "TITLE:Harbour Master", card)
    card = with_line(card, "TEL;TYPE=CELL:+45 40 11 22 33")
    answer = at.put(href, card, If_Match=etag)
    assert answer.status == 204
    now = at.store.person(person.id)
    assert value(now, "title") == ["Harbour Master"] and "+4540112233" in value(now, "tel")
    title = now.contact.title[0]
    assert (title.origin, title.sure, title.raw) == ("phone", True, "Head of Tides")
    assert at.store.last_change() and at.store.last_change().action == "sync"  # type: ignore[union-attr]
    at.store.undo(at.clock())
    assert value(at.store.person(person.id), "title") == ["Head of Tides"]
    assert "TITLE:Head of Tides" in at.card(person)


def test_what_other_programs_add_stays_byte_for_byte(at: Served) -> None:
    person = at.meet(ADA, crop=jpeg())
    href = href_of(person)
    etag, card = at.cards(href)[href]
    own = (
        "X-PHONETIC-LAST-NAME:Kwillfether", "item9.X-ABRELATEDNAMES;type=pref:Mia", "item9.X-ABLabel:_$!<Child>!$_",
        "IMPP;X-SERVICE-TYPE=Threema:threema:ABCD1234", "X-LONG:" + "a" * 60 + "\r\n  " + "b" * 60,
    )  # fmt: skip
    wrote = with_line(card, "\r\n".join(own))
    answer = at.put(href, wrote, If_Match=etag)
    assert answer.headers["etag"]
    assert at.card(person) == wrote
    assert at.cards(href)[href] == (answer.headers["etag"], wrote)
    at.edit(at.store.person(person.id), title="Warden")
    now = at.card(person)
    assert "TITLE:Warden" in now and all(each in now for each in own)
    assert value(at.store.person(person.id), "title") == ["Warden"]


def test_a_card_that_has_changed_since_is_not_overwritten(at: Served) -> None:
    person = at.meet(ADA)
    href = href_of(person)
    etag, card = at.cards(href)[href]
    at.edit(person, title="Warden")
    assert at.put(href, card.replace("Head of Tides", "Purser"), If_Match=etag).status == 412
    assert at.ask("DELETE", href, If_Match=etag).status == 412
    assert value(at.store.person(person.id), "title") == ["Warden"]
    assert at.put(href, card, If_None_Match="*").status == 412
    etag, card = at.cards(href)[href]
    for wrong in (f"W/{etag}", '"x"', '"x", y'):
        assert at.put(href, card, If_Match=wrong).status == 412, wrong
    assert at.put(href, with_line(card, "X-A:b"), If_Match=f'"other", {etag}').status == 204
    assert at.put(f"{QUALITY}nobody.vcf", strange(COSMO, "nobody"), If_Match="*").status == 412


def test_what_a_phone_that_has_not_looked_writes_holds(at: Served) -> None:
    person = at.meet(ADA)
    href = href_of(person)
    card = at.card(person)
    at.edit(person, title="Warden")
    assert at.put(href, card.replace("Head of Tides", "Purser")).status == 204
    assert value(at.store.person(person.id), "title") == ["Purser"]


def test_what_is_deleted_on_the_phone_is_asked_about_and_not_erased(at: Served) -> None:
    person = at.meet(ADA)
    href = href_of(person)
    _, token, _ = at.changes()
    assert at.ask("DELETE", href).status == 204
    assert at.ask("DELETE", href).status == 404
    assert at.store.person(person.id) == person
    assert at.changes(token)[0] == {href: ""}
    page = at.page("GET", "/phone/contacts").text
    assert "Deleted on the phone" in page and ADA in page and "Deleted on the phone: 1" in at.page("GET", "/").text
    at.page("POST", f"/phone/contacts/deleted/{person.id}")
    assert "Deleted on the phone" not in (page := at.page("GET", "/phone/contacts").text) and "Kept here only" in page
    at.edit(person, title="Warden")
    assert at.changes(token)[0] == {href: ""}
    at.page("POST", f"/phone/contacts/deleted/{person.id}", there="yes")
    assert at.changes(token)[0][href] and ADA in at.card(person)


def test_a_card_that_a_phone_renames_stays_one(at: Served) -> None:
    person = at.meet(ADA)
    card, new = at.card(person), f"{QUALITY}A%20new%20name.vcf"
    answer = at.put(new, card, If_None_Match="*")
    assert answer.status == 409 and f"<d:href>{href_of(person)}</d:href>".encode() in answer.body
    at.ask("DELETE", href_of(person))
    assert at.put(new, with_line(card, "X-A:b"), If_None_Match="*").status == 201
    assert list(at.changes()[0]) == [new] and at.store.phone.deleted() == () and at.store.phone.made() == ()
    at.edit(person, title="Warden")
    [(_, now)] = at.cards(new).values()
    assert "TITLE:Warden" in now and "X-A:b" in now


def test_a_contact_made_on_the_phone_is_not_taken_in_unless_the_user_says_so(at: Served) -> None:
    card = strange(COSMO, "made-1", "TEL;TYPE=CELL:+45 40 40 40 40", "X-OWN:1")
    href = f"{QUALITY}made-1.vcf"
    answer = at.put(href, card, If_None_Match="*")
    assert (answer.status, at.store.people()) == (201, ())
    assert at.cards(href)[href] == (answer.headers["etag"], card)
    assert COSMO in at.page("GET", "/phone/contacts").text
    taken = at.page("POST", "/phone/contacts/made", name="made-1.vcf")
    [person] = at.store.people()
    assert taken.headers["location"].startswith(f"/people/{person.id}?")
    assert value(person, "fn") == [COSMO] and person.contact.fn[0].origin == "phone"
    assert at.cards(href)[href][1] == card  # it waits for a note: on the phone nothing changes
    assert COSMO not in at.page("GET", "/phone/contacts").text
    take_note(
        at.store, person.id, Given("builds mills that run on tides", "introduce the surveyor of the Eider"), at.clock()
    )
    now = at.cards(href)[href][1]
    assert "X-OWN:1" in now and "Met: " in now and list(at.changes()[0]) == [href]
    at.put(href, now.replace("Tavernash", "Tavernassi"))
    assert value(at.store.person(person.id), "fn") == ["Cosmo Tavernassi"]


def test_who_was_taken_in_by_mistake_is_on_the_phone_still(at: Served) -> None:
    href = f"{QUALITY}made-1.vcf"
    at.put(href, strange(COSMO, "made-1"))
    at.page("POST", "/phone/contacts/made", name="made-1.vcf")
    at.store.undo(at.clock())
    assert at.store.people() == () and COSMO in at.cards(href)[href][1]
    assert [each.name for each in at.store.phone.made()] == ["made-1.vcf"]
    assert at.ask("DELETE", href).status == 204 and at.store.phone.made() == ()


def test_a_group_of_a_phone_is_kept_and_not_offered(at: Served) -> None:
    href = f"{QUALITY}group.vcf"
    card = strange("Sailing", "group-1", "X-ADDRESSBOOKSERVER-KIND:group", "X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:1")
    assert at.put(href, card).status == 201
    assert at.cards(href)[href][1] == card
    assert "Sailing" not in at.page("GET", "/phone/contacts").text


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"", "text/vcard", 403),
        (b"\xff\xfeB\0", "text/vcard", 403),
        (strange(COSMO, "x").encode() * 2, "text/vcard", 403),
        (strange(COSMO, "x").replace("END:VCARD", "").encode(), "text/vcard", 403),
        (strange(COSMO, "").encode(), "text/vcard", 403),
        (strange(COSMO, "u" * 501).encode(), "text/vcard", 403),
        (strange(COSMO, "x").encode(), "text/calendar", 415),
        (strange(COSMO, "x", "NOTE:" + "a" * (1 << 20)).encode(), "text/vcard", 413),
    ],
)
def test_what_is_no_card_is_refused(at: Served, body: bytes, kind: str, status: int) -> None:
    assert at.ask("PUT", f"{QUALITY}x.vcf", body, Content_Type=kind).status == status
    assert at.changes()[0] == {}


def test_a_control_character_from_one_phone_stops_no_other(at: Served) -> None:
    person = at.meet(ADA)
    href = href_of(person)
    etag, card = at.cards(href)[href]
    answer = at.put(href, with_line(card, "X-OWN:a\x0bb\x00c\uffffd"), If_Match=etag)
    assert answer.status == 204 and "etag" not in answer.headers  # it is not as it was sent: to be read again
    _, now = at.cards(href)[href]
    assert "X-OWN:abcd" in now


def test_a_uid_of_another_card_is_refused(at: Served) -> None:
    at.put(f"{QUALITY}a.vcf", strange(COSMO, "one"))
    answer = at.put(f"{QUALITY}b.vcf", strange(COSMO, "one"))
    assert answer.status == 409 and b"no-uid-conflict" in answer.body
    assert at.put(f"{QUALITY}a.vcf", strange(COSMO, "two")).status == 409
