"""Bring a store to the newest schema, or say why not."""

import sqlite3
import time
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect, text

from cardscan.errors import StoreError
from cardscan.store.derived import follows, judge_everyone, refresh_everyone
from cardscan.store.engine import LOCK_SECONDS, Database, explained, is_read_only
from cardscan.store.owned import refuse_beside_pictures

_FOLDER = Path(__file__).parent / "migrations"


def newest() -> str:
    """Tell the newest revision: migrations are files v0001_…, v0002_…, in the order in which they apply."""
    return max(file.name[1:5] for file in (_FOLDER / "versions").glob("v[0-9][0-9][0-9][0-9]_*.py"))


def revision(connection: Connection) -> str:
    """Tell the revision of a database, "" for an empty one; raise StoreError for another program's."""
    tables = set(inspect(connection).get_table_names())
    if "alembic_version" in tables and "person" in tables:
        return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())
    if tables:
        raise StoreError(
            f"{connection.engine.url.database}: it belongs to another program", "give another path with --db"
        )
    return ""


def migrate(database: Database) -> None:
    """Apply what is missing in one transaction; two programs at once take turns.

    Raises StoreError for a database of a newer cardscan or of another program, and for an empty one beside pictures.
    """
    place, file = database.place, database.place.file
    target = newest()
    with database.reading() as connection:
        found = revision(connection)
    if found > target:
        raise StoreError(
            f"{file}: it was written by a newer cardscan (schema {found}, this one knows {target})",
            "update cardscan: pip install --upgrade cardscan-pipeline",
        )
    if not found:
        refuse_beside_pictures(place)
    if found < target and is_read_only(place):
        raise StoreError(
            f"{file}: it was written by an older cardscan, and cannot be updated where it is",
            "copy it, with the folders beside it (-cards, -photos), to where you may write",
        )
    if found < target:
        _upgrade(database)
    elif not is_read_only(place):
        _follow_rules(database)


def _follow_rules(database: Database) -> None:
    """Say anew where everyone stands, where other rules than this program's said it."""
    with database.reading() as connection:
        up_to_date = follows(connection)
    if not up_to_date:
        with database.writing() as connection:
            judge_everyone(connection)


def _set(cursor: Any, pragma: str) -> None:
    """Set a pragma. SQLite does not wait for another command's lock when the journal's mode changes, so we do."""
    deadline = time.monotonic() + LOCK_SECONDS
    while True:
        try:
            cursor.execute(f"PRAGMA {pragma}")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.02)


def _upgrade(database: Database) -> None:
    from alembic import command  # slow to import, and needed once a release
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    # SQLite changes a table by copying it; with foreign keys on, dropping the old one would empty its children.
    # Pragmas count only outside a transaction, hence on the driver's connection. WAL is a property of the file.
    writer = database.engine.execution_options(writes=True)
    with explained(database.place.file), writer.connect() as connection:
        driver = connection.connection.dbapi_connection
        assert driver is not None  # noqa: S101 - it is open
        for pragma in ("journal_mode = WAL", "foreign_keys = OFF"):
            _set(driver.cursor(), pragma)
        with connection.begin():
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            refresh_everyone(connection)
        connection.invalidate()  # the next one has foreign keys on again
