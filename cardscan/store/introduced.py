"""What was done towards introducing people: noted, and of whom anything was."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, insert, select

from cardscan.errors import InputError
from cardscan.person import Introduced
from cardscan.store import people
from cardscan.store.engine import Database, user_of
from cardscan.store.journal import changing
from cardscan.store.rows import storable
from cardscan.store.schema_introduced import introduction

#: Who was asked, or answered, and what was done; with how it went.
Done = tuple[int, Introduced, str]


#: Who of a pair has the lower id, who the higher one, and its first step, by which pages go.
_ONE = case(
    (introduction.c.person_id < introduction.c.other_id, introduction.c.person_id), else_=introduction.c.other_id
)
_OTHER = introduction.c.person_id + introduction.c.other_id - _ONE
_FIRST = func.min(introduction.c.id)
_PAIRS = select(_ONE.label("one"), _OTHER.label("other"), _FIRST.label("first")).group_by(_ONE, _OTHER)


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

    def begun(self) -> frozenset[frozenset[int]]:
        """List the pairs of whom somebody was asked, or who were introduced."""
        with self._database.reading() as connection:
            rows = connection.execute(select(introduction.c.person_id, introduction.c.other_id).distinct())
            return frozenset(frozenset((row.person_id, row.other_id)) for row in rows)

    def some(self, start: int | None, limit: int) -> Begun:
        """Give a page of those begun, the ones begun last first, from `start` as another page says it."""
        here, before = _PAIRS.order_by(_FIRST.desc()).limit(limit + 1), _PAIRS.order_by(_FIRST).limit(limit)
        with self._database.reading() as connection:
            number = connection.execute(select(func.count()).select_from(_PAIRS.subquery())).scalar_one()
            if start is None:
                rows, earlier = connection.execute(here).all(), []
            else:
                rows = connection.execute(here.having(start >= _FIRST)).all()
                earlier = list(connection.execute(before.having(start < _FIRST)))
        return Begun(
            tuple((row.one, row.other) for row in rows[:limit]),
            number,
            rows[limit].first if len(rows) > limit else None,
            earlier[-1].first if earlier else None,
        )

    def people(self) -> Sequence[int]:
        """List the ids of all of whom there is an introduction."""
        return sorted({each for pair in self.begun() for each in pair})
