"""HTTP to an address book server; only this file and `processes/cluster.py` open connections.

What is safe to ask twice is asked again, everything has a limit, redirects are followed by hand, and the password goes
to the server that the user named and to nobody else (iCloud spreads its address books over servers of its own).
"""

import socket
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Self

import httpx2

from cardscan.dav.addresses import Origin, joined, origin_of, without_query
from cardscan.dav.scheme import cause, refused_tls, wrong_scheme
from cardscan.errors import ServerError, SetupError

MOST_BYTES = 32 * 2**20  # of an answer; a list of 50,000 cards takes 15 MB
_CONNECT, _SILENCE, _WHOLE = 10.0, 30.0, 180.0  # seconds: to connect, between two pieces, for a whole answer
_TRIES = 4
_PAUSES = (1.0, 3.0, 9.0)  # seconds between them, where the server does not say how long
PATIENCE = 60.0  # the longest pause that is waited for at a server's request
_DAY = 24 * 60 * 60.0  # seconds
_MOST_REDIRECTS = 5
_REDIRECTS = (301, 302, 307, 308)
_SAFE = ("GET", "PROPFIND", "REPORT", "OPTIONS")
_NOT_DONE = (429, 503)  # these answers say that nothing was done, so that anything may be asked again
_UNCLEAR = (500, 502, 504)  # these may come after it was done


class LostError(ServerError):
    """No answer, or none that tells: what was asked may be done, or not."""


class TooLargeError(ServerError):
    """An answer of more than MOST_BYTES."""


@dataclass(frozen=True, slots=True)
class Login:
    """Who the user is to the server."""

    user: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered."""

    status: int
    url: str  # where the answer came from, after redirects
    headers: Mapping[str, str]  # names in lower case
    body: bytes = field(repr=False)

    @property
    def is_html(self) -> bool:
        """Tell whether it is a page for people: of a log-in, of a hotel's network, of an error."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower() == "text/html"


class Http:
    """A connection to a server. Use it in a `with` block.

    `domain` names a provider whose other hosts may have the password too (of iCloud, "icloud.com").
    """

    def __init__(
        self,
        named: Origin,
        login: Login | None,
        *,
        domain: str = "",
        trust: ssl.SSLContext | None = None,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self._named = named
        self._login = login
        self._domain = domain
        self._wait = wait
        self._auth: httpx2.Auth | None = httpx2.BasicAuth(login.user, login.password) if login else None
        self._answered = False  # the server did once, so its scheme is right
        try:
            self._client = httpx2.Client(
                verify=trust or True,
                timeout=httpx2.Timeout(_SILENCE, connect=_CONNECT),
                headers={"User-Agent": "cardscan", "Accept-Encoding": "identity"},  # unpacked it could be of any size
            )
        except (OSError, ValueError, ImportError, httpx2.InvalidURL) as error:
            raise SetupError(
                f"the environment's settings allow no connection ({type(error).__name__})",
                "check the variables SSL_CERT_FILE, SSL_CERT_DIR, HTTPS_PROXY, HTTP_PROXY and ALL_PROXY",
            ) from None  # a proxy's address may have a password in it

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def ask(self, method: str, url: str, body: bytes = b"", **headers: str) -> Answer:
        """Ask, follow redirects on the same server, and return the answer, whatever its status but 401.

        Headers are given as `If_Match`. Raises LostError where it is not known whether it was done, else ServerError.
        """
        named = {name.replace("_", "-").encode(): _octets(value) for name, value in headers.items()}
        for _ in range(_MOST_REDIRECTS + 1):
            answer = self._patiently(method, url, body, named)
            if answer.status == 401:
                raise ServerError(*self._unauthorized(answer))
            if answer.status not in _REDIRECTS or "location" not in answer.headers:
                return answer
            url = joined(answer.url, answer.headers["location"])
        raise ServerError(f"{self._named}: it redirects in circles", "check the address: cardscan sync setup URL")

    def _patiently(self, method: str, url: str, body: bytes, headers: Mapping[bytes, bytes]) -> Answer:
        for pause in (*_PAUSES[: _TRIES - 1], None):
            try:
                answer = self._once(method, url, body, headers)
            except _NotSentError as error:
                if pause is None:
                    raise ServerError(error.message, error.advice) from error
            except LostError:
                if pause is None or method not in _SAFE:
                    raise
            else:
                if answer.status in _UNCLEAR and method not in _SAFE:
                    raise LostError(f"{self._named}: it answered {answer.status}", _LATER)
                if pause is None or answer.status not in (*_NOT_DONE, *_UNCLEAR):
                    return answer
                pause = self._asked_to_wait(answer) or pause
            self._wait(pause or 0.0)
        raise AssertionError("the last try returns or raises")

    def _once(self, method: str, url: str, body: bytes, headers: Mapping[bytes, bytes]) -> Answer:
        origin = origin_of(url)
        if not self._is_trusted(origin):
            raise ServerError(*self._elsewhere(url))
        try:
            answer = self._streamed(method, url, body, headers, self._auth)
            if answer.status == 401 and self._login and "digest" in _schemes(answer):
                # Digest takes a question of its own, so it is tried only where Basic is not taken.
                self._auth = httpx2.DigestAuth(self._login.user, self._login.password)
                answer = self._by_digest(method, url, body, headers, self._auth)
        except httpx2.InvalidURL as error:
            raise ServerError(f"{self._named}: it redirects to something that is not an address", _WRONG) from error
        except httpx2.TransportError as error:
            raise self._explained(origin, error) from error
        if answer.status == 400:  # so says a server that would be asked by TLS
            self._see_scheme(origin)
        self._answered = True
        return answer

    def _by_digest(
        self, method: str, url: str, body: bytes, headers: Mapping[bytes, bytes], auth: httpx2.Auth
    ) -> Answer:
        try:
            return self._streamed(method, url, body, headers, auth)
        except (ValueError, NotImplementedError) as error:  # what httpx2 makes of a question that is none
            raise ServerError(
                f"{self._named}: it asks for a kind of login that cardscan does not know", _WRONG
            ) from error

    def _streamed(
        self, method: str, url: str, body: bytes, headers: Mapping[bytes, bytes], auth: httpx2.Auth | None
    ) -> Answer:
        until = time.monotonic() + _WHOLE
        with self._client.stream(method, url, content=body or None, headers=headers, auth=auth) as response:
            if response.headers.get("content-encoding", "identity").lower() != "identity":
                raise ServerError(f"{self._named}: it compresses its answer although asked not to", _WRONG)
            whole = bytearray()
            for piece in response.iter_raw():
                whole += piece
                if len(whole) > MOST_BYTES:
                    raise TooLargeError(f"{self._named}: its answer is larger than {MOST_BYTES >> 20} MB", _WRONG)
                if time.monotonic() > until:
                    raise LostError(f"{self._named}: it answers too slowly", _LATER)
            return Answer(response.status_code, url, dict(_headers(response)), bytes(whole))

    def _explained(self, origin: Origin, error: httpx2.TransportError) -> ServerError:
        """Say what went wrong on the way, without what the error quotes."""
        if bad := cause(error, ssl.SSLCertVerificationError):
            said = bad.verify_message or "it cannot be checked"
            return ServerError(
                f"{origin}: its certificate is not valid: {said}",
                "nothing was sent; if it is your own server, set SSL_CERT_FILE to the certificate that signed it",
            )
        if isinstance(error, httpx2.ConnectError) and (why := refused_tls(origin, error)):
            return ServerError(*why)
        if isinstance(error, (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.ProxyError)):
            return _NotSentError(f"{origin}: it cannot be reached", "check the network and the address")
        if isinstance(error, httpx2.TimeoutException):
            return LostError(f"{origin}: it does not answer", _LATER)
        self._see_scheme(origin)
        return LostError(f"{origin}: the connection broke", _LATER)

    def _see_scheme(self, origin: Origin) -> None:
        """Raise ServerError where a server that never answered speaks TLS, and was asked without."""
        if origin.scheme == "http" and not self._answered and _speaks_tls(origin):
            raise ServerError(*wrong_scheme(origin))

    def _asked_to_wait(self, answer: Answer) -> float | None:
        """Give how many seconds the server asks to wait. Raises ServerError where that is longer than is waited."""
        seconds = _seconds(answer.headers.get("retry-after", ""), datetime.now(UTC))
        if seconds is not None and seconds > PATIENCE:
            minutes = f"{seconds / 60:.0f} minutes" if seconds < _DAY else "a day or longer"
            raise ServerError(f"{self._named}: it asks you to wait {minutes}", "run cardscan sync again after that")
        return seconds

    def _unauthorized(self, answer: Answer) -> tuple[str, str]:
        if self._login is None:
            return f"{self._named}: it asks you to log in", "cardscan sync setup URL --user NAME"
        wanted = _schemes(answer)
        if wanted and not wanted & {"basic", "digest"}:
            return f"{self._named}: it accepts no passwords ({', '.join(sorted(wanted))})", "cardscan export FILE.vcf"
        return (
            f"{self._named}: it does not accept the user name or the password",
            "with two-factor login you need an app password, made in the account's settings",
        )

    def _is_trusted(self, origin: Origin) -> bool:
        of_provider = self._domain and origin.scheme == "https" and origin.host.endswith(f".{self._domain}")
        return origin == self._named or bool(of_provider)

    def _elsewhere(self, url: str) -> tuple[str, str]:
        return (
            f"{self._named}: it redirects to another server, {origin_of(url)}; your password was not sent there",
            f"if you trust it: cardscan sync setup {without_query(url)}",
        )


class _NotSentError(LostError):
    """There was no connection: nothing was asked."""


_LATER = "run cardscan sync again: what is done is kept, and the rest follows"
_WRONG = "check that this is the address of an address book server"


def _headers(response: httpx2.Response) -> Iterator[tuple[str, str]]:
    """Give the headers; an etag, which may be of any octets (RFC 9110, 8.8.3), with each of them as one character."""
    yield from ((name.lower(), value) for name, value in response.headers.items())
    yield from (("etag", value.decode("latin-1")) for name, value in response.headers.raw if name.lower() == b"etag")


def _octets(value: str) -> bytes:
    """Give a header's value as it is sent: an etag octet for octet as it came in a header."""
    try:
        return value.encode("latin-1")
    except UnicodeEncodeError:
        return value.encode()


def _schemes(answer: Answer) -> frozenset[str]:
    """Give the ways to log in that a server offers, in lower case."""
    offered = answer.headers.get("www-authenticate", "").lower()
    return frozenset(scheme for scheme in ("basic", "digest", "bearer", "negotiate") if scheme in offered)


def _seconds(said: str, now: datetime) -> float | None:
    """Read a Retry-After: seconds, or a date (RFC 9110, 10.2.3)."""
    if said.strip().isdecimal():
        return min(float(said), _DAY)
    try:
        until = parsedate_to_datetime(said).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return max(0.0, (until - now).total_seconds())


def _speaks_tls(origin: Origin) -> bool:
    """Tell whether a server answers by TLS. Nothing is said to it but that."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE  # whose it is does not matter: nothing is sent
    try:
        with (
            socket.create_connection((origin.host, origin.port), _CONNECT) as plain,
            context.wrap_socket(plain, server_hostname=origin.host),
        ):
            return True
    except (OSError, ValueError):
        return False
