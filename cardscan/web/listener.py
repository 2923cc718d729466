"""The socket that listens, and how many connections it takes: of all, and from one address.

It counts from accept() on, so that what is still in its TLS handshake counts, too. Whoever is one too many is hung up
on; nobody else notices.
"""

import socket
from collections import Counter
from collections.abc import Callable
from typing import Any, cast

#: Of other machines together: below what a process may open on any system (256 on macOS), and what one browser needs
#: six of. Those of this machine itself are not among them: who sits before it is never kept out by others.
MOST_CONNECTIONS = 128
MOST_EACH = 32


class Listener(socket.socket):
    """A listening TCP socket that hangs up on those who are too many."""

    def __init__(self) -> None:
        super().__init__(socket.AF_INET, socket.SOCK_STREAM)
        self.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._open: Counter[str] = Counter()

    def accept(self) -> tuple[socket.socket, Any]:
        """Take a connection. Raises ConnectionAbortedError, as the system does where one is gone already."""
        taken, peer = super().accept()
        source: str = peer[0]
        if not self._has_room(source):
            taken.close()
            raise ConnectionAbortedError("too many connections")
        self._open[source] += 1
        return cast(socket.socket, _Counted(taken, lambda: self._gone(source))), peer

    def _has_room(self, source: str) -> bool:
        others = sum(number for each, number in self._open.items() if not _is_here(each))
        return self._open[source] < MOST_EACH and (_is_here(source) or others < MOST_CONNECTIONS)

    def _gone(self, source: str) -> None:
        self._open[source] -= 1
        self._open += Counter()  # forgets those who have none


class _Counted(socket.socket):
    """A connection that says once when it is closed."""

    def __init__(self, taken: socket.socket, gone: Callable[[], None]) -> None:
        super().__init__(taken.family, taken.type, taken.proto, taken.detach())
        self._gone: Callable[[], None] | None = gone

    def close(self) -> None:
        super().close()
        if self._gone:
            gone, self._gone = self._gone, None
            gone()


def _is_here(source: str) -> bool:
    return source.startswith("127.")
