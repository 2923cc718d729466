"""Whether a server speaks http or https, where it was asked by the other."""

import ssl
from typing import TypeVar

from cardscan.dav.addresses import Origin

#: What OpenSSL makes of an answer that is no TLS.
_NO_TLS = frozenset({"WRONG_VERSION_NUMBER", "HTTP_REQUEST", "UNKNOWN_PROTOCOL", "RECORD_LAYER_FAILURE"})

Error = TypeVar("Error", bound=BaseException)


def cause(error: BaseException | None, kind: type[Error]) -> Error | None:
    """Find an error of a given kind among the causes of another."""
    while error is not None:
        if isinstance(error, kind):
            return error
        error = error.__cause__ or error.__context__
    return None


def refused_tls(origin: Origin, error: BaseException) -> tuple[str, str] | None:
    """Say why a server that is there makes no encrypted connection, and what to do; None: that was not it."""
    found = cause(error, ssl.SSLError)
    if found is None or isinstance(found, (ssl.SSLEOFError, ssl.SSLZeroReturnError)):  # the network may do that
        return None
    reason = found.reason or ""
    if reason in _NO_TLS:
        return wrong_scheme(origin)
    said = reason.lower().replace("_", " ") or "no reason given"
    return f"{origin}: no encrypted connection comes about: {said}", "check the address and its port"


def wrong_scheme(origin: Origin) -> tuple[str, str]:
    """Say that a server speaks the other of http and https, and what to do about it."""
    right = origin.otherwise
    but = "" if right.is_private else "\n(password and cards are then sent unencrypted)"
    return (
        f"{origin}: it speaks {right.scheme}, not {origin.scheme}",
        f"write {right.scheme}:// in its address: cardscan sync setup {right}{but}",
    )
