"""Look at a store without making, changing or migrating it."""

import stat
from contextlib import closing
from dataclasses import dataclass

from sqlalchemy import func, select

from cardscan.store.engine import connect
from cardscan.store.migrate import newest, revision
from cardscan.store.place import Place
from cardscan.store.schema import person, photo, queued


@dataclass(frozen=True, slots=True)
class StoreStatus:
    """What is known of a store."""

    place: Place
    exists: bool
    newest: str  # the schema that this program writes
    schema: str = ""  # the schema found
    mode: int = 0  # permissions of the file
    photos: int = 0
    people: int = 0
    queued: int = 0  # photos of which nothing is stored so far
    taken: int = 0  # and of those, which were given to a reader


def status(place: Place) -> StoreStatus:
    """Look at a store. Raises StoreError when it cannot be read."""
    if not place.file.exists():
        return StoreStatus(place, exists=False, newest=newest())
    with closing(connect(place)) as database, database.reading() as connection:
        found = revision(connection)
        counts = [
            connection.execute(select(func.count()).select_from(counted)).scalar_one() if found == newest() else 0
            for counted in (photo, person, queued, select(queued).where(queued.c.taken.is_not(None)).subquery())
        ]
    return StoreStatus(place, True, newest(), found, stat.S_IMODE(place.file.stat().st_mode), *counts)
