"""Those who wait for you, in turn, and what is to be looked at of them; each method is one transaction."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, case, func, literal, select, tuple_

from cardscan.connections.doubts import PILES, Doubt, ToCheck, to_check
from cardscan.connections.standing import LET_GO, is_waiting
from cardscan.connections.waiting import Turn, turn_of
from cardscan.person import Person
from cardscan.store import people, schema_found
from cardscan.store.engine import Database
from cardscan.store.schema import filing, meeting
from cardscan.store.schema_found import summary

_IN_TURN = (summary.c.since, summary.c.event_id, summary.c.created, summary.c.person_id)
_CHECKS = schema_found.to_check
_LIKELY_FIRST = (_CHECKS.c.doubtful, _CHECKS.c.person_id, _CHECKS.c.position)


@dataclass(frozen=True, slots=True)
class Item:
    """Something to be looked at, and of whom."""

    person: Person
    what: ToCheck


@dataclass(frozen=True, slots=True)
class Around:
    """Who comes before someone among those who wait, and who after them, by their ids."""

    before: int | None
    after: int | None
    place: int  # of someone who waits, from 1; 0 for others


@dataclass(frozen=True, slots=True)
class LetGo:
    """Those who were let go in a while."""

    people: int
    companies: int
    since: datetime  # after this moment
    until: datetime  # the last of them


@dataclass(frozen=True, slots=True)
class Asked:
    """Which pile is asked for."""

    kind: str  # one of PILES
    doubt: Doubt | None = None
    event_id: int | None = None  # met there


class Waiting:
    """Who waits, and for what."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def number(self, event_id: int | None = None, most: int | None = None) -> int:
        """Count those who wait, of all or of one event; no further than to `most`."""
        waiting = summary.c.since.is_not(None), *_met_at(summary.c.person_id, event_id)
        with self._database.reading() as connection:
            return _number(connection, select(summary.c.person_id).where(*waiting).limit(most))

    def people(self, limit: int, event_id: int | None = None, after: Turn | None = None) -> tuple[Person, ...]:
        """Read those who wait, in turn, from the first on or `after` one; those met at an event, if one is given."""
        with self._database.reading() as connection:
            wanted = select(summary.c.person_id).where(
                summary.c.since.is_not(None), *_met_at(summary.c.person_id, event_id)
            )
            if after:
                wanted = wanted.where(tuple_(*_IN_TURN) > _place(after))
            ids = connection.execute(wanted.order_by(*_IN_TURN).limit(limit)).scalars().all()
            return tuple(people.each(connection, self._database.place.crops, ids))

    def in_turn(self, event_id: int | None = None) -> Iterator[Person]:
        """Read those who wait one after the other, each as they are when it is their turn."""
        after: Turn | None = None
        while some := self.people(1, event_id, after):
            yield some[0]
            after = turn_of(some[0])

    def around(self, person: Person, most: int | None = None) -> Around:
        """Say who is before someone and who after them, also where they wait no longer themselves.

        most: their place is told no further than to it.
        """
        with self._database.reading() as connection:
            place = _place(turn_of(person))
            waiting = select(summary.c.person_id).where(summary.c.since.is_not(None))
            backwards = (column.desc() for column in _IN_TURN)
            before = waiting.where(tuple_(*_IN_TURN) < place).order_by(*backwards).limit(1)
            after = waiting.where(tuple_(*_IN_TURN) > place).order_by(*_IN_TURN).limit(1)
            return Around(
                connection.execute(before).scalar_one_or_none(),
                connection.execute(after).scalar_one_or_none(),
                _number(connection, waiting.where(tuple_(*_IN_TURN) <= place).limit(most)) if is_waiting(person) else 0,
            )

    def first(self) -> int | None:
        """Give the id of the first of those who wait."""
        with self._database.reading() as connection:
            waiting = select(summary.c.person_id).where(summary.c.since.is_not(None))
            return connection.execute(waiting.order_by(*_IN_TURN).limit(1)).scalar_one_or_none()

    def let_go(self, since: datetime) -> LetGo | None:
        """Count those who were let go after a moment and still are; None where nobody was."""
        with self._database.reading() as connection:
            gone = _let_go(since).add_columns(summary.c.company, filing.c.at).subquery()
            firms = func.sum(case((gone.c.company, 1), else_=0))
            number, companies, until = connection.execute(select(func.count(), firms, func.max(gone.c.at))).one()
            return LetGo(number - companies, companies, since, until) if number else None

    def ids_let_go(self, since: datetime, until: datetime) -> Sequence[int]:
        """List who was let go after a moment, up to another one, and still is."""
        with self._database.reading() as connection:
            return (
                connection.execute(_let_go(since).where(filing.c.at <= until).order_by(filing.c.person_id))
                .scalars()
                .all()
            )

    def unnoted(self, until: date) -> int:
        """Count those without a note who were met on a day or before."""
        with self._database.reading() as connection:
            return _number(connection, select(summary.c.person_id).where(summary.c.waits, summary.c.met <= until))

    def sizes(self, event_id: int | None = None) -> dict[str, int]:
        """Count each pile, in the order of PILES; those that are empty are left out."""
        with self._database.reading() as connection:
            counted = select(_CHECKS.c.kind, func.count()).where(*_met_at(_CHECKS.c.person_id, event_id))
            found = {row[0]: row[1] for row in connection.execute(counted.group_by(_CHECKS.c.kind))}
            return {kind: found[kind] for kind in PILES if kind in found}

    def size(self, asked: Asked) -> int:
        """Count a pile."""
        with self._database.reading() as connection:
            return _number(connection, _pile(asked))

    def pile(self, asked: Asked, limit: int, after: Item | None = None, offset: int = 0) -> tuple[Item, ...]:
        """Read some of a pile, the likeliest to be right first: from the first on, `after` an item, or so many on."""
        wanted = _pile(asked).order_by(*_LIKELY_FIRST).limit(limit).offset(offset)
        if after:
            place = (after.what.doubtful, after.person.id, after.what.position)
            wanted = wanted.where(tuple_(*_LIKELY_FIRST) > tuple_(*map(literal, place)))
        with self._database.reading() as connection:
            rows = connection.execute(wanted).all()
            there = {
                each.id: each
                for each in people.load(connection, self._database.place.crops, {row.person_id for row in rows})
            }
        checks = {
            (each.id, one.kind, one.position): Item(each, one) for each in there.values() for one in to_check(each)
        }
        found = (checks.get((row.person_id, asked.kind, row.position)) for row in rows)
        return tuple(filter(None, found))


def _let_go(since: datetime) -> Select[Any]:
    gone = select(filing.c.person_id).join(summary, summary.c.person_id == filing.c.person_id)
    return gone.where(filing.c.at > since, summary.c.filed == LET_GO)


def _pile(asked: Asked) -> Select[Any]:
    pile = select(_CHECKS.c.person_id, _CHECKS.c.position).where(
        _CHECKS.c.kind == asked.kind, *_met_at(_CHECKS.c.person_id, asked.event_id)
    )
    return pile.where(_CHECKS.c.doubt == asked.doubt) if asked.doubt else pile


def _met_at(owner: ColumnElement[int], event_id: int | None) -> tuple[ColumnElement[bool], ...]:
    if event_id is None:
        return ()
    return (owner.in_(select(meeting.c.person_id).where(meeting.c.event_id == event_id)),)


def _place(of: Turn) -> ColumnElement[Any]:
    values = (of.since, of.event_id, of.created, of.person_id)
    return tuple_(*(literal(value, column.type) for value, column in zip(values, _IN_TURN, strict=True)))


def _number(connection: Connection, rows: Select[Any]) -> int:
    return connection.execute(select(func.count()).select_from(rows.subquery())).scalar_one()
