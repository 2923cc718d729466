"""XML as WebDAV has it, read with entities refused; and what a server says of resources (RFC 4918, 13)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder
from xml.sax.saxutils import escape

import defusedxml.ElementTree
from defusedxml import DefusedXmlException

from cardscan.errors import ServerError

if TYPE_CHECKING:
    from cardscan.dav.http import Answer

DAV = "{DAV:}"
CARD = "{urn:ietf:params:xml:ns:carddav}"
_PREFIXES = {"{DAV:}": "d", CARD: "c"}
_NAMESPACES = f'xmlns:d="DAV:" xmlns:c="{CARD[1:-1]}"'
_BEGIN = '<?xml version="1.0" encoding="utf-8"?>'
_STATUS = re.compile(r"\S+\s+(\d{3})\b", re.ASCII)
_DEEPEST = 40  # elements in elements; a filter of a question takes ten
_ADVICE = "check the address and try again; nothing was changed"


@dataclass(frozen=True, slots=True)
class Resource:
    """What is said of one resource."""

    href: str  # as the server writes it
    status: int  # of the resource as a whole: 200 where only properties are told
    found: Mapping[str, Element]  # its properties, by name: "{DAV:}getetag"

    def text(self, name: str) -> str:
        """Give the text of a property, "" where there is none."""
        found = self.found.get(name)
        return (found.text or "").strip() if found is not None else ""

    def hrefs(self, name: str) -> tuple[str, ...]:
        """Give the addresses in a property."""
        found = self.found.get(name)
        each = found.iter(f"{DAV}href") if found is not None else ()
        return tuple(href.text.strip() for href in each if href.text)

    def has(self, name: str, inside: str) -> bool:
        """Tell whether a property has an element inside it, at any depth."""
        found = self.found.get(name)
        return found is not None and found.find(f".//{inside}") is not None


def propfind(*names: str) -> bytes:
    """Ask for properties."""
    asked = "".join(f"<{_short(name)}/>" for name in names)
    return f"{_BEGIN}<d:propfind {_NAMESPACES}><d:prop>{asked}</d:prop></d:propfind>".encode()


def with_uid(uid: str) -> bytes:
    """Ask for the cards with a UID (RFC 6352, 8.6); it must need no escaping in XML."""
    return (
        f"{_BEGIN}<c:addressbook-query {_NAMESPACES}><d:prop><d:getetag/></d:prop>"
        '<c:filter><c:prop-filter name="UID"><c:text-match collation="i;unicode-casemap" match-type="equals">'
        f"{uid}</c:text-match></c:prop-filter></c:filter></c:addressbook-query>"
    ).encode()


def all_changes() -> bytes:
    """Ask what changed since ever: all cards (RFC 6578, 3.2)."""
    return (
        f"{_BEGIN}<d:sync-collection {_NAMESPACES}><d:sync-token/><d:sync-level>1</d:sync-level>"
        "<d:prop><d:getetag/></d:prop></d:sync-collection>"
    ).encode()


def multiget(paths: Iterable[str], properties: Iterable[str]) -> bytes:
    """Ask for cards by their paths, with these properties alone where the server can (RFC 6352, 8.7 and 10.4)."""
    wanted = "".join(f'<c:prop name="{name}"/>' for name in properties)
    hrefs = "".join(f"<d:href>{escape(path)}</d:href>" for path in paths)
    return (
        f"{_BEGIN}<c:addressbook-multiget {_NAMESPACES}><d:prop><d:getetag/>"
        f"<c:address-data>{wanted}</c:address-data></d:prop>{hrefs}</c:addressbook-multiget>"
    ).encode()


def parsed(data: bytes) -> Element:
    """Read XML from anywhere. Raises ValueError for what is none, is cut off, or could do harm: DTDs, great depth."""
    try:
        parser = defusedxml.ElementTree.XMLParser(target=_Shallow(), forbid_dtd=True)
        parser.feed(data)
        root: Element = parser.close()
    except (ParseError, DefusedXmlException, LookupError) as error:  # LookupError: no such encoding
        raise ValueError("this is not XML, is cut off, or could do harm") from error
    return root


class _Shallow(TreeBuilder):
    """Builds a tree that is not deep: to walk one goes as deep into the stack."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = 0

    def start(self, tag: Any, attrs: Any) -> Element:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise ValueError("elements are nested too deeply")
        return super().start(tag, attrs)

    def end(self, tag: str) -> Element:
        self._depth -= 1
        return super().end(tag)


def multistatus(answer: "Answer") -> tuple[Resource, ...]:
    """Read an answer. Raises ServerError for one that is none, is cut off, or has entities."""
    host = answer.url
    if answer.status != 207 or answer.is_html:
        kind = answer.headers.get("content-type", "nothing").partition(";")[0]
        raise ServerError(f"{host}: no address book server answers there ({answer.status}, {kind})", _ADVICE)
    try:
        root = parsed(answer.body)
    except ValueError as error:
        raise ServerError(f"{host}: its answer is not XML, is cut off, or could do harm", _ADVICE) from error
    if root.tag != f"{DAV}multistatus":
        raise ServerError(f"{host}: its answer describes no address book", _ADVICE)
    return tuple(each for response in root.iter(f"{DAV}response") if (each := _resource(response)))


def _resource(response: Element) -> Resource | None:
    href = response.findtext(f"{DAV}href", "").strip()
    if not href:
        return None
    return Resource(href, _status(response, 200), {prop.tag: prop for prop in _found(response)})


def _found(response: Element) -> Iterator[Element]:
    for propstat in response.iterfind(f"{DAV}propstat"):
        if _status(propstat, 200) == 200:
            yield from (each for prop in propstat.iterfind(f"{DAV}prop") for each in prop)


def _status(element: Element, otherwise: int) -> int:
    """Read "HTTP/1.1 404 Not Found"."""
    said = _STATUS.match(element.findtext(f"{DAV}status", "").strip())
    return int(said[1]) if said else otherwise


def _short(name: str) -> str:
    namespace, _, local = name.partition("}")
    return f"{_PREFIXES[namespace + '}']}:{local}"
