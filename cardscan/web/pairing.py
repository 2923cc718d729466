"""Let devices in: a link that works once and soon, exchanged for a cookie; strangers who guess are slowed down."""

import hashlib
import secrets
from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock

from cardscan.store.for_web import Serving

GOOD_FOR = timedelta(minutes=10)
#: Wrong links by anyone within a minute, from which on nobody is let in for the rest of it. A link has 128 bits: this
#: is not what keeps guesses out, but what keeps them from being answered.
MOST_WRONG = 10
_SEEN_EVERY = timedelta(hours=1)
_MINUTE = timedelta(minutes=1)


class TooManyError(Exception):
    """Wrong links were tried too often; try again in a minute."""


class Pairing:
    """The links that are out, and who was let in by them."""

    def __init__(self, serving: Serving, now: Callable[[], datetime]) -> None:
        self._serving = serving
        self._now = now
        self._lock = Lock()
        self._links: dict[str, datetime] = {}  # digest -> until when
        self._wrong: deque[datetime] = deque(maxlen=MOST_WRONG)

    def new_link(self) -> str:
        """Make the secret of a link."""
        secret = secrets.token_urlsafe(16)
        with self._lock:
            self._links[_digest(secret)] = self._now() + GOOD_FOR
        return secret

    def admit(self, link: str, name: str) -> str | None:
        """Let a device in by the secret of its link, which is spent; return the secret of its cookie.

        None: the link is wrong, spent or too old. Raises TooManyError.
        """
        now = self._now()
        with self._lock:
            if len(self._wrong) == MOST_WRONG and now - self._wrong[0] < _MINUTE:
                raise TooManyError
            until = self._links.pop(_digest(link), None)
            if until is None or until < now:
                self._wrong.append(now)
                return None
        secret = secrets.token_urlsafe(32)
        self._serving.admit("browser", " ".join(name.split())[:60] or "a browser", _digest(secret), now)
        return secret

    def admits(self, secret: str) -> int | None:
        """Give the id of the device with this cookie; None for a stranger."""
        found = self._serving.device("browser", _digest(secret)) if secret else None
        if found is None:
            return None
        self._seen(found.id, found.seen)
        return found.id

    def new_calendar(self, name: str) -> str:
        """Make the secret of a calendar's address. It is shown once, and kept as a digest alone."""
        secret = secrets.token_urlsafe(32)
        self._serving.admit("calendar", " ".join(name.split())[:60] or "a calendar", _digest(secret), self._now())
        return secret

    def admits_calendar(self, secret: str) -> bool:
        """Tell whether a calendar's address is one that was given out, and not taken back."""
        now = self._now()
        with self._lock:
            if len(self._wrong) == MOST_WRONG and now - self._wrong[0] < _MINUTE:
                raise TooManyError
        found = self._serving.device("calendar", _digest(secret))
        if found is None:
            with self._lock:
                self._wrong.append(now)
            return False
        self._seen(found.id, found.seen)
        return True

    def _seen(self, device_id: int, seen: datetime) -> None:
        now = self._now()
        if now - seen > _SEEN_EVERY:  # not a write for every picture
            self._serving.see(device_id, now)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
