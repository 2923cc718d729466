"""What stands before every page: is it asked of us, by our own pages, by someone who was let in, and not too much?"""

import re
from collections.abc import Awaitable, Callable, Collection, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from cardscan.store.devices import Device
from cardscan.voice.sounds import MOST_BYTES

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

#: Gives the device that was let in whose secret a cookie holds; None for a stranger.
Admits = Callable[[str], Awaitable[Device | None]]
#: Says whether a cookie's secret is that of one that was thrown out.
ThrewOut = Callable[[str], Awaitable[bool]]

#: Bytes of a request: of forms, and of photos that are handed in.
MOST_FORM = 1 << 20
MOST_UPLOAD = 600 << 20
UPLOADS = frozenset({"/capture", "/share", "/api/uploads"})
#: Where strangers leave their contact: a name, a way to reach them, and a line.
GUESTS, MOST_OF_GUESTS = "/hello/", 16 << 10
MOST_MEMO = MOST_BYTES + (1 << 16)  # with what a form puts around it
#: Where someone is added by a mail or a picture, and where a list of an event is handed in, with what is around them.
MOST_ADDED, MOST_LISTED = 82 << 20, 6 << 20
_LIST = re.compile(r"/events/\d+/people")
_MEMO = re.compile(r"/api/uploads/\d+/memo")

#: What anyone may see: how to be let in, how the page for that looks, the calendar and where guests leave their
#: contact, whose addresses are their secrets; and
#: the address books, which ask for a password of their own.
OPEN = ("/pair", "/static/", "/calendar/", GUESTS, "/dav/", "/.well-known/carddav")
#: How address book programs begin where they were given our name alone.
_LOOKING = frozenset({("PROPFIND", "/"), ("OPTIONS", "/"), ("PROPFIND", "/principals/"), ("OPTIONS", "/principals/")})

#: What a browser is to lose that was thrown out: photos that wait in it, and pages (Clear-Site-Data, W3C). Our scripts
#: do the same where they see this header, for browsers that do not know it.
LOSE = '"cache", "storage"'

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; "
        "connect-src 'self'; "
        "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(self), geolocation=(), interest-cohort=()",
}
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Guard:
    """Lets through what may be answered.

    hosts: the names by which we may be called, with the port: anything else is another site whose name was made to
    point at us (DNS rebinding). An address of ours on which we were reached is no name: networks come and go.
    """

    def __init__(self, app: App, hosts: Collection[str], cookie: str, admits: Admits, threw_out: ThrewOut) -> None:
        self._app = app
        self._hosts = frozenset(hosts)
        self._cookie = cookie
        self._admits = admits
        self._threw_out = threw_out

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refused = self._refusal(scope, headers) or await self._stranger(scope, headers)
        answer = refused or self._app
        await answer(scope, _limited(receive, _most(scope["path"])), _with_headers(scope["path"], send))

    def _refusal(self, scope: Scope, headers: Headers) -> Response | None:
        host = headers.get("host", "").lower()
        if host not in self._hosts and host != _reached_at(scope):
            return PlainTextResponse("cardscan is not served under this address.\n", 421)
        if scope["method"] not in _SAFE and not _is_our_own(scope, headers):
            return PlainTextResponse("This request came from another site, so nothing was done.\n", 403)
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > _most(scope["path"]):
            return PlainTextResponse("This is too large.\n", 413)
        return None

    async def _stranger(self, scope: Scope, headers: Headers) -> Response | None:
        path: str = scope["path"]
        if path.startswith(OPEN) or (scope["method"], path) in _LOOKING:
            return None
        secret = _secret(headers, self._cookie)
        if device := await self._admits(secret):
            scope.setdefault("state", {})["device"] = device
            return None
        refused = _refused(path, scope["method"], headers)
        if await self._threw_out(secret):
            refused.headers["Clear-Site-Data"] = LOSE
        return refused


def _refused(path: str, method: str, headers: Headers) -> Response:
    # A page that is open says so, and keeps what is typed in it.
    if headers.get("hx-request"):
        return PlainTextResponse("This device no longer has access.\n", 401)
    if path.startswith("/api") or method not in _SAFE:
        return PlainTextResponse("Pair this device first.\n", 401)
    return RedirectResponse("/pair", 303)


def _reached_at(scope: Scope) -> str:
    """Give our end of the connection, as a browser writes it: address and port."""
    address, port = scope["server"]
    return f"{address}:{port}"


def _is_our_own(scope: Scope, headers: Headers) -> bool:
    """Tell whether a request that changes something came from a page of ours, or from no page at all."""
    site = headers.get("sec-fetch-site")
    if site is not None and site not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    if origin is None:
        return True
    parts = urlsplit(origin)
    return (parts.scheme, parts.netloc.lower()) == (scope["scheme"], headers.get("host", "").lower())


def _secret(headers: Headers, cookie: str) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(cookie)
    except CookieError:
        return ""
    return found.value if found else ""


def _most(path: str) -> int:
    if path.startswith(GUESTS):
        return MOST_OF_GUESTS
    if path in UPLOADS:
        return MOST_UPLOAD
    if path == "/add":
        return MOST_ADDED
    if _LIST.fullmatch(path):
        return MOST_LISTED
    return MOST_MEMO if _MEMO.fullmatch(path) else MOST_FORM


def _limited(receive: Receive, most: int) -> Receive:
    """Stop a body that grows beyond what it said, or that said nothing."""
    taken = 0

    async def limited() -> MutableMapping[str, Any]:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > most:
            raise HTTPException(413, "this is too large")
        return message

    return limited


def _with_headers(path: str, send: Send) -> Send:
    async def sending(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
            # What people said is in no cache but of pictures and of what is the same for everyone.
            headers.setdefault("Cache-Control", "no-store")
        await send(message)

    return sending


def device_of(request: Request) -> Device | None:
    """Give the device that asks, where it was let in; None on pages that anyone may see."""
    return getattr(request.state, "device", None)


def client_of(request: Request) -> str:
    """Name who asks, as far as the network tells."""
    return request.client.host if request.client else ""
