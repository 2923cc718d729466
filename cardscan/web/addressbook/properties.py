"""The properties of what lies on the server: each written as XML, by its name."""

from collections.abc import Mapping
from dataclasses import dataclass

from cardscan.dav.xml import CARD, DAV
from cardscan.photos.small import MOST_BYTES as MOST_PICTURE
from cardscan.store.phone_leaving import Book
from cardscan.web.addressbook.asked import REPORTS
from cardscan.web.addressbook.places import HOME, PRINCIPAL, ROOT, Place
from cardscan.web.addressbook.words import SERVER, element, href, text
from cardscan.web.security import MOST_FORM

NAMES: Mapping[Book, tuple[str, str]] = {
    "quality": ("Quality connections", "Those with a note of what you talked about and how you can help"),
    "waiting": ("Waiting for a note", "Those of whom no note says enough yet; to be read only"),
}
ETAG = f"{DAV}getetag"
_TYPE, _CONTENT_TYPE = f"{DAV}resourcetype", f"{DAV}getcontenttype"
_VCARD = "text/vcard; charset=utf-8"

Properties = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Numbers:
    """How the state of a book is told: what phones have seen of it, and of a card."""

    epoch: str  # of the store
    form: str  # of how cards are written: another program, another card

    def token(self, book: Book, number: int) -> str:
        """Give the token of a book after a change."""
        return f"urn:x-cardscan:{self.epoch}:{self.form}:{book}:{number}"

    def number(self, book: Book, token: str) -> int | None:
        """Read a token back; None for one of another book or store, or of cards that are written otherwise by now."""
        head, _, number = token.rpartition(":")
        same = f"{head}:0" == self.token(book, 0) and number.isdecimal() and number.isascii() and len(number) < 19
        return int(number) if same else None

    def etag(self, number: int) -> str:
        """Give the etag of a card after a change, in its quotes."""
        return f'"{number}-{self.form}"'


def of_card(etag: str) -> Properties:
    """Tell of a card."""
    return {ETAG: text(etag), _CONTENT_TYPE: _VCARD, _TYPE: ""}


def of_collection(place: Place, numbers: Numbers, latest: int) -> Properties:
    """Tell of a collection; `latest` is the number of the last change of a book."""
    everywhere = {
        f"{DAV}current-user-principal": href(PRINCIPAL),
        f"{DAV}principal-collection-set": href(ROOT),
        f"{DAV}owner": href(PRINCIPAL),
        f"{DAV}current-user-privilege-set": _privileges("read"),
        f"{DAV}displayname": "cardscan",
        _TYPE: "<d:collection/>",
    }
    if place.kind == "principal":
        return everywhere | {
            _TYPE: "<d:collection/><d:principal/>",
            f"{DAV}principal-URL": href(PRINCIPAL),
            f"{DAV}alternate-URI-set": "",
            f"{DAV}group-membership": "",
            f"{CARD}addressbook-home-set": href(HOME),
        }
    return {**everywhere, **_of_book(place.book, numbers, latest)} if place.kind == "book" else everywhere


def _of_book(book: Book, numbers: Numbers, latest: int) -> Properties:
    name, description = NAMES[book]
    may = ("read", "write", "write-content", "bind", "unbind") if book == "quality" else ("read",)
    token = numbers.token(book, latest)
    return {
        _TYPE: "<d:collection/><c:addressbook/>",
        f"{DAV}displayname": text(name),
        f"{CARD}addressbook-description": text(description),
        f"{DAV}current-user-privilege-set": _privileges(*may),
        f"{DAV}supported-report-set": "".join(
            f"<d:supported-report><d:report>{element(each)}</d:report></d:supported-report>" for each in REPORTS
        ),
        f"{CARD}supported-address-data": '<c:address-data-type content-type="text/vcard" version="3.0"/>',
        f"{CARD}max-resource-size": str(MOST_FORM),
        f"{CARD}max-image-size": str(MOST_PICTURE),  # as iPhones ask for it: they shrink what is larger
        f"{DAV}sync-token": text(token),
        f"{SERVER}getctag": text(token),
    }


def _privileges(*names: str) -> str:
    return "".join(f"<d:privilege><d:{name}/></d:privilege>" for name in names)
