"""Photos that were handed in through the page, and what came of them. Functions on an open transaction.

A file is moved to its place inside the transaction that stores its row: a photo that waits is always there. It stays
there as the original, and goes when the people on it are forgotten.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, func, insert, select, update

from cardscan.errors import InputError
from cardscan.model import Card, Contact, Failure, PhotoReading, Quad
from cardscan.store import owned, photos
from cardscan.store.engine import user_of
from cardscan.store.place import Place
from cardscan.store.rows import inserted, storable
from cardscan.store.schema import card, memo, photo, upload

_NOWHERE: Quad = ((0.0, 0.0), (0.0, 0.0), (0.0, 0.0), (0.0, 0.0))  # of a card that nobody found on its photo
_MEMOS = (
    select(func.count())
    .where(memo.c.upload_id == upload.c.id, memo.c.meeting_id.is_(None), memo.c.file != "")
    .scalar_subquery()
)


@dataclass(frozen=True, slots=True)
class Upload:
    """A photo that was handed in."""

    id: int
    name: str  # what it was called where it came from
    file: str  # in the folder of photos; "" for one that was known
    event_id: int | None
    at: datetime  # UTC
    known: bool  # it was there before
    finished: datetime | None  # UTC; when it was read, or could not be; None while it waits
    failure: Failure | None = None
    people: tuple[int, ...] = ()  # who is on it, as far as it was read
    talked: str = ""  # these two: the note that came with it, as long as it is with nobody's meeting
    can_help: str = ""
    sha256: str = ""
    by: str = ""  # who of us handed it in
    memos: int = 0  # that came with it and are with nobody's meeting

    @property
    def done(self) -> bool:
        """Tell whether it waits no longer."""
        return self.finished is not None

    @property
    def fruitless(self) -> bool:
        """Tell whether nobody came of it: it could not be read, or nobody was found on it."""
        return self.done and not self.known and not self.people


@dataclass(frozen=True, slots=True)
class Arrived:
    """A photo that has just arrived, whole, in a file that is not in its place yet."""

    part: Path
    sha256: str
    name: str
    suffix: str


def add(connection: Connection, folder: Path, new: Arrived, known: bool, event_id: int | None, now: datetime) -> int:
    """Take a photo in, and return its id; of one that is known only that it came. Raises OSError."""
    waits = select(upload.c.id).where(upload.c.sha256 == new.sha256, upload.c.done.is_(None))
    known = known or connection.execute(waits).first() is not None
    values: dict[str, Any] = {"sha256": new.sha256, "name": storable(new.name), "file": "", "event_id": event_id}
    row = {**values, "at": now, "known": known, "done": now if known else None, "by": user_of(connection)}
    upload_id = inserted(connection, upload, row)
    if not known:
        # Numbered in the order in which they came: the back of a card is looked for behind its front.
        # Named after what is in them, too: a store that was put back in time would number over photos it never saw.
        name = f"{upload_id:08d}-{new.sha256[:16]}{new.suffix}"
        owned.announce(connection, owned.PHOTOS, (name,))
        connection.execute(update(upload).where(upload.c.id == upload_id).values(file=name))
        new.part.replace(folder / name)
    return upload_id


def take_in_strange(connection: Connection, place: Place, now: datetime) -> int:
    """Take in the photos that this store never named, to be read as if they had just come; tell how many."""
    strange = owned.strange_photos(connection, place)
    for file in strange:
        with file.open("rb") as opened:
            sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
        values = {"sha256": sha256, "name": file.name, "file": file.name, "event_id": None}
        connection.execute(insert(upload).values(**values, at=now, known=False, done=None))
    owned.announce(connection, owned.PHOTOS, [file.name for file in strange])
    return len(strange)


def waiting(connection: Connection) -> tuple[Upload, ...]:
    """List those that are still to be read, the first that came first."""
    return tuple(_loaded(connection, _all().where(upload.c.done.is_(None)).order_by(upload.c.id)))


def latest(connection: Connection, limit: int) -> tuple[Upload, ...]:
    """List those that came last, the last first."""
    return tuple(_loaded(connection, _all().order_by(upload.c.id.desc()).limit(limit)))


def finished(connection: Connection, after: datetime | None, limit: int) -> tuple[Upload, ...]:
    """List those that were read, or could not be, after a moment; the last first."""
    done = upload.c.done.is_not(None) if after is None else upload.c.done > after
    rows = _all().where(done).order_by(upload.c.done.desc(), upload.c.id.desc())
    return tuple(_loaded(connection, rows.limit(limit)))


def these(connection: Connection, ids: tuple[int, ...]) -> tuple[Upload, ...]:
    """List some of them, in the order in which they came."""
    return tuple(_loaded(connection, _all().where(upload.c.id.in_(ids)).order_by(upload.c.id)))


def noted(connection: Connection) -> tuple[Upload, ...]:
    """List those that wait no longer, and still have the note or memos that came with them."""
    has_note = (upload.c.talked != "") | (upload.c.can_help != "") | (_MEMOS > 0)
    return tuple(_loaded(connection, _all().where(upload.c.done.is_not(None), has_note).order_by(upload.c.id)))


def handed_in(connection: Connection, sha256: str) -> int | None:
    """Give the id under which a photo was handed in first, as far as it is still there."""
    first = select(func.min(upload.c.id)).where(upload.c.sha256 == sha256)
    return connection.execute(first).scalar()


def keep_note(connection: Connection, upload_id: int, talked: str, can_help: str) -> None:
    """Keep a note with a photo until it is known of whom it is; with two empty texts, none."""
    values = {"talked": storable(talked), "can_help": storable(can_help)}
    connection.execute(update(upload).where(upload.c.id == upload_id).values(values))


def finish(connection: Connection, file: str, now: datetime) -> None:
    """Note that a photo was read, or could not be."""
    connection.execute(update(upload).where(upload.c.file == file).values(done=now))


def try_again(connection: Connection, upload_id: int) -> None:
    """Let a photo that could not be read wait once more."""
    connection.execute(update(upload).where(upload.c.id == upload_id, upload.c.known.is_(False)).values(done=None))


def name_of(connection: Connection, file: str) -> str:
    """Tell what a file was called where it came from; "" for one that was not handed in."""
    return str(connection.execute(select(upload.c.name).where(upload.c.file == file)).scalars().first() or "")


def type_in(
    connection: Connection, place: Place, upload_id: int, contact: Contact, now: datetime, occasion: photos.Occasion
) -> int:
    """Add who is on a photo on which nobody was found, as the user read it; return their id.

    They belong to the photo from now on: forgetting them removes it. Raises InputError where somebody is on it by now.
    """
    of = _fruitless(connection, upload_id)
    cards = select(card.c.id).join(photo).where(photo.c.sha256 == of.sha256).order_by(card.c.position)
    there = connection.execute(cards).scalars().first()
    if there is not None:
        met = occasion.of(PhotoReading(str(place.photos / of.file), of.sha256), now)
        return photos.meet(connection, place.crops, contact, there, met, now, ()).id
    whole = Card(contact, lines=(), corners=_NOWHERE, rotation=0)
    reading = PhotoReading(str(place.photos / of.file), of.sha256, (whole,))
    [person] = photos.save(connection, place.crops, reading, [[contact]], now, occasion) or ()
    return person.id


def dismiss(connection: Connection, upload_id: int) -> None:
    """Let a photo go on which nobody was found, however often it was handed in; its file goes with the next sweep.

    Raises InputError where somebody is on it by now.
    """
    sha256 = _fruitless(connection, upload_id).sha256
    connection.execute(delete(upload).where(upload.c.sha256 == sha256))
    connection.execute(delete(photo).where(photo.c.sha256 == sha256))


def _fruitless(connection: Connection, upload_id: int) -> Row[Any]:
    """Give the row of a photo of which nobody came."""
    row = connection.execute(_all().where(upload.c.id == upload_id)).one_or_none()
    if row is None or not _upload_of(connection, row).fruitless:
        raise InputError("people were found on this photo, or it is gone", "reload the list: it may already be gone")
    return row


def _all() -> Select[Any]:
    why = (photo.c.stage, photo.c.message, photo.c.advice)
    return select(upload, *why, _MEMOS.label("memos")).outerjoin(photo, photo.c.sha256 == upload.c.sha256)


def _loaded(connection: Connection, rows: Select[Any]) -> Iterator[Upload]:
    return (_upload_of(connection, row) for row in connection.execute(rows).all())


def _upload_of(connection: Connection, row: Row[Any]) -> Upload:
    failure = Failure(row.stage, row.message, row.advice or "") if row.done and row.stage else None
    met = photos.meetings_on(connection, row.sha256) if row.done else ()
    people = tuple(dict.fromkeys(each.person_id for each in met))
    return Upload(row.id, row.name, row.file, row.event_id, row.at, row.known, row.done, failure, people,
                  row.talked, row.can_help, row.sha256, row.by, row.memos)  # fmt: skip
