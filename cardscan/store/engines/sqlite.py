"""A store in a file: SQLite, with FTS5 for the index of words."""

import os
import sqlite3
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, ColumnElement, Connection, Engine, create_engine, event, func, literal_column
from sqlalchemy.exc import DBAPIError

from cardscan.errors import CardscanError, SetupError, StoreError
from cardscan.store.engines.words import All, AnyOf
from cardscan.store.place import Place

NAME = "sqlite"
WRITING: Mapping[str, Any] = {"writes": True}

NUMBERED = frozenset({"person", "promise"})  # their numbers are typed, and never given again

#: How long to wait for another command that is writing. A photo's transaction takes milliseconds.
LOCK_SECONDS = 20

_AFRESH = (
    "restore a backup: cardscan restore FILE\n"
    "without one, move it and the folders beside it (-cards, -photos) elsewhere, and ingest the photos again, "
    "those in -photos too"
)

#: SQLite's name of an error (its beginning) -> what to say and advise.
_SAID = {
    "SQLITE_FULL": ("the disk is full", "free some space and run the same command again; what was stored is kept"),
    "SQLITE_BUSY": ("another program has locked it", "wait until the other cardscan has finished, then try again"),
    "SQLITE_LOCKED": ("another program has locked it", "wait until the other cardscan has finished, then try again"),
    "SQLITE_CANTOPEN": ("it cannot be opened", "check that you may read and write the file and its folder"),
    "SQLITE_READONLY": ("it cannot be written", "check that you may write the file and its folder"),
    "SQLITE_PERM": ("it cannot be written", "check that you may write the file and its folder"),
    "SQLITE_NOTADB": ("it is not a cardscan store", "give another path with --db, or move the file away"),
    "SQLITE_CORRUPT": ("it is damaged", _AFRESH),
    "SQLITE_IOERR": ("the disk cannot be read or written", "check the disk and its free space"),
}

_whole_row: ColumnElement[Any] = literal_column("search")


def connected(place: Place) -> Engine:
    """Give what connects to a store's file; one that can only be read is opened for that."""
    # What a statement was about to write stays out of error messages, and so out of logs.
    url = _to_read(place) if is_read_only(place) else place.url
    engine = create_engine(url, connect_args={"timeout": LOCK_SECONDS, "cached_statements": 1024}, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        # Transactions are begun below, not by the driver, which would begin them after the first read.
        connection.isolation_level = None
        for pragma in ("synchronous = NORMAL", "foreign_keys = ON", "secure_delete = ON"):  # WAL: see `upgrading`
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A writer takes the lock at once: a reader that turns writer fails when another wrote in between.
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _to_read(place: Place) -> URL:
    """Give the address of a store to be read alone. SQLite else wants to make a -shm beside it, even to read."""
    query = {"mode": "ro", "uri": "true"}
    wal = place.file.with_name(f"{place.file.name}-wal")
    if not wal.exists() or not wal.stat().st_size:  # else what is in it would be overlooked
        query["immutable"] = "1"
    return URL.create("sqlite", database=f"file:{quote(str(place.file))}", query=query)


def is_there(place: Place) -> bool:
    """Tell whether the file is there, and anything in it."""
    return place.file.exists() and place.file.stat().st_size > 0


def is_read_only(place: Place) -> bool:
    """Tell whether a store is there that can only be read: its disk is read-only, or others may write there."""
    return place.file.exists() and not all(os.access(each, os.W_OK) for each in (place.file, place.file.parent))


def make(place: Place) -> None:
    """Make the store's folder (0700) and an empty file (0600), where they are missing.

    SQLite gives its -wal and -shm files the mode of the file they belong to.
    """
    place.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(place.file, os.O_RDWR | os.O_CREAT, 0o600))


def is_settled(_connection: Connection, _place: Place) -> bool:
    """Take the pictures beside the file for its own: they bear its name."""
    return True


def settle(_connection: Connection, _place: Place) -> None:
    """Do nothing: see `is_settled`."""


@contextmanager
def upgrading(engine: Engine) -> Iterator[Connection]:
    """Give a transaction in which tables may be changed.

    SQLite changes a table by copying it; with foreign keys on, dropping the old one would empty its children.
    Pragmas count only outside a transaction, hence on the driver's connection. WAL is a property of the file.
    """
    with engine.connect().execution_options(**WRITING) as connection:
        driver = connection.connection.dbapi_connection
        assert driver is not None  # noqa: S101 - it is open
        for pragma in ("journal_mode = WAL", "foreign_keys = OFF"):
            _set(driver.cursor(), pragma)
        with connection.begin():
            yield connection
        connection.invalidate()  # the next one has foreign keys on again


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


def says(error: DBAPIError, place: object) -> CardscanError:
    """Say what SQLite's name of an error means."""
    if "no such module: fts5" in str(error.orig):
        return SetupError(
            "this Python's SQLite cannot search texts (it lacks FTS5)", "use Python from python.org or your system"
        )
    name = getattr(error.orig, "sqlite_errorname", "")
    for known, (said, advice) in _SAID.items():
        if name.startswith(known):
            return StoreError(f"{place}: {said}", advice)
    return StoreError(f"{place}: {error.orig}", "run cardscan doctor")


def scrub(engine: Engine, place: Place) -> str:
    """Write the file anew and empty the -wal beside it, so that nothing that was deleted is left in either.

    `secure_delete` is not enough: where SQLite moved rows from page to page, copies of them stay behind.
    While another program reads, the -wal cannot be emptied; SQLite removes it when the last one closes the store.
    """
    with engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")  # neither can be done within a transaction
        connection.exec_driver_sql("VACUUM")
        busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar_one()
    return f"{place}: another program reads it" if busy else ""


def snapshot(engine: Engine, file: Path) -> bool:
    """Copy the file as it is at one moment."""
    with engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")  # it cannot be done within a transaction
        connection.exec_driver_sql("VACUUM INTO ?", (str(file),))
    return True


def last_ids(connection: Connection) -> Mapping[str, int]:
    """Read what SQLite remembers of tables whose numbers are never given again."""
    return {row.name: row.seq for row in connection.exec_driver_sql("SELECT name, seq FROM sqlite_sequence")}


def go_on_from(connection: Connection, ids: Mapping[str, int]) -> None:
    """Let SQLite remember them; of other tables it gives the number after the greatest that is there."""
    for name in last_ids(connection):
        connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = ?", (name,))
    for name in NUMBERED & ids.keys():
        connection.exec_driver_sql("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (name, ids[name]))


def damage(connection: Connection) -> str:
    """Say what SQLite finds wrong with the file."""
    [found] = connection.exec_driver_sql("PRAGMA quick_check(1)").one()
    return "" if found == "ok" else str(found)


def astray(connection: Connection) -> int:
    """Count rows whose foreign keys lead nowhere."""
    return len(connection.exec_driver_sql("PRAGMA foreign_key_check").all())


def is_json(column: ColumnElement[Any]) -> ColumnElement[bool]:
    """Tell of a text whether it is JSON."""
    return func.json_valid(column) == 1


def holds(query: All, within: str, not_within: Collection[str] = ()) -> ColumnElement[bool]:
    """Match a row of the index with a query of FTS5. Folded words hold no quotes."""
    asked = _query(query)
    wanted = f"{within} : {asked}" if within else asked
    for column in not_within:
        wanted = f"({wanted}) NOT ({column} : {asked})"
    return _whole_row.op("MATCH", is_comparison=True)(wanted)


def farness(_query: All, weights: Collection[int]) -> ColumnElement[Any]:
    """Order what was matched by FTS5's BM25."""
    return func.bm25(_whole_row, *weights)


def misspelt(_connection: Connection, _key: ColumnElement[str], _first: str, _words: Mapping[str, int]) -> None:
    """Leave it to who reads the keys: SQLite has no index for it."""


def scrub_words(connection: Connection) -> None:
    """Write the index anew without the words of those who are gone: else it would keep them, marked as deleted."""
    connection.exec_driver_sql("INSERT INTO search (search) VALUES ('optimize')")


def _query(asked: str | All | AnyOf) -> str:
    if isinstance(asked, str):
        return f'"{asked}"*'
    return f"({(' AND ' if isinstance(asked, All) else ' OR ').join(map(_query, asked.parts))})"
