"""Copy a store into an empty one, whatever kinds of database the two are: rows, index of words, files beside it.

All in one transaction, and compared before it ends: what was copied is the same, or nothing was.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Select, TableClause, delete, func, insert, select

from cardscan.errors import InputError, StoreError
from cardscan.store.engine import connect, explained, kind_of
from cardscan.store.engines.words import index
from cardscan.store.migrate import expect_newest, make_ready
from cardscan.store.owned import files_in, folders, refuse_beside_pictures
from cardscan.store.place import PICTURES, Place
from cardscan.store.rows import encoded_row
from cardscan.store.schema import metadata, person, setting
from cardscan.store.schema_found import rules

_AT_ONCE = 500  # rows


@dataclass(frozen=True, slots=True)
class Copied:
    """What was copied."""

    people: int
    pictures: int
    photos: int
    memos: int


def copy_store(source: Place, target: Place) -> Copied:
    """Copy a store, others may use it meanwhile, to where none is. Raises InputError, StoreError and SetupError."""
    if source.url == target.url:
        raise InputError(f"{target}: that is the same store", "name another place to copy it to")
    with closing(connect(source)) as old, closing(connect(target)) as new:
        expect_newest(old)
        make_ready(new)
        with old.reading() as reading, new.writing() as writing:
            _refuse_filled(writing, target)
            copy_rows(reading, writing)
            people = writing.execute(select(func.count()).select_from(person)).scalar_one()
            with _files(source, target) as numbers:
                writing.commit()
    return Copied(people, *numbers)


def copy_rows(source: Connection, target: Connection) -> None:
    """Copy all rows of a store into one that is empty. Raises StoreError where they are not the same then."""
    target.execute(delete(setting).where(setting.c.name != PICTURES))
    target.execute(delete(rules))
    for table in (*metadata.sorted_tables, index):
        wanted = 0, 0
        for rows in _rows(source, table):
            target.execute(insert(table), [dict(row) for row in rows])
            wanted = _added(wanted, rows)
        found = 0, 0
        for rows in _rows(target, table):
            found = _added(found, rows)
        if found != wanted:
            raise StoreError(f"rows of {table.name} are not the same after copying", "nothing was copied; try again")
    kind_of(target).go_on_from(target, kind_of(source).last_ids(source))


def _refuse_filled(connection: Connection, place: Place) -> None:
    for table in metadata.sorted_tables:
        if table not in (setting, rules) and connection.execute(select(table).limit(1)).first():
            raise InputError(f"{place}: it is not empty", "name a file that does not exist, or an empty database")
    refuse_beside_pictures(place)


@contextmanager
def _files(source: Place, target: Place) -> Iterator[tuple[int, int, int]]:
    """Copy the pictures, photos and memos of a store before the block, and remove the copies where that fails."""
    made: list[Path] = []
    numbers = []
    try:
        with explained(target):
            for old, new in zip(folders(source).values(), folders(target).values(), strict=True):
                there = len(made)
                for file in files_in(old):
                    if not file.name.endswith(".part"):
                        _copy_file(file, new / file.name, made)
                numbers.append(len(made) - there)
        pictures, photos, memos = numbers
        yield pictures, photos, memos
    except BaseException:
        for file in made:
            file.unlink(missing_ok=True)
        raise


def _copy_file(file: Path, copy: Path, made: list[Path]) -> None:
    """Copy a file (mode 0600), unless it went meanwhile: its people were forgotten. Raises OSError."""
    copy.parent.mkdir(mode=0o700, exist_ok=True)
    with suppress(FileNotFoundError), file.open("rb") as read:
        handle = os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        made.append(copy)
        with os.fdopen(handle, "wb") as write:
            shutil.copyfileobj(read, write)
            write.flush()
            os.fsync(write.fileno())


def _rows(connection: Connection, table: TableClause) -> Iterator[Sequence[Mapping[Any, Any]]]:
    rows: Select[Any] = select(table)
    if table is setting:
        rows = rows.where(setting.c.name != PICTURES)  # each store has its own
    for key in table.foreign_keys:
        if key.column.table is table:  # such as a back, which points at its front
            rows = rows.order_by(key.parent.is_not(None), *table.primary_key)
    found = connection.execute(rows, execution_options={"yield_per": _AT_ONCE})
    yield from found.mappings().partitions()


def _added(before: tuple[int, int], rows: Sequence[Mapping[Any, Any]]) -> tuple[int, int]:
    """Count rows, and add up what tells them, in whatever order they come."""
    number, total = before
    for row in rows:
        text = json.dumps(encoded_row(row), sort_keys=True).encode()
        total += int.from_bytes(hashlib.blake2b(text, digest_size=16).digest())
    return number + len(rows), total % (1 << 128)
