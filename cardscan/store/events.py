"""Events in the store. Functions on an open transaction."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, select, update

from cardscan.errors import InputError
from cardscan.person import Event
from cardscan.store import derived
from cardscan.store.rows import inserted, plain_row, storable
from cardscan.store.schema import event, meeting, person

_LISTS = ("meet", "give", "ask")
_JUDGED_BY = ("name", "date", "until")  # of an event


def load(connection: Connection) -> tuple[Event, ...]:
    """List all events by their date."""
    return tuple(_event_of(row) for row in connection.execute(select(event).order_by(event.c.date, event.c.id)))


def one(connection: Connection, event_id: int) -> Event:
    """Read one event. Raises InputError when there is none."""
    row = connection.execute(select(event).where(event.c.id == event_id)).one_or_none()
    if row is None:
        raise InputError(f"there is no event {event_id}", "cardscan event list shows them all")
    return _event_of(row)


def add(connection: Connection, new: Event) -> Event:
    """Store a new event; its id is given here. Raises InputError when that day has one of its name already."""
    _refuse_twin(connection, new)
    return replace(new, id=inserted(connection, event, _row(new)))


def change(connection: Connection, event_id: int, changed: Callable[[Event], Event]) -> Event:
    """Change an event. Raises InputError as `add` and `one` do, and whatever `changed` raises."""
    new = replace(changed(one(connection, event_id)), id=event_id)
    _refuse_twin(connection, new)
    connection.execute(update(event).where(event.c.id == event_id).values(_row(new)))
    return new


def remove(connection: Connection, event_id: int) -> Event:
    """Remove an event; the meetings there stay, without it. Raises InputError when there is none."""
    gone = one(connection, event_id)
    connection.execute(delete(event).where(event.c.id == event_id))
    return gone


def guests(connection: Connection, event_id: int) -> tuple[int, ...]:
    """List the ids of those whom you met there."""
    met = select(meeting.c.person_id).where(meeting.c.event_id == event_id).distinct().order_by(meeting.c.person_id)
    return tuple(connection.execute(met).scalars())


def change_guests(connection: Connection, rows: Collection[Sequence[Any]], now: datetime) -> None:
    """Note that those have changed who were met at events of another name: their cards tell it.

    They are judged anew, too: a note has to say more than the name of the event, and turns go by its days.
    """
    for table, key, before, after in rows:
        if table == event.name and before and after and any(before[each] != after[each] for each in _JUDGED_BY):
            met = guests(connection, key[0])
            if before["name"] != after["name"]:
                there = select(meeting.c.person_id).where(meeting.c.event_id == key[0])
                connection.execute(update(person).where(person.c.id.in_(there)).values(revised=now))
            derived.judge(connection, met)


def _refuse_twin(connection: Connection, new: Event) -> None:
    same = select(event.c.id).where(event.c.name == storable(new.name), event.c.date == new.date, event.c.id != new.id)
    if connection.execute(same).first():
        raise InputError(f"there already is an event {new.name!r} on {new.date}", "cardscan event edit changes it")


def _event_of(row: Row[Any]) -> Event:
    values = row._asdict()
    return Event(**{**values, **{name: tuple(values[name]) for name in _LISTS}})


def _row(given: Event) -> dict[str, Any]:
    values = plain_row(given)
    del values["id"]
    return {**values, **{name: [storable(text) for text in values[name]] for name in _LISTS}}
