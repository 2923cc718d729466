"""A store and an address book that are synced, with a phone that edits there. The people are invented."""

import io
import re
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import made
import pytest
from dav_servers import Server
from faulty_proxy import Proxy
from PIL import Image

from cardscan.actions.edit_fields import Edit, edited
from cardscan.actions.take_note import take_note
from cardscan.connections.notes.parts import Given
from cardscan.dav.addressbook import AddressBook
from cardscan.dav.addresses import origin_of
from cardscan.dav.http import Http, Login
from cardscan.export.vcard import vcard
from cardscan.person import Person
from cardscan.store import Store
from cardscan.sync.changes import Where
from cardscan.sync.keys import say_the_same
from cardscan.sync.ours import readable, said_in
from cardscan.sync.result import Synchronised
from cardscan.sync.run import Sync
from cardscan.synced import Account
from cardscan.vcards.book import book_of

_TRUST = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # of nobody: to read the system's authorities takes long
#: For tests of what does not depend on the server.
one_server = pytest.mark.parametrize("server", ["xandikos"], indirect=True)
TALKED, HELP = "dredges a canal that silts up behind the lock", "introduce our hydrologist in Ghent"

#: Of somebody whom cardscan does not know, with much that it does not know either.
STRANGER = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:stranger-1\r\nFN:Wilhelmina Stoatsworth\r\nN:Stoatsworth;Wilhelmina;;;\r\n"
    "BDAY:1977-03-09\r\nitem7.TEL;type=pref:+44 20 7946 0000\r\nitem7.X-ABLabel:boat shed\r\n"
    "X-PHONETIC-LAST-NAME:Stotesworth\r\nNOTE:owes me a boat\\, and an oar\r\nEND:VCARD\r\n"
)


MINA = "Wilhelmina Stoatsworth"  # the stranger, where cardscan meets her
ASKED = [("seems to be there already", MINA)]


def jpeg(colour: str = "teal") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 36), colour).save(out, "JPEG")
    return out.getvalue()


@dataclass
class Both:
    """A store and an address book, synced by way of a proxy."""

    store: Store
    server: Server
    proxy: Proxy
    path: str
    account: Account
    clock: datetime = made.NOW
    waited: list[float] = field(default_factory=list)

    def now(self) -> datetime:
        self.clock += timedelta(seconds=1)
        return self.clock

    def sync(
        self, keep: Mapping[str, Where] | None = None, dry_run: bool = False, link: Mapping[str, str] | None = None
    ) -> Synchronised:
        """Sync once."""
        login = Login(self.server.user, self.server.password) if self.server.user else None
        with Http(origin_of(self.account.url), login, trust=_TRUST, wait=self.waited.append) as http:
            book = AddressBook(http, self.account.url)
            return Sync(self.store, self.account, book, self.now, keep, dry_run, link).run()

    def meet(self, name: str, good: bool = True, crop: bytes = made.JPEG, **more: object) -> Person:
        """Someone new, with a note that makes a quality connection of them."""
        of = made.contact(name, org=f"{name.split()[-1]} & Co", **more)
        own = f"{name.split()[0].lower()}@{name.split()[-1].lower()}.example"
        if "email" not in more:
            of = made.contact(name, org=f"{name.split()[-1]} & Co", email=(made.field(own),), **more)
        [person] = self.store.save(made.photo(f"/{name}.jpg", made.card(of, crop)), [(of,)], self.now()) or ()
        if good:
            take_note(self.store, person.id, Given(TALKED, HELP), self.now())
        return self.store.person(person.id)

    def edit(self, person: Person, **put: str) -> None:
        """Correct fields of someone here; a field that is several gets one more."""
        single = {kind: [value] for kind, value in put.items() if kind in ("fn", "title", "org", "dept")}
        more = [(kind, value) for kind, value in put.items() if kind not in single]
        self.store.edit(person.id, lambda contact: edited(contact, Edit(put=single, add=more)), self.now())

    def there(self, person: Person, cards: Mapping[str, str] | None = None) -> str:
        """The text of someone's card on the server, found by its UID; "" where there is none."""
        found = [card for card in (cards or self.cards()).values() if self._uid(person) in card]
        assert len(found) < 2, "there twice"
        return found[0] if found else ""

    def cards(self) -> dict[str, str]:
        return self.server.cards(self.path)

    def on_phone(self, person: Person, change: Callable[[str], str]) -> None:
        """Change someone's card there, as a phone does."""
        path, card = next((path, card) for path, card in self.cards().items() if self._uid(person) in card)
        changed = change(card)
        assert changed != card
        self.server.put(path, changed)

    def delete_there(self, person: Person) -> None:
        self.server.delete(next(path for path, card in self.cards().items() if self._uid(person) in card))

    def _uid(self, person: Person) -> str:
        """The line that tells whose card it is: of one that was there before its own."""
        row = self.store.servers.one(self.account, person.id)
        return f"UID:{(row.uid if row else '') or person.uid}"

    def are_equal(self, person: Person, cards: Mapping[str, str] | None = None) -> bool:
        """Tell whether both sides say the same of someone."""
        here = said_in(vcard(self.store.person(person.id)))
        return say_the_same(here, said_in(readable(book_of(self.there(person, cards)).cards[0])))


def with_line(line: str) -> Callable[[str], str]:
    """Add a line to a card."""
    return lambda card: card.replace("END:VCARD", f"{line}\r\nEND:VCARD")


def with_title(title: str) -> Callable[[str], str]:
    """Give a card another title."""
    return lambda card: re.sub(r"TITLE:[^\r\n]*", f"TITLE:{title}", card)


def both(store: Store, server: Server, proxy: Proxy) -> Both:
    """A store and an empty address book."""
    path = server.new_book()
    account = store.servers.choose(Account(f"{proxy.url}{path}", server.user, "Connections"), datetime.now(UTC))
    return Both(store, server, proxy, path, account)


def asked(result: Synchronised) -> list[tuple[str, str]]:
    return [(each.question.about, each.name) for each in result.asked]


def card(name: str, *lines: str, uid: str = "other-1") -> str:
    given, _, family = name.partition(" ")
    head = ("BEGIN:VCARD", "VERSION:3.0", f"UID:{uid}", f"FN:{name}", f"N:{family};{given};;;")
    return "\r\n".join((*head, *lines, "END:VCARD", ""))


def methods(sides: Both) -> list[str]:
    return [request.method for request in sides.proxy.seen]
