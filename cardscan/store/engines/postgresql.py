"""A store on a server: PostgreSQL 15 or newer, by psycopg, with a `tsvector` for the index of words.

Writers take turns by an advisory lock, as SQLite lets them by its file: each sees all that those before it wrote, and
none waits for one that waits for it.
"""

import os
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import reduce
from json import JSONDecoder
from operator import add
from pathlib import Path
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection, Engine, and_, cast, column, event, func, literal, not_, or_, select
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR
from sqlalchemy.dialects.postgresql.base import PGDDLCompiler
from sqlalchemy.exc import DBAPIError

from cardscan.errors import CardscanError, SetupError, StoreError
from cardscan.store.engines.words import COLUMNS, All, AnyOf, beginnings, index
from cardscan.store.place import PICTURES, Place
from cardscan.store.rows import storable
from cardscan.store.schema import metadata, setting

NAME = "postgresql"
WRITING: Mapping[str, Any] = {"writes": True, "isolation_level": "READ COMMITTED"}

#: How long to wait for another command that is writing, and for a server that does not answer.
LOCK_SECONDS, CONNECT_SECONDS = 20, 10
_OLDEST = 15
_WRITERS = 0x63617264  # the key of the lock that writers take: one a database

_AGAIN = "run the same command again; what was stored is kept"
#: The beginning of an SQLSTATE -> what to say and advise.
_SAID = {
    "08": ("the connection to the server broke", f"check that it runs, then {_AGAIN}"),
    "25006": ("it can only be read", "give the address of the server that may be written to, not of a copy"),
    "28": ("the server does not let you in", "check user and password: ~/.pgpass or PGPASSWORD"),
    "3D000": ("there is no such database", "make it: createdb -E UTF8 NAME"),
    "42501": ("you may not do that there", "let the database's owner grant you its tables, or give another with --db"),
    "53100": ("the server's disk is full", f"free some space there and {_AGAIN}"),
    "53300": ("the server has no connection left", f"wait until others have finished, then {_AGAIN}"),
    "55P03": ("another program has locked it", "wait until the other cardscan has finished, then try again"),
    "57": ("the server is starting or shutting down", f"wait until it runs, then {_AGAIN}"),
}
#: What the server says, in English, where no SQLSTATE comes along: before there is a connection.
_UNCONNECTED = (
    ("password authentication failed", "28"),
    ("no password supplied", "28"),
    ("no pg_hba.conf entry", "28"),
    ("role ", "28"),
    ("database ", "3D000"),
    ("too many clients", "53300"),
    ("remaining connection slots", "53300"),
    ("the database system is", "57"),
)
_JSON = JSONDecoder()
_UNREACHABLE = "check its host and port, that it runs, and that it lets you in: psql opens the same address"


class _Ddl(PGDDLCompiler):
    """Texts compare byte by byte, as in SQLite, whatever the language of the database: a key is no word."""

    def get_column_specification(self, column: Any, **kwargs: Any) -> str:
        made: str = super().get_column_specification(column, **kwargs)  # type: ignore[no-untyped-call]
        return f'{made} COLLATE "C"' if isinstance(column.type, sa.String) else made


#: How it plans: few people are read of many, and the tables are in memory by then. As it comes, PostgreSQL looks
#: through everyone rather than for a few hundred in an index, compiles a statement for longer than it takes, and starts
#: a process that is to help with what is done before that one runs.
_PLANNED = "SET random_page_cost = 1.1; SET jit = off; SET parallel_setup_cost = 5000"


def connected(place: Place) -> Engine:
    """Give what connects to a database on a server. Raises SetupError where psycopg is not installed."""
    try:
        from psycopg.types.string import StrDumper
    except ImportError as error:
        raise SetupError(
            "a store on PostgreSQL needs psycopg, which is not installed",
            "pip install 'cardscan-pipeline[postgresql]'",
        ) from error

    class Storable(StrDumper):
        """What is looked for may hold what no text in the database can."""

        def dump(self, obj: str) -> Any:
            return super().dump(storable(obj))

    options = {"connect_timeout": CONNECT_SECONDS, "client_encoding": "utf8"}
    options = {name: value for name, value in options.items() if name not in place.url.query}
    # What a statement was about to write stays out of error messages, and so out of logs.
    engine = sa.create_engine(
        place.url,
        connect_args=options,
        hide_parameters=True,
        isolation_level="REPEATABLE READ",
        pool_pre_ping=True,
        json_deserializer=_parsed,
    )
    engine.dialect.ddl_compiler = _Ddl

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.adapters.register_dumper(str, Storable)
        before, connection.autocommit = connection.autocommit, True
        connection.execute(f"SET lock_timeout = '{LOCK_SECONDS}s'; {_PLANNED}")
        connection.autocommit = before

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("writes"):
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS})")

    return engine


def _parsed(kept: bytes | str) -> Any:
    """Parse JSON; it comes in UTF-8, which Python would find out anew for each value."""
    return _JSON.decode(kept if isinstance(kept, str) else str(kept, "utf-8"))


def is_there(_place: Place) -> bool:
    """Say that there may be one: only the server knows."""
    return True


def is_read_only(_place: Place) -> bool:
    """Say that it can be written: where it cannot, the server says so."""
    return False


def make(place: Place) -> None:
    """Make the folder of pictures (0700), where it is missing."""
    place.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)


def is_settled(connection: Connection, place: Place) -> bool:
    """Compare what a file in the folder of pictures and a setting in the database say.

    Whoever had other pictures would see none, and what is forgotten would stay in the folder of the others.
    """
    mine = select(setting.c.value).where(setting.c.name == PICTURES)
    known = connection.execute(mine).scalar_one_or_none()
    there = place.file.read_text(encoding="ascii").strip() if place.file.exists() else ""
    if known and known != there:
        raise StoreError(
            f"{place}: its pictures are not in {place.file.parent}",
            f"name the folder that all who use this store share: --db '{place}?pictures=FOLDER'\n"
            f"if it is lost, write the line {known} into the file {place.file}",
        )
    return bool(known)


def settle(connection: Connection, place: Place) -> None:
    """Write into the folder and into the database that they belong together, unless another program just did."""
    if not is_settled(connection, place):
        known = str(uuid4())
        with os.fdopen(os.open(place.file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(f"{known}\n")
            file.flush()
            os.fsync(file.fileno())
        connection.execute(sa.insert(setting).values(name=PICTURES, value=known))


@contextmanager
def upgrading(engine: Engine) -> Iterator[Connection]:
    """Give a transaction as the only writer; here that is enough to change tables."""
    with engine.execution_options(**WRITING).begin() as connection:
        version = int(connection.exec_driver_sql("SHOW server_version_num").scalar_one()) // 10_000
        if version < _OLDEST:
            raise SetupError(f"this server is PostgreSQL {version}", f"use PostgreSQL {_OLDEST} or newer")
        encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
        if encoding != "UTF8":
            raise SetupError(f"this database keeps texts in {encoding}", "make one in UTF-8: createdb -E UTF8 NAME")
        yield connection


def says(error: DBAPIError, place: object) -> CardscanError:
    """Say what an SQLSTATE means; of a connection that failed there is none, but what the server said."""
    told = " ".join(str(error.orig).split())
    state = getattr(error.orig, "sqlstate", None)
    if state is None:
        refused = told.partition("FATAL:")[2].strip()
        state = next((state for begin, state in _UNCONNECTED if refused.startswith(begin)), None)
        if state is None:
            return StoreError(f"{place}: the server cannot be reached: {told}", _UNREACHABLE)
    for known, (said, advice) in _SAID.items():
        if state.startswith(known):
            return StoreError(f"{place}: {said}", advice)
    return StoreError(f"{place}: {told}", "run cardscan doctor")


def scrub(engine: Engine, place: Place) -> str:
    """Write the tables anew: what was deleted stays in them else. The server's log and its own backups are its own."""
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.exec_driver_sql("SET lock_timeout = '2s'")
        try:
            for name in sorted(sa.inspect(connection).get_table_names()):
                connection.exec_driver_sql(f'VACUUM (FULL) "{name}"')
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", "") != "55P03":
                raise
            return f"{place}: another program reads it"
        finally:
            with suppress(DBAPIError):
                connection.exec_driver_sql(f"SET lock_timeout = '{LOCK_SECONDS}s'")
    return ""


def snapshot(_engine: Engine, _file: Path) -> bool:
    """Say that it was not copied: it is no file."""
    return False


def last_ids(connection: Connection) -> Mapping[str, int]:
    """Ask the sequences of the tables."""
    last = "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM"
    return {name: connection.scalar(sa.text(f"{last} {each}")) or 0 for name, each in _sequences(connection).items()}


def go_on_from(connection: Connection, ids: Mapping[str, int]) -> None:
    """Set the sequences; of tables that are not named, to what is in them."""
    for name, sequence in _sequences(connection).items():
        greatest = connection.scalar(select(func.max(metadata.tables[name].c.id))) or 0
        if last := max(greatest, ids.get(name, 0)):
            connection.execute(select(func.setval(sequence, last)))
    connection.exec_driver_sql("ANALYZE")  # else it plans for empty tables until it finds out


def _sequences(connection: Connection) -> dict[str, str]:
    """Give the sequence of each table that numbers its rows itself."""
    names = [table.name for table in metadata.sorted_tables if "id" in table.c]
    found = {name: connection.scalar(select(func.pg_get_serial_sequence(name, "id"))) for name in names}
    return {name: sequence for name, sequence in found.items() if sequence}


def damage(_connection: Connection) -> str:
    """Say nothing: the server looks after its files, and amcheck is the administrator's."""
    return ""


def astray(_connection: Connection) -> int:
    """Count none: the server lets no row refer to one that does not exist."""
    return 0


def is_json(_column: ColumnElement[Any]) -> ColumnElement[bool]:
    """Tell that it is: the server stores no other value in such a column."""
    return sa.true()


_WORDS = column("words", TSVECTOR)  # of the index: every word of a row, made of the other columns


def holds(query: All, within: str, not_within: Collection[str] = ()) -> ColumnElement[bool]:
    """Find rows by their words, and those that hold several in a row, or in one column, by its text too."""
    columns = [within] if within else list(COLUMNS)

    def of(asked: str | All | AnyOf) -> ColumnElement[bool]:
        if not isinstance(asked, str):
            return (and_ if isinstance(asked, All) else or_)(*map(of, asked.parts))
        found = _WORDS.op("@@", is_comparison=True)(cast(_tsquery(asked), TSQUERY))
        if not within and " " not in asked:
            return found
        return and_(found, or_(*(func.strpos(_text(name), f" {asked}") > 0 for name in columns)))

    return and_(of(query), *(not_(holds(query, name)) for name in not_within))


def farness(query: All, weights: Collection[int]) -> ColumnElement[Any]:
    """Order as FTS5's BM25 does, so that the same people come first: a word is worth more the fewer have it.

    https://www.sqlite.org/fts5.html#the_bm25_function, k1 1.2 and b 0.75; a hit counts as much as its column weighs.
    """
    everyone = select(func.count()).select_from(index).scalar_subquery()
    length = func.cardinality(func.string_to_array(_ALL, " "))
    usual = select(func.avg(length)).select_from(index).scalar_subquery()

    def worth(word: str) -> ColumnElement[Any]:
        carriers = select(func.count()).select_from(index).where(holds(All((word,)), "")).scalar_subquery()
        return func.greatest(func.ln((everyone - carriers + 0.5) / (carriers + 0.5)), 1e-6)

    def near(word: str) -> ColumnElement[Any]:
        hits: ColumnElement[Any] = reduce(
            add, (weight * _hits(name, word) for name, weight in zip(COLUMNS, weights, strict=True))
        )
        return worth(word) * hits * 2.2 / (hits + 1.2 * (0.25 + 0.75 * length / usual))

    return -reduce(add, map(near, beginnings(query)))


def misspelt(
    connection: Connection, key: ColumnElement[str], first: str, words: Mapping[str, int]
) -> ColumnElement[bool] | None:
    """Find keys by the trigrams that they share with a word, where the extension pg_trgm is there and words are plain.

    A typo changes four of them at most (two letters that change places), and adds three.
    """
    shares = [_least_share(word, typos) for word, typos in words.items() if typos]
    extension = sa.text("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'")
    if None in shares or connection.scalar(extension) is None:
        return None
    least = min((share for share in shares if share is not None), default=1.0)
    connection.execute(select(func.set_config("pg_trgm.similarity_threshold", f"{least:.3f}", True)))
    word = func.substr(key, len(first) + 1)  # as the index has it, see the migration
    alike = (word.op("%", is_comparison=True)(each) for each, typos in words.items() if typos)
    return and_(func.left(key, len(first)) == first, or_(sa.false(), *alike))


def _least_share(word: str, typos: int) -> float | None:
    """Reckon how much of the trigrams of two words must be common if one is the other with typos; None: maybe nothing.

    Letters beyond ASCII are letters to pg_trgm in some databases alone.
    """
    padded = f"  {word} "
    trigrams = {padded[at : at + 3] for at in range(len(word) + 1)}
    common = len(trigrams) - 4 * typos
    if common <= 0 or not (word.isascii() and word.isalnum()):
        return None
    return common / (len(trigrams) + len(word) + 1 + 3 * typos - common) - 0.001  # it reckons in single precision


def scrub_words(_connection: Connection) -> None:
    """Leave it to `scrub`: the index is a table like others."""


def _text(name: str) -> ColumnElement[str]:
    return literal(" ") + index.c[name]


_ALL = index.c.names + " " + index.c.companies + " " + index.c.others


def _hits(name: str, word: str) -> ColumnElement[Any]:
    """Count the words of a column that begin so."""
    text, begin = _text(name), f" {word}"
    return cast((func.length(text) - func.length(func.replace(text, begin, ""))) / len(begin), sa.Float)


def _tsquery(beginning: str) -> str:
    """Ask for all words of a beginning, the last as a beginning; folded words hold letters and digits alone."""
    *whole, last = beginning.split()
    return " & ".join((*(f"'{word}'" for word in whole), f"'{last}':*"))
