"""Connect to a store, and say in plain words what went wrong with it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from cardscan.connections.seen import Check, whatever
from cardscan.errors import FULL, StoreError
from cardscan.store import engines
from cardscan.store.engines.kind import Kind
from cardscan.store.place import Place


def kind_of(of: Place | Connection) -> Kind:
    """Give the kind of database that a place is in, or a connection leads to."""
    return engines.named(of.url.get_backend_name() if isinstance(of, Place) else of.dialect.name)


def is_read_only(place: Place) -> bool:
    """Tell whether a store is there that can only be read."""
    return kind_of(place).is_read_only(place)


@dataclass(frozen=True, slots=True)
class Database:
    """A store's database: each `reading` and `writing` is one transaction."""

    place: Place
    kind: Kind
    engine: Engine
    user: str = ""  # who of us writes; "" where one alone uses the store
    expects: Check = whatever  # how whoever writes saw what they change
    moment: Connection | None = None  # the transaction that each `reading` is a part of; None: each is its own

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Read in one transaction, in which all is as it was at its beginning."""
        if self.moment is not None:
            yield self.moment
            return
        with self._begun({}) as connection:
            yield connection

    @contextmanager
    def at_one_moment(self) -> Iterator["Database"]:
        """Give it for whoever reads much at once: in one transaction, until something is written meanwhile.

        On a server it takes as long to begin and to end one as to ask for something.
        """
        with explained(self.place), self.engine.connect() as connection:
            yield replace(self, moment=connection.execution_options(user=self.user))

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Write in one transaction, as the only writer; committed at the end, undone by any exception."""
        if self.moment is not None:
            self.moment.commit()  # what is read next shows it; and a file without WAL is not written while one reads
        with self._begun({**self.kind.WRITING, "expects": self.expects}) as connection:
            yield connection

    def expecting(self, check: Check) -> "Database":
        """Give it for whoever writes what has to pass a check, too, as it is when it is written."""
        before = self.expects

        def both(of: object) -> None:
            before(of)
            check(of)

        return replace(self, expects=both)

    @contextmanager
    def _begun(self, options: Mapping[str, Any]) -> Iterator[Connection]:
        """Begin a transaction. Of an engine with options of its own each statement would ask all listeners twice."""
        with (
            explained(self.place),
            self.engine.connect() as connection,
            connection.execution_options(user=self.user, **options).begin(),
        ):
            yield connection

    @contextmanager
    def upgrading(self) -> Iterator[Connection]:
        """Change the schema in one transaction, as the only writer."""
        with explained(self.place), self.kind.upgrading(self.engine) as connection:
            yield connection

    def scrub(self) -> str:
        """Leave nothing of what was deleted; tell why, where that could not be done, "" where it was."""
        try:
            with explained(self.place):
                return self.kind.scrub(self.engine, self.place)
        except StoreError as error:
            return error.message

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()


def user_of(connection: Connection) -> str:
    """Tell whose a transaction is; "" where one alone uses the store."""
    return str(connection.get_execution_options().get("user", ""))


def anything_expected(connection: Connection) -> bool:
    """Tell whether whoever writes in a transaction said how they saw what they change."""
    return connection.get_execution_options().get("expects", whatever) is not whatever


def expect(connection: Connection, of: object) -> None:
    """Raise ChangedError where someone, or an event, is not as whoever writes in a transaction saw them."""
    connection.get_execution_options().get("expects", whatever)(of)


def connect(place: Place, user: str = "") -> Database:
    """Give the database of a store; its connections are opened when they are used. Raises SetupError."""
    kind = kind_of(place)
    return Database(place, kind, kind.connected(place), user)


@contextmanager
def explained(place: object) -> Iterator[None]:
    """Turn errors of the database and of the disk into StoreError, and of what is not installed into SetupError.

    `place` is what they are about, as it is shown.
    """
    try:
        yield
    except DBAPIError as error:
        module = type(error.orig).__module__.partition(".")[0]
        raise engines.named("postgresql" if module == "psycopg" else "sqlite").says(error, place) from error
    except OSError as error:
        if error.errno in FULL:
            raise StoreError(
                f"{place}: the disk is full", "free some space and run the same command again; what was stored is kept"
            ) from error
        where = error.filename or place
        raise StoreError(
            f"{where}: {error.strerror or error}", "check that you may write there, or give another path with --db"
        ) from error
