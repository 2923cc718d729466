"""Who was forgotten by mistake can be brought back for a while: their rows are kept apart, where nothing else looks.

Forgetting is one thing (`cardscan.store.forgetting`): all that is someone's leaves the tables, and a tombstone keeps
ingest from bringing them back. With a trash the rows that left are kept here, as JSON, until they are put back or the
time is over. Erased is who is in neither. Functions on an open transaction, and the class that the program sees.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Integer, Table, and_, delete, insert, or_, select, update

from cardscan.errors import WhoError
from cardscan.store import attendees, books, changes, derived, forgetting, holdings, people
from cardscan.store.engine import Database, expect, user_of
from cardscan.store.forgetting import Forgotten
from cardscan.store.rows import encoded_row, row_of
from cardscan.store.schema import (
    book_entry,
    book_key,
    card,
    change,
    forgotten,
    memo,
    metadata,
    photo,
    synced,
    trash,
    upload,
)
from cardscan.store.schema_beside import attendee
from cardscan.store.schema_found import likely, match_key, stem, summary, to_check, word

#: How long a mistake can be taken back.
KEPT = timedelta(days=30)
ACTION = "forget"  # in the journal

_BY_NAME = metadata.tables
#: Derived from the rest, or an agreement with a server about someone who was gone meanwhile.
_NOT_KEPT = (match_key, likely, summary, to_check, word, stem, synced)

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Trashed:
    """Someone who was forgotten and can be brought back."""

    id: int
    names: tuple[str, ...]
    at: datetime  # UTC

    @property
    def until(self) -> datetime:
        """The moment from which the next command erases them (UTC)."""
        return self.at + KEPT


def put(connection: Connection, person_id: int, folder: Path, now: datetime) -> Forgotten:
    """Forget someone, and keep what leaves the tables for as long as a mistake can be taken back."""
    one = people.one(connection, folder, person_id)
    expect(connection, one)
    before = list(_theirs(connection, one.id))
    gone = forgetting.forget(connection, one)
    rows = [[table.name, encoded_row(row)] for table, row in before if not _is_there(connection, table, row)]
    values = {"id": one.id, "at": now, "rows": rows, "digests": sorted(gone.buried)}
    connection.execute(insert(trash).values(values))
    return gone


def _journal(connection: Connection, ids: Sequence[int], now: datetime) -> None:
    """Let the journal know who went into the trash, as one step, with nothing of what is theirs."""
    made: list[int] = []
    for each in ids:
        step = [trash.name, [each], None, {"id": each}]
        values = {"at": now, "action": ACTION, "people": [each], "rows": [step], "by": user_of(connection)}
        made.append(changes.write(connection, values))
    connection.execute(update(change).where(change.c.id.in_(made)).values(batch=made[0]))


def put_back(connection: Connection, person_id: int, now: datetime) -> None:
    """Bring someone back as they were, but for what is there no longer: an event, someone else on the card."""
    kept = connection.execute(select(trash).where(trash.c.id == person_id)).one_or_none()
    if kept is None:
        raise WhoError(f"person {person_id} is not in the trash", "cardscan trash shows who is")
    ids: dict[tuple[str, Any], Any] = {}
    for name, values in sorted(kept.rows, key=_parents_first):
        _insert(connection, _BY_NAME[name], row_of(_BY_NAME[name], values), ids)
    connection.execute(delete(forgotten).where(forgotten.c.digest.in_(kept.digests)))
    connection.execute(delete(trash).where(trash.c.id == person_id))
    derived.touch(connection, [person_id], now)


def erase(connection: Connection, ids: Sequence[int]) -> None:
    """Erase who is in the trash: what was kept, and that it was."""
    connection.execute(delete(trash).where(trash.c.id.in_(ids)))
    forgets = connection.execute(select(change.c.id, change.c.people).where(change.c.action == ACTION))
    gone = [row.id for row in forgets if set(row.people) & set(ids)]
    connection.execute(delete(change).where(change.c.id.in_(gone)))


def _theirs(connection: Connection, person_id: int) -> Iterator[tuple[Table, Row]]:
    """Read all rows that may leave with someone."""
    cards = holdings.card_ids(connection, person_id)
    photos = select(card.c.photo_id).where(card.c.id.in_(cards))
    said = holdings.contacts_of(connection, person_id)
    entries = books.alike(connection, said)
    handed_in = upload.c.sha256.in_(select(photo.c.sha256).where(photo.c.id.in_(photos)))
    theirs = holdings.owned(person_id)
    conditions = {
        **{table: which for table, which in theirs.items() if table not in _NOT_KEPT},
        memo: or_(theirs[memo], memo.c.upload_id.in_(select(upload.c.id).where(handed_in))),
        card: card.c.id.in_(cards),
        photo: photo.c.id.in_(photos),
        upload: handed_in,
        attendee: attendee.c.id.in_(attendees.alike(connection, person_id, said)),
        book_entry: book_entry.c.id.in_(entries),
        book_key: book_key.c.entry_id.in_(entries),
    }
    for table, which in conditions.items():
        yield from ((table, dict(row)) for row in connection.execute(select(table).where(which)).mappings())


def _is_there(connection: Connection, table: Table, row: Row) -> bool:
    key = and_(*(column == row[column.name] for column in table.primary_key))
    return connection.execute(select(*table.primary_key).where(key)).first() is not None


def _parents_first(step: Sequence[Any]) -> tuple[int, bool, str]:
    name, row = step
    order = [table.name for table in metadata.sorted_tables]
    return order.index(name), row.get("back_of") is not None, repr(row)


def _insert(connection: Connection, table: Table, row: dict[str, Any], ids: dict[tuple[str, Any], Any]) -> None:
    """Put a row back, under another id where its own was given away since; not where its parent is there no longer."""
    if table is photo and (twin := _of_content(connection, row["sha256"])):
        ids[table.name, row["id"]] = twin
        return
    for key in table.foreign_keys:
        column, parent = key.parent.name, key.column
        value = ids.get((parent.table.name, row[column]), row[column])
        if value is not None and not connection.execute(select(parent).where(parent == value)).first():
            if not key.parent.nullable:
                return
            value = None
        row[column] = value
    numbered = [column.name for column in table.primary_key] == ["id"] and isinstance(table.c.id.type, Integer)
    if numbered and _is_there(connection, table, row):
        old = row.pop("id")
        made = connection.execute(insert(table).values(row)).inserted_primary_key
        ids[table.name, old] = made[0] if made else None
    elif not _is_there(connection, table, row):
        connection.execute(insert(table).values(row))


def _of_content(connection: Connection, sha256: str | None) -> int | None:
    found = select(photo.c.id).where(photo.c.sha256 == sha256)
    return connection.execute(found).scalar() if sha256 else None


class Trash:
    """Who was forgotten and can be brought back; each method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, ids: Iterable[int], now: datetime) -> tuple[Forgotten, ...]:
        """Forget some people, as one step for `undo`, and keep what is theirs for KEPT. Raises WhoError."""
        with self._database.writing() as connection:
            now_ids = list(dict.fromkeys(people.now_id(connection, each) for each in ids))
            gone = tuple(put(connection, each, self._database.place.crops, now) for each in now_ids)
            _journal(connection, now_ids, now)  # only now: each forgetting takes changes out of the journal
            return gone

    def everyone(self) -> tuple[Trashed, ...]:
        """List who can be brought back, the one forgotten last first."""
        with self._database.reading() as connection:
            rows = connection.execute(select(trash).order_by(trash.c.at.desc(), trash.c.id))
            return tuple(Trashed(row.id, _names(row.rows), row.at) for row in rows)

    def put_back(self, ids: Iterable[int], now: datetime) -> None:
        """Bring some people back. Raises WhoError for who is not there."""
        with self._database.writing() as connection:
            for each in ids:
                put_back(connection, each, now)
                _settle(connection, each, now)

    def expired(self, now: datetime) -> tuple[int, ...]:
        """List those whose time is over."""
        with self._database.reading() as connection:
            return tuple(connection.execute(select(trash.c.id).where(trash.c.at <= now - KEPT)).scalars())


def _names(rows: Sequence[Any]) -> tuple[str, ...]:
    said = [row for table, row in rows if table == "field"]
    called = [row["value"] for row in said if row["kind"] == "fn"] or [r["value"] for r in said if r["kind"] == "org"]
    return tuple(called)


def _settle(connection: Connection, person_id: int, now: datetime) -> None:
    """Let the journal know that a forgetting was taken back, so that `undo` goes on with what was before."""
    open_ones = select(change.c.id, change.c.people).where(change.c.action == ACTION, change.c.undone.is_(None))
    for row in connection.execute(open_ones).all():
        if row.people == [person_id]:
            connection.execute(update(change).where(change.c.id == row.id).values(undone=now))
