"""Answer what address book programs ask: who asks, what of, and by which method."""

import base64
import binascii
import logging

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from cardscan.dav.remote import RemoteCard, plain_uid
from cardscan.errors import InputError
from cardscan.export.vcard import MEDIA_TYPE
from cardscan.store.devices import Device
from cardscan.store.phone_cards import NotTakenError
from cardscan.sync.plan import book_there
from cardscan.web.addressbook import told
from cardscan.web.addressbook.asked import BadRequestError, propfind, proppatch, report
from cardscan.web.addressbook.books import Books
from cardscan.web.addressbook.places import LOOKED_AT, ROOT, WELL_KNOWN, Place, place_at
from cardscan.web.addressbook.preconditions import precondition
from cardscan.web.addressbook.questions import properties_of, reported
from cardscan.web.addressbook.words import href, plain_xml
from cardscan.web.desk import Desk
from cardscan.web.pairing import TooManyError
from cardscan.web.security import Receive, Scope, Send, client_of

#: What a program calls the user; the password alone tells which device it is.
USER = "cardscan"
_COLLECTIONS, _CARDS = "OPTIONS, PROPFIND, PROPPATCH, REPORT", "OPTIONS, GET, HEAD, PUT, DELETE, PROPFIND, PROPPATCH"
#: Without a realm an iPhone asks for no password.
_LOG_IN = {"WWW-Authenticate": 'Basic realm="cardscan", charset="UTF-8"', **told.DAV_HEADER}
_LONGEST_UID = 500
_log = logging.getLogger(__name__)


class AddressBookServer:
    """All below /dav/, and what programs ask of our first page where they know nothing but our name."""

    def __init__(self, at: Desk) -> None:
        self._at = at
        self._books = Books(at)

    def routes(self) -> list[Route]:
        """Give the routes that lead here."""
        looked_at = [Route(path, self, methods=["PROPFIND", "OPTIONS"]) for path in LOOKED_AT]
        return [Route(f"{ROOT}{{path:path}}", self), Route(WELL_KNOWN, _Begin()), *looked_at]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        request = Request(scope, receive)
        body = await request.body()
        answer = await run_in_threadpool(self._answer, request, body)
        await answer(scope, receive, send)

    def _answer(self, request: Request, body: bytes) -> Response:
        place = place_at(request.scope["path"])
        if request.method == "OPTIONS":
            return _allowed(place, 200)
        device = self._admitted(request)
        if not isinstance(device, Device):
            return device
        self._books.catch_up()
        if place is None or place.kind in ("book", "card") and place.book not in self._books.there():
            return told.error(404)
        try:
            return self._done(request, body, place, device.user)
        except BadRequestError as error:
            _log.debug("%s", error)
            return told.error(400)

    def _admitted(self, request: Request) -> Device | Response:
        """Give the device with the password that is shown; what is said to who has none, or a wrong one."""
        password = _password(request.headers.get("authorization", ""))
        try:
            device = self._at.pairing.admits_contacts(password, client_of(request)) if password else None
        except TooManyError:
            return Response(status_code=429, headers={"Retry-After": "60", **told.DAV_HEADER})
        return device or Response("Log in with the password that the page showed.\n", 401, _LOG_IN, "text/plain")

    def _done(self, request: Request, body: bytes, place: Place, user: str) -> Response:
        method, is_card = request.method, place.kind == "card"
        if method == "PROPFIND":
            return properties_of(self._books, place, propfind(body), request.headers.get("depth", "1") != "0")
        if method == "PROPPATCH":
            return told.multistatus([told.refused_properties(place.href, proppatch(body))])
        if method == "REPORT" and not is_card:
            asked = report(body)
            return reported(self._books, place, asked) if place.kind == "book" else _no_report()
        if method == "GET" and is_card:
            return self._get(request, place)
        if method in ("PUT", "DELETE") and is_card:
            if place.book != "quality":
                return told.error(403, f"<d:need-privileges>{href(place.href)}</d:need-privileges>")
            try:
                return self._put(request, body, place, user) if method == "PUT" else self._delete(request, place)
            except NotTakenError as error:
                return _not_taken(error)
        return _allowed(place, 405)

    def _get(self, request: Request, place: Place) -> Response:
        sent = self._books.card(place.book, place.name)
        if sent is None:
            return told.error(404)
        headers = {"ETag": sent.etag, **told.DAV_HEADER}
        if not precondition(request.headers).holds(sent.etag.strip('"')):
            return Response(status_code=304, headers=headers)
        return Response(sent.text, 200, headers, MEDIA_TYPE)

    def _put(self, request: Request, body: bytes, place: Place, user: str) -> Response:
        kind = request.headers.get("content-type", "text/vcard").partition(";")[0].strip().lower()
        if kind not in ("text/vcard", "text/x-vcard", "text/directory", "application/octet-stream"):
            return told.error(415, "<c:supported-address-data/>")
        try:
            book = book_there(RemoteCard(place.href, "", body))
        except InputError:
            return told.error(403, "<c:valid-address-data/>")
        uid = plain_uid(book.cards[0].value("UID"))
        if not 0 < len(uid) <= _LONGEST_UID:
            return told.error(403, "<c:valid-address-data/>")
        text = plain_xml(book.text)
        numbers, wanted = self._books.numbers("quality"), precondition(request.headers)

        def allows(number: int | None) -> bool:
            return wanted.holds(None if number is None else numbers.etag(number).strip('"'))

        done = self._books.phone.write(place.name, uid, text, allows, self._books.writer, self._at.now(), user)
        # The etag of what was sent, where it is kept just so; else the card is to be read again (RFC 6352, 6.3.2.3).
        etag = {"ETag": numbers.etag(done.changed)} if done.as_sent and text == book.text else {}
        return Response(status_code=201 if done.new else 204, headers={**etag, **told.DAV_HEADER})

    def _delete(self, request: Request, place: Place) -> Response:
        numbers, wanted = self._books.numbers("quality"), precondition(request.headers)

        def allows(number: int | None) -> bool:
            return number is not None and wanted.holds(numbers.etag(number).strip('"'))

        done = self._books.phone.delete(place.name, allows, self._books.writer, self._at.now())
        return told.error(204 if done else 404)


class _Begin:
    """Where programs are told where to begin (RFC 6764, 5)."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        to = request.url.replace(path=ROOT, query="")
        await RedirectResponse(to, 301, told.DAV_HEADER)(scope, receive, send)


def _allowed(place: Place | None, status: int) -> Response:
    allowed = _CARDS if place and place.kind == "card" else _COLLECTIONS
    return Response(status_code=status, headers={"Allow": allowed, **told.DAV_HEADER})


def _no_report() -> Response:
    return told.error(403, "<d:supported-report/>")


def _not_taken(error: NotTakenError) -> Response:
    if error.why == "changed":
        return told.error(412)
    if error.why == "uid":
        there = href(Place("card", "quality", error.name).href)
        return told.error(409, f"<c:no-uid-conflict>{there}</c:no-uid-conflict>")
    return told.error(403, "<d:need-privileges/>")


def _password(authorization: str) -> str:
    """Give the password of a Basic log-in (RFC 7617); "" where there is none."""
    scheme, _, said = authorization.partition(" ")
    if scheme.lower() != "basic":
        return ""
    try:
        return base64.b64decode(said.strip(), validate=True).decode().partition(":")[2]
    except (binascii.Error, ValueError):
        return ""
