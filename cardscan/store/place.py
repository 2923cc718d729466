"""Where a store lies: its database, and the folders of pictures and memos beside it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from cardscan.errors import StoreError

#: What the folder beside a database on a server is called in its address, and in the store's settings.
PICTURES = "pictures"
_SECRETS = ("password", "sslpassword")  # of what such an address may hold besides


@dataclass(frozen=True, slots=True)
class Place:
    """Where a store lies. Its text is fit to show: no password is in it."""

    url: URL
    file: Path  # the database; of one on a server, a file that says whose pictures are beside it
    crops: Path  # folder of the cards' pictures
    photos: Path  # folder of the photos that were handed in through the page
    memos: Path  # folder of what was said of meetings

    def __str__(self) -> str:
        if self.is_file:
            return str(self.file)
        shown = URL.create(
            "postgresql",
            username=self.url.username,
            host=self.url.host,
            port=self.url.port,
            database=self.url.database,
            query={name: value for name, value in self.url.query.items() if name == "host"},
        )
        return shown.render_as_string()

    @property
    def is_file(self) -> bool:
        """Tell whether the database is a file, as SQLite's."""
        return self.url.get_backend_name() == "sqlite"

    @property
    def address(self) -> str:
        """What `locate` finds this place by, from any folder; with the password, if there is one."""
        if self.is_file:
            return str(self.file)
        named = self.url.set(drivername="postgresql").update_query_dict({PICTURES: str(self.file.parent)})
        return named.render_as_string(hide_password=False)

    @property
    def tells_password(self) -> bool:
        """Tell whether a password is in the address."""
        return bool(self.url.password) or any(name in self.url.query for name in _SECRETS)


def locate(db: str | None) -> Place:
    """Say where the store is that `db` names: a path, a database URL, or None for the user's own.

    Raises StoreError for an address that is not understood.
    """
    if not db:
        return _file(user_data_path("cardscan") / "cardscan.db")
    if "://" not in db:
        return _file(Path(db).expanduser())
    try:
        url = make_url(db)
    except (ArgumentError, ValueError) as error:
        raise StoreError(
            "the address of the store is not valid", "give a path, sqlite:///PATH or postgresql://HOST/DATABASE"
        ) from error
    if url.get_backend_name() in ("postgresql", "postgres"):
        return _server(url)
    if url.get_backend_name() != "sqlite":
        raise StoreError(
            f"a store cannot be a {url.get_backend_name()} database",
            "give the path of a file, or postgresql://HOST/DATABASE",
        )
    if not url.database or url.database == ":memory:" or url.query:
        raise StoreError("a store must be a file", "give its path, or sqlite:///PATH without options")
    return _file(Path(url.database))


def _file(file: Path) -> Place:
    file = file.absolute()
    return _place(URL.create("sqlite", database=str(file)), file)


def _server(url: URL) -> Place:
    """Place a store on a server; the folder of its pictures is named in its address, or one of the user's own."""
    if not url.database:
        raise StoreError("the address of the store names no database", "give postgresql://HOST/DATABASE")
    named = url.query.get(PICTURES)
    folder = Path(named).expanduser() if isinstance(named, str) and named else user_data_path("cardscan") / _called(url)
    reached = url.set(drivername="postgresql+psycopg").difference_update_query([PICTURES])
    return _place(reached, folder.absolute() / "cardscan")


def _called(url: URL) -> str:
    """Name a folder after a database on a server."""
    host = url.host or url.query.get("host") or "local"
    parts: Iterable[object] = (*([host] if isinstance(host, str) else host), url.port, url.database)
    return re.sub(r"[^\w.]+", "-", "-".join(str(part) for part in parts if part)).strip(".-")


def _place(url: URL, file: Path) -> Place:
    # Named after the whole file, as SQLite names its -wal: two stores in one folder keep their crops apart.
    crops, photos, memos = (file.with_name(f"{file.name}-{what}") for what in ("cards", "photos", "memos"))
    return Place(url, file, crops, photos, memos)
