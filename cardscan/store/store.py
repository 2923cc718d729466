"""The store as the rest of the program sees it: each method is one transaction."""

from collections.abc import Callable, Sequence
from datetime import datetime
from types import TracebackType
from typing import Self

from sqlalchemy import Engine, select

from cardscan.model import Contact, Line, PhotoReading
from cardscan.person import Person
from cardscan.store import crops, people, photos
from cardscan.store.engine import connect, create_private, reading, writing
from cardscan.store.migrate import migrate
from cardscan.store.people import Name
from cardscan.store.place import Place, locate
from cardscan.store.schema import card


def open_store(db: str | None = None) -> "Store":
    """Open the store that `db` names (see `locate`), making it or bringing it up to date. Raises StoreError."""
    place = locate(db)
    create_private(place)
    engine = connect(place)
    try:
        migrate(engine, place.file)
    except BaseException:
        engine.dispose()
        raise
    return Store(place, engine)


class Store:
    """An open store. Use it in a `with` block, or close it."""

    def __init__(self, place: Place, engine: Engine) -> None:
        self.place = place
        self._engine = engine

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def knows(self, sha256: str) -> bool:
        """Tell whether the file with this hash was ingested; one that failed was not."""
        with reading(self._engine, self.place.file) as connection:
            return photos.is_known(connection, sha256)

    def save(
        self, photo: PhotoReading, on_cards: Sequence[Sequence[Contact]], now: datetime
    ) -> tuple[Person, ...] | None:
        """Store all that came of a photo, or its failure; return its people, or None where it was there already.

        `on_cards` holds, for each card of the photo, the people on it.
        """
        with writing(self._engine, self.place.file) as connection:
            ids = photos.save(connection, self.place.crops, photo, on_cards, now)
            return None if ids is None else tuple(people.one(connection, self.place.crops, each) for each in ids)

    def failures(self) -> tuple[photos.FailedPhoto, ...]:
        """List the photos that could not be read so far."""
        with reading(self._engine, self.place.file) as connection:
            return photos.failed(connection)

    def people(self) -> tuple[Person, ...]:
        """Read everyone, in the order in which they came."""
        with reading(self._engine, self.place.file) as connection:
            return people.load(connection, self.place.crops)

    def person(self, person_id: int) -> Person:
        """Read one person."""
        with reading(self._engine, self.place.file) as connection:
            return people.one(connection, self.place.crops, person_id)

    def names(self) -> tuple[Name, ...]:
        """List what everyone answers to."""
        with reading(self._engine, self.place.file) as connection:
            return people.names(connection)

    def lines(self, card_id: int) -> tuple[Line, ...]:
        """Read the lines of text on a card, with what each reader said."""
        with reading(self._engine, self.place.file) as connection:
            return people.lines(connection, card_id)

    def edit(self, person_id: int, change: Callable[[Contact], Contact], now: datetime) -> Person:
        """Change the fields of a person as they are now; two edits at once take turns, and none is lost."""
        with writing(self._engine, self.place.file) as connection:
            return people.edit(connection, self.place.crops, person_id, change, now)

    def add_note(self, person_id: int, talked: str, can_help: str, now: datetime) -> Person:
        """Add a note to the latest meeting with a person."""
        with writing(self._engine, self.place.file) as connection:
            return people.add_note(connection, self.place.crops, person_id, talked, can_help, now)

    def sweep(self) -> int:
        """Remove crops that a crash left without a card, and tell how many."""
        with writing(self._engine, self.place.file) as connection:
            return crops.sweep(self.place.crops, set(connection.execute(select(card.c.crop)).scalars()))
