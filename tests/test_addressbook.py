"""`serve` as an address book server: what phones ask, what they write, and whom they get."""

import plistlib
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import made
import pytest
from phones import (
    DATA,
    ETAG,
    NAMESPACES,
    QUALITY,
    SITE,
    TYPE,
    WAITING,
    Served,
    href_of,
    jpeg,
    served,
    strange,
    value,
    with_line,
)

from cardscan.actions.take_note import take_note
from cardscan.connections.notes.parts import Given
from cardscan.connections.standing import held_back
from cardscan.dav.xml import CARD, DAV, multistatus
from cardscan.person import Event, Note
from cardscan.store import Store, open_store
from cardscan.store.backup import back_up
from cardscan.store.devices import Device
from cardscan.store.place import locate
from cardscan.store.restore import restore
from cardscan.vcards.book import book_of
from cardscan.web.pairing import MOST_WRONG

ETAGS, CARDS = "<d:prop><d:getetag/></d:prop>", "<d:prop><d:getetag/><c:address-data/></d:prop>"
ADA, BODIL, COSMO = "Ada Quillfeather", "Bodil Marramgrass", "Cosmo Tavernash"


def asked(name: str, inside: str = "") -> str:
    return f"<{name} {NAMESPACES}>{inside}</{name}>"


@pytest.fixture
def at(store: Store) -> Iterator[Served]:
    with served(store) as it:
        yield it


# What it is, and how it is found


def test_a_program_that_knows_our_name_alone_finds_the_books(at: Served) -> None:
    begin = at.ask("PROPFIND", "/.well-known/carddav")
    assert (begin.status, begin.headers["location"]) == (301, "http://127.0.0.1:8765/dav/")
    for path in ("/dav/", "/", "/principals/"):
        [root] = at.propfind(path, "d:current-user-principal", "d:resourcetype")
        assert root.hrefs(f"{DAV}current-user-principal") == ("/dav/me/",)
    [me] = at.propfind("/dav/me/", "c:addressbook-home-set", "d:principal-URL")
    assert me.hrefs(f"{CARD}addressbook-home-set") == ("/dav/contacts/",)
    _, book = at.propfind("/dav/contacts/", "d:resourcetype", "d:displayname", depth="1")
    assert (book.href, book.text(f"{DAV}displayname")) == (QUALITY, "Quality connections")
    assert book.has(TYPE, f"{CARD}addressbook")


def test_options_says_what_we_are_before_and_after_the_password(at: Served) -> None:
    for path in ("/dav/", "/dav/me/", QUALITY, f"{QUALITY}x.vcf", "/", "/.well-known/carddav"):
        for password in ("", None):
            answer = at.ask("OPTIONS", path, password=password)
            assert "addressbook" in answer.headers["dav"].split(", "), path
    assert "PUT" in at.ask("OPTIONS", f"{QUALITY}x.vcf").headers["allow"]


def test_who_has_no_password_is_asked_for_one_with_a_realm(at: Served) -> None:
    person = at.meet(ADA)
    for method in ("PROPFIND", "REPORT", "GET", "PUT", "DELETE", "MKCOL"):
        for path in ("/dav/", QUALITY, href_of(person)):
            for password in ("", "wrong"):
                answer = at.ask(method, path, password=password)
                assert answer.status in (401, 429)
                assert b"Quillfeather" not in answer.body
    answer = at.ask("PROPFIND", "/", password="")
    assert (answer.status, answer.headers["www-authenticate"]) == (401, 'Basic realm="cardscan", charset="UTF-8"')


def test_wrong_passwords_are_slowed_and_lock_nobody_out(at: Served) -> None:
    said = [at.ask("PROPFIND", "/dav/", password=f"guess{number}").status for number in range(MOST_WRONG + 3)]
    assert said == [401] * MOST_WRONG + [429] * 3
    assert at.ask("PROPFIND", "/dav/", Depth="0").status == 207


def test_a_password_may_be_typed_in_capitals_and_without_hyphens(at: Served) -> None:
    assert at.ask("PROPFIND", "/dav/", password=at.password.upper().replace("-", " ")).status == 207


def test_a_device_has_one_password_which_is_kept_as_a_digest(at: Served, db: str) -> None:
    first = at.password
    second = at.set_up()
    assert at.ask("PROPFIND", QUALITY, password=first).status == 401
    assert at.ask("PROPFIND", QUALITY, password=second).status == 207
    stored = b"".join(file.read_bytes() for file in Path(db).parent.iterdir() if file.is_file())
    for secret in (first, second):
        assert secret.encode() not in stored and secret.replace("-", "").encode() not in stored
    assert len([each for each in at.store.serving.devices() if each.kind == "contacts"]) == 1


def test_a_password_is_only_for_a_device_that_is_paired(at: Served) -> None:
    contacts = next(each for each in at.store.serving.devices() if each.kind == "contacts")
    assert at.desk.pairing.new_contacts(contacts.id) is None  # is no device of its own
    assert at.desk.pairing.new_contacts(999) is None


def everything(at: Served, href: str) -> list[tuple[str, int]]:
    """Ask by every route for a card."""
    requests = (
        ("GET", href, ""),
        ("PROPFIND", QUALITY, ""),
        ("PROPFIND", href, ""),
        ("REPORT", QUALITY, asked("c:addressbook-multiget", f"{CARDS}<d:href>{href}</d:href>")),
        ("REPORT", QUALITY, asked("c:addressbook-query", CARDS)),
        ("REPORT", QUALITY, asked("d:sync-collection", f"<d:sync-token/>{CARDS}")),
    )
    found = []
    for method, path, body in requests:
        answer = at.ask(method, path, body, Depth="1")
        found.append((method, answer.status))
        assert answer.status == 207 or b"BEGIN:VCARD" not in answer.body or method == "GET"
    return found


def test_a_device_that_is_thrown_out_gets_no_card_from_any_route(at: Served) -> None:
    href = href_of(at.meet(ADA))
    assert {status for _, status in everything(at, href)} == {200, 207}
    at.store.serving.throw_out(at.browser)
    assert {status for _, status in everything(at, href)} == {401}
    assert [each for each in at.store.serving.devices() if each.kind == "contacts"] == []


def test_a_revoked_password_opens_nothing_and_the_browser_stays(at: Served) -> None:
    href = href_of(at.meet(ADA))
    contacts: Device = next(each for each in at.store.serving.devices() if each.kind == "contacts")
    page = at.page("GET", "/settings").text
    assert "Revoke the password" in page
    assert at.page("POST", f"/devices/{contacts.id}/out").status_code == 303
    assert {status for _, status in everything(at, href)} == {401}
    assert at.page("GET", "/settings").status_code == 200


def test_to_sync_contacts_is_to_use_the_device(at: Served) -> None:
    """A phone whose browser is never opened keeps its contacts."""
    for _ in range(5):
        at.clock.at += timedelta(days=20)
        assert at.ask("PROPFIND", "/dav/").status == 207
    at.clock.at += timedelta(days=31)
    assert at.ask("PROPFIND", "/dav/").status == 401


# The gate


def test_who_has_no_note_is_not_among_the_contacts_of_the_phone(at: Served) -> None:
    good, bare = at.meet(ADA), at.meet(BODIL, good=False)
    listed, token, _ = at.changes()
    assert list(listed) == [href_of(good)]
    assert at.ask("GET", href_of(bare)).status == 404
    assert ADA in at.card(good) and "dredges" not in at.card(good) and "hydrologist" not in at.card(good)
    take_note(
        at.store, bare.id, Given("restores the lighthouse on Ven", "introduce the lens maker in Ghent"), at.clock()
    )
    listed, _, _ = at.changes(token)
    assert list(listed) == [href_of(bare)]


def test_who_is_thrown_out_of_the_gate_leaves_the_phone_at_the_next_sync(at: Served) -> None:
    person = at.meet(ADA)
    _, token, _ = at.changes()
    made.noted(at.store, person.id, Note("not again", "", at.clock(), again=False), at.clock())
    assert held_back(at.store.person(person.id))
    listed, token, _ = at.changes(token)
    assert listed == {href_of(person): ""}
    assert at.ask("GET", href_of(person)).status == 404
    assert at.cards(href_of(person)) == {}


def test_who_is_forgotten_leaves_the_phone_and_the_file(at: Served, db: str) -> None:
    person = at.meet(ADA)
    href = href_of(person)
    etag, card = at.cards(href)[href]
    at.put(href, with_line(card, "X-SECRET:zymurgist"), If_Match=etag)
    _, token, _ = at.changes()
    at.store.forget(person.id)
    assert at.changes(token)[0] == {href: ""}
    answer = at.put(href, card)  # a phone that has not synced since
    assert answer.status == 403 and at.store.phone.made() == ()
    at.store.close()
    assert b"zymurgist" not in b"".join(file.read_bytes() for file in Path(db).parent.iterdir() if file.is_file())


def test_who_is_brought_back_from_the_trash_is_on_the_phone_as_before(at: Served) -> None:
    person = at.meet(ADA)
    href = href_of(person)
    etag, card = at.cards(href)[href]
    at.put(href, with_line(card, "X-OWN:kept"), If_Match=etag)
    at.store.trash.put((person.id,), at.clock())
    _, token, _ = at.changes()
    assert at.ask("GET", href).status == 404
    at.store.trash.put_back((person.id,), at.clock())
    assert list(at.changes(token)[0]) == [href]
    assert "X-OWN:kept" in at.card(person)


def test_who_waits_for_a_note_is_in_a_book_of_their_own_where_that_is_wanted(at: Served) -> None:
    person = at.meet(BODIL, good=False)
    assert at.ask("PROPFIND", WAITING, Depth="1").status == 404
    at.page("POST", "/phone/contacts/waiting", shown="yes")
    books = [each.href for each in at.propfind("/dav/contacts/", "d:displayname", depth="1")]
    assert books == ["/dav/contacts/", QUALITY, WAITING]
    [href] = at.changes(path=WAITING)[0]
    [(_, card)] = at.cards(href, path=WAITING).values()
    note = re.sub(r"\r\n ", "", card)
    assert "no note yet" in note and f"http://127.0.0.1:8765/people/{person.id}" in note
    [book] = at.propfind(WAITING, "d:current-user-privilege-set")
    assert not book.has(f"{DAV}current-user-privilege-set", f"{DAV}write")
    for method in ("PUT", "DELETE"):
        assert at.ask(method, href, card).status == 403
    _, token, _ = at.changes(path=WAITING)
    at.page("POST", "/phone/contacts/waiting")
    assert at.ask("GET", href).status == 404
    at.page("POST", "/phone/contacts/waiting", shown="yes")
    assert list(at.changes(token, WAITING)[0]) == [href]


# What phones write


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


# Questions


def test_etags_are_strong_quoted_and_the_same_everywhere(at: Served) -> None:
    person = at.meet(ADA, crop=jpeg())
    href = href_of(person)
    got = at.ask("GET", href)
    etag = got.headers["etag"]
    assert re.fullmatch(r'"[^"]+"', etag)
    listed = {each.href: each.text(ETAG) for each in at.propfind(QUALITY, "d:getetag", depth="1")}
    assert listed[href] == at.changes()[0][href] == at.cards(href)[href][0] == etag
    assert at.propfind(href, "d:getetag")[0].text(ETAG) == etag
    assert got.body == at.ask("GET", href).body == at.cards(href)[href][1].encode()
    head = at.ask("HEAD", href)
    assert (head.status, head.headers["etag"]) == (200, etag)
    assert at.ask("GET", href, If_None_Match=etag).status == 304


def test_changes_come_in_parts_where_a_phone_wants_few(at: Served) -> None:
    people = [at.meet(f"{name} Quillfeather") for name in ("Ada", "Bodil", "Cosmo", "Dido", "Evander")]
    got: dict[str, str] = {}
    token, more, parts = "", True, 0
    while more:
        found, token, more = at.changes(token, most=2)
        assert len(found) <= 2
        got |= found
        parts += 1
    assert (set(got), parts) == ({href_of(each) for each in people}, 3)
    assert at.changes(token) == ({}, token, False)


@pytest.mark.parametrize("token", ["x", "urn:x-cardscan:a:b:quality:1", "data:,1", "http://x/" + "9" * 40])
def test_a_token_of_another_store_is_refused(at: Served, token: str) -> None:
    at.meet(ADA)
    answer = at.report(QUALITY, asked("d:sync-collection", f"<d:sync-token>{token}</d:sync-token>{ETAGS}"))
    assert answer.status == 403 and b"valid-sync-token" in answer.body


def test_a_token_from_before_a_store_was_put_back_is_refused(at: Served, tmp_path: Path) -> None:
    at.meet(ADA)
    at.changes()
    file = tmp_path / "backup"
    with file.open("wb") as out:
        back_up(at.store.place, out)
    at.meet(BODIL)
    _, token, _ = at.changes()
    restore(file, locate(str(tmp_path / "again.db")), made.NOW, replace=False)
    with open_store(str(tmp_path / "again.db")) as again, served(again) as there:
        there.clock.at = at.clock.at
        there.meet(COSMO)
        there.changes()
        body = asked("d:sync-collection", f"<d:sync-token>{token}</d:sync-token>{ETAGS}")
        assert there.report(QUALITY, body).status == 403


def query(at: Served, filters: str, most: int = 0) -> list[str]:
    limit = f"<c:limit><c:nresults>{most}</c:nresults></c:limit>" if most else ""
    answer = at.report(QUALITY, asked("c:addressbook-query", f"{ETAGS}{filters}{limit}"))
    assert answer.status == 207, answer.body
    return [each.href for each in multistatus(answer) if each.status == 200]


def prop(name: str, match: str, **how: str) -> str:
    said = "".join(f' {key.replace("_", "-")}="{value}"' for key, value in how.items())
    return f'<c:prop-filter name="{name}"><c:text-match{said}>{match}</c:text-match></c:prop-filter>'


def filtered(*parts: str, test: str = "anyof") -> str:
    return f'<c:filter test="{test}">{"".join(parts)}</c:filter>'


def test_a_query_finds_who_is_meant(at: Served) -> None:
    ada, bodil, ulla = at.meet(ADA), at.meet(BODIL), at.meet("Ülla Tavernash", tel=(made.field("+4544556677"),))
    at.put(f"{QUALITY}made.vcf", strange("Adam Ant", "made-9", "NOTE:x"))
    a, b, u, m = href_of(ada), href_of(bodil), href_of(ulla), f"{QUALITY}made.vcf"
    assert set(query(at, "")) == {a, b, u, m}
    assert set(query(at, filtered(prop("FN", "ada")))) == {a, m}
    assert query(at, filtered(prop("FN", "ada", match_type="equals"))) == []
    assert query(at, filtered(prop("FN", "ÜLLA", match_type="starts-with"))) == [u]
    assert query(at, filtered(prop("FN", "gRass", match_type="ends-with"))) == [b]
    assert query(at, filtered(prop("FN", "ada", collation="i;octet"))) == []
    assert set(query(at, filtered(prop("EMAIL", "Ottoline@"), prop("FN", "Adam")))) == {a, b, u, m}
    assert query(at, filtered(prop("ORG", "Co"), prop("FN", "Bodil"), test="allof")) == [b]
    assert set(query(at, filtered(prop("FN", "ada", negate_condition="yes")))) == {b, u}
    assert query(at, filtered(prop("TEL", "44 55 66"))) == [u]
    assert query(at, filtered(prop("UID", ada.uid, match_type="equals"))) == [a]
    assert query(at, filtered('<c:prop-filter name="TEL"><c:is-not-defined/></c:prop-filter>')) == [m]
    cell = '<c:param-filter name="TYPE"><c:text-match match-type="equals">cell</c:text-match></c:param-filter>'
    assert set(query(at, filtered(f'<c:prop-filter name="TEL">{cell}</c:prop-filter>'))) == {a, b}
    assert len(query(at, "", most=2)) == 2 and len(query(at, filtered(prop("FN", "a")), most=1)) == 1
    answer = at.report(QUALITY, asked("c:addressbook-query", filtered(prop("FN", "a", collation="x"))))
    assert answer.status == 403 and b"supported-collation" in answer.body


def test_of_a_card_only_some_properties_may_be_asked_for(at: Served) -> None:
    href = href_of(at.meet(ADA, crop=jpeg()))
    data = '<c:address-data><c:prop name="FN"/><c:prop name="UID"/></c:address-data>'
    body = asked("c:addressbook-multiget", f"<d:prop>{data}</d:prop><d:href>{href}</d:href>")
    [found] = multistatus(at.report(QUALITY, body))
    names = {line.name for line in book_of(found.text(DATA)).cards[0].properties}
    assert names == {"VERSION", "UID", "FN"}


def test_who_is_not_there_is_told_one_by_one(at: Served) -> None:
    href = href_of(at.meet(ADA))
    hrefs = (href, f"{QUALITY}no.vcf", "http://[", "/etc/passwd", f"{WAITING}x.vcf")
    inside = "".join(f"<d:href>{each}</d:href>" for each in hrefs)
    answer = at.report(QUALITY, asked("c:addressbook-multiget", f"{ETAGS}{inside}"))
    assert [each.status for each in multistatus(answer)] == [200, 404, 404, 404, 404]


def test_properties_that_are_not_there_are_told_and_none_is_changed(at: Served) -> None:
    some = asked("d:propfind", "<d:prop><x xmlns='urn:a&amp;b'/><s:getctag/></d:prop>")
    answer = at.ask("PROPFIND", QUALITY, some, Depth="0")
    assert answer.status == 207 and b'<x xmlns="urn:a&amp;b"/>' in answer.body and b"404 Not Found" in answer.body
    assert b"getctag" in at.ask("PROPFIND", QUALITY, Depth="0").body  # without a body: all
    assert b"getctag" in at.ask("PROPFIND", QUALITY, asked("d:propfind", "<d:propname/>"), Depth="0").body
    body = asked("d:propertyupdate", "<d:set><d:prop><d:displayname>x</d:displayname></d:prop></d:set>")
    assert b"403 Forbidden" in at.ask("PROPPATCH", QUALITY, body).body
    for method in ("MKCOL", "MOVE", "COPY", "LOCK", "POST", "PATCH"):
        assert at.ask(method, QUALITY).status == 405
    for path in ("/dav/x/", "/dav/contacts/x/", f"{QUALITY}a/b.vcf", f"{QUALITY}a%0Ab.vcf"):
        assert at.ask("PROPFIND", path, Depth="0").status == 404, path


_LAUGHS = "".join(f'<!ENTITY {n} "{f"&{last};" * 10}">' for last, n in zip("abcdefghi", "bcdefghij", strict=True))
HOSTILE = {
    "entities": f'<!DOCTYPE x [<!ENTITY a "ha">{_LAUGHS}]><d:propfind xmlns:d="DAV:"><d:prop>&j;</d:prop></d:propfind>',
    "a file": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><d:propfind xmlns:d="DAV:">&a;</d:propfind>',
    "depth": "<a>" * 100_000 + "</a>" * 100_000,
    "none": "{}",
    "cut off": '<d:propfind xmlns:d="DAV:"><d:prop>',
    "other": "<html/>",
    "encoding": '<?xml version="1.0" encoding="klingon"?><a/>',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_xml_is_refused(at: Served, name: str) -> None:
    for method in ("PROPFIND", "REPORT", "PROPPATCH"):
        answer = at.ask(method, QUALITY, HOSTILE[name])
        assert answer.status == (403 if method == "REPORT" and name == "other" else 400)
    assert at.ask("PROPFIND", QUALITY, "<a>" + " " * (1 << 20) + "</a>").status == 413


def test_far_too_many_cards_at_once_are_refused(at: Served) -> None:
    assert at.report(QUALITY, asked("c:addressbook-multiget", "<d:href>a</d:href>" * 10_001)).status == 400


def test_where_you_met_is_new_on_the_phone_when_the_event_has_another_name(at: Served) -> None:
    event = at.store.add_event(Event(0, "Tide Fair", date(2026, 10, 2)), at.clock())
    person = at.meet(ADA)
    at.store.change_meeting(person.meetings[-1].id, at.clock(), event_id=event.id)
    _, token, _ = at.changes()
    assert "Tide Fair" in at.card(person)
    at.store.change_event(event.id, lambda of: replace(of, name="Ebb Fair"), at.clock())
    assert list(at.changes(token)[0]) == [href_of(person)] and "Ebb Fair" in at.card(person)
    _, token, _ = at.changes()
    at.store.undo(at.clock())
    assert list(at.changes(token)[0]) == [href_of(person)] and "Tide Fair" in at.card(person)


def test_who_are_made_one_are_one_on_the_phone(at: Served) -> None:
    ada, twin = at.meet(ADA), at.meet("Adelheid Quillfeather", email=(), tel=())
    _, token, _ = at.changes()
    at.store.merge(ada.id, twin.id, at.clock(), lambda one, other: one)
    found, token, _ = at.changes(token)
    assert found[href_of(twin)] == "" and found[href_of(ada)]
    at.store.undo(at.clock())
    found, _, _ = at.changes(token)
    assert found[href_of(twin)] and found[href_of(ada)]


# The page


def test_over_https_the_profile_has_an_iphone_trust_us_too(store: Store) -> None:
    site = replace(SITE, base="https://127.0.0.1:8765", tls=True)
    with served(store, site) as at:
        page = at.page("POST", "/phone/contacts", device=str(at.browser)).text
        link = re.search(r'href="(/phone/contacts/[^"]+\.mobileconfig)"', page)
        assert link and "Certificate Trust Settings" in page and "carddavs://cardscan:" in page
        root, account = plistlib.loads(at.page("GET", link[1]).content)["PayloadContent"]
        assert root["PayloadType"] == "com.apple.security.root" and account["CardDAVUseSSL"] is True


def test_the_page_sets_a_phone_up(at: Served) -> None:
    page = at.page("POST", "/phone/contacts", device=str(at.browser)).text
    password = re.search(r"Password <code[^>]*>([^<]+)", page)
    assert password and at.ask("PROPFIND", "/dav/", password=password[1]).status == 207
    assert password[1] not in at.page("GET", "/phone/contacts").text
    link = re.search(r'href="(/phone/contacts/[^"]+\.mobileconfig)"', page)
    assert link
    got = at.page("GET", link[1])
    assert got.headers["content-type"] == "application/x-apple-aspen-config"
    [account] = plistlib.loads(got.content)["PayloadContent"]
    assert (account["CardDAVHostName"], account["CardDAVPort"], account["CardDAVUseSSL"]) == ("127.0.0.1", 8765, False)
    assert (account["CardDAVPassword"], account["CardDAVPrincipalURL"]) == (password[1], "/dav/me/")
    assert f"carddav://cardscan:{password[1]}@127.0.0.1:8765/dav/" in page
    at.clock.at += timedelta(minutes=11)
    assert at.page("GET", link[1]).status_code == 404
    assert at.client.get(link[1], follow_redirects=False).status_code == 303  # nobody but a paired device
