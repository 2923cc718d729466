"""Who is in a store, found by name, words, id or card, and who may be whom; each method is one transaction.

What compares people loads lists of names and companies, a fifth of a second: only methods that need it import it.
"""

from collections.abc import Collection, Generator, Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from sqlalchemy import select

from cardscan.model import Contact
from cardscan.person import Event, Person
from cardscan.store import finding, followup, journal, merging, people, search
from cardscan.store.engine import Database
from cardscan.store.finding import Slice, Wanted
from cardscan.store.followup import PromisePage
from cardscan.store.part import part
from cardscan.store.people import ListedName
from cardscan.store.schema import person

if TYPE_CHECKING:
    from cardscan.connections.introductions import Match
    from cardscan.connections.likeness.corrections import Corrections
    from cardscan.connections.likeness.met import FoundPerson
    from cardscan.connections.likeness.sides import Sheet
    from cardscan.store.at_events import Came
    from cardscan.store.dated import Dated
    from cardscan.store.due import DuePeople, Few
    from cardscan.store.meanings import Meanings
    from cardscan.store.sides import Laid
    from cardscan.store.waiting import Waiting

_AT_ONCE = 200  # people


class Directory:
    """Everyone in the store, to be looked up and compared."""

    meanings: "Meanings" = part("meanings", "Meanings")

    def __init__(self, database: Database) -> None:
        self._database = database

    @cached_property
    def waiting(self) -> "Waiting":
        """Those who wait for you, and for what."""
        from cardscan.store.waiting import Waiting

        return Waiting(self._database)

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

    def some(self, wanted: Wanted, start: int | None, limit: int, newest_first: bool = False) -> Slice:
        """Give a page of those who are wanted, from `start` as another page says it: see `finding.some`."""
        with self._database.reading() as connection:
            return finding.some(connection, wanted, start, limit, newest_first)

    def ids(self, wanted: Wanted) -> Sequence[int]:
        """Give the ids of those who are wanted, in the order of `find`."""
        with self._database.reading() as connection:
            return finding.ids(connection, wanted)

    def uids(self) -> Sequence[str]:
        """List everyone's UIDs."""
        with self._database.reading() as connection:
            return connection.execute(select(person.c.uid)).scalars().all()

    def is_empty(self) -> bool:
        """Tell whether nobody is there."""
        with self._database.reading() as connection:
            return people.is_empty(connection)

    def tags(self) -> dict[str, int]:
        """Count how many people have each tag, in the order of the alphabet; spellings of one count together."""
        with self._database.reading() as connection:
            return finding.tags(connection)

    def count(self, wanted: Wanted) -> int:
        """Count those who are wanted."""
        with self._database.reading() as connection:
            return finding.count(connection, wanted)

    def due(self, now: datetime, most: int | None = None, undated: "Few | None" = None) -> "DuePeople":
        """Read those for whom something is due, the `most` most urgent of each kind, or all; and count what is due.

        undated: the few of what has no day of its own; None: as of the rest.
        """
        from cardscan.store import due

        with self._database.reading() as connection:
            return due.due(connection, self._database.place.crops, now, most, undated)

    def dated(
        self, now: datetime, wanted: Wanted, tasks: bool, user: str, most: int | None, besides: Collection[int]
    ) -> "Dated":
        """Find whom a calendar is about: of each kind of entry the `most` next ones, or all, and who is `besides`."""
        from cardscan.store import dated

        with self._database.reading() as connection:
            return dated.dated(connection, wanted, now, tasks, user, most, besides)

    def promises(self, everything: bool, start: tuple[date | None, int] | None, limit: int) -> PromisePage:
        """Give a page of promises, the first that is due first: see `followup.some_promises`."""
        with self._database.reading() as connection:
            return followup.some_promises(connection, everything, start, limit)

    def idle(self, before: date) -> tuple[Person, ...]:
        """Read those who have waited for nothing but a note since a day, or longer."""
        from cardscan.store import due

        with self._database.reading() as connection:
            return people.load(connection, self._database.place.crops, due.idle(connection, before))

    def to_recall(
        self, due: Collection[int], event_ids: Collection[int], to_be_met: Collection[int], most: int
    ) -> list[tuple[int, date | None, bool]]:
        """Find those whose names may be asked for, when they were met last and whether they are expected."""
        from cardscan.store import due as to_be_done

        with self._database.reading() as connection:
            return to_be_done.to_recall(connection, due, event_ids, to_be_met, most)

    def best_of(self, event_ids: Collection[int], most: int) -> tuple[Sequence[int], int]:
        """Give the ids of those met at events, the best known of them, and count all; not who is filed away."""
        from cardscan.store import at_events

        with self._database.reading() as connection:
            return at_events.best_of(connection, event_ids, most)

    def came_of(self, event_ids: Collection[int] | None = None) -> dict[int, tuple[int, int]]:
        """Count for each event, or for some, the quality connections who were met there, and the cards."""
        from cardscan.store import at_events

        with self._database.reading() as connection:
            return at_events.came_of(connection, event_ids)

    def came(self, event: Event, most: int, start: int) -> "Came":
        """Say what came of an event, and whom to read to tell it: see `at_events.came`."""
        from cardscan.store import at_events

        with self._database.reading() as connection:
            return at_events.came(connection, event, most, start)

    def met_of(self, event_id: int, ids: Collection[int]) -> dict[int, bool]:
        """Say whom of some people you met at an event, and whether they are quality connections."""
        from cardscan.store import at_events

        with self._database.reading() as connection:
            return at_events.met_of(connection, event_id, ids)

    def called(self, ids: Collection[int]) -> dict[int, str]:
        """Give what these people are called on a line."""
        with self._database.reading() as connection:
            named = people.names(connection, select(person.c.id).where(person.c.id.in_(ids)))
            return {each.id: each.names[0] if each.names else "(no name)" for each in named}

    def on_lines(self, ids: Collection[int]) -> dict[int, Contact]:
        """Read of these people what a line tells: their first name, title and company."""
        with self._database.reading() as connection:
            return people.on_lines(connection, ids)

    def these(self, ids: Collection[int], by_name: bool = False, placed: bool = True) -> tuple[Person, ...]:
        """Read some people, in the order in which they came.

        by_name: of their fields only what they are called. placed: where on a photo each field stands, too, which only
        those need who show the photo, or change what was read.
        """
        with self._database.reading() as connection:
            if by_name:
                return people.named(connection, self._database.place.crops, ids)
            if not placed:
                return people.unplaced(connection, self._database.place.crops, ids)
            return people.load(connection, self._database.place.crops, ids)

    def in_turn(self, ids: Sequence[int]) -> Iterator[Person]:
        """Read people in the order of these ids, some at a time, each lot as it is by then.

        However many they are, few are in memory, and what is written meanwhile waits for nobody.
        """
        for start in range(0, len(ids), _AT_ONCE):
            some = ids[start : start + _AT_ONCE]
            there = {each.id: each for each in self.these(some)}
            yield from (there[each] for each in some if each in there)

    def noted_last(self, most: int | None = None) -> Sequence[int]:
        """List quality connections by when the newest note of them was written, the last first; `most`, or all."""
        from cardscan.store import introducing

        with self._database.reading() as connection:
            return introducing.noted_last(connection, most)

    def contacts(self, ids: Collection[int]) -> dict[int, Contact]:
        """Read the fields of some people, by their ids."""
        from cardscan.store import acquaintances

        with self._database.reading() as connection:
            return acquaintances.contacts(connection, ids)

    def owed_and_quality(self, ids: Collection[int]) -> tuple[frozenset[int], frozenset[int]]:
        """Tell of some people with whom a promise is open, of either, and who is a quality connection."""
        from cardscan.store import at_events

        with self._database.reading() as connection:
            return at_events.owed_and_quality(connection, ids)

    def who_fit(self, lines: Iterable[str], event_id: int | None = None) -> tuple[tuple[int, ...], ...]:
        """Find for each line whom it means, of everyone or those met at an event, best first: "Head of brand"."""
        from cardscan.store import words

        with self._database.reading() as connection:
            return tuple(tuple(words.who_fits(connection, line, event_id)) for line in lines)

    def named_in(self, text: str, besides: int) -> tuple[str, ...]:
        """List names of other people that may be in a text: those with a word of it."""
        from cardscan.store import acquaintances

        with self._database.reading() as connection:
            return acquaintances.named_in(connection, text, besides)

    def who_helps(self, ids: Collection[int]) -> "Iterator[Match]":
        """Find who gives what these people seek, the best pairs first; whether they may is open."""
        from cardscan.store import introducing

        with self._database.reading() as connection:
            return introducing.who_helps(connection, ids)

    def whom_helps(self, giver: int) -> "Iterator[Match]":
        """Find who seeks what someone gives, the best pairs first; whether they may be introduced is open."""
        from cardscan.store import introducing

        with self._database.reading() as connection:
            return introducing.whom_helps(connection, giver)

    def sought(self, ids: Collection[int] | int) -> list[tuple[int, str]]:
        """List what people look for: these, or quality connections in so many notes, those written last."""
        from cardscan.store import introducing

        with self._database.reading() as connection:
            return introducing.sought(connection, ids)

    def offered(self, ids: Collection[int] | int) -> list[tuple[int, str]]:
        """List what people offer, in the same way."""
        from cardscan.store import introducing

        with self._database.reading() as connection:
            return introducing.offered(connection, ids)

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

    def laid_around(self, person_id: int, reach: int) -> "tuple[Laid, ...]":
        """List the photos of someone's cards, each with so many of its folder before and after it."""
        from cardscan.store import sides

        with self._database.reading() as connection:
            return sides.around(connection, person_id, reach)

    def someone_else(self, of: int | None = None) -> frozenset[tuple[int, int]]:
        """List the pairs that are not one person, of someone or all, the lower id first."""
        with self._database.reading() as connection:
            return merging.told_apart(connection, of)

    def parted(self) -> frozenset[frozenset[int]]:
        """List the pairs of people whose cards were joined as two sides, until that was undone."""
        with self._database.reading() as connection:
            return journal.undone(connection, "join")
