"""`serve` as an address book server: how a phone finds it and is set up, and what its password opens."""

import plistlib
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from phones import (
    ADA,
    CARDS,
    QUALITY,
    SITE,
    TYPE,
    Served,
    href_of,
    served,
    xml,
)

from cardscan.dav.xml import CARD, DAV
from cardscan.store import Store
from cardscan.store.devices import Device
from cardscan.web.pairing import MOST_WRONG


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
        ("REPORT", QUALITY, xml("c:addressbook-multiget", f"{CARDS}<d:href>{href}</d:href>")),
        ("REPORT", QUALITY, xml("c:addressbook-query", CARDS)),
        ("REPORT", QUALITY, xml("d:sync-collection", f"<d:sync-token/>{CARDS}")),
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
