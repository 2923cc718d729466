"""The rows of a store, read and written as another program would."""

import sqlite3
from contextlib import closing

import psycopg

from cardscan.store import locate


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
