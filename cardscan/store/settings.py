"""What the user set for a store; each method is one transaction."""

from sqlalchemy import delete, insert, select

from cardscan.store.engine import Database, expect
from cardscan.store.schema import setting


class Settings:
    """Settings by their names."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, name: str) -> str | None:
        """Return what was set; None where nothing was."""
        with self._database.reading() as connection:
            return connection.execute(select(setting.c.value).where(setting.c.name == name)).scalar_one_or_none()

    def beginning(self, name: str) -> tuple[str, ...]:
        """List what was set under names that begin so, by name."""
        found = select(setting.c.value).where(setting.c.name.startswith(name, autoescape=True)).order_by(setting.c.name)
        with self._database.reading() as connection:
            return tuple(connection.execute(found).scalars())

    def drop(self, name: str) -> None:
        """Set nothing any more."""
        with self._database.writing() as connection:
            connection.execute(delete(setting).where(setting.c.name == name))

    def put(self, name: str, value: str) -> None:
        """Set a value in place of the one before. Raises ChangedError where that is not as it was seen."""
        with self._database.writing() as connection:
            before = select(setting.c.value).where(setting.c.name == name)
            expect(connection, connection.execute(before).scalar_one_or_none())
            connection.execute(delete(setting).where(setting.c.name == name))
            connection.execute(insert(setting).values(name=name, value=value))
