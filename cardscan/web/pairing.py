"""Let devices in: a link that works once and soon, exchanged for a cookie that ends when it is not used.

Who guesses is answered seldom. That is not what keeps guesses out, which 128 bits do: so what is right is let in
whatever else was tried, and nobody can lock another out.
"""

import hashlib
import secrets
from collections import OrderedDict, deque
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock

from cardscan.store.devices import Device, Kind
from cardscan.store.for_web import Serving
from cardscan.text.plain import plain_line

GOOD_FOR = timedelta(minutes=10)
#: How long a secret lasts that is not used, and how long at most. A calendar asks by itself, while this runs; a browser
#: is let in again by a scan.
UNUSED: dict[Kind, timedelta] = {
    "browser": timedelta(days=30),
    "calendar": timedelta(days=90),
    "contacts": timedelta(days=90),
    "guests": timedelta(hours=12),
}
AT_MOST = timedelta(days=365)
_ENDS: dict[Kind, timedelta] = {"guests": UNUSED["guests"]}  # those that end before, used or not
#: Wrong secrets from one address within a minute that are looked at; further ones are told to wait.
MOST_WRONG = 10
LONGEST_NAME = 60  # letters, of a device and of who uses it
_MOST_SOURCES = 1000
_SEEN_EVERY = timedelta(hours=1)
_MINUTE = timedelta(minutes=1)
#: Of passwords that may have to be typed: no letter that looks like another. Twenty of them are 99 bits.
_LETTERS, _GROUPS, _GROUP = "abcdefghjkmnpqrstuvwxyz23456789", 5, 4


class TooManyError(Exception):
    """Wrong links were tried too often; try again in a minute."""


class Pairing:
    """The links that are out, and who was let in by them."""

    def __init__(self, serving: Serving, now: Callable[[], datetime]) -> None:
        self._serving = serving
        self._now = now
        self._lock = Lock()
        self._links: dict[str, datetime] = {}  # digest -> until when
        self._wrong: OrderedDict[str, deque[datetime]] = OrderedDict()  # by where it came from
        self._to_hand_over: dict[str, tuple[str, datetime]] = {}  # digest -> password, until when

    def new_link(self) -> str:
        """Make the secret of a link."""
        secret = secrets.token_urlsafe(16)
        now = self._now()
        with self._lock:
            self._links = {link: until for link, until in self._links.items() if until >= now}
            self._links[_digest(secret)] = now + GOOD_FOR
        return secret

    def admit(self, link: str, name: str, source: str, user: str = "") -> str | None:
        """Let a device in by the secret of its link, which is spent; return the secret of its cookie.

        user: who of us uses it, where several use the store.
        source: the address from which it is tried. None: the link is wrong, spent or too old. Raises TooManyError where
        too many wrong ones came from there.
        """
        now = self._now()
        with self._lock:
            until = self._links.pop(_digest(link), None)
        if until is None or until < now:
            self._note_wrong(source)
            return None
        self.end_unused()
        secret = secrets.token_urlsafe(32)
        self._serving.admit("browser", _short(name) or "a browser", _digest(secret), now, _short(user))
        return secret

    def admits(self, secret: str) -> Device | None:
        """Give the device with this cookie; None for a stranger."""
        return self._used("browser", secret) if secret else None

    def threw_out(self, secret: str) -> bool:
        """Tell whether a cookie is of a browser that was let in, and thrown out since."""
        return bool(secret) and self._serving.device("out", _digest(secret)) is not None

    def give_to(self, device_id: int, user: str) -> None:
        """Say who of us uses a device. Raises InputError when there is none."""
        self._serving.give_to(device_id, _short(user))

    def new_calendar(self, name: str, user: str = "") -> str:
        """Make the secret of a calendar's address for one of us. It is shown once, and kept as a digest alone."""
        secret = secrets.token_urlsafe(32)
        self._serving.admit("calendar", _short(name) or "a calendar", _digest(secret), self._now(), _short(user))
        return secret

    def admits_calendar(self, secret: str, source: str) -> Device | None:
        """Give the calendar with this address; None for one that was not given out, was taken back, or has ended.

        Raises TooManyError as `admit` does.
        """
        return self._admits("calendar", secret, source)

    def new_contacts(self, device_id: int) -> str | None:
        """Make the password for the contacts of a device that is paired, in place of the one that it had.

        It is shown once, and kept as a digest alone. None where there is no such device.
        """
        device = self._serving.device_by_id(device_id)
        if device is None or device.kind != "browser" or self.has_ended(device):
            return None
        groups = ("".join(map(secrets.choice, [_LETTERS] * _GROUP)) for _ in range(_GROUPS))
        password = "-".join(groups)
        digest = _digest(_plain(password))
        self._serving.admit("contacts", device.name, digest, self._now(), device.user, device.id)
        return password

    def admits_contacts(self, password: str, source: str) -> Device | None:
        """Give the device with the contacts of which this is the password, while it is let in; None for a wrong one.

        To use them is to use the device. Raises TooManyError as `admit` does.
        """
        found = self._used("contacts", _plain(password))
        device = None if found is None or found.of_id is None else self._serving.device_by_id(found.of_id)
        if device is None or device.kind != "browser" or self.has_ended(device):
            self._note_wrong(source)
            return None
        self._note_use(device)
        return device

    def new_guests(self, user: str = "") -> str:
        """Make the secret of the address at which guests of one of us leave theirs, in place of the one before."""
        self.end_guests(user)
        secret = secrets.token_urlsafe(16)  # short, so that its code is read at once
        self._serving.admit("guests", "guests", _digest(secret), self._now(), _short(user))
        return secret

    def admits_guest(self, secret: str, source: str) -> Device | None:
        """Give whose guests have this address; None for one that was not given out, was taken back, or has ended.

        Raises TooManyError as `admit` does.
        """
        return self._admits("guests", secret, source)

    def end_guests(self, user: str = "") -> None:
        """Let guests of one of us leave nothing any more."""
        for each in self._serving.devices():
            if each.kind == "guests" and each.user == _short(user):
                self._serving.end_device(each.id)

    def hand_over(self, password: str) -> str:
        """Keep a password for a few minutes, so that a phone can fetch it in a profile; return what it asks with."""
        secret, now = secrets.token_urlsafe(32), self._now()
        with self._lock:
            self._to_hand_over = {key: kept for key, kept in self._to_hand_over.items() if kept[1] >= now}
            self._to_hand_over[_digest(secret)] = password, now + GOOD_FOR
        return secret

    def handed_over(self, secret: str) -> str | None:
        """Give a password that was kept so; None where there is none any more."""
        with self._lock:
            password, until = self._to_hand_over.get(_digest(secret), ("", None))
        return password if until and until >= self._now() else None

    def end_unused(self) -> None:
        """Forget the devices whose secrets have ended."""
        for each in self._serving.devices():
            if self.has_ended(each):
                self._serving.end_device(each.id)
        self._serving.forget_out(self._now() - AT_MOST)

    def _admits(self, kind: Kind, secret: str, source: str) -> Device | None:
        found = self._used(kind, secret)
        if found is None:
            self._note_wrong(source)
        return found

    def _used(self, kind: Kind, secret: str) -> Device | None:
        """Find whose secret this is, and note that it was used."""
        found = self._serving.device(kind, _digest(secret))
        if found is None or self.has_ended(found):
            return None
        self._note_use(found)
        return found

    def _note_use(self, device: Device) -> None:
        now = self._now()
        if now - device.seen > _SEEN_EVERY:  # not a write for every picture
            self._serving.see(device.id, now)

    def has_ended(self, device: Device) -> bool:
        """Tell whether a device is let in no longer."""
        now = self._now()
        unused = now - device.seen > UNUSED[device.kind]
        return unused or now - device.created > _ENDS.get(device.kind, AT_MOST)

    def _note_wrong(self, source: str) -> None:
        now = self._now()
        with self._lock:
            wrong = self._wrong.setdefault(source, deque(maxlen=MOST_WRONG))
            self._wrong.move_to_end(source)
            if len(self._wrong) > _MOST_SOURCES:
                self._wrong.popitem(last=False)
            if len(wrong) == MOST_WRONG and now - wrong[0] < _MINUTE:
                raise TooManyError
            wrong.append(now)


def _short(name: str) -> str:
    return plain_line(name)[:LONGEST_NAME]


def _plain(password: str) -> str:
    """Give a password as it is compared, however it was typed."""
    return "".join(letter for letter in password.casefold() if letter.isalnum())


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
