"""A store as one file: the database as it was at one moment, the pictures beside it, and the digest of each.

    store.db         the database
    cards/NAME       pictures of cards
    photos/NAME      photos that were handed in through the page
    memos/NAME       what was said of meetings
    manifest.json    {"format": 1, "schema": "0008", "files": {NAME: {"size": bytes, "sha256": hex}…}}

It is a ZIP, so that any program can look into it; `restore` trusts none of it.
"""

import hashlib
import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from sqlalchemy import func, select

from cardscan.store.copying import copy_rows
from cardscan.store.engine import connect, explained
from cardscan.store.migrate import expect_newest, make_ready
from cardscan.store.owned import CARDS, MEMOS, NAMED, PHOTOS, can_be_named, files_in, folders
from cardscan.store.place import Place, locate
from cardscan.store.schema import person

FORMAT = 1
MANIFEST, DATABASE = "manifest.json", "store.db"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What went into a backup."""

    people: int
    pictures: int
    photos: int
    memos: int
    missing: tuple[str, ...]  # files that the store names and that are not there, or whose names no ZIP can hold


def back_up(place: Place, out: BinaryIO) -> BackedUp:
    """Write a store into a file, while others may use it. Raises InputError where there is none, and StoreError."""
    with TemporaryDirectory(prefix="cardscan-") as folder:
        copy = locate(str(Path(folder) / DATABASE))
        schema = _copy_database(place, copy)
        people, named = _look(copy)
        there: dict[str, Any] = {}
        missing: list[str] = []
        with explained(place), ZipFile(out, "w") as archive:
            there[DATABASE] = _add(archive, DATABASE, copy.file, ZIP_DEFLATED)
            for name, file in _beside(place):
                if not can_be_named(file.name):
                    missing.append(name)  # a ZIP has no name for it
                    continue
                try:
                    there[name] = _add(archive, name, file, ZIP_STORED)
                except FileNotFoundError:
                    continue  # its people were forgotten in the meantime
            archive.writestr(
                _info(MANIFEST, ZIP_DEFLATED), json.dumps({"format": FORMAT, "schema": schema, "files": there})
            )
    pictures, photos, memos = (
        sum(name.startswith(f"{folder}/") for name in there) for folder in (CARDS, PHOTOS, MEMOS)
    )
    return BackedUp(people, pictures, photos, memos, (*sorted(named - there.keys()), *missing))


def _copy_database(place: Place, copy: Place) -> str:
    """Copy the database as it is at one moment to a file, and tell its schema."""
    with closing(connect(place)) as database:
        schema = expect_newest(database)
        with explained(place):
            if database.kind.snapshot(database.engine, copy.file):
                return schema
        with closing(connect(copy)) as made:
            make_ready(made)
            with database.reading() as source, made.writing() as target:
                copy_rows(source, target)
    return schema


def _look(copy: Place) -> tuple[int, set[str]]:
    """Count the people in a copy, and list the files that it names."""
    with closing(connect(copy)) as database, database.reading() as connection:
        named = {folder: names_in(connection) for folder, names_in in NAMED.items()}
        people = connection.execute(select(func.count()).select_from(person)).scalar_one()
    return people, {f"{folder}/{name}" for folder, names in named.items() for name in names}


def _beside(place: Place) -> Iterator[tuple[str, Path]]:
    """Give all pictures and memos, those too that the store does not know: they may be the only copies."""
    for called, folder in folders(place).items():
        yield from ((f"{called}/{file.name}", file) for file in files_in(folder) if not file.name.endswith(".part"))


def _add(archive: ZipFile, name: str, file: Path, compression: int) -> dict[str, Any]:
    with file.open("rb") as source, archive.open(_info(name, compression), "w", force_zip64=True) as target:
        return copied(source, target)


def _info(name: str, compression: int) -> ZipInfo:
    info = ZipInfo(name)
    info.compress_type = compression
    info.external_attr = 0o600 << 16
    return info


def copied(source: IO[bytes], target: IO[bytes], most: int | None = None) -> dict[str, Any]:
    """Copy, `most` bytes at most, and tell size and digest."""
    digest, size = hashlib.sha256(), 0
    while chunk := source.read(_CHUNK if most is None else min(_CHUNK, most - size)):
        digest.update(chunk)
        target.write(chunk)
        size += len(chunk)
    return {"size": size, "sha256": digest.hexdigest()}
