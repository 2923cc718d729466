"""Look whether all is whole in a store and beside it, and change nothing."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass

from sqlalchemy import JSON, Connection, func, select

from cardscan.store.engine import connect
from cardscan.store.engines.kind import Kind
from cardscan.store.owned import CARDS, MEMOS, NAMED, PHOTOS, files_in, folders, strange_photos
from cardscan.store.place import Place
from cardscan.store.schema import metadata, own_file


@dataclass(frozen=True, slots=True)
class Health:
    """What is wrong with a store; all of it empty where all is well."""

    damage: str  # what is wrong with the file, in the words of SQLite
    astray: int  # rows that refer to rows that do not exist
    unreadable: tuple[str, ...]  # columns with values that are no JSON, "table.column"
    missing: Mapping[str, tuple[str, ...]]  # files that it names and that are not there, by the name of their folder
    strange: int  # pictures, photos and memos beside it that it never named


def health(place: Place) -> Health:
    """Look at all of a store of the newest schema. Raises StoreError when it cannot be read."""
    with closing(connect(place)) as database, database.reading() as connection:
        if damage := database.kind.damage(connection):
            return Health(damage, 0, (), {}, 0)
        there = {called: {file.name for file in files_in(folder)} for called, folder in folders(place).items()}
        named = {called: names_in(connection) for called, names_in in NAMED.items()}
        ours = select(own_file.c.name)
        strange = [
            there[called] - named[called] - set(connection.execute(ours.where(own_file.c.folder == called)).scalars())
            for called in (CARDS, MEMOS)
        ]
        return Health(
            "",
            database.kind.astray(connection),
            tuple(_unreadable(connection, database.kind)),
            {called: tuple(sorted(named[called] - there[called])) for called in (CARDS, PHOTOS, MEMOS)},
            sum(map(len, strange)) + len(strange_photos(connection, place)),
        )


def _unreadable(connection: Connection, kind: Kind) -> Iterator[str]:
    for table in metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, JSON):
                broken = select(func.count()).where(column.is_not(None), ~kind.is_json(column))
                if connection.execute(broken).scalar_one():
                    yield f"{table.name}.{column.name}"
