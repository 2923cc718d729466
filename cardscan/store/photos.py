"""Photos in the store: what each gave, and what failed. Functions on an open transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, or_, select, update

from cardscan.model import Card, Contact, Failure, PhotoReading
from cardscan.person import DatedBy, Person
from cardscan.store import crops, derived, journal, owned, people
from cardscan.store.engine import user_of
from cardscan.store.rows import card_row, field_rows, inserted, path_of, storable
from cardscan.store.schema import card, meeting, photo


@dataclass(frozen=True, slots=True)
class FailedPhoto:
    """A photo that could not be read. The next ingest of its file tries again."""

    path: str
    failure: Failure
    tried: datetime  # UTC, the last time
    times: int = 1  # that a reader was given it


#: The stage of a photo with nobody on it but one of us: nothing is stored of it, and it did not fail.
OWN_CARD = "own card"
_FAILED = func.coalesce(photo.c.stage, OWN_CARD) != OWN_CARD


@dataclass(frozen=True, slots=True)
class Occasion:
    """Where and when the people on a photo were met."""

    event_id: int | None = None
    day: date | None = None  # None: when the photo was taken; of one that does not say, when it is stored
    dated: DatedBy = ""  # who says that it was that day

    def of(self, reading: PhotoReading, now: datetime) -> dict[str, Any]:
        """Give it as columns of a meeting."""
        return {"event_id": self.event_id, "date": self.day or (reading.taken or now.astimezone()).date()}


@dataclass(frozen=True, slots=True)
class PhotoMeeting:
    """A meeting at which a card was given that is on a photo."""

    id: int
    event_id: int | None
    taken: datetime | None  # the photo, in local time of the camera
    person_id: int
    day: date | None  # as it was found out without the user


#: What tells when and where by the photo itself.
WHEN_TAKEN = Occasion()


def is_known(connection: Connection, sha256: str, or_failed: bool = False) -> bool:
    """Tell whether a file was ingested; one that failed was not, unless that is asked for, too."""
    same = select(photo.c.id).where(photo.c.sha256 == sha256)
    found = connection.execute(same if or_failed else same.where(~_FAILED))
    return found.first() is not None


def is_read(connection: Connection, sha256: str) -> bool:
    """Tell whether something is stored of what was on a photo."""
    same = select(photo.c.id).where(photo.c.sha256 == sha256, photo.c.stage.is_(None))
    return connection.execute(same).first() is not None


def save(
    connection: Connection,
    folder: Path,
    reading: PhotoReading,
    on_cards: Sequence[Sequence[Contact]],
    now: datetime,
    occasion: Occasion,
) -> tuple[Person, ...] | None:
    """Store all that came of a photo, crops into `folder`; return its people.

    `on_cards` holds, for each card of the photo, the people on it.
    Returns None, and stores nothing, when the photo is there already.
    Raises OSError when a crop cannot be written.
    """
    photo_id = _claim(connection, reading, now, occasion)
    if photo_id is None:
        return None
    met = occasion.of(reading, now)
    owned.announce(connection, owned.CARDS, picture_names(reading))
    met_there: list[Person] = []
    for position, (each, contacts) in enumerate(zip(reading.cards, on_cards, strict=True)):
        names = pictures(reading.sha256, position, each)
        card_id = add_card(connection, photo_id, position, each, names)
        keep_pictures(folder, each, names)
        met_there += meet_all(connection, folder, contacts, card_id, met, now)
    latest = {person.id: person for person in met_there}  # whoever is there twice as they are in the end
    return tuple(latest[person.id] for person in met_there)


def picture_names(reading: PhotoReading) -> list[str]:
    """List the names of the files that `save` writes."""
    return [name for n, each in enumerate(reading.cards) for name in pictures(reading.sha256, n, each) if name]


def add_card(connection: Connection, photo_id: int, position: int, of: Card, names: tuple[str, str]) -> int:
    """Store a card of a photo, whose pictures are called so; return its id."""
    values = {"photo_id": photo_id, "position": position, "crop": names[0], "handwriting": names[1], **card_row(of)}
    return inserted(connection, card, values)


def keep_pictures(folder: Path, of: Card, names: tuple[str, str]) -> None:
    """Write the pictures of a card under their names. Raises OSError."""
    for file, jpeg in zip(names, (of.crop, of.handwriting), strict=True):
        if file:
            crops.keep(folder, file, jpeg)
    if names[0] and of.small:
        picture = folder / names[0]
        crops.keep_small(picture, of.small, picture.stat().st_mtime_ns)


def meet_all(
    connection: Connection,
    folder: Path,
    contacts: Sequence[Contact],
    card_id: int,
    met: dict[str, Any],
    now: datetime,
) -> list[Person]:
    """Store that all on a card were met, and return them."""
    on_card: list[Person] = []
    for contact in contacts:
        on_card.append(meet(connection, folder, contact, card_id, met, now, [each.id for each in on_card]))
    return on_card


def meet(
    connection: Connection,
    folder: Path,
    contact: Contact,
    card_id: int | None,
    met: dict[str, Any],
    now: datetime,
    on_card: Sequence[int],
) -> Person:
    """Store that someone was met: someone known, where the card says the same as theirs, or someone new.

    What the card says beyond what is known is added; what the user removed stays away. Others who are `on_card`
    are not the same. We hold the write lock: nobody else stores that person meanwhile.
    """
    from cardscan.store import acquaintances  # as in `derived`

    known = acquaintances.same_card(connection, contact, on_card)
    if known is None:
        person_id = people.add(connection, contact, card_id, now, now)
    else:
        person_id = known
        fill(connection, known, contact, card_id)
    said = field_rows(contact)
    here = {"person_id": person_id, "card_id": card_id, "place": "", "said": said, "by": user_of(connection)}
    connection.execute(insert(meeting), {**here, **met})
    [person] = derived.touch(connection, (person_id,), now, folder, are_new=known is None)
    return person


def fill(connection: Connection, person_id: int, says: Contact, card_id: int | None) -> None:
    """Add to someone known what is said of them beyond that; what the user removed stays away."""
    from cardscan.connections.likeness.merging import filled  # as in `derived`
    from cardscan.store import acquaintances

    before = acquaintances.contacts(connection, (person_id,))[person_id]
    after = filled(journal.kept_out(connection, person_id, says), before)
    if after != before:
        people.put_contact(connection, (person_id,), after, card_id)


def meetings_on(connection: Connection, sha256: str) -> tuple[PhotoMeeting, ...]:
    """List the meetings whose cards are on a photo, the front or the back, in the order of the cards."""
    rows = connection.execute(
        select(meeting.c.id, meeting.c.event_id, photo.c.taken, meeting.c.person_id, photo.c.day)
        .join(card, meeting.c.card_id == func.coalesce(card.c.back_of, card.c.id))
        .join(photo, card.c.photo_id == photo.c.id)
        .where(photo.c.sha256 == sha256)
        .order_by(card.c.position, meeting.c.id)
    )
    return tuple(PhotoMeeting(*row) for row in rows)


def failed(connection: Connection) -> tuple[FailedPhoto, ...]:
    """List the photos that could not be read, in the order of their paths."""
    rows = connection.execute(select(photo).where(_FAILED).order_by(photo.c.path))
    return tuple(
        FailedPhoto(row.path, Failure(row.stage, row.message, row.advice), row.ingested, row.tried) for row in rows
    )


def drop_failure(connection: Connection, path: str) -> None:
    """Forget that what lay at a path could not be read."""
    connection.execute(delete(photo).where(photo.c.stage.is_not(None), photo.c.path == path))


_SAME_CONTENT = select(photo.c.id, photo.c.stage, photo.c.tried).where(photo.c.sha256 == bindparam("sha256"))
#: What lay at this path and failed (another content, or one that could not be opened) is there no longer.
_NO_OTHER_CONTENT = delete(photo).where(
    photo.c.stage.is_not(None),
    photo.c.path == bindparam("path"),
    or_(photo.c.sha256.is_(None), photo.c.sha256 != bindparam("sha256")),
)


def _claim(connection: Connection, reading: PhotoReading, now: datetime, occasion: Occasion) -> int | None:
    """Take the row of a photo: a new one, or that of an earlier failure. None: it was ingested already."""
    sha256 = reading.sha256 or None
    path = path_of(reading.path)
    failure = reading.failure
    values = {
        "sha256": sha256,
        "path": path,
        "taken": reading.taken,
        "day": occasion.day if occasion.dated else None,
        "dated": occasion.dated,
        "ingested": now,
        "stage": storable(failure.stage) if failure else None,
        "message": storable(failure.message) if failure else None,
        "advice": storable(failure.advice) if failure else None,
        "tried": reading.tried,
    }
    known = connection.execute(_SAME_CONTENT, {"sha256": sha256}).one_or_none() if sha256 else None
    if known and known.stage is None:
        return None
    connection.execute(_NO_OTHER_CONTENT, {"path": path, "sha256": sha256})
    if known:
        again = {**values, "tried": known.tried + reading.tried}
        connection.execute(update(photo).where(photo.c.id == known.id).values(again))
        return int(known.id)
    return inserted(connection, photo, values)


def pictures(sha256: str, position: int, of: Card, anew: bool = False) -> tuple[str, str]:
    """Name the files of a card's picture and of what is written on it by hand; "" where there is none."""
    name = f"{sha256}-{position}{'-anew' if anew else ''}"
    return f"{name}.jpg" if of.crop else "", f"{name}-by-hand.jpg" if of.handwriting else ""
