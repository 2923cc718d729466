"""Bring a store to the newest schema, or say why not."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from cardscan.errors import InputError, StoreError
from cardscan.store.derived import follows, judge_everyone, refresh_anew, refresh_everyone
from cardscan.store.engine import Database, explained, is_read_only
from cardscan.store.owned import refuse_beside_pictures
from cardscan.store.place import Place

_FOLDER = Path(__file__).parent / "migrations"


def newest() -> str:
    """Tell the newest revision: migrations are files v0001_…, v0002_…, in the order in which they apply."""
    return max(file.name[1:5] for file in (_FOLDER / "versions").glob("v[0-9][0-9][0-9][0-9]_*.py"))


def revision(connection: Connection, place: Place) -> str:
    """Tell the revision of a database, "" for an empty one; raise StoreError for another program's."""
    tables = set(inspect(connection).get_table_names())
    if "alembic_version" in tables and "person" in tables:
        return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())
    if tables:
        raise StoreError(f"{place}: it belongs to another program", "give another path or database with --db")
    return ""


def expect_newest(database: Database) -> str:
    """Return the revision of a store that is only to be read. Raises InputError where there is none, or another."""
    place, schema = database.place, ""
    if database.kind.is_there(place):
        with database.reading() as connection:
            schema = revision(connection, place)
    if not schema:
        raise InputError(f"{place}: there is no store yet", "give --db, or cardscan ingest PATH to make one")
    if schema != newest():
        raise InputError(
            f"{place}: it was made by another version of cardscan", "open it once with this one: cardscan list"
        )
    return schema


def make_ready(database: Database) -> None:
    """Make a store where there is none, or bring it up to date. Raises StoreError and SetupError."""
    place = database.place
    if not database.kind.is_there(place):
        refuse_beside_pictures(place)
    if not is_read_only(place):
        with explained(place):
            database.kind.make(place)
    migrate(database)


def migrate(database: Database) -> None:
    """Apply what is missing in one transaction; two programs at once take turns.

    Raises StoreError for a database of a newer cardscan or of another program, and for an empty one beside pictures.
    """
    place = database.place
    target = newest()
    with database.reading() as connection:
        found = revision(connection, place)
    if found > target:
        raise StoreError(
            f"{place}: it was written by a newer cardscan (schema {found}, this one knows {target})",
            "update cardscan: pip install --upgrade cardscan-pipeline",
        )
    if not found:
        refuse_beside_pictures(place)
    if found < target and is_read_only(place):
        raise StoreError(
            f"{place}: it was written by an older cardscan, and cannot be updated where it is",
            "copy it, with the folders beside it (-cards, -photos), to where you may write",
        )
    if found < target:
        _upgrade(database, found)
    if not is_read_only(place):
        _follow_rules(database)
    _settle(database)


def _settle(database: Database) -> None:
    """Make sure that the pictures beside the store are its own."""
    with database.reading() as connection:
        settled = database.kind.is_settled(connection, database.place)
    if not settled:
        with database.writing() as connection:
            database.kind.settle(connection, database.place)


def _follow_rules(database: Database) -> None:
    """Say anew where everyone stands, where other rules than this program's said it."""
    with database.reading() as connection:
        up_to_date = follows(connection)
    if not up_to_date:
        with database.writing() as connection:
            judge_everyone(connection)


def _upgrade(database: Database, found: str) -> None:
    """Apply the migrations after the one that was found, and derive anew what they ask for."""
    from alembic import command  # slow to import, and needed once a release
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    missing = ScriptDirectory.from_config(config).iterate_revisions("head", found or "base")
    asked = [getattr(each.module, "derives", None) for each in missing]
    with database.upgrading() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        if None in asked:  # it does not say what: all that follows
            refresh_everyone(connection)
        else:
            refresh_anew(connection, {name for names in asked for name in names or ()})
