"""Who was asked about, and how often in a row: `cardscan.connections.asking` says who comes again when."""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Connection, delete, insert, select

from cardscan.store.engine import Database, user_of
from cardscan.store.schema import person
from cardscan.store.schema_beside import asked

# The rule is loaded where it is asked: it reads spans, which nobody needs who only opens a store.
if TYPE_CHECKING:
    from cardscan.connections.asking import Asked


class AskedAbout:
    """Whom the user was asked about, each of us on their own; each method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def since(self, moment: datetime) -> dict[int, "Asked"]:
        """List who was asked about since a moment."""
        with self._database.reading() as connection:
            return _asked(connection, asked.c.at >= moment)

    def ask(self, ids: Collection[int], now: datetime) -> None:
        """Note that these people are asked about now; once a day counts. now: in the user's zone."""
        from cardscan.connections.asking import asked_today, once_more

        with self._database.writing() as connection:
            before = _asked(connection, asked.c.person_id.in_(ids))
            there = connection.execute(select(person.c.id).where(person.c.id.in_(ids))).scalars()
            new = set(there) - asked_today(before, now)
            user = user_of(connection)
            rows = [{"person_id": each, "by": user, **_row(once_more(before.get(each), now))} for each in sorted(new)]
            if rows:
                connection.execute(delete(asked).where(asked.c.person_id.in_(new), asked.c.by == user))
                connection.execute(insert(asked), rows)


def _row(of: "Asked") -> dict[str, datetime | int]:
    return {"at": of.at, "times": of.times}


def _asked(connection: Connection, which: ColumnElement[bool]) -> dict[int, "Asked"]:
    from cardscan.connections.asking import Asked

    rows = select(asked.c.person_id, asked.c.at, asked.c.times, person.c.revised).join(person)
    mine = connection.execute(rows.where(which, asked.c.by == user_of(connection)))
    return {row.person_id: Asked(row.at, row.times, row.revised > row.at) for row in mine}
