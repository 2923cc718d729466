"""The store's address books: each method is one transaction."""

from collections.abc import Callable
from datetime import datetime

from cardscan.model import Contact
from cardscan.person import Person
from cardscan.store import people, synced
from cardscan.store.engine import Database
from cardscan.store.journal import recorded
from cardscan.synced import Account, Gone, Outline, Synced


class Servers:
    """What the store knows of address books on servers."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def in_use(self) -> Account | None:
        """Read the address book in use; None where none was chosen."""
        with self._database.reading() as connection:
            return synced.in_use(connection)

    def choose(self, account: Account, now: datetime) -> Account:
        """Let an address book be the one in use."""
        with self._database.writing() as connection:
            return synced.choose(connection, account, now)

    def finished(self, account: Account, now: datetime) -> None:
        """Note that everyone was looked at."""
        with self._database.writing() as connection:
            synced.finished(connection, account.id, now)

    def outlines(self, account: Account) -> list[Outline]:
        """List who is in the address book, and the quality connections who are not, in the order in which they came."""
        with self._database.reading() as connection:
            return synced.outlines(connection, account.id)

    def one(self, account: Account, person_id: int) -> Synced | None:
        """Read what is known of someone in the address book; None of who never was there."""
        with self._database.reading() as connection:
            return synced.one(connection, account.id, person_id)

    def merged_into(self, account: Account, uid: str) -> Synced | None:
        """Read what is known of whom somebody with a UID was merged into; None where they were not."""
        with self._database.reading() as connection:
            return synced.merged_into(connection, account.id, uid)

    def put(self, account: Account, one: Synced) -> None:
        """Store what is known of someone in an address book."""
        with self._database.writing() as connection:
            synced.put(connection, account.id, one)

    def drop(self, account: Account, person_id: int) -> None:
        """Know nothing more of someone in an address book."""
        with self._database.writing() as connection:
            synced.drop(connection, account.id, person_id)

    def take(
        self,
        account: Account,
        seen: Person,
        contact: Contact,
        settle: Callable[[Person], Synced],
        now: datetime,
    ) -> tuple[Person, Synced] | None:
        """Give someone the fields that were changed on the phone, and store what `settle` says of them then.

        None, and nothing is done, where they are not as they were `seen`. `cardscan undo` takes it back.
        """
        with self._database.writing() as connection:
            if people.one(connection, self._database.place.crops, seen.id) != seen:
                return None
            with recorded(connection, "sync", (seen.id,), now):
                people.put_contact(connection, (seen.id,), contact)
            one = people.one(connection, self._database.place.crops, seen.id)
            row = settle(one)
            synced.put(connection, account.id, row)
            return one, row

    def left_there(self, account: Account) -> tuple[Gone, ...]:
        """List the cards of ours in an address book of whom there is nobody here."""
        with self._database.reading() as connection:
            return synced.left_there(connection, account.id)

    def drop_left(self, account: Account, path: str) -> None:
        """Know nothing more of such a card."""
        with self._database.writing() as connection:
            synced.drop_left(connection, account.id, path)
