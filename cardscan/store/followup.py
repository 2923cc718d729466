"""Promises, dates of theirs, days on which you were in touch, recalled names. Functions on an open transaction."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import Connection, Row, and_, bindparam, delete, func, insert, or_, select, update

from cardscan.connections.notes.parts import Writing
from cardscan.errors import InputError
from cardscan.person import Owner, Person, Promise, TheirDate
from cardscan.store import meetings
from cardscan.store.engine import user_of
from cardscan.store.rows import inserted, storable
from cardscan.store.schema import contacted, promise, recalled
from cardscan.store.schema_beside import their_date
from cardscan.text.folding import bare

if TYPE_CHECKING:
    from cardscan.connections.dates.theirs import Told  # loads the words for days: not for who only opens a store

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
    return Promise(inserted(connection, promise, values), **values | {"made": now.astimezone(UTC)})


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


def keep_note(connection: Connection, person: Person, meeting_id: int, new: Writing, now: datetime) -> None:
    """Store a note, and what follows from it: the promise that it makes, and the dates of theirs that it tells of."""
    if new.finished:
        begun = any(each.drafts for each in person.meetings if each.id == meeting_id)
        meetings.add_note(connection, meeting_id, new.note, begun)
    else:
        meetings.keep_unfinished(connection, meeting_id, new.note)
    if made := new.promise:
        add_promise(connection, person.id, made.text, made.owner, made.due, now, meeting_id)
    if new.dates is not None:
        _keep_dates(connection, person, meeting_id, new.dates, now)


def _keep_dates(connection: Connection, person: Person, meeting_id: int, told: "Iterable[Told]", now: datetime) -> None:
    """Bring the days of a meeting up to what its note tells: those in other words go, unless something came of them.

    Words that are there already keep their day: "in two weeks" is not another one when the note is written on.
    """
    user = user_of(connection)
    there = {bare(each.words) for each in person.dates}
    said = {bare(storable(each.words)): each for each in told}
    gone = [
        each.id
        for each in person.dates
        if each.meeting_id == meeting_id and each.by == user and not (each.asked or each.dropped)
        if bare(each.words) not in said
    ]
    if gone:
        connection.execute(delete(their_date).where(their_date.c.id.in_(gone)))
    for words, each in said.items():
        if words not in there:
            values = {"words": storable(each.words), "day": each.day, "noted": now, "by": user}
            connection.execute(insert(their_date).values(person_id=person.id, meeting_id=meeting_id, **values))


def date_of(row: Row[Any]) -> TheirDate:
    """Make a date of theirs of its row."""
    return TheirDate(**row._asdict())
