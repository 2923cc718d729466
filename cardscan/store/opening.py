"""Open a store: find it, make it or bring it up to date, and say why not."""

from datetime import UTC, datetime

from cardscan.store.engine import connect, create_private, is_read_only
from cardscan.store.migrate import migrate
from cardscan.store.owned import refuse_beside_pictures
from cardscan.store.place import locate
from cardscan.store.store import Store


def open_store(db: str | None = None, user: str = "") -> Store:
    """Open the store that `db` names (see `locate`), making it or bringing it up to date. Raises StoreError.

    One that can only be read is opened for that.
    user: who of us uses it, where it is several who do.
    """
    place = locate(db)
    if not (place.file.exists() and place.file.stat().st_size):
        refuse_beside_pictures(place)
    if not is_read_only(place):
        create_private(place)
    database = connect(place, user)
    store = Store(database)
    try:
        migrate(database)
        if not is_read_only(place):
            store.erase_expired(datetime.now(UTC))
    except BaseException:
        database.close()
        raise
    return store
