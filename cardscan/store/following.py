"""Rows that follow from what is kept of people: only those are written that are others than before.

Most changes leave most of them as they are, and to take a row out and put it back is what a database is slow at.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, TableClause, and_, bindparam, delete, insert, select

from cardscan.store.rows import of


class Following:
    """A table, or an index, of such rows; `owner` is the column with the person's id, `key` what tells rows apart."""

    def __init__(self, table: TableClause, owner: str, key: Collection[str]) -> None:
        self._names = [column.name for column in table.c]
        self._key = {f"this_{name}": self._names.index(name) for name in key}
        self._insert = insert(table)
        self._there = select(*table.c).where(of(table.c[owner]))
        self._delete = delete(table).where(and_(*(table.c[name] == bindparam(f"this_{name}") for name in key)))

    def refresh(self, connection: Connection, person_ids: Collection[int], rows: Iterable[Mapping[str, Any]]) -> None:
        """Let these rows be all that there are of some people."""
        there = {tuple(row) for row in connection.execute(self._there, {"ids": person_ids})}
        wanted = {tuple(row[name] for name in self._names) for row in rows}
        if gone := there - wanted:
            keys = [{name: row[place] for name, place in self._key.items()} for row in sorted(gone, key=repr)]
            connection.execute(self._delete, keys)
        if new := wanted - there:
            connection.execute(
                self._insert, [dict(zip(self._names, row, strict=True)) for row in sorted(new, key=repr)]
            )
