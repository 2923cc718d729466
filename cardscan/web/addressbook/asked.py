"""What a program asks, read from the XML of its request: hostile until it is read."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal
from xml.etree.ElementTree import Element

from cardscan.dav.xml import CARD, DAV, parsed

MULTIGET, QUERY, SYNC = f"{CARD}addressbook-multiget", f"{CARD}addressbook-query", f"{DAV}sync-collection"
REPORTS = (MULTIGET, QUERY, SYNC)
ADDRESS_DATA = f"{CARD}address-data"

_MOST_HREFS = 10_000


class BadRequestError(Exception):
    """The request makes no sense."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The properties that are asked for."""

    names: tuple[str, ...] = ()
    how: Literal["these", "all", "names"] = "these"  # "names": which there are
    of_cards: tuple[str, ...] = ()  # the vCard properties that are wanted of a card; all where there are none


@dataclass(frozen=True, slots=True)
class Report:
    """A question about a book."""

    kind: str
    wanted: Wanted
    hrefs: tuple[str, ...] = ()
    token: str = ""
    most: int | None = None
    filter: Element | None = None


def propfind(body: bytes) -> Wanted:
    """Read a PROPFIND; one without a body asks for all (RFC 4918, 9.1). Raises BadRequestError."""
    if not body.strip():
        return Wanted(how="all")
    root = _root(body, f"{DAV}propfind")
    if root.find(f"{DAV}propname") is not None:
        return Wanted(how="names")
    if root.find(f"{DAV}prop") is None:
        included = [each for part in root.iterfind(f"{DAV}include") for each in part]
        return Wanted(_names(included), "all")
    return _wanted(root)


def proppatch(body: bytes) -> tuple[str, ...]:
    """Name the properties that are to be set or removed. Raises BadRequestError."""
    root = _root(body, f"{DAV}propertyupdate")
    return _names(each for prop in root.iter(f"{DAV}prop") for each in prop)


def report(body: bytes) -> Report:
    """Read a REPORT; one of another kind comes with its name alone. Raises BadRequestError."""
    root = _root(body)
    if root.tag not in REPORTS:
        return Report(str(root.tag), Wanted())
    hrefs = tuple((each.text or "") for each in root.iterfind(f"{DAV}href"))
    if len(hrefs) > _MOST_HREFS:
        raise BadRequestError("too many cards are asked for at once")
    return Report(
        str(root.tag),
        _wanted(root),
        hrefs,
        (root.findtext(f"{DAV}sync-token") or "").strip(),
        _most(root),
        root.find(f"{CARD}filter"),
    )


def _most(root: Element) -> int | None:
    """Read how many are wanted at most: RFC 6578, 3.7 and RFC 6352, 10.6.1."""
    for space in (DAV, CARD):
        said = root.findtext(f"{space}limit/{space}nresults")
        if said is not None:
            if not said.strip().isdecimal() or not 0 < int(said) < 1 << 31:
                raise BadRequestError("nresults is not a number")
            return int(said)
    return None


def _wanted(root: Element) -> Wanted:
    prop = root.find(f"{DAV}prop")
    if prop is None:
        return Wanted(how="all" if root.find(f"{DAV}allprop") is not None else "these")
    data = prop.find(ADDRESS_DATA)
    of_cards = [] if data is None else [each.get("name", "").upper() for each in data.iterfind(f"{CARD}prop")]
    return Wanted(_names(prop), of_cards=tuple(filter(None, of_cards)))


def _names(elements: Iterable[Element]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(each.tag) for each in elements))


def _root(body: bytes, tag: str = "") -> Element:
    try:
        root = parsed(body)
    except ValueError as error:
        raise BadRequestError(str(error)) from error
    if tag and root.tag != tag:
        raise BadRequestError("this is not the XML that belongs to this request")
    return root
