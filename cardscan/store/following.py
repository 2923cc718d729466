"""Rows that follow from what is kept of people: only those are written that are others than before.

Most changes leave most of them as they are, and to take a row out and put it back is what a database is slow at.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, TableClause, and_, bindparam, delete, insert, or_, select, update

from cardscan.store.rows import of


class Following:
    """A table, or an index, of such rows; `owners` are the columns with people's ids, `key` what tells rows apart."""

    def __init__(self, table: TableClause, owners: Collection[str], key: Collection[str]) -> None:
        self._names = [column.name for column in table.c]
        self._key = {f"this_{name}": self._names.index(name) for name in key}
        self._insert = insert(table)
        self._there = select(*table.c).where(or_(*(of(table.c[owner]) for owner in owners)))
        this = and_(*(table.c[name] == bindparam(f"this_{name}") for name in key))
        self._delete = delete(table).where(this)
        self._update = update(table).where(this)  # of those columns that it is given
        self._free = {name: place for place, name in enumerate(self._names) if name not in key}

    def refresh(self, connection: Connection, person_ids: Collection[int], rows: Iterable[Mapping[str, Any]]) -> None:
        """Let these rows be all that there are of some people; of others who have rows among them none are there."""
        found = connection.execute(self._there, {"ids": person_ids}) if person_ids else ()
        there = {self._key_of(row): tuple(row) for row in found}
        named = (tuple(row[name] for name in self._names) for row in rows)
        wanted = {self._key_of(row): row for row in named}
        if gone := there.keys() - wanted.keys():
            connection.execute(self._delete, [self._this(key) for key in sorted(gone)])
        other = [key for key in wanted.keys() & there.keys() if wanted[key] != there[key]]
        if other:
            connection.execute(self._update, [self._this(key) | self._rest(wanted[key]) for key in sorted(other)])
        if new := wanted.keys() - there.keys():
            connection.execute(self._insert, [self._row(wanted[key]) for key in sorted(new)])

    def _key_of(self, row: Sequence[Any]) -> tuple[Any, ...]:
        return tuple(row[place] for place in self._key.values())

    def _this(self, key: tuple[Any, ...]) -> dict[str, Any]:
        return dict(zip(self._key, key, strict=True))

    def _rest(self, row: tuple[Any, ...]) -> dict[str, Any]:
        return {name: row[place] for name, place in self._free.items()}

    def _row(self, row: tuple[Any, ...]) -> dict[str, Any]:
        return dict(zip(self._names, row, strict=True))
