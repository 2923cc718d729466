"""Who is in a store, found by name, words, id or card, and who may be whom; each method is one transaction.

What compares people loads lists of names and companies, a fifth of a second: only methods that need it import it.
"""

from collections.abc import Collection, Generator
from datetime import date, datetime
from typing import TYPE_CHECKING

from cardscan.model import Contact
from cardscan.person import Person
from cardscan.store import finding, journal, merging, people, search
from cardscan.store.engine import Database
from cardscan.store.finding import Wanted
from cardscan.store.people import ListedName

if TYPE_CHECKING:
    from cardscan.connections.likeness.corrections import Corrections
    from cardscan.connections.likeness.sides import Sheet
    from cardscan.store.acquaintances import FoundPerson
    from cardscan.store.due import Counts


class Directory:
    """Everyone in the store, to be looked up and compared."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def names(self) -> tuple[ListedName, ...]:
        """List everyone's names and their ids."""
        with self._database.reading() as connection:
            return people.names(connection)

    def find(self, wanted: Wanted, brief: bool = False) -> Generator[Person, None, None]:
        """Read those who are wanted, one after the other, the likeliest first where there are words.

        `brief` with the fields that a list needs alone: where someone stands is the same by those. They are as they
        were at one moment; close the iterator where not all are read.
        """
        with self._database.reading() as connection:
            yield from finding.find(connection, self._database.place.crops, wanted, brief)

    def us(self) -> list[str]:
        """Name those of us who met anybody; nobody, where one alone uses the store."""
        with self._database.reading() as connection:
            return finding.us(connection)

    def count(self, wanted: Wanted) -> int:
        """Count those who are wanted."""
        with self._database.reading() as connection:
            return finding.count(connection, wanted)

    def due(self, now: datetime, most: int | None = None) -> "tuple[tuple[Person, ...], Counts]":
        """Read those for whom something is due, the `most` most urgent of each kind, or all; and count what is due."""
        from cardscan.store import due

        with self._database.reading() as connection:
            ids, counts = due.due(connection, now, most)
            return people.load(connection, self._database.place.crops, ids), counts

    def idle(self, before: date) -> tuple[Person, ...]:
        """Read those who have waited for nothing but a note since a day, or longer."""
        from cardscan.store import due

        with self._database.reading() as connection:
            return people.load(connection, self._database.place.crops, due.idle(connection, before))

    def to_recall(self, event_ids: Collection[int], most: int) -> tuple[Person, ...]:
        """Read those whose names may be asked for: asked for before, met at these events, the `most` met last."""
        from cardscan.store import due

        with self._database.reading() as connection:
            ids = due.to_recall(connection, event_ids, most)
            return people.load(connection, self._database.place.crops, ids)

    def came_of(self) -> dict[int, tuple[int, int]]:
        """Count for each event the quality connections who were met there, and the cards."""
        from cardscan.store import due

        with self._database.reading() as connection:
            return due.came_of(connection)

    def these(self, ids: Collection[int]) -> tuple[Person, ...]:
        """Read some people, in the order in which they came."""
        with self._database.reading() as connection:
            return people.load(connection, self._database.place.crops, ids)

    def partly_named(self, who: str) -> tuple[ListedName, ...]:
        """List those whose names hold each word of what is typed, at its beginning or within a word."""
        with self._database.reading() as connection:
            return people.names(connection, search.within_names(who))

    def with_id(self, who: str) -> tuple[ListedName, ...]:
        """Find who has this id or UID, former ones included: one person, or nobody."""
        with self._database.reading() as connection:
            return finding.with_id(connection, who)

    def named(self, who: str) -> tuple[ListedName, ...]:
        """List those whose names have words that begin with what is typed."""
        with self._database.reading() as connection:
            return finding.named(connection, who)

    def nearly_named(self, who: str) -> tuple[ListedName, ...]:
        """List those with a word in their names that is misspelt, or short, for one that is typed."""
        from cardscan.store import acquaintances

        with self._database.reading() as connection:
            return people.names(connection, acquaintances.nearly_named(connection, who))

    def look_up(self, contact: Contact, besides: Collection[int] = ()) -> "tuple[FoundPerson, ...]":
        """Compare a card with the known people who have most in common with it, the likeliest first.

        `besides` are people to leave out, such as the one whose card it is.
        """
        from cardscan.store import acquaintances

        with self._database.reading() as connection:
            return acquaintances.look_up(connection, contact, besides)

    def corrections(self) -> "Corrections":
        """Learn from all that the user corrected so far."""
        from cardscan.store import corrections

        with self._database.reading() as connection:
            return corrections.corrections(connection)

    def sheets(self, beside: str | None = None) -> "tuple[Sheet, ...]":
        """List photos and pages with their cards; those of one folder, `beside` the photo with this hash."""
        from cardscan.store import sides

        with self._database.reading() as connection:
            return sides.sheets(connection, beside)

    def someone_else(self) -> frozenset[tuple[int, int]]:
        """List the pairs that are not one person, the lower id first."""
        with self._database.reading() as connection:
            return merging.told_apart(connection)

    def parted(self) -> frozenset[frozenset[int]]:
        """List the pairs of people whose cards were joined as two sides, until that was undone."""
        with self._database.reading() as connection:
            return journal.undone(connection, "join")
