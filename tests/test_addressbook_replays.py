"""What an iPhone and DAVx⁵ ask, request by request in the order that they ask it, from the first to an edit."""

import re

from phones import QUALITY, Served, href_of, jpeg, strange, value

from cardscan.dav.http import Answer
from cardscan.dav.xml import CARD, DAV, multistatus

ETAG, DATA = f"{DAV}getetag", f"{CARD}address-data"
IPHONE = {"User-Agent": "iOS/18.5 (22F76) dataaccessd/1.0", "Accept": "*/*", "Brief": "t", "Prefer": "return=minimal"}
DAVX5 = {"User-Agent": "DAVx5/4.5.2-ose (dav4jvm; okhttp/4.12.0) Android/15", "Accept-Language": "de, en;q=0.7"}

#: What an iPhone asks of each place while it sets an account up.
_BEGIN = "<A:current-user-principal/><A:principal-URL/><A:resourcetype/>"
_ME = (
    '<B:addressbook-home-set xmlns:B="urn:ietf:params:xml:ns:carddav"/>'
    '<B:directory-gateway xmlns:B="urn:ietf:params:xml:ns:carddav"/><A:displayname/>'
    '<C:email-address-set xmlns:C="http://calendarserver.org/ns/"/><A:principal-collection-set/><A:principal-URL/>'
    "<A:resource-id/><A:supported-report-set/>"
)
_BOOKS = (
    '<A:add-member/><D:bulk-requests xmlns:D="http://me.com/_namespace/"/><A:current-user-privilege-set/>'
    '<A:displayname/><D:guardian-restricted xmlns:D="http://me.com/_namespace/"/>'
    '<B:max-image-size xmlns:B="urn:ietf:params:xml:ns:carddav"/>'
    '<B:max-resource-size xmlns:B="urn:ietf:params:xml:ns:carddav"/>'
    '<C:me-card xmlns:C="http://calendarserver.org/ns/"/><A:owner/>'
    '<C:push-transports xmlns:C="http://calendarserver.org/ns/"/><C:pushkey xmlns:C="http://calendarserver.org/ns/"/>'
    "<A:quota-available-bytes/><A:quota-used-bytes/><A:resource-id/><A:resourcetype/><A:supported-report-set/>"
    "<A:sync-token/>"
)


def apple(names: str) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<A:propfind xmlns:A="DAV:">\n<A:prop>{names}</A:prop>\n</A:propfind>'
    )


def asked(at: Served, method: str, path: str, body: str, password: str | None, headers: dict[str, str]) -> Answer:
    whole = {"Content-Type": "text/xml; charset=utf-8", **headers}
    return at.ask(method, path, body, password, **{name.replace("-", "_"): said for name, said in whole.items()})


def with_password(answer: Answer) -> None:
    """A phone sends its password only where it was asked for one, with a realm."""
    assert answer.status == 401 and answer.headers["www-authenticate"].startswith('Basic realm="')


def test_an_iphone(at: Served) -> None:
    person = at.meet("Ada Quillfeather", crop=jpeg())

    def ask(
        method: str, path: str, body: str = "", depth: str = "0", password: str | None = None, **more: str
    ) -> Answer:
        return asked(at, method, path, body, password, {**IPHONE, "Depth": depth, **more})

    # Set-up: who am I, where are my books?
    begin = ask("PROPFIND", "/.well-known/carddav", apple(_BEGIN), password="")
    assert begin.status == 301
    root = begin.headers["location"].removeprefix("http://127.0.0.1:8765")
    with_password(ask("PROPFIND", root, apple(_BEGIN), password=""))
    [who] = multistatus(ask("PROPFIND", root, apple(_BEGIN)))
    [me] = who.hrefs(f"{DAV}current-user-principal")
    options = ask("OPTIONS", me)
    assert "addressbook" in options.headers["dav"]
    [told] = multistatus(ask("PROPFIND", me, apple(_ME)))
    [home] = told.hrefs(f"{CARD}addressbook-home-set")
    assert told.hrefs(f"{DAV}principal-URL") == (me,)
    _, book = multistatus(ask("PROPFIND", home, apple(_BOOKS), "1"))
    assert book.has(f"{DAV}resourcetype", f"{CARD}addressbook") and book.has(
        f"{DAV}supported-report-set", f"{DAV}sync-collection"
    )
    assert int(book.text(f"{CARD}max-image-size")) <= 224 * 1024
    me_card = '<C:me-card xmlns:C="http://calendarserver.org/ns/"><A:href>/x.vcf</A:href></C:me-card>'
    patch = f'<A:propertyupdate xmlns:A="DAV:"><A:set><A:prop>{me_card}</A:prop></A:set></A:propertyupdate>'
    assert ask("PROPPATCH", home, patch).status == 207
    assert ask("REPORT", me, '<A:principal-search-property-set xmlns:A="DAV:"/>').status == 403  # nobody else is here
    # The first sync.
    path = book.href
    counted = apple('<C:getctag xmlns:C="http://calendarserver.org/ns/"/><A:sync-token/>')
    [state] = multistatus(ask("PROPFIND", path, counted))
    assert state.text("{http://calendarserver.org/ns/}getctag")
    changed = (
        '<A:sync-collection xmlns:A="DAV:"><A:sync-token>%s</A:sync-token><A:sync-level>1</A:sync-level>'
        "<A:prop><A:getcontenttype/><A:getetag/></A:prop></A:sync-collection>"
    )
    answer = ask("REPORT", path, changed % "", "1")
    [row] = multistatus(answer)
    assert row.text(f"{DAV}getcontenttype").startswith("text/vcard") and row.text(ETAG).startswith('"')
    wanted = (
        '<B:addressbook-multiget xmlns:B="urn:ietf:params:xml:ns:carddav"><A:prop xmlns:A="DAV:"><A:getetag/>'
        f'<B:address-data/></A:prop><A:href xmlns:A="DAV:">{row.href}</A:href></B:addressbook-multiget>'
    )
    [card] = multistatus(ask("REPORT", path, wanted, "1"))
    text = card.found[DATA].text or ""
    assert text.startswith("BEGIN:VCARD\r\nVERSION:3.0\r\n") and "\r\nPHOTO;" in text
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f]", text)
    # An edit, as the iPhone writes it: its own order, its own properties.
    text = text.replace("TITLE:Head of Tides", "TITLE:Harbour Master").replace(
        "END:VCARD", "item1.ADR;type=HOME;type=pref:;;Quay 1;Ribe;;6760;DK\r\nitem1.X-ABADR:dk\r\nEND:VCARD"
    )
    done = ask("PUT", row.href, text, If_Match=card.text(ETAG), Content_Type="text/vcard; charset=utf-8")
    assert done.status == 204 and done.headers["etag"] != card.text(ETAG)
    assert value(at.store.person(person.id), "title") == ["Harbour Master"]
    # A new contact, then the next sync: nothing of its own comes back but what it asks for.
    own = f"{path}5A0E3C1C-AB11-4D4B-8A3B-0F4B4B4B4B4B.vcf"
    made = strange("Bodil Marram", "5A0E3C1C-AB11-4D4B-8A3B-0F4B4B4B4B4B")
    assert ask("PUT", own, made, If_None_Match="*", Content_Type="text/vcard; charset=utf-8").status == 201
    token = re.search(rb"<d:sync-token>([^<]+)<", answer.body)
    assert token
    rows = multistatus(ask("REPORT", path, changed % token[1].decode(), "1"))
    assert {each.href for each in rows} == {own, href_of(person)}
    assert ask("DELETE", own, If_Match=next(each.text(ETAG) for each in rows if each.href == own)).status == 204
    # A device that is thrown out is asked for its password at the next sync.
    at.store.serving.throw_out(at.browser)
    with_password(ask("PROPFIND", path, counted))


def test_davx5(at: Served) -> None:
    people = [at.meet(f"{name} Quillfeather", email=()) for name in ("Ada", "Bodil", "Cosmo")]

    def ask(
        method: str, path: str, body: str = "", depth: str = "0", password: str | None = None, **more: str
    ) -> Answer:
        return asked(at, method, path, body, password, {**DAVX5, "Depth": depth, **more})

    def propfind(names: str) -> str:
        return (
            '<?xml version="1.0" encoding="UTF-8" ?><propfind xmlns="DAV:" xmlns:CAL="urn:ietf:params:xml:ns:caldav" '
            f'xmlns:CARD="urn:ietf:params:xml:ns:carddav"><prop>{names}</prop></propfind>'
        )

    # Set-up: the address that was given is looked at first, then the well-known one.
    first = propfind(
        "<resourcetype/><displayname/><CARD:addressbook-description/><current-user-privilege-set/><owner/>"
        "<CARD:addressbook-home-set/><current-user-principal/>"
    )
    with_password(ask("PROPFIND", "/dav/", first, password=""))
    [root] = multistatus(ask("PROPFIND", "/dav/", first))
    [me] = root.hrefs(f"{DAV}current-user-principal")
    assert ask("PROPFIND", "/.well-known/carddav", propfind("<current-user-principal/>")).status == 301
    assert "addressbook" in ask("OPTIONS", me).headers["dav"]
    ours = "<displayname/><CARD:addressbook-home-set/><CAL:calendar-home-set/><group-membership/>"
    [told] = multistatus(ask("PROPFIND", me, propfind(ours)))
    [home] = told.hrefs(f"{CARD}addressbook-home-set")
    listing = propfind(
        "<resourcetype/><current-user-privilege-set/><displayname/><owner/><CARD:addressbook-description/>"
        '<CAL:calendar-description/><n0:calendar-color xmlns:n0="http://apple.com/ns/ical/"/><CAL:calendar-timezone/>'
        '<n1:source xmlns:n1="http://calendarserver.org/ns/"/>'
    )
    _, book = multistatus(ask("PROPFIND", home, listing, "1"))
    assert book.has(f"{DAV}current-user-privilege-set", f"{DAV}write-content")
    # A sync: what can it do, what is new, ten cards at a time.
    state = (
        "<CARD:max-resource-size/><CARD:supported-address-data/><supported-report-set/><sync-token/>"
        '<n0:getctag xmlns:n0="http://calendarserver.org/ns/"/>'
    )
    [can] = multistatus(ask("PROPFIND", QUALITY, propfind(state)))
    assert can.has(f"{CARD}supported-address-data", f"{CARD}address-data-type")
    versions = [each.get("version") for each in can.found[f"{CARD}supported-address-data"]]
    assert versions == ["3.0"]  # else it would write 4.0, which fewer phones read
    sync = (
        '<sync-collection xmlns="DAV:"><sync-token>%s</sync-token><sync-level>1</sync-level>'
        "<prop><getetag/></prop></sync-collection>"
    )
    answer = ask("REPORT", QUALITY, sync % "", "0")
    rows = multistatus(answer)
    assert {each.href for each in rows} == {href_of(each) for each in people}
    hrefs = "".join(f"<href>{each.href}</href>" for each in rows)
    data = '<CARD:address-data content-type="text/vcard" version="3.0"/>'
    get = (
        '<CARD:addressbook-multiget xmlns="DAV:" xmlns:CARD="urn:ietf:params:xml:ns:carddav">'
        f"<prop><getcontenttype/><getetag/>{data}</prop>{hrefs}</CARD:addressbook-multiget>"
    )
    cards = {each.href: each for each in multistatus(ask("REPORT", QUALITY, get, "0"))}
    # It writes what it changed, deletes what was deleted, makes what was made; each once.
    ada, bodil, cosmo = (href_of(each) for each in people)
    text = (cards[ada].found[DATA].text or "").replace("END:VCARD", "TEL;TYPE=HOME:+45 44 55 66 77\r\nEND:VCARD")
    vcard = "text/vcard; charset=utf-8; version=3.0"
    assert ask("PUT", ada, text, If_Match=cards[ada].text(ETAG), Content_Type=vcard).status == 204
    assert ask("PUT", ada, text, If_Match=cards[ada].text(ETAG), Content_Type=vcard).status == 412
    assert ask("DELETE", bodil, If_Match=cards[bodil].text(ETAG)).status == 204
    assert "+4544556677" in value(at.store.person(people[0].id), "tel")
    assert [each.id for each in at.store.phone.deleted()] == [people[1].id]
    at.edit(people[2], title="Warden")
    token = re.search(rb"<d:sync-token>([^<]+)<", answer.body)
    assert token
    told_now = {each.href: each.status for each in multistatus(ask("REPORT", QUALITY, sync % token[1].decode(), "0"))}
    assert told_now == {ada: 200, bodil: 404, cosmo: 200}
