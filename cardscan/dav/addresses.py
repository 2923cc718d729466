"""Addresses of servers and of what lies on them: which are one, and which one may be trusted with a password."""

import ipaddress
from dataclasses import dataclass
from urllib.parse import quote, unquote, urljoin, urlsplit

from cardscan.errors import InputError, ServerError

_PORTS = {"https": 443, "http": 80}
_UNQUOTED = "/!$&'()*+,;=:@~-._"  # RFC 3986: what a path may hold as it is


@dataclass(frozen=True, slots=True)
class Origin:
    """Who answers: a password for one origin is for no other."""

    scheme: str
    host: str
    port: int

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == _PORTS[self.scheme] else f":{self.port}")

    @property
    def otherwise(self) -> "Origin":
        """The same place by the other scheme; a port that was not given is the other's own."""
        scheme = "http" if self.scheme == "https" else "https"
        return Origin(scheme, self.host, _PORTS[scheme] if self.port == _PORTS[self.scheme] else self.port)

    @property
    def is_private(self) -> bool:
        """Tell whether nobody on the way can read along: by TLS, or since it is this very machine."""
        return self.scheme == "https" or is_loopback(self.host)


def is_loopback(host: str) -> bool:
    """Tell whether a host is this very machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def origin_of(url: str) -> Origin:
    """Give who answers at a URL. Raises InputError for one that is no http(s) address."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise InputError(f"{url!r} is not the address of a server", _WRITE_IT) from error
    if parts.scheme not in _PORTS or not parts.hostname:
        raise InputError(f"{url!r} is not the address of a server", _WRITE_IT)
    return Origin(parts.scheme, parts.hostname, port or _PORTS[parts.scheme])


_WRITE_IT = "write it as https://cloud.example.com/, or give your e-mail address"


def without_query(url: str) -> str:
    """Give a URL fit for a message: neither a user's name nor a query is in it."""
    return f"{origin_of(url)}{urlsplit(url).path}"


def path_at(url: str, href: str) -> str:
    """Give the path of what an answer from `url` calls `href`: the same for one resource, however it is written."""
    return quote(unquote(urlsplit(joined(url, href)).path), safe=_UNQUOTED)


def joined(url: str, href: str) -> str:
    """Give the whole address of what an answer from `url` calls `href`. Raises ServerError for what is no address."""
    try:
        whole = urljoin(url, href)
        origin_of(whole)
    except (ValueError, InputError) as error:
        raise ServerError(
            f"{origin_of(url)}: it redirects to something that is not an address", "check the address"
        ) from error
    return whole
