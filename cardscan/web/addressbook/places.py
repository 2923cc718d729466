"""What lies where on the address book server, by its path.

/dav/                            where programs begin
/dav/me/                         who the user is (a principal, RFC 3744)
/dav/contacts/                   the home of the books
/dav/contacts/quality/           a book
/dav/contacts/quality/NAME       a card
"""

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, unquote, urlsplit

from cardscan.store.phone_leaving import BOOKS, Book

ROOT, PRINCIPAL, HOME = "/dav/", "/dav/me/", "/dav/contacts/"
WELL_KNOWN = "/.well-known/carddav"
#: Paths of our pages at which programs look that were given our name alone.
LOOKED_AT = ("/", "/principals/")

Kind = Literal["root", "principal", "home", "book", "card"]

_COLLECTIONS: dict[str, Kind] = {ROOT: "root", PRINCIPAL: "principal", HOME: "home"}
_NAME = re.compile(r"[^/\x00-\x1f\x7f]{1,255}")


@dataclass(frozen=True, slots=True)
class Place:
    """Something on the server."""

    kind: Kind
    book: Book = "quality"
    name: str = ""  # of a card

    @property
    def href(self) -> str:
        """Its path, as it is written in an answer."""
        if self.kind in ("book", "card"):
            return f"{HOME}{self.book}/{quote(self.name)}"
        return next(path for path, kind in _COLLECTIONS.items() if kind == self.kind)


def place_at(path: str) -> Place | None:
    """Say what lies at a path that is decoded already; None for nothing."""
    if path in LOOKED_AT:
        return Place("root")
    if kind := _COLLECTIONS.get(f"{path.rstrip('/')}/"):
        return Place(kind)
    if not path.startswith(HOME):
        return None
    named, _, name = path.removeprefix(HOME).partition("/")
    book = next((each for each in BOOKS if each == named), None)
    if book is None or (name and not _NAME.fullmatch(name)):
        return None
    return Place("card", book, name) if name else Place("book", book)


def place_of(href: str) -> Place | None:
    """Say what an address in a question means."""
    try:
        return place_at(unquote(urlsplit(href.strip()).path))
    except ValueError:  # what urlsplit makes of "http://["
        return None
