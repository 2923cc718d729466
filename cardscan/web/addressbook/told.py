"""Answers of WebDAV: what is said of several resources (RFC 4918, 13), and why something was not done."""

from collections.abc import Iterable, Iterator

from starlette.responses import Response, StreamingResponse

from cardscan.web.addressbook.asked import Wanted
from cardscan.web.addressbook.properties import Properties
from cardscan.web.addressbook.words import HEAD, NAMESPACES, element, href, text

#: What we are (RFC 4918, 10.1 and RFC 6352, 6.1).
DAV_HEADER = {"DAV": "1, 3, addressbook"}
#: RFC 4918, 8.2 takes either: what holds pictures is not worth to be pressed (`cardscan.web.transfer`), lists are.
_XML, _WITH_CARDS = "application/xml; charset=utf-8", "text/xml; charset=utf-8"
_PIECE = 1 << 16  # characters that are sent at once


def multistatus(responses: Iterable[str], token: str = "", cards: bool = False) -> Response:
    """Tell of several resources, as they come; with their cards, which hold pictures."""

    def whole() -> Iterator[str]:
        yield f"{HEAD}<d:multistatus {NAMESPACES}>"
        yield from responses
        if token:
            yield f"<d:sync-token>{text(token)}</d:sync-token>"
        yield "</d:multistatus>"

    return StreamingResponse(_in_pieces(whole()), 207, DAV_HEADER, _WITH_CARDS if cards else _XML)


def response(path: str, wanted: Wanted, found: Properties) -> str:
    """Tell of one resource what is asked for, and what of it there is not."""
    if wanted.how == "names":
        return f"<d:response>{href(path)}{_propstat((element(name) for name in found), '200 OK')}</d:response>"
    names = tuple(dict.fromkeys((*found, *wanted.names))) if wanted.how == "all" else wanted.names
    there = [element(name, found[name]) for name in names if name in found]
    missing = [element(name) for name in names if name not in found]
    said = _propstat(there, "200 OK") if there or not missing else ""
    return f"<d:response>{href(path)}{said}{_propstat(missing, '404 Not Found') if missing else ''}</d:response>"


def refused_properties(path: str, names: Iterable[str]) -> str:
    """Tell that properties are not to be changed."""
    return f"<d:response>{href(path)}{_propstat(map(element, names), '403 Forbidden')}</d:response>"


def status(path: str, said: str, inside: str = "") -> str:
    """Tell of one resource that it is gone, or why there are no more."""
    return f"<d:response>{href(path)}<d:status>HTTP/1.1 {said}</d:status>{inside}</d:response>"


def cut_off(path: str) -> str:
    """Tell that there are more than were asked for (RFC 6578, 3.6; RFC 6352, 8.6.2)."""
    return status(path, "507 Insufficient Storage", "<d:error><d:number-of-matches-within-limits/></d:error>")


def error(code: int, condition: str = "") -> Response:
    """Say why something was not done, by the condition that did not hold (RFC 4918, 16), written as XML."""
    if not condition:
        return Response(status_code=code, headers=DAV_HEADER)
    return Response(f"{HEAD}<d:error {NAMESPACES}>{condition}</d:error>", code, DAV_HEADER, _XML)


def _propstat(elements: Iterable[str], said: str) -> str:
    return f"<d:propstat><d:prop>{''.join(elements)}</d:prop><d:status>HTTP/1.1 {said}</d:status></d:propstat>"


def _in_pieces(parts: Iterator[str]) -> Iterator[bytes]:
    """Join small parts: each that is sent is a walk through threads and middleware."""
    waiting: list[str] = []
    size = 0
    for part in parts:
        waiting.append(part)
        size += len(part)
        if size > _PIECE:
            yield "".join(waiting).encode()
            waiting.clear()
            size = 0
    yield "".join(waiting).encode()
