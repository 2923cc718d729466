"""Bring a store back from a file that `backup` wrote: checked whole before anything is put in its place.

Nothing in the file is trusted: names lead nowhere but into the store's folders, sizes are those that were said, and
the database holds tables alone. What is in the way is moved aside, never removed.
"""

import dataclasses
import os
import re
import shutil
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import mkdtemp
from typing import Literal
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from pydantic import BaseModel, NonNegativeInt, ValidationError

from cardscan.errors import InputError, StoreError
from cardscan.store.backup import DATABASE, MANIFEST, copied
from cardscan.store.copying import copy_store
from cardscan.store.engine import connect, explained
from cardscan.store.migrate import migrate, newest
from cardscan.store.owned import CARDS, MEMOS, PHOTOS, files_in, folders, is_plain
from cardscan.store.phone_leaving import EPOCH
from cardscan.store.place import Place, locate

_MOST_MANIFEST = 256 << 20  # bytes; a million files
_NAME = re.compile(rf"({CARDS}|{PHOTOS}|{MEMOS})/(.+)", re.S)
#: Where the database names files.
_NAMES = (("card", "crop"), ("card", "handwriting"), ("upload", "file"), ("memo", "file"), ("own_file", "name"))
_OTHER = "give another backup"
_WITH_SETTINGS = "0013"  # the first schema with settings


class _File(BaseModel, frozen=True):
    size: NonNegativeInt
    sha256: str


class _Manifest(BaseModel, frozen=True):
    format: Literal[1]
    files: dict[str, _File]


@dataclass(frozen=True, slots=True)
class Restored:
    """What came out of a backup."""

    people: int
    pictures: int
    photos: int
    memos: int
    aside: tuple[Path, ...] = ()  # where lies what was in the way


def check(backup: Path) -> Restored:
    """Check a backup as `restore` does, and put nothing anywhere. Raises InputError and StoreError."""
    with explained(backup):
        folder = Path(mkdtemp(prefix="cardscan-"))
    try:
        return _unpack(backup, folder)
    finally:
        shutil.rmtree(folder)


def restore(backup: Path, place: Place, now: datetime, replace: bool) -> Restored:
    """Put the store in a backup in its place, with its pictures.

    What lies there already is refused, or, to `replace` it, moved aside; a database on a server is always refused.
    Raises InputError, StoreError and SetupError.
    """
    if not place.is_file:
        return _into_server(backup, place, replace)
    there = [each for each in _parts(place) if _is_something(each)]
    if there and not replace:
        raise InputError(
            f"{there[0]} already exists",
            "--replace moves it aside and restores the backup; --db gives another place",
        )
    with explained(place):
        place.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder = Path(mkdtemp(prefix=f".{place.file.name}-", dir=place.file.parent))
        try:
            restored = _unpack(backup, folder)
            aside = _move_aside(place, now) if there else ()
            for part, target in {**folders(place), DATABASE: place.file}.items():  # the store last
                if (folder / part).exists():
                    (folder / part).replace(target)
        finally:
            shutil.rmtree(folder)
    return dataclasses.replace(restored, aside=aside)


def _into_server(backup: Path, place: Place, replace: bool) -> Restored:
    """Copy the store in a backup into an empty database on a server."""
    if replace:
        raise InputError(
            f"{place}: a database on a server is not moved aside",
            "make another one with createdb, and name it with --db",
        )
    with explained(place):
        place.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder = Path(mkdtemp(prefix=".restore-", dir=place.file.parent))
        try:
            _unpack(backup, folder)
            unpacked = locate(str(folder / DATABASE))
            for part, target in folders(unpacked).items():
                if (folder / part).exists():
                    (folder / part).replace(target)
            with closing(connect(unpacked)) as database:
                migrate(database)
            copied = copy_store(unpacked, place)
        finally:
            shutil.rmtree(folder)
    return Restored(copied.people, copied.pictures, copied.photos, copied.memos)


def _unpack(backup: Path, folder: Path) -> Restored:
    """Unpack a backup into an empty folder, checking all of it."""
    with _archive(backup) as archive:
        files = _manifest(archive, backup).files
        room = shutil.disk_usage(folder).free
        if sum(each.size for each in files.values()) > room:
            raise StoreError(f"{backup}: {folder.parent} has no room for it", "free some space there")
        for name, said in files.items():
            _unpack_file(archive, backup, folder, name, said)
    people = _check_database(folder / DATABASE, backup)
    pictures, photos, memos = (len(files_in(folder / part)) for part in (CARDS, PHOTOS, MEMOS))
    return Restored(people, pictures, photos, memos)


@contextmanager
def _archive(backup: Path) -> Iterator[ZipFile]:
    try:
        with backup.open("rb") as file, ZipFile(file) as archive:
            yield archive
    except FileNotFoundError as error:
        raise InputError(f"{backup}: no such file", "check the name") from error
    except BadZipFile as error:
        raise InputError(f"{backup}: it is not a backup, or it is damaged: {error}", _OTHER) from error
    except (zlib.error, EOFError, RuntimeError, ValueError) as error:  # what zipfile raises besides
        raise InputError(f"{backup}: it is damaged: {error}", _OTHER) from error


def _manifest(archive: ZipFile, backup: Path) -> _Manifest:
    names = archive.namelist()
    if MANIFEST not in names or archive.getinfo(MANIFEST).file_size > _MOST_MANIFEST:
        raise InputError(f"{backup}: it is not a backup made by cardscan", _OTHER)
    try:
        manifest = _Manifest.model_validate_json(archive.read(MANIFEST))
    except ValidationError as error:
        raise InputError(f"{backup}: this cardscan does not know this kind of backup", "update cardscan") from error
    if sorted(names) != sorted([*manifest.files, MANIFEST]) or DATABASE not in manifest.files:
        raise InputError(f"{backup}: its contents do not match its list", _OTHER)
    return manifest


def _unpack_file(archive: ZipFile, backup: Path, folder: Path, name: str, said: _File) -> None:
    info = archive.getinfo(name)
    if not _is_ours(name) or info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise InputError(f"{backup}: it holds {name!r}, which belongs in no backup", _OTHER)
    target = folder / name
    target.parent.mkdir(mode=0o700, exist_ok=True)
    with (
        archive.open(info) as source,
        os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file,
    ):
        found = copied(source, file, most=said.size)
        file.flush()
        os.fsync(file.fileno())
        if found != said.model_dump() or source.read(1):
            raise InputError(f"{backup}: {name!r} is damaged", _OTHER)


def _is_ours(name: str) -> bool:
    picture = _NAME.fullmatch(name)
    return name == DATABASE or bool(picture and is_plain(picture[2]))


def _check_database(file: Path, backup: Path) -> int:
    """Check the database of a backup, make it one that several commands can use, and count its people."""
    try:
        with closing(sqlite3.connect(file, isolation_level=None)) as database:
            database.execute("PRAGMA trusted_schema = OFF")
            if database.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                raise InputError(f"{backup}: the database in it is damaged", _OTHER)
            if database.execute("SELECT 1 FROM sqlite_master WHERE type IN ('trigger', 'view')").fetchone():
                raise InputError(f"{backup}: the database in it is not cardscan's", _OTHER)
            [schema] = database.execute("SELECT version_num FROM alembic_version").fetchone()
            if str(schema) > newest():
                raise InputError(f"{backup}: it was written by a newer cardscan", "update cardscan")
            if not all(map(is_plain, _named(database))):
                raise InputError(f"{backup}: the database in it refers to files that are not its own", _OTHER)
            people: int = database.execute("SELECT count(*) FROM person").fetchone()[0]
            if str(schema) >= _WITH_SETTINGS:  # phones know of what came after: they are to look at all anew
                database.execute("DELETE FROM setting WHERE name = ?", (EPOCH,))
            database.execute("PRAGMA journal_mode = WAL")
            return people
    except (sqlite3.Error, TypeError) as error:
        raise InputError(f"{backup}: the database in it is not cardscan's, or damaged", _OTHER) from error


def _named(database: sqlite3.Connection) -> Iterator[str]:
    for table, column in _NAMES:
        if any(row[1] == column for row in database.execute(f"PRAGMA table_info({table})")):
            names = database.execute(f"SELECT {column} FROM {table} WHERE {column} <> ''")  # noqa: S608 - ours, above
            yield from (str(name) for (name,) in names)


def _parts(place: Place) -> tuple[Path, ...]:
    return place.file, *folders(place).values()


def _is_something(path: Path) -> bool:
    """Tell whether a file or folder is there that is not empty."""
    return any(path.iterdir()) if path.is_dir() else path.exists() and path.stat().st_size > 0


def _move_aside(place: Place, now: datetime) -> tuple[Path, ...]:
    """Move a store with all that is beside it to names of its own, as a store that can be opened there."""
    _refuse_in_use(place.file)
    stamp = now.astimezone().strftime("%Y%m%d-%H%M%S")
    aside = place.file.with_name(f"{place.file.name}-before-{stamp}")
    moved = []
    for path in (
        *_parts(place),
        *(place.file.with_name(f"{place.file.name}-{end}") for end in ("wal", "shm", "journal")),
    ):
        if path.exists():
            target = aside.with_name(aside.name + path.name.removeprefix(place.file.name))
            path.rename(target)
            moved.append(target)
    return tuple(moved)


def _refuse_in_use(file: Path) -> None:
    """Raise StoreError when another program has the store open; this also brings its -wal into it."""
    try:
        with closing(sqlite3.connect(file, timeout=1, isolation_level=None)) as database:
            database.execute("PRAGMA journal_mode = DELETE")
            database.execute("PRAGMA journal_mode = WAL")
    except sqlite3.DatabaseError as error:
        if "locked" in str(error):
            raise StoreError(
                f"{file}: another program has it open", "stop cardscan serve and cardscan watch, then try again"
            ) from error
        # It is damaged, or no store: nobody has it open, and it is moved aside as it is.
