"""Open a store: find it, make it or bring it up to date, and say why not."""

from datetime import UTC, datetime

from cardscan.store.engine import connect, is_read_only
from cardscan.store.migrate import make_ready
from cardscan.store.place import locate
from cardscan.store.store import Store


def open_store(db: str | None = None, user: str = "") -> Store:
    """Open the store that `db` names (see `locate`), making it or bringing it up to date. Raises StoreError.

    One that can only be read is opened for that.
    user: who of us uses it, where it is several who do.
    """
    place = locate(db)
    database = connect(place, user)
    store = Store(database)
    try:
        make_ready(database)
        if not is_read_only(place):
            store.erase_expired(datetime.now(UTC))
    except BaseException:
        database.close()
        raise
    return store
