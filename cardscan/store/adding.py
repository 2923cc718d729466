"""People of whom there is no card: typed in, pasted, out of a mail or a vCard. Functions on an open transaction."""

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from secrets import token_hex

from sqlalchemy import Connection, select

from cardscan.model import Card, Contact, PhotoReading, Quad
from cardscan.person import Person
from cardscan.store import forgetting, people, photos
from cardscan.store.journal import recorded
from cardscan.store.schema import card, photo

_NOWHERE: Quad = ((0.0, 0.0), (0.0, 0.0), (0.0, 0.0), (0.0, 0.0))


@dataclass(frozen=True, slots=True)
class Given:
    """Someone who was met and is told of, and a picture of them, where there is one."""

    contact: Contact
    day: date
    event_id: int | None = None
    place: str = ""
    picture: bytes = b""  # JPEG
    # The name of the picture's file: a photo of two people may be given for each, so it is not that of its content.
    token: str = field(default_factory=lambda: token_hex(32))


@dataclass(frozen=True, slots=True)
class Added:
    """What came of it."""

    person: Person
    is_new: bool
    met: bool  # a meeting was added: of someone known, that day may be there already


def picture_names(given: Given) -> tuple[str, ...]:
    """Name the file that `add` writes, if any."""
    return tuple(filter(None, photos.pictures(given.token, 0, _card(given))))


def add(connection: Connection, folder: Path, given: Given, now: datetime) -> Added | None:
    """Store that someone was met: someone known, where all says so, or someone new. None: they were forgotten.

    Of someone known whom the store has met that day already no further meeting is made. Raises OSError when a picture
    cannot be written.
    """
    from cardscan.store import acquaintances  # loads lists of words and names: not for who only reads

    [[*left]] = forgetting.without_forgotten(connection, [[given.contact]])
    if not left:
        return None
    known = acquaintances.same_card(connection, given.contact, ())
    was = () if known is None else people.one(connection, folder, known).meetings
    again = any((met.date, met.event_id) == (given.day, given.event_id) for met in was)
    with recorded(connection, "add", () if known is None else (known,), now, folder=folder) as recording:
        card_id = _add_picture(connection, folder, given, now) if given.picture else None
        if known is not None and again and card_id is None:
            photos.fill(connection, known, given.contact, None)
            person_id = known
        else:
            met = {"date": given.day, "event_id": given.event_id, "place": given.place}
            person_id = photos.meet(connection, folder, given.contact, card_id, met, now, ()).id
        recording.touched.add(person_id)
    return Added(people.one(connection, folder, person_id), known is None, not again or bool(given.picture))


def _add_picture(connection: Connection, folder: Path, given: Given, now: datetime) -> int:
    """Keep a picture as that of a card on which nothing is to be read."""
    reading = PhotoReading("", given.token, (_card(given),))
    photos.save(connection, folder, reading, [[]], now, photos.Occasion(given.event_id, given.day))
    there = select(card.c.id).join(photo).where(photo.c.sha256 == given.token)
    return int(connection.execute(there).scalar_one())


def _card(given: Given) -> Card:
    return Card(given.contact, (), _NOWHERE, 0, crop=given.picture)
