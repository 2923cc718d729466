"""What was done towards introducing people: noted, and of whom anything was."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, func, insert, or_, select

from cardscan.errors import InputError
from cardscan.person import Introduced
from cardscan.store import courses, people
from cardscan.store.engine import Database, user_of
from cardscan.store.journal import changing
from cardscan.store.rows import of, storable
from cardscan.store.schema_found import course
from cardscan.store.schema_introduced import introduction

#: Who was asked, or answered, and what was done; with how it went.
Done = tuple[int, Introduced, str]
_OF_SOME = courses.PAIRS.where(or_(of(course.c.one_id), of(course.c.other_id)))


@dataclass(frozen=True, slots=True)
class Begun:
    """A page of introductions that were begun, the pairs by their ids, and where those after and before it begin."""

    pairs: tuple[tuple[int, int], ...]
    number: int  # in all
    following: int | None
    previous: int | None


class Introductions:
    """Introductions that were begun; each method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, one_id: int, other_id: int, done: Sequence[Done], now: datetime) -> None:
        """Note what was done towards introducing two people, as one change.

        Raises WhoError for who is not there, InputError where both are one person.
        """
        with self._database.writing() as connection:
            one, other = (people.now_id(connection, each) for each in (one_id, other_id))
            if one == other:
                raise InputError("both are the same person", "name two people")
            with changing(connection, self._database.place.crops, "introduce", now, one, other):
                for who_id, what, words in done:
                    who = people.now_id(connection, who_id)
                    values = {"person_id": who, "other_id": other if who == one else one, "what": what, "at": now}
                    words_by = {"words": storable(words), "by": user_of(connection)}
                    connection.execute(insert(introduction).values(values | words_by))

    def begun(self, ids: Collection[int]) -> frozenset[frozenset[int]]:
        """List the pairs with one of these people of whom somebody was asked, or who were introduced."""
        with self._database.reading() as connection:
            pairs = connection.execute(_OF_SOME, {"ids": list(ids)}).all()
            return frozenset(frozenset((row.one_id, row.other_id)) for row in pairs)

    def number(self) -> int:
        """Count the pairs."""
        with self._database.reading() as connection:
            return _number(connection)

    def some(self, start: int | None, limit: int) -> Begun:
        """Give a page of those begun, the ones begun last first, from `start` as another page says it."""
        first = course.c.first
        here, before = courses.PAIRS.order_by(first.desc()).limit(limit + 1), courses.PAIRS.order_by(first).limit(limit)
        with self._database.reading() as connection:
            if start is None:
                rows, earlier = connection.execute(here).all(), []
            else:
                rows = connection.execute(here.where(start >= first)).all()
                earlier = list(connection.execute(before.where(start < first)))
            return Begun(
                tuple((row.one_id, row.other_id) for row in rows[:limit]),
                _number(connection),
                rows[limit].first if len(rows) > limit else None,
                earlier[-1].first if earlier else None,
            )

    def in_turn(self, today: date, most: int | None = None) -> list[tuple[int, int]]:
        """List pairs, `most` or all: what is to be done next first, then those of whom nothing is, the latest first."""
        found: list[tuple[int, int]] = []
        with self._database.reading() as connection:
            for pairs in courses.in_turn(today):
                left = None if most is None else most - len(found)
                found += [(row.one_id, row.other_id) for row in connection.execute(pairs.limit(left))]
        return found


def _number(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(course)).scalar_one()
