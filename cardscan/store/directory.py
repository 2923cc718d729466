"""Who is in a store, found by name, words, id or card, and who may be whom; each method is one transaction.

What compares people loads lists of names and companies, a fifth of a second: only methods that need it import it.
"""

from collections.abc import Collection
from typing import TYPE_CHECKING

from cardscan.model import Contact
from cardscan.person import Person
from cardscan.store import finding, journal, merging, people
from cardscan.store.engine import Database
from cardscan.store.finding import Wanted
from cardscan.store.people import ListedName

if TYPE_CHECKING:
    from cardscan.connections.likeness.corrections import Corrections
    from cardscan.connections.likeness.sides import Sheet
    from cardscan.store.acquaintances import FoundPerson


class Directory:
    """Everyone in the store, to be looked up and compared."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def names(self) -> tuple[ListedName, ...]:
        """List what everyone answers to."""
        with self._database.reading() as connection:
            return people.names(connection)

    def find(self, wanted: Wanted, brief: bool = False) -> tuple[Person, ...]:
        """Read those who are wanted, by words the likeliest first; `brief` with the fields that a list needs alone.

        Where someone stands is the same by those.
        """
        with self._database.reading() as connection:
            return finding.find(connection, self._database.place.crops, wanted, brief)

    def with_id(self, who: str) -> tuple[ListedName, ...]:
        """List who has this id or UID, also one of old: one, or nobody."""
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
        """Compare a card with those known who have most in common with it, the likeliest first.

        `besides` are people not to look at, such as the one whose card it is.
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
        """List the pairs of people whose cards were joined as two sides, and that was undone."""
        with self._database.reading() as connection:
            return journal.undone(connection, "join")
