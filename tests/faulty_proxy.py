"""A proxy before an address book server, at which requests meet what networks and servers do on a bad day."""

import contextlib
import http.client
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Request:
    """A request, and the how-manieth it is, from 1."""

    number: int
    method: str
    path: str
    scheme: str  # of its Authorization, "" without


@dataclass(frozen=True)
class Reply:
    """What the server said, or what is said instead of it."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Fault:
    """What becomes of a request: is it passed on, and what comes back (None: nothing, the connection breaks)."""

    reply: Callable[[Reply], Reply | None] = lambda reply: reply
    body: Callable[[bytes], bytes] = lambda body: body  # what of the request's body is passed on
    passed_on: bool = True
    half: bool = False  # the connection breaks in the middle of the answer
    pause: float = 0.0  # seconds between every two bytes


def says(status: int, body: bytes = b"", **headers: str) -> Fault:
    """The server says this, and does nothing."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Fault(lambda _: Reply(status, named, body), passed_on=False)


def _without_etag(reply: Reply) -> Reply:
    return Reply(reply.status, {name: v for name, v in reply.headers.items() if name.lower() != "etag"}, reply.body)


def _without_etags(reply: Reply) -> Reply:
    """Neither in a header nor in a list."""
    bare = _without_etag(reply)
    return Reply(
        bare.status, bare.headers, re.sub(rb"<([\w:]*)getetag>[^<]*</[\w:]*getetag>", rb"<\1getetag/>", bare.body)
    )


def _without_last(reply: Reply) -> Reply:
    """A list of resources that lacks its last card."""
    each = re.findall(rb"<(?:[\w]+:)?response\b.*?</(?:[\w]+:)?response>", reply.body, re.S)
    cards = [part for part in each if b".vcf<" in part]
    return Reply(reply.status, reply.headers, reply.body.replace(cards[-1], b"") if cards else reply.body)


#: What a server is like on every day.
Ways = Callable[[Request], Fault | None]


def drops(*names: str, etag: bool = True) -> Ways:
    """Properties of these names are not kept when a card is written; `etag`: it tells an etag all the same."""
    line = rb"^(?:[\w-]+\.)?(?:%s)[;:][^\n]*\n(?:[ \t][^\n]*\n)*" % b"|".join(map(str.encode, names))
    kept = Fault(_without_etag if not etag else lambda reply: reply, lambda body: re.sub(line, b"", body, flags=re.M))
    return lambda request: kept if request.method == "PUT" else None


def tells_no_etag_of_what_is_written(request: Request) -> Fault | None:
    """An answer to PUT has no etag: the card may be stored otherwise than it was sent (RFC 6352, 6.3.2.3)."""
    return Fault(_without_etag) if request.method == "PUT" else None


def lists_etags_alone(request: Request) -> Fault | None:
    """Only the list of the address book has etags."""
    return Fault(_without_etag) if request.method in ("PUT", "GET") else None


def lists_other_etags(request: Request) -> Fault | None:
    """The list marks its etags as weak, as some proxies do where they pack an answer."""
    weak = rb"<\1getetag>W/\2</"
    listed = Fault(lambda r: Reply(r.status, r.headers, re.sub(rb"<([\w:]*)getetag>([^<]+)</", weak, r.body)))
    return listed if request.method == "PROPFIND" else None


def has_no_etags(_: Request) -> Fault | None:
    """There are no etags at all."""
    return Fault(_without_etags)


_BOMB = """<?xml version="1.0"?><!DOCTYPE bomb [<!ENTITY a "%s">%s]>
<d:multistatus xmlns:d="DAV:"><d:response><d:href>&j;</d:href></d:response></d:multistatus>"""
_LAUGHS = "".join(f'<!ENTITY {name} "{f"&{last};" * 10}">' for last, name in zip("abcdefghi", "bcdefghij", strict=True))

NOT_REACHED = Fault(lambda _: None, passed_on=False)
ANSWER_LOST = Fault(lambda _: None)
HALF_AN_ANSWER = Fault(half=True)
TOO_MANY = says(429, b"slow down", Retry_After="2")
BUSY = says(503, Retry_After="1")
FULL = says(507)
FORBIDDEN = says(403)
UNKNOWN = says(401, WWW_Authenticate='Basic realm="x"')
BROKEN = Fault(lambda _: Reply(500, {}, b"trace"))
WEB_PAGE = says(200, b"<html><form>Welcome to the hotel's network</form></html>", Content_Type="text/html")
NOT_FOUND = says(404)
UNLISTED = Fault(_without_last)
BOMB = says(207, (_BOMB % ("ha" * 100, _LAUGHS)).encode(), Content_Type="application/xml")
HUGE = says(207, b"<d:multistatus xmlns:d='DAV:'>" + b" " * (33 * 2**20), Content_Type="application/xml")


@dataclass
class Proxy:
    """A proxy that runs; `ways` is how its server always is, `fault` says for each request what becomes of it."""

    upstream: int
    scheme: str = "http"
    ways: Ways = lambda _: None
    fault: Callable[[Request], Fault | None] = lambda _: None
    seen: list[Request] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}"

    def at(self, number: int, fault: Fault, also_after: bool = False) -> None:
        """Begin to count anew, and let the request with a number meet a fault; `also_after`: all that follow, too."""
        self.seen.clear()
        self.fault = lambda request: (
            fault if request.number == number or (also_after and request.number > number) else None
        )

    def well(self) -> None:
        """Let nothing happen any more."""
        self.seen.clear()
        self.fault = lambda _: None


@contextlib.contextmanager
def proxy(upstream: int, tls: ssl.SSLContext | None = None) -> Iterator[Proxy]:
    """Run a proxy before the server at a port."""
    running = Proxy(upstream, "https" if tls else "http")

    class Handler(_Handler):
        proxy = running

    with _Quiet(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        if tls:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        running.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        try:
            yield running
        finally:
            server.shutdown()


class _Quiet(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        pass  # who asked has left


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    proxy: Proxy

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def relay(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        number = len(self.proxy.seen) + 1
        request = Request(number, self.command, self.path, self.headers.get("Authorization", "").partition(" ")[0])
        self.proxy.seen.append(request)
        way, fault = self.proxy.ways(request) or Fault(), self.proxy.fault(request) or Fault()
        reply = fault.reply(self._as_ever(way, fault.body(body)) if fault.passed_on else Reply(0, {}, b""))
        self.close_connection = True
        if reply is None:
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        with contextlib.suppress(OSError):  # who asked may have left
            self._answer(reply, fault)

    def _as_ever(self, way: Fault, body: bytes) -> Reply:
        reply = way.reply(self._asked(way.body(body)))
        assert reply is not None
        return reply

    def _asked(self, body: bytes) -> Reply:
        connection = http.client.HTTPConnection("127.0.0.1", self.proxy.upstream, timeout=20)
        with contextlib.closing(connection):
            headers = {
                name: value for name, value in self.headers.items() if name.lower() not in ("content-length", "host")
            }
            connection.request(self.command, self.path, body or None, headers)
            answer = connection.getresponse()
            kept = {name: value for name, value in answer.getheaders() if name.lower() not in _HOP}
            return Reply(answer.status, kept, answer.read())

    def _answer(self, reply: Reply, fault: Fault) -> None:
        self.send_response_only(reply.status)
        for name, value in {**reply.headers, "Connection": "close"}.items():
            self.send_header(name, value)
        if reply.status != 204:
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        if fault.half:
            self.wfile.write(reply.body[: len(reply.body) // 2])
        elif fault.pause:
            for byte in reply.body:
                self.wfile.write(bytes([byte]))
                time.sleep(fault.pause)
        else:
            self.wfile.write(reply.body)

    do_GET = do_PUT = do_DELETE = do_PROPFIND = do_REPORT = do_OPTIONS = do_MKCOL = relay  # noqa: N815 - as it is named


_HOP = ("connection", "transfer-encoding", "content-length", "keep-alive", "date", "server")
