"""What is kept of people to find them fast: whether it is what would be derived of them anew."""

from sqlalchemy import Connection, select

from cardscan.store import Store, attendees, derived, likely
from cardscan.store.engines.words import index
from cardscan.store.schema_beside import attendee
from cardscan.store.schema_found import course, match_key, stem, summary, to_check, word

_TABLES = (index, course, match_key, stem, summary, to_check, word)


def _rows(connection: Connection) -> dict[str, set[tuple]]:
    return {each.name: {tuple(row) for row in connection.execute(select(*each.c))} for each in _TABLES}


def assert_all_follows(store: Store) -> None:
    """Compare all that is kept with what everyone comes to when nothing is taken for known."""
    with store._database.writing() as connection:
        kept = _rows(connection)
        derived.refresh_everyone(connection)
        anew = _rows(connection)
        connection.rollback()
    assert kept == anew


def assert_what_is_kept_of_lists(store: Store, of_all: bool = False) -> None:
    """Compare whom names on lists may be, as it is kept, with what would be found; `of_all`: it is kept of all."""
    with store._database.reading() as connection:
        listed = attendees.these(connection, connection.execute(select(attendee.c.id)).scalars().all())
        kept = likely.kept(connection, listed)
        assert kept == {each: found for each, found in likely.find(connection, listed).items() if each in kept}
        assert not of_all or len(kept) == len(listed)
