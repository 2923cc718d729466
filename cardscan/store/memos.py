"""Memos: what was said of a meeting, as sounds beside the database.

A memo comes as a photo does: it is no step of `undo`. A file is written inside the transaction that stores its row;
what a crash leaves is swept. The row of a memo that was removed stays, so that the same sound does not come again.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, Row, Select, delete, insert, select, update

from cardscan.errors import InputError
from cardscan.person import Memo
from cardscan.store import crops, derived, meetings, owned
from cardscan.store.engine import Database, user_of
from cardscan.store.meetings import memo_of
from cardscan.store.rows import storable
from cardscan.store.schema import meeting, memo, upload

if TYPE_CHECKING:
    from cardscan.voice.sounds import Sound  # tells formats of sounds, which opening a store need not know


@dataclass(frozen=True, slots=True)
class Spoken:
    """A memo, and whose it is."""

    memo: Memo
    person_id: int | None  # these two: None as long as it is only known with which photo it came
    meeting_id: int | None
    upload_id: int | None = None


class Memos:
    """The memos of a store; each method is one transaction, or two."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def file(self, of: Memo) -> Path:
        """Give the file of a memo."""
        return self._database.place.memos / of.file

    def add(self, meeting_id: int, sound: "Sound", now: datetime) -> bool:
        """Keep a sound with a meeting; tell whether it is new there. One that was removed does not come again.

        Raises InputError where there is no such meeting.
        """
        with self._keeping(sound) as connection:
            person_id = meetings.person_of(connection, meeting_id)
            if not self._add(connection, sound, memo.c.meeting_id == meeting_id, {"meeting_id": meeting_id}):
                return False
            derived.touch(connection, (person_id,), now)
            return True

    def knows(self, sound: "Sound", meeting_ids: Collection[int]) -> bool:
        """Tell whether a sound is with any of some meetings, or was removed from it."""
        there = select(memo.c.id).where(memo.c.sha256 == sound.sha256, memo.c.meeting_id.in_(meeting_ids))
        with self._database.reading() as connection:
            return connection.execute(there).first() is not None

    def hand_in(self, upload_id: int, sound: "Sound") -> bool:
        """Keep a sound with a photo that was handed in, until it is known who is on it; tell whether it is new there.

        Raises InputError where there is no such photo.
        """
        with self._keeping(sound) as connection:
            if connection.execute(select(upload.c.id).where(upload.c.id == upload_id)).first() is None:
                raise InputError("there is no such photo", "reload the list: it may already be gone")
            return self._add(connection, sound, memo.c.upload_id == upload_id, {"upload_id": upload_id})

    def settle(self, upload_id: int, meeting_id: int, now: datetime) -> int:
        """Let the memos that came with a photo be of a meeting; tell how many."""
        with self._database.writing() as connection:
            waiting = memo.c.upload_id == upload_id, memo.c.meeting_id.is_(None)
            moved = connection.execute(update(memo).where(*waiting).values(meeting_id=meeting_id)).rowcount
            if moved:
                derived.touch(connection, (meetings.person_of(connection, meeting_id),), now)
            return moved

    def drop(self, upload_id: int) -> None:
        """Let go the memos that came with a photo on which nobody is: they go with the next sweep."""
        waiting = memo.c.upload_id == upload_id, memo.c.meeting_id.is_(None)
        with self._database.writing() as connection:
            connection.execute(delete(memo).where(*waiting))

    def waiting(self, upload_ids: Collection[int] | None = None) -> tuple[Spoken, ...]:
        """List the memos that are of no meeting yet: those that came with some photos, or all."""
        of = [] if upload_ids is None else [memo.c.upload_id.in_(upload_ids)]
        return self._read(memo.c.meeting_id.is_(None), *of)

    def to_write_down(self, person_ids: Collection[int] | None = None) -> tuple[Spoken, ...]:
        """List the memos of some people, or everyone, that nobody has written down."""
        of = [] if person_ids is None else [meeting.c.person_id.in_(person_ids)]
        return self._read(memo.c.meeting_id.is_not(None), memo.c.heard.is_(None), *of)

    def one(self, memo_id: int) -> Spoken:
        """Give a memo. Raises InputError where there is none."""
        found = self._read(memo.c.id == memo_id)
        if not found:
            raise _none(memo_id)
        return found[0]

    def write_down(self, memo_id: int, text: str, now: datetime) -> None:
        """Keep what a memo says. Raises InputError where there is none."""
        with self._changing(memo_id, now) as connection:
            connection.execute(update(memo).where(memo.c.id == memo_id).values(text=storable(text), heard=now))

    def remove(self, memo_id: int, now: datetime) -> None:
        """Erase a memo, and what was written down of it. Raises InputError where there is none."""
        with self._changing(memo_id, now) as connection:
            connection.execute(update(memo).where(memo.c.id == memo_id).values(file="", name="", text=""))
        with self._database.writing() as connection:  # after the commit: a crash leaves a file to sweep
            owned.sweep(connection, self._database.place)
        self._database.scrub()

    def _read(self, *which: ColumnElement[bool]) -> tuple[Spoken, ...]:
        with self._database.reading() as connection:
            return tuple(map(_spoken, connection.execute(_all().where(*which)).all()))

    @contextmanager
    def _keeping(self, sound: "Sound") -> Iterator[Connection]:
        """Have the file of a sound beside the store for a transaction that stores a row of it."""
        name = file_of(sound)
        with self._database.writing() as connection:  # see `owned`
            owned.announce(connection, owned.MEMOS, (name,))
        with self._database.writing() as connection:
            owned.announce(connection, owned.MEMOS, (name,))  # a sweep in between forgot it
            yield connection

    def _add(self, connection: Connection, sound: "Sound", there: ColumnElement[bool], of: Mapping[str, int]) -> bool:
        if connection.execute(select(memo.c.id).where(memo.c.sha256 == sound.sha256, there)).first():
            return False
        crops.keep(self._database.place.memos, file_of(sound), sound.data)
        row = {"sha256": sound.sha256, "file": file_of(sound), "name": storable(sound.name), "at": sound.at}
        connection.execute(insert(memo).values(**row, **of, text="", by=user_of(connection)))
        return True

    @contextmanager
    def _changing(self, memo_id: int, now: datetime) -> Iterator[Connection]:
        with self._database.writing() as connection:
            found = connection.execute(_all().where(memo.c.id == memo_id)).one_or_none()
            if found is None:
                raise _none(memo_id)
            yield connection
            if found.person_id is not None:
                derived.touch(connection, (found.person_id,), now)


def file_of(sound: "Sound") -> str:
    """Name the file of a sound after what is in it: the same is kept once."""
    return f"{sound.sha256}{sound.suffix}"


def _all() -> Select[Any]:
    rows = select(memo, meeting.c.person_id).outerjoin(meeting, memo.c.meeting_id == meeting.c.id)
    return rows.where(memo.c.file != "").order_by(memo.c.at, memo.c.id)


def _spoken(row: Row[Any]) -> Spoken:
    return Spoken(memo_of(row), row.person_id, row.meeting_id, row.upload_id)


def _none(memo_id: int) -> InputError:
    return InputError(f"there is no memo {memo_id}", "cardscan memo list shows them")
