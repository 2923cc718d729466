"""The rows of a store, read and written as another program would."""

import sqlite3
from contextlib import closing

import psycopg

from cardscan.store import locate

_TABLES = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"


def written(db: str) -> bytes:
    """Give all that a store holds, in lower case: what lies on the disk, and of a server all rows; files' names too."""
    place = locate(db)
    files = [file for file in place.file.parent.rglob("*") if file.is_file()]
    parts = [file.name.encode() + file.read_bytes() for file in files]
    if not place.is_file:
        for (table,) in execute(db, _TABLES):
            parts += [text.encode() for (text,) in execute(db, f'SELECT every::text FROM "{table}" AS every')]  # noqa: S608
    return b"\n".join(parts).lower()


def execute(db: str, statement: str) -> list[tuple]:
    """Run one statement in a transaction of its own, and give the rows that come of it."""
    place = locate(db)
    if place.url.get_backend_name() == "sqlite":
        with closing(sqlite3.connect(place.file)) as connection, connection:
            return connection.execute(statement).fetchall()
    address = place.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []
