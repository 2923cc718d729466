"""How long the server waits for who is at the other end: uvicorn alone waits for ever for one who says nothing.

A page may take its time (`doctor` does): only what the other side owes counts.
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

#: Seconds for a TLS handshake, and from then on, or from its first byte, for the head of a request.
HEAD = 10.0
#: Seconds in which nothing of a photo that is sent comes, or nothing of an answer is taken: phones fall asleep.
STILL = 60.0
_LOOK_EVERY = 1.0


class Loop(asyncio.SelectorEventLoop):
    """An event loop whose servers do not wait long for handshakes."""

    async def create_server(self, *args: Any, **options: Any) -> asyncio.Server:
        """Serve; uvicorn gives no limit of its own."""
        if options.get("ssl"):
            options["ssl_handshake_timeout"] = HEAD
        return await super().create_server(*args, **options)


class Patience(H11Protocol):
    """A connection that is cut where the other end keeps us waiting."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request."""
        super().connection_made(transport)
        self._head_since: float | None = self.loop.time()
        self._heard = self._head_since
        self._unsent, self._sent = 0, self._head_since
        self._look_again = self.loop.call_later(_LOOK_EVERY, self._look)

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._look_again.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Note that something came; the first of a request after another begins the time for its head."""
        self._heard = self.loop.time()
        if self._head_since is None and self._is_between():
            self._head_since = self._heard
        super().data_received(data)
        if not self._is_between():
            self._head_since = None

    def _is_between(self) -> bool:
        """Tell whether no request is being answered. An idle connection after one is uvicorn's to close."""
        return self.cycle is None or self.cycle.response_complete

    def _look(self) -> None:
        now = self.loop.time()
        if self._is_late(now):
            self.transport.abort()
        else:
            self._look_again = self.loop.call_later(_LOOK_EVERY, self._look)

    def _is_late(self, now: float) -> bool:
        unsent = self.transport.get_write_buffer_size()
        if unsent != self._unsent:
            self._unsent, self._sent = unsent, now
        if unsent:
            return now - self._sent > STILL
        if self._is_between():
            return self._head_since is not None and now - self._head_since > HEAD
        return bool(self.cycle.more_body) and not self.flow.read_paused and now - self._heard > STILL
