"""If-Match and If-None-Match (RFC 9110, 13.1): whether a card is as a phone saw it."""

import re
from dataclasses import dataclass

from starlette.datastructures import Headers

_ETAG = re.compile(r'(W/)?"([^"]*)"|([^\s,"]+)')  # some programs lose the quotes


@dataclass(frozen=True, slots=True)
class Precondition:
    """What has to be true of a card for something to be done."""

    match: tuple[str, ...] | None  # one of these, without quotes; "*" for any
    none_match: tuple[str, ...] | None

    def holds(self, etag: str | None) -> bool:
        """Judge the etag of the card that is there, without its quotes; None where there is none."""
        if self.match is not None and (etag is None or ("*" not in self.match and etag not in self.match)):
            return False
        return self.none_match is None or etag is None or not {"*", etag} & set(self.none_match)


def precondition(headers: Headers) -> Precondition:
    """Read the preconditions of a request."""
    return Precondition(_etags(headers, "if-match"), _etags(headers, "if-none-match"))


def _etags(headers: Headers, name: str) -> tuple[str, ...] | None:
    if name not in headers:
        return None
    # A weak one is told by nobody here, and never the same (RFC 9110, 8.8.3.2).
    return tuple(quoted or bare for weak, quoted, bare in _ETAG.findall(", ".join(headers.getlist(name))) if not weak)
