"""Where a store lies: its address, its file, and the folder of crops beside it."""

from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from cardscan.errors import StoreError


@dataclass(frozen=True, slots=True)
class Place:
    """Where a store lies."""

    url: URL
    file: Path
    crops: Path  # folder of the cards' pictures
    photos: Path  # folder of the photos that were handed in through the page

    def __str__(self) -> str:
        return str(self.file)


def locate(db: str | None) -> Place:
    """Say where the store is that `db` names: a path, a database URL, or None for the user's own.

    Raises StoreError for an address that is not understood.
    """
    if not db:
        return _sqlite(user_data_path("cardscan") / "cardscan.db")
    if "://" not in db:
        return _sqlite(Path(db).expanduser())
    try:
        url = make_url(db)
    except (ArgumentError, ValueError) as error:
        raise StoreError("the address of the store is not valid", "give a path, or sqlite:///PATH") from error
    if url.get_backend_name() != "sqlite":
        raise StoreError(
            f"a store cannot be a {url.get_backend_name()} database", "give the path of a file, or sqlite:///PATH"
        )
    if not url.database or url.database == ":memory:" or url.query:
        raise StoreError("a store must be a file", "give its path, or sqlite:///PATH without options")
    return _sqlite(Path(url.database))


def _sqlite(file: Path) -> Place:
    file = file.absolute()
    # Named after the whole file, as SQLite names its -wal: two stores in one folder keep their crops apart.
    crops, photos = (file.with_name(f"{file.name}-{what}") for what in ("cards", "photos"))
    return Place(URL.create("sqlite", database=str(file)), file, crops, photos)
