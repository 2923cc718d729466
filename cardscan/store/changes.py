"""Write changes into the journal with those whom they concern, so that theirs are found however many there are."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection, Select, insert, select

from cardscan.store.rows import inserted, of
from cardscan.store.schema import change, concerned

_THEIRS = select(concerned.c.change_id).where(of(concerned.c.who_id)).distinct().order_by(concerned.c.change_id)


def write(connection: Connection, values: Mapping[str, Any]) -> int:
    """Write a change into the journal, and return its id."""
    change_id = inserted(connection, change, values)
    if rows := [{"who_id": each, "change_id": change_id} for each in set(values["people"])]:
        connection.execute(insert(concerned), rows)
    return change_id


def of_people(connection: Connection, ids: Collection[int]) -> list[int]:
    """List the changes that concern any of these people, the oldest first."""
    return list(connection.execute(_THEIRS, {"ids": list(ids)}).scalars())


def theirs(columns: Select[Any]) -> Select[Any]:
    """Narrow a choice of changes, the oldest first, to those that concern some `ids`, given when it is run."""
    ids = select(concerned.c.change_id).where(of(concerned.c.who_id))
    return columns.where(change.c.id.in_(ids)).order_by(change.c.id)
