"""Days of theirs to ask after: what notes say of them, and what came of each."""

from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import Connection, select, update

from cardscan.errors import InputError
from cardscan.person import TheirDate
from cardscan.store.engine import Database, user_of
from cardscan.store.followup import date_of
from cardscan.store.journal import changing
from cardscan.store.rows import inserted, storable
from cardscan.store.schema_beside import their_date

#: What became of one: you asked after it, it was none or need not be asked after, or it is still to be asked after.
Outcome = Literal["asked", "dropped", "open"]

_ACTION = "date"


class TheirDates:
    """Days of theirs; each method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, everything: bool = False) -> tuple[TheirDate, ...]:
        """List those to be asked after, or all, the first day at the top; those without a day come last."""
        wanted = select(their_date).order_by(their_date.c.day.is_(None), their_date.c.day, their_date.c.id)
        if not everything:
            wanted = wanted.where(their_date.c.asked.is_(None), their_date.c.dropped.is_(None))
        with self._database.reading() as connection:
            return tuple(map(date_of, connection.execute(wanted)))

    def add(self, person_id: int, words: str, day: date, now: datetime) -> TheirDate:
        """Store a day of someone's that is in no note. Raises WhoError when there is nobody."""
        with (
            self._database.writing() as connection,
            changing(connection, self._database.place.crops, _ACTION, now, person_id) as one,
        ):
            values = {"person_id": one.id, "words": storable(words), "day": day, "noted": now}
            return _one(connection, inserted(connection, their_date, {**values, "by": user_of(connection)}))

    def settle(self, date_id: int, how: Outcome, now: datetime) -> TheirDate:
        """Say what became of one. Raises InputError when there is none."""
        return self._change(
            date_id, now, asked=now if how == "asked" else None, dropped=now if how == "dropped" else None
        )

    def move(self, date_id: int, day: date, now: datetime) -> TheirDate:
        """Say which day it is. Raises InputError when there is none."""
        return self._change(date_id, now, day=day)

    def _change(self, date_id: int, now: datetime, **values: Any) -> TheirDate:
        with self._database.reading() as connection:
            whose = _one(connection, date_id).person_id
        with (
            self._database.writing() as connection,
            changing(connection, self._database.place.crops, _ACTION, now, whose),
        ):
            connection.execute(update(their_date).where(their_date.c.id == date_id).values(values))
            return _one(connection, date_id)


def _one(connection: Connection, date_id: int) -> TheirDate:
    row = connection.execute(select(their_date).where(their_date.c.id == date_id)).one_or_none()
    if row is None:
        raise InputError(f"there is no date {date_id}", "cardscan date list --all shows them all")
    return date_of(row)
