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
    mode: int = 0  # permissions of the file; 0 where there is none
    photos: int = 0
    people: int = 0
    queued: int = 0  # photos of which nothing is stored so far
    taken: int = 0  # and of those, which were given to a reader


def status(place: Place) -> StoreStatus:
    """Look at a store. Raises StoreError when it cannot be read."""
    database = connect(place)
    if not database.kind.is_there(place):
        return StoreStatus(place, exists=False, newest=newest())
    with closing(database), database.reading() as connection:
        found = revision(connection, place)
        counts = [
            connection.execute(select(func.count()).select_from(counted)).scalar_one() if found == newest() else 0
            for counted in (photo, person, queued, select(queued).where(queued.c.taken.is_not(None)).subquery())
        ]
    mode = stat.S_IMODE(place.file.stat().st_mode) if place.file.exists() else 0
    return StoreStatus(place, bool(found), newest(), found, mode, *counts)
