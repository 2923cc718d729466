"""Tell which tables a block writes to, and let each be looked at before."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from sqlalchemy import Connection, Delete, Table, UpdateBase, event

from cardscan.store.schema import metadata


@contextmanager
def watched(connection: Connection, about_to_write: Callable[[Table], None]) -> Iterator[None]:
    """Within the block, call `about_to_write` before each statement with each table whose rows it may change.

    It is asked of the statements themselves, so that none can be overlooked: whoever deletes from a table changes
    those below it, too.
    """

    def look(_connection: Connection, statement: Any, *_: Any) -> None:
        if isinstance(statement, UpdateBase) and isinstance(statement.table, Table):
            for each in _reached(statement.table) if isinstance(statement, Delete) else (statement.table,):
                about_to_write(each)

    event.listen(connection, "before_execute", look)
    try:
        yield
    finally:
        event.remove(connection, "before_execute", look)


@cache
def _reached(table: Table) -> frozenset[Table]:
    """Give a table and those whose rows go, or point nowhere, where one of its rows is deleted."""
    reached = {table}
    for below in metadata.sorted_tables:
        for key in below.foreign_keys:
            if key.column.table is table:
                reached |= _reached(below) if key.ondelete == "CASCADE" and below is not table else {below}
    return frozenset(reached)
