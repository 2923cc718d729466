"""Promises, days on which you were in touch, how well names are recalled. Functions on an open transaction."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import Connection, Row, and_, bindparam, func, insert, or_, select, update

from cardscan.errors import InputError
from cardscan.person import Owner, Promise
from cardscan.store.engine import user_of
from cardscan.store.rows import inserted, storable
from cardscan.store.schema import contacted, promise, recalled

Settled = Literal["kept", "dropped", "open"]

_PROMISE = select(promise).where(promise.c.id == bindparam("id"))


def promises(connection: Connection) -> tuple[Promise, ...]:
    """List everyone's promises, oldest first, those kept and dropped too."""
    return tuple(promise_of(row) for row in connection.execute(select(promise).order_by(promise.c.made, promise.c.id)))


@dataclass(frozen=True, slots=True)
class PromisePage:
    """A page of promises, how many there are in all, and which the next page begins with; None: there is none."""

    promises: tuple[Promise, ...]
    number: int
    following: Promise | None


def some_promises(
    connection: Connection, everything: bool, start: tuple[date | None, int] | None, limit: int
) -> PromisePage:
    """Give a page of promises, open ones or all, in the order in which they are due, those without a day last.

    start: day and id of the promise that it begins with, or would: one that is settled or moved meanwhile is not
    needed to go on.
    """
    wanted = select(promise)
    if not everything:
        wanted = wanted.where(promise.c.kept.is_(None), promise.c.dropped.is_(None))
    number = connection.execute(select(func.count()).select_from(wanted.subquery())).scalar_one()
    if start:
        day, at = start
        later = and_(promise.c.due == day, promise.c.id >= at)
        wanted = wanted.where(or_(later, promise.c.due > day, promise.c.due.is_(None)) if day else later)
    ordered = wanted.order_by(promise.c.due.is_(None), promise.c.due, promise.c.id).limit(limit + 1)
    found = tuple(map(promise_of, connection.execute(ordered)))
    return PromisePage(found[:limit], number, found[limit] if len(found) > limit else None)


def one_promise(connection: Connection, promise_id: int) -> Promise:
    """Read one promise. Raises InputError when there is none."""
    row = connection.execute(_PROMISE, {"id": promise_id}).one_or_none()
    if row is None:
        raise InputError(f"there is no promise {promise_id}", "cardscan promise list shows them all")
    return promise_of(row)


def add_promise(
    connection: Connection,
    person_id: int,
    text: str,
    owner: Owner,
    due: date | None,
    now: datetime,
    meeting_id: int | None,
) -> Promise:
    """Store a promise."""
    values: dict[str, Any] = {
        "person_id": person_id,
        "meeting_id": meeting_id,
        "text": storable(text),
        "owner": owner,
        "due": due,
        "made": now,
        "by": user_of(connection),
    }
    return one_promise(connection, inserted(connection, promise, values))


def settle_promise(connection: Connection, promise_id: int, how: Settled, now: datetime) -> Promise:
    """Say that a promise was kept or dropped, or that it is open again."""
    moments = {"kept": now if how == "kept" else None, "dropped": now if how == "dropped" else None}
    connection.execute(update(promise).where(promise.c.id == promise_id).values(moments))
    return one_promise(connection, promise_id)


def set_due(connection: Connection, promise_id: int, due: date | None) -> Promise:
    """Say by which day a promise is to be kept; None: some day."""
    connection.execute(update(promise).where(promise.c.id == promise_id).values(due=due))
    return one_promise(connection, promise_id)


def add_contacted(connection: Connection, person_id: int, day: date) -> None:
    """Note that you were in touch with someone on a day; once is enough."""
    same = select(contacted.c.id).where(contacted.c.person_id == person_id, contacted.c.date == day)
    if connection.execute(same).first() is None:
        connection.execute(insert(contacted).values(person_id=person_id, date=day))


def add_recall(connection: Connection, person_id: int, at: datetime, rating: int) -> None:
    """Note how well a name was recalled."""
    connection.execute(insert(recalled).values(person_id=person_id, at=at, rating=rating))


def recalls(connection: Connection) -> dict[int, tuple[tuple[datetime, int], ...]]:
    """List for each person when their name was asked for, oldest first, and how well it was recalled."""
    log: defaultdict[int, list[tuple[datetime, int]]] = defaultdict(list)
    for row in connection.execute(select(recalled).order_by(recalled.c.at, recalled.c.id)):
        log[row.person_id].append((row.at, row.rating))
    return {person_id: tuple(asked) for person_id, asked in log.items()}


def promise_of(row: Row[Any]) -> Promise:
    """Make a promise of its row."""
    return Promise(**row._asdict())
