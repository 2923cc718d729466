"""What phones ask our address book: etags, changes since a token, queries, properties, and hostile requests."""

import re
from pathlib import Path

import made
import pytest
from phones import (
    ADA,
    BODIL,
    COSMO,
    DATA,
    ETAG,
    ETAGS,
    QUALITY,
    WAITING,
    Served,
    href_of,
    jpeg,
    served,
    strange,
    xml,
)

from cardscan.dav.xml import multistatus
from cardscan.store import open_store
from cardscan.store.backup import back_up
from cardscan.store.place import locate
from cardscan.store.restore import restore
from cardscan.vcards.book import book_of


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
    answer = at.report(QUALITY, xml("d:sync-collection", f"<d:sync-token>{token}</d:sync-token>{ETAGS}"))
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
        body = xml("d:sync-collection", f"<d:sync-token>{token}</d:sync-token>{ETAGS}")
        assert there.report(QUALITY, body).status == 403


def query(at: Served, filters: str, most: int = 0) -> list[str]:
    limit = f"<c:limit><c:nresults>{most}</c:nresults></c:limit>" if most else ""
    answer = at.report(QUALITY, xml("c:addressbook-query", f"{ETAGS}{filters}{limit}"))
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
    answer = at.report(QUALITY, xml("c:addressbook-query", filtered(prop("FN", "a", collation="x"))))
    assert answer.status == 403 and b"supported-collation" in answer.body


def test_of_a_card_only_some_properties_may_be_asked_for(at: Served) -> None:
    href = href_of(at.meet(ADA, crop=jpeg()))
    data = '<c:address-data><c:prop name="FN"/><c:prop name="UID"/></c:address-data>'
    body = xml("c:addressbook-multiget", f"<d:prop>{data}</d:prop><d:href>{href}</d:href>")
    [found] = multistatus(at.report(QUALITY, body))
    names = {line.name for line in book_of(found.text(DATA)).cards[0].properties}
    assert names == {"VERSION", "UID", "FN"}


def test_who_is_not_there_is_told_one_by_one(at: Served) -> None:
    href = href_of(at.meet(ADA))
    hrefs = (href, f"{QUALITY}no.vcf", "http://[", "/etc/passwd", f"{WAITING}x.vcf")
    inside = "".join(f"<d:href>{each}</d:href>" for each in hrefs)
    answer = at.report(QUALITY, xml("c:addressbook-multiget", f"{ETAGS}{inside}"))
    assert [each.status for each in multistatus(answer)] == [200, 404, 404, 404, 404]


def test_properties_that_are_not_there_are_told_and_none_is_changed(at: Served) -> None:
    some = xml("d:propfind", "<d:prop><x xmlns='urn:a&amp;b'/><s:getctag/></d:prop>")
    answer = at.ask("PROPFIND", QUALITY, some, Depth="0")
    assert answer.status == 207 and b'<x xmlns="urn:a&amp;b"/>' in answer.body and b"404 Not Found" in answer.body
    assert b"getctag" in at.ask("PROPFIND", QUALITY, Depth="0").body  # without a body: all
    assert b"getctag" in at.ask("PROPFIND", QUALITY, xml("d:propfind", "<d:propname/>"), Depth="0").body
    body = xml("d:propertyupdate", "<d:set><d:prop><d:displayname>x</d:displayname></d:prop></d:set>")
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
    assert at.report(QUALITY, xml("c:addressbook-multiget", "<d:href>a</d:href>" * 10_001)).status == 400
