"""How answers travel: pressed where that is safe, and HEAD as GET without the body."""

from starlette.datastructures import Headers
from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES, GZipMiddleware

from cardscan.web.security import App, Receive, Scope, Send

_LEAST = 800  # bytes: less would be one packet anyway
_LEVEL = 5  # HTML shrinks to a quarter in a millisecond; level 9 takes three times as long for one part in fifty
#: Nine parts in ten of a contact are its JPEG; those of many come in `text/xml`, see `addressbook.told`.
_PICTURES = (*DEFAULT_EXCLUDED_CONTENT_TYPES, "text/vcard", "text/xml")


class Transfer:
    """Presses answers, and takes HEAD for GET; the server sends no body then (RFC 9110, 9.3.2).

    Nothing is pressed that another site asked for: where it puts words of its own into the address, it would read off
    the length what else is on the page (BREACH). Our own pages make nobody's words meet a secret.
    """

    def __init__(self, app: App) -> None:
        self._plain = app
        self._pressed = GZipMiddleware(app, _LEAST, _LEVEL, exclude_content_types=_PICTURES)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._plain(scope, receive, send)
            return
        if scope["method"] == "HEAD":
            scope = {**scope, "method": "GET"}
        await (self._pressed if _asked_by_us(scope) else self._plain)(scope, receive, send)


def _asked_by_us(scope: Scope) -> bool:
    return Headers(scope=scope).get("sec-fetch-site", "none") in ("same-origin", "none")
