"""The address books in a store, as the rest of the program sees them: each method is one transaction, or two."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from cardscan.model import Contact
from cardscan.person import AddressFile, BookEntry
from cardscan.store import books, forgetting
from cardscan.store.engine import Database

if TYPE_CHECKING:
    from cardscan.store.acquaintances import FoundEntry


class AddressFiles:
    """The address books that the user had before."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def books(self) -> tuple[AddressFile, ...]:
        """List the address books."""
        with self._database.reading() as connection:
            return books.load(connection)

    def has(self, path: str, sha256: str) -> bool:
        """Tell whether a file was read as it is now."""
        with self._database.reading() as connection:
            return books.is_known(connection, path, sha256)

    def compares(self) -> bool:
        """Tell whether `put` has to compare each of a file's people with those who were forgotten, which takes long."""
        with self._database.reading() as connection:
            return bool(forgetting.buried(connection).digests)

    def put(self, path: str, sha256: str, people: Sequence[tuple[int, Contact]], now: datetime) -> AddressFile:
        """Keep the people of a file, each with the line of their card, in place of those it had before.

        Those who were forgotten are left out.
        """
        with self._database.reading() as connection:
            buried = forgetting.buried(connection)
        gone = buried.among([contact for _, contact in people])  # takes long: nobody waits for the store meanwhile
        kept = [each for each, forgot in zip(people, gone, strict=True) if not forgot]
        with self._database.writing() as connection:
            return books.put(connection, path, sha256, kept, now)

    def remove(self, book_id: int) -> str:
        """Let go of an address book, and tell as `scrub` does. Raises InputError when there is none."""
        with self._database.writing() as connection:
            books.remove(connection, book_id)
        return self._database.scrub()

    def entries(self, ids: Collection[int] | None = None) -> tuple[BookEntry, ...]:
        """Read these entries, or all."""
        with self._database.reading() as connection:
            return books.entries(connection, ids)

    def look_up(self, contact: Contact) -> "tuple[FoundEntry, ...]":
        """Compare a card with the entries that have most in common with it, the likeliest first."""
        from cardscan.store import acquaintances

        with self._database.reading() as connection:
            return acquaintances.look_up_entries(connection, contact)
