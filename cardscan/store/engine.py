"""Connect to a store, and say in plain words what went wrong with it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

from cardscan.errors import FULL, SetupError, StoreError
from cardscan.store.place import Place

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


def create_private(place: Place) -> None:
    """Make the store's folder (0700) and an empty file (0600), where they are missing.

    SQLite gives its -wal and -shm files the mode of the file they belong to.
    """
    with explained(place.file):
        place.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(place.file, os.O_RDWR | os.O_CREAT, 0o600))


def is_read_only(place: Place) -> bool:
    """Tell whether a store is there that can only be read: its disk is read-only, or others may write there."""
    return place.file.exists() and not all(os.access(each, os.W_OK) for each in (place.file, place.file.parent))


@dataclass(frozen=True, slots=True)
class Database:
    """A store's database: each `reading` and `writing` is one transaction."""

    place: Place
    engine: Engine
    user: str = ""  # who of us writes; "" where one alone uses the store

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Read in one transaction."""
        with explained(self.place.file), self.engine.execution_options(user=self.user).begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Write in one transaction, as the only writer; committed at the end, undone by any exception."""
        engine = self.engine.execution_options(writes=True, user=self.user)
        with explained(self.place.file), engine.begin() as connection:
            yield connection

    def scrub(self) -> str:
        """Write the file anew and empty the -wal beside it, so that nothing that was deleted is left in either.

        Tell why, where that could not be done; "" where it was.

        `secure_delete` is not enough: where SQLite moved rows from page to page, copies of them stay behind.
        While another program reads, the -wal cannot be emptied; SQLite removes it when the last one closes the store.
        """
        try:
            with explained(self.place.file), self.engine.connect() as connection:
                connection.exec_driver_sql("COMMIT")  # neither can be done within a transaction
                connection.exec_driver_sql("VACUUM")
                busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar_one()
        except StoreError as error:
            return error.message
        return f"{self.place.file}: another program reads it" if busy else ""

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()


def user_of(connection: Connection) -> str:
    """Tell whose a transaction is; "" where one alone uses the store."""
    return str(connection.get_execution_options().get("user", ""))


def connect(place: Place, user: str = "") -> Database:
    """Give the database of a store; its connections are opened when they are used."""
    # What a statement was about to write stays out of error messages, and so out of logs.
    url = _to_read(place) if is_read_only(place) else place.url
    engine = create_engine(url, connect_args={"timeout": LOCK_SECONDS}, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        # Transactions are begun below, not by the driver, which would begin them after the first read.
        connection.isolation_level = None
        for pragma in ("synchronous = NORMAL", "foreign_keys = ON", "secure_delete = ON"):  # WAL: see migrate
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A writer takes the lock at once: a reader that turns writer fails when another wrote in between.
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return Database(place, engine, user)


def _to_read(place: Place) -> URL:
    """Give the address of a store to be read alone. SQLite else wants to make a -shm beside it, even to read."""
    query = {"mode": "ro", "uri": "true"}
    wal = place.file.with_name(f"{place.file.name}-wal")
    if not wal.exists() or not wal.stat().st_size:  # else what is in it would be overlooked
        query["immutable"] = "1"
    return URL.create("sqlite", database=f"file:{quote(str(place.file))}", query=query)


@contextmanager
def explained(file: Path) -> Iterator[None]:
    """Turn errors of the database and of the disk into StoreError, and of an SQLite without search into SetupError."""
    try:
        yield
    except DBAPIError as error:
        if "no such module: fts5" in str(error.orig):
            raise SetupError(
                "this Python's SQLite cannot search texts (it lacks FTS5)", "use Python from python.org or your system"
            ) from error
        name = getattr(error.orig, "sqlite_errorname", "")
        for known, (said, advice) in _SAID.items():
            if name.startswith(known):
                raise StoreError(f"{file}: {said}", advice) from error
        raise StoreError(f"{file}: {error.orig}", "run cardscan doctor") from error
    except OSError as error:
        if error.errno in FULL:
            raise StoreError(f"{file}: {_SAID['SQLITE_FULL'][0]}", _SAID["SQLITE_FULL"][1]) from error
        where = error.filename or file
        raise StoreError(
            f"{where}: {error.strerror or error}", "check that you may write there, or give another path with --db"
        ) from error
