"""What is kept only to find people fast, and follows from the rest: brought up to date with each change of theirs."""

from collections.abc import Collection

from sqlalchemy import Connection, select

from cardscan.store import search
from cardscan.store.schema import person

_AT_ONCE = 500  # people: SQLite takes so many values and more in one statement


def refresh(connection: Connection, person_ids: Collection[int]) -> None:
    """Derive anew what follows from these people; of those who are gone nothing is left."""
    from cardscan.store import acquaintances  # loads lists of names and companies: not for who only reads

    search.refresh(connection, person_ids)
    acquaintances.refresh(connection, person_ids)


def refresh_everyone(connection: Connection) -> None:
    """Derive anew what follows from everyone, as after a migration."""
    from cardscan.store import acquaintances  # as above

    ids = connection.execute(select(person.c.id).order_by(person.c.id)).scalars().all()
    for start in range(0, len(ids), _AT_ONCE):
        refresh(connection, ids[start : start + _AT_ONCE])
    acquaintances.refresh_entries(connection)
