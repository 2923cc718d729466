"""Look whether all is whole in a store and beside it, and change nothing."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

from sqlalchemy import JSON, Connection, func, select

from cardscan.store.engine import connect
from cardscan.store.engines.kind import Kind
from cardscan.store.owned import CARDS, files_in, photos_named, pictures_named, strange_photos
from cardscan.store.place import Place
from cardscan.store.schema import metadata, own_file


@dataclass(frozen=True, slots=True)
class Health:
    """What is wrong with a store; all of it empty where all is well."""

    damage: str  # what is wrong with the file, in the words of SQLite
    astray: int  # rows that refer to rows that do not exist
    unreadable: tuple[str, ...]  # columns with values that are no JSON, "table.column"
    missing_pictures: tuple[str, ...]  # files of cards
    missing_photos: tuple[str, ...]  # files of those handed in
    strange: int  # pictures and photos beside it that it never named


def health(place: Place) -> Health:
    """Look at all of a store of the newest schema. Raises StoreError when it cannot be read."""
    with closing(connect(place)) as database, database.reading() as connection:
        if damage := database.kind.damage(connection):
            return Health(damage, 0, (), (), (), 0)
        pictures = {file.name for file in files_in(place.crops)}
        photos = {file.name for file in files_in(place.photos)}
        ours = set(connection.execute(select(own_file.c.name).where(own_file.c.folder == CARDS)).scalars())
        named = pictures_named(connection)
        return Health(
            "",
            database.kind.astray(connection),
            tuple(_unreadable(connection, database.kind)),
            tuple(sorted(named - pictures)),
            tuple(sorted(photos_named(connection) - photos)),
            len(pictures - ours - named) + len(strange_photos(connection, place)),
        )


def _unreadable(connection: Connection, kind: Kind) -> Iterator[str]:
    for table in metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, JSON):
                broken = select(func.count()).where(column.is_not(None), ~kind.is_json(column))
                if connection.execute(broken).scalar_one():
                    yield f"{table.name}.{column.name}"
