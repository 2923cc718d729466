"""What phrases mean, as it was told before: kept by digests of the phrases, and emptied when anybody is forgotten."""

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, delete, func, insert, select

from cardscan.store.engine import Database, is_read_only
from cardscan.store.rows import of
from cardscan.store.schema_found import meaning

_MOST = 20_000  # phrases: what is kept of notes that were changed goes with the rest where there are more
_AT_ONCE = 1000
_THERE = select(meaning.c.digest, meaning.c.vector).where(of(meaning.c.digest))


class Meanings:
    """Vectors of phrases; each method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, digests: Collection[str]) -> dict[str, str]:
        """Give the vectors that are kept, by the digests of their phrases."""
        with self._database.reading() as connection:
            return _there(connection, digests)

    def keep(self, vectors: Mapping[str, str]) -> None:
        """Keep vectors, where anything can be written."""
        if is_read_only(self._database.place):
            return
        with self._database.writing() as connection:
            new = vectors.keys() - _there(connection, vectors)
            if connection.execute(select(func.count()).select_from(meaning)).scalar_one() + len(new) > _MOST:
                erase(connection)
                new = set(vectors)
            if new:
                connection.execute(insert(meaning), [{"digest": each, "vector": vectors[each]} for each in sorted(new)])


def erase(connection: Connection) -> None:
    """Keep nothing: whose phrases there are is not known."""
    connection.execute(delete(meaning))


def _there(connection: Connection, digests: Collection[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    asked = list(digests)
    for start in range(0, len(asked), _AT_ONCE):
        rows = connection.execute(_THERE, {"ids": asked[start : start + _AT_ONCE]})
        found.update((digest, vector) for digest, vector in rows.all())
    return found
