"""A phone that keeps its contacts with `serve`: what it asks, and what it holds. In process, without a network."""

import base64
import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

import made
from fastapi.testclient import TestClient
from PIL import Image

from cardscan.actions.edit_fields import Edit, edited
from cardscan.actions.take_note import take_note
from cardscan.connections.notes.parts import Given
from cardscan.dav.http import Answer
from cardscan.dav.xml import CARD, DAV, Resource, multistatus
from cardscan.person import Person
from cardscan.processes.pool import Pool
from cardscan.store import Store
from cardscan.web.app import make_app, make_desk
from cardscan.web.desk import Desk, Site

HOST = "127.0.0.1:8765"
SITE = Site(f"http://{HOST}", frozenset({HOST}))
QUALITY, WAITING = "/dav/contacts/quality/", "/dav/contacts/waiting/"
ADA, BODIL, COSMO = "Ada Quillfeather", "Bodil Marramgrass", "Cosmo Tavernash"
TALKED, HELP = "dredges a canal that silts up behind the lock", "introduce our hydrologist in Ghent"
ETAG, DATA, TYPE = f"{DAV}getetag", f"{CARD}address-data", f"{DAV}resourcetype"
NAMESPACES = 'xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:carddav" xmlns:s="http://calendarserver.org/ns/"'
ETAGS, CARDS = "<d:prop><d:getetag/></d:prop>", "<d:prop><d:getetag/><c:address-data/></d:prop>"


def xml(name: str, inside: str = "") -> str:
    """What a phone sends: an element that names every namespace it may need."""
    return f"<{name} {NAMESPACES}>{inside}</{name}>"


def jpeg(colour: str = "teal") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 36), colour).save(out, "JPEG")
    return out.getvalue()


def no_reader() -> Any:
    raise AssertionError("no photo is read here")


class Clock:
    """A second passes with each look."""

    def __init__(self) -> None:
        self.at = made.NOW

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


@dataclass
class Served:
    """A store that is served, and the test as a paired browser and as a phone."""

    store: Store
    desk: Desk
    client: TestClient
    clock: Clock
    cookie: str
    password: str = ""
    sent: list[str] = field(default_factory=list)

    @property
    def browser(self) -> int:
        found = self.desk.pairing.admits(self.cookie.partition("=")[2])
        assert found
        return found.id

    def set_up(self) -> str:
        """Make the password of this test's phone."""
        self.password = self.desk.pairing.new_contacts(self.browser) or ""
        assert self.password
        return self.password

    def ask(
        self, method: str, path: str, body: str | bytes = "", password: str | None = None, **headers: str
    ) -> Answer:
        """Ask as a phone asks."""
        said = self.password if password is None else password
        if said:
            headers["Authorization"] = "Basic " + base64.b64encode(f"cardscan:{said}".encode()).decode()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.sent.append(method)
        found = self.client.request(
            method,
            path,
            content=body.encode() if isinstance(body, str) else body,
            headers=named,
            follow_redirects=False,
        )
        kept = {name.lower(): value for name, value in found.headers.items()}
        return Answer(found.status_code, f"http://{HOST}{path}", kept, found.content)

    def page(self, method: str, path: str, **form: str) -> Any:
        """Ask as the paired browser does."""
        headers = {"Cookie": self.cookie}
        if method == "POST":
            return self.client.post(path, data=form, headers=headers, follow_redirects=False)
        return self.client.get(path, headers=headers, follow_redirects=False)

    def propfind(self, path: str, *names: str, depth: str = "0") -> tuple[Resource, ...]:
        body = xml("d:propfind", f"<d:prop>{''.join(f'<{name}/>' for name in names)}</d:prop>")
        return multistatus(self.ask("PROPFIND", path, body, Depth=depth, Content_Type="text/xml"))

    def report(self, path: str, body: str, **headers: str) -> Answer:
        return self.ask("REPORT", path, body, Content_Type="text/xml", Depth="1", **headers)

    def changes(self, token: str = "", path: str = QUALITY, most: int = 0) -> tuple[dict[str, str], str, bool]:
        """Ask what changed: etags by href ("" for a card that is gone), the new token, whether there is more."""
        limit = f"<d:limit><d:nresults>{most}</d:nresults></d:limit>" if most else ""
        said = f"<d:sync-token>{token}</d:sync-token><d:sync-level>1</d:sync-level>{limit}{ETAGS}"
        answer = self.report(path, xml("d:sync-collection", said))
        assert answer.status == 207, answer.body
        found = {each.href: each.text(ETAG) if each.status == 200 else "" for each in multistatus(answer)}
        more = found.pop(path, None) is not None
        new = re.search(rb"<d:sync-token>([^<]+)</d:sync-token>", answer.body)
        assert new
        return found, new[1].decode(), more

    def cards(self, *hrefs: str, path: str = QUALITY) -> dict[str, tuple[str, str]]:
        """Fetch cards: etag and text by href."""
        wanted = "".join(f"<d:href>{href}</d:href>" for href in hrefs)
        answer = self.report(path, xml("c:addressbook-multiget", f"{CARDS}{wanted}"))
        return {each.href: (each.text(ETAG), _data(each)) for each in multistatus(answer) if each.status == 200}

    def put(self, href: str, card: str, **headers: str) -> Answer:
        return self.ask("PUT", href, card, Content_Type="text/vcard; charset=utf-8", **headers)

    def meet(self, name: str, good: bool = True, crop: bytes = made.JPEG, **more: object) -> Person:
        """Someone new, with a note that makes a quality connection of them."""
        of = made.contact(name, org=f"{name.split()[-1]} & Co", **more)
        [person] = self.store.save(made.photo(f"/{name}.jpg", made.card(of, crop)), [(of,)], self.clock()) or ()
        if good:
            take_note(self.store, person.id, Given(TALKED, HELP), self.clock())
        return self.store.person(person.id)

    def edit(self, person: Person, **put: str) -> None:
        self.store.edit(
            person.id, lambda of: edited(of, Edit(put={kind: [said] for kind, said in put.items()})), self.clock()
        )

    def card(self, person: Person) -> str:
        answer = self.ask("GET", href_of(person))
        return answer.body.decode() if answer.status == 200 else ""


def _data(each: Resource) -> str:
    found = each.found.get(DATA)
    return (found.text or "") if found is not None else ""


def href_of(person: Person) -> str:
    return f"{QUALITY}{quote(person.uid)}.vcf"


def value(person: Person, kind: str) -> list[str]:
    return [each.value for each in getattr(person.contact, kind)]


def with_line(card: str, line: str) -> str:
    return card.replace("END:VCARD", f"{line}\r\nEND:VCARD")


def strange(name: str, uid: str, *lines: str) -> str:
    """A card that a phone made."""
    given, _, family = name.partition(" ")
    head = ("BEGIN:VCARD", "VERSION:3.0", f"UID:{uid}", f"FN:{name}", f"N:{family};{given};;;")
    return "\r\n".join((*head, *lines, "END:VCARD", ""))


@contextmanager
def served(store: Store, site: Site = SITE, clock: Callable[[], datetime] | None = None) -> Iterator[Served]:
    """Serve a store, with a browser that is paired and the password of its phone."""
    now = clock or Clock()
    desk = make_desk(site, store, Pool(no_reader, 1), now)
    secret = desk.pairing.admit(desk.pairing.new_link(), "Safari on iPhone", "192.0.2.20")
    client = TestClient(make_app(desk), base_url=site.base, headers={"Host": site.base.partition("//")[2]})
    it = Served(store, desk, client, now, f"{site.cookie}={secret}")  # type: ignore[arg-type]
    it.set_up()
    yield it
