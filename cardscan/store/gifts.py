"""What you can give, and to whom you gave it; each method is one transaction."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, select, update

from cardscan.errors import InputError
from cardscan.person import Gift, Promise
from cardscan.store.engine import Database, expect, user_of
from cardscan.store.followup import add_promise, promise_of, settle_promise
from cardscan.store.journal import changing, recorded
from cardscan.store.rows import inserted, plain_row, storable
from cardscan.store.schema import promise
from cardscan.store.schema_gifts import gift

ADDED = 0  # in the journal: a gift that has no id yet


class Gifts:
    """The list of what you, and those who use the store with you, can give."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[Gift, ...]:
        """List all gifts, those that were added first at the top."""
        with self._database.reading() as connection:
            return tuple(map(_gift_of, connection.execute(select(gift).order_by(gift.c.id))))

    def given(self) -> dict[int, tuple[Promise, ...]]:
        """List for each gift what came of it: promises of it, oldest first; those kept were given."""
        found: defaultdict[int, list[Promise]] = defaultdict(list)
        named = select(promise).where(promise.c.gift_id.is_not(None)).order_by(promise.c.made, promise.c.id)
        with self._database.reading() as connection:
            for row in connection.execute(named):
                found[row.gift_id].append(promise_of(row))
        return {gift_id: tuple(each) for gift_id, each in found.items()}

    def add(self, new: Gift, now: datetime) -> Gift:
        """Store a new gift of whoever uses the store; its id is given here."""
        with self._database.writing() as connection, recorded(connection, "gift", (), now, {gift: (ADDED,)}):
            mine = replace(new, added=now, by=user_of(connection))
            return _one(connection, inserted(connection, gift, _row(mine)))

    def change(self, gift_id: int, changed: Callable[[Gift], Gift], now: datetime) -> Gift:
        """Change a gift as it is now. Raises InputError when there is none, ChangedError when it is not as seen."""
        with self._database.writing() as connection, recorded(connection, "gift", (), now, {gift: (gift_id,)}):
            before = _one(connection, gift_id)
            expect(connection, before)
            connection.execute(update(gift).where(gift.c.id == gift_id).values(_row(changed(before))))
            return _one(connection, gift_id)

    def remove(self, gift_id: int, now: datetime) -> Gift:
        """Take a gift off the list; what was given stays. Raises InputError and ChangedError as `change` does."""
        with self._database.writing() as connection, recorded(connection, "gift", (), now, {gift: (gift_id,)}):
            gone = _one(connection, gift_id)
            expect(connection, gone)
            connection.execute(delete(gift).where(gift.c.id == gift_id))
            return gone

    def give(self, gift_id: int, person_id: int, when: datetime, now: datetime) -> Promise:
        """Note that you gave someone a gift: as a promise kept, the one that promised it where there is one.

        Raises InputError when there is no such gift, WhoError when there is nobody.
        """
        from cardscan.connections.gifts import promise_met  # loads what reads days

        crops = self._database.place.crops
        with self._database.writing() as connection, changing(connection, crops, "given", now, person_id) as one:
            given = _one(connection, gift_id)
            made = promise_met(given, one.person) or add_promise(
                connection, one.id, given.text, "me", None, min(when, now), None
            )
            connection.execute(update(promise).where(promise.c.id == made.id).values(gift_id=gift_id))
            return settle_promise(connection, made.id, "kept", when)


def _one(connection: Connection, gift_id: int) -> Gift:
    row = connection.execute(select(gift).where(gift.c.id == gift_id)).one_or_none()
    if row is None:
        raise InputError(f"there is no gift {gift_id}", "cardscan give list --all shows them all")
    return _gift_of(row)


def _gift_of(row: Row[Any]) -> Gift:
    return Gift(**{**row._asdict(), "tags": tuple(row.tags)})


def _row(of: Gift) -> dict[str, Any]:
    values = plain_row(of)
    del values["id"]
    return {**values, "tags": [storable(each) for each in values["tags"]]}
