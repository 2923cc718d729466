"""Who may see the pages: browsers, calendars, contacts of phones, guests of one of us, known by a secret's digest.

Functions on an open transaction.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, Row, delete, select, update

from cardscan.errors import InputError
from cardscan.store.rows import inserted, storable
from cardscan.store.schema import device

#: "out": a browser that was thrown out. Of it nothing is known but what tells it when it comes back.
Kind = Literal["browser", "calendar", "contacts", "guests", "out"]


@dataclass(frozen=True, slots=True)
class Device:
    """A browser that was paired, a calendar that subscribed, the contacts of a phone, or where guests leave theirs."""

    id: int
    kind: Kind
    name: str
    created: datetime  # UTC
    seen: datetime  # UTC; the last time that it asked for something
    user: str = ""  # who of us uses it
    of_id: int | None = None  # of contacts: the browser on the same device, with which they go


def load(connection: Connection) -> tuple[Device, ...]:
    """List them all, the latest first."""
    rows = connection.execute(select(device).where(device.c.kind != "out").order_by(device.c.id.desc()))
    return tuple(map(_device, rows))


def admit(
    connection: Connection, kind: Kind, name: str, digest: str, now: datetime, user: str, of_id: int | None = None
) -> int:
    """Let one in, which one of us uses, and return its id; of those that belong to another there is one of a kind."""
    if of_id is not None:
        connection.execute(delete(device).where(device.c.kind == kind, device.c.of_id == of_id))
    names = {"name": storable(name), "user": storable(user)}
    values = {"kind": kind, **names, "digest": digest, "created": now, "seen": now, "of_id": of_id}
    return inserted(connection, device, values)


def find(connection: Connection, kind: Kind, digest: str) -> Device | None:
    """Find one by the digest of its secret."""
    row = connection.execute(select(device).where(device.c.kind == kind, device.c.digest == digest)).one_or_none()
    return None if row is None else _device(row)


def one(connection: Connection, device_id: int) -> Device | None:
    """Read one by its id."""
    row = connection.execute(select(device).where(device.c.id == device_id)).one_or_none()
    return None if row is None else _device(row)


def see(connection: Connection, device_id: int, now: datetime) -> None:
    """Note that one asked for something."""
    connection.execute(update(device).where(device.c.id == device_id).values(seen=now))


def give_to(connection: Connection, device_id: int, user: str) -> None:
    """Say who of us uses one. Raises InputError when there is none."""
    if not connection.execute(update(device).where(device.c.id == device_id).values(user=storable(user))).rowcount:
        raise InputError(f"there is no device {device_id}", "reload the list: it may already be gone")


def throw_out(connection: Connection, device_id: int) -> None:
    """Let one in no longer; a browser is to lose what it kept, too. Raises InputError when there is none."""
    connection.execute(delete(device).where(device.c.of_id == device_id))
    thrown_out = update(device).where(device.c.id == device_id, device.c.kind == "browser")
    if not connection.execute(thrown_out.values(kind="out", name="", user="")).rowcount:
        end(connection, device_id)


def end(connection: Connection, device_id: int) -> None:
    """Forget one. Raises InputError when there is none."""
    if not connection.execute(delete(device).where(device.c.id == device_id, device.c.kind != "out")).rowcount:
        raise InputError(f"there is no device {device_id}", "reload the list: it may already be gone")


def forget_out(connection: Connection, before: datetime) -> None:
    """Forget browsers that were thrown out, and let in before a moment: their cookies have ended."""
    connection.execute(delete(device).where(device.c.kind == "out", device.c.created < before))


def _device(row: Row[Any]) -> Device:
    return Device(row.id, row.kind, row.name, row.created, row.seen, row.user, row.of_id)
