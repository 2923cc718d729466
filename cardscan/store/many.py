"""What is done to many people at once: each method is one transaction, and one step for `undo`."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime

from sqlalchemy import Connection, delete, insert

from cardscan.connections.events.which import day_within
from cardscan.connections.notes.parts import Writing
from cardscan.connections.us import meeting_meant
from cardscan.model import Contact
from cardscan.person import Decision, Event, Person
from cardscan.store import adding, meetings, merging, owned, people
from cardscan.store.adding import Added, Given
from cardscan.store.engine import Database
from cardscan.store.journal import Recording, changing, taken_back, together
from cardscan.store.merging import Settle
from cardscan.store.schema import filing


class Many:
    """Changes of many people."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def people(self, ids: Iterable[int]) -> tuple[Person, ...]:
        """Read some people, in the order of their ids."""
        with self._database.reading() as connection:
            return people.load(connection, self._database.place.crops, tuple(ids))

    def add(self, given: Sequence[Given], now: datetime) -> tuple[Added | None, ...]:
        """Store that people were met of whom there is no card; None for each of those who were forgotten."""
        if names := [name for each in given for name in adding.picture_names(each)]:
            with self._database.writing() as connection:  # see `owned`
                owned.announce(connection, owned.CARDS, names)
        with self._changes() as connection:
            return tuple(adding.add(connection, self._database.place.crops, each, now) for each in given)

    def file_away(self, ids: Iterable[int], write: Callable[[Person], Writing | None], now: datetime) -> None:
        """Store with everyone's latest meeting the note that `write` makes of them."""
        with self._changes() as connection:
            for each in ids:
                with self._change(connection, "file away", now, each) as one:
                    if new := write(one.person):
                        mine = meeting_meant(one.person.meetings, self._database.user)
                        met = mine.id if mine else meetings.meant(connection, one.id, None, now)
                        meetings.add_note(connection, met, new.note)

    def edit(
        self, changes: Mapping[int, Callable[[Contact], Contact]], now: datetime, companies: Iterable[int] = ()
    ) -> None:
        """Change people's fields as they are now, each by its own change, and file cards as companies'."""
        with self._changes() as connection:
            for each, change in changes.items():
                with self._change(connection, "edit", now, each) as one:
                    before = one.person.contact
                    if (after := change(before)) != before:
                        people.put_contact(connection, (one.id,), after)
            for each in companies:
                self._file(connection, each, "company", now)

    def file(self, ids: Iterable[int], how: Decision, now: datetime) -> None:
        """Store a decision about people without a note."""
        with self._changes() as connection:
            for each in ids:
                self._file(connection, each, how, now)

    def taken_back(self, how: Decision) -> dict[int, datetime]:
        """Tell when a decision about each person was last taken back."""
        with self._database.reading() as connection:
            return taken_back(connection, how)

    def move(self, ids: Iterable[int], to: Event, now: datetime, out_of: int | None = None) -> None:
        """Move people's latest meeting, or those at the event with the id `out_of`, to an event.

        A day on which the event was not becomes the nearest of its days.
        """
        today = now.astimezone().date()
        with self._changes() as connection:
            for each in ids:
                with self._change(connection, "move", now, each) as one:
                    for met in one.person.meetings[-1:] if out_of is None else one.person.meetings:
                        if out_of in (None, met.event_id):
                            values = {"event_id": to.id, "date": day_within(to, met.date, today)}
                            meetings.change(connection, met.id, values)

    def merge(self, keep_id: int, gone_ids: Iterable[int], now: datetime, settle: Settle) -> Person:
        """Merge several people into one, one after the other; see `Store.merge`."""
        with self._changes() as connection:
            for each in gone_ids:
                with self._change(connection, "merge", now, keep_id, each) as one:
                    gone = people.one(connection, self._database.place.crops, people.now_id(connection, each))
                    merging.merge(connection, one.person, gone, settle)
            return people.one(connection, self._database.place.crops, people.now_id(connection, keep_id))

    def _file(self, connection: Connection, person_id: int, how: Decision, now: datetime) -> None:
        with self._change(connection, "wait on" if how == "waits" else how, now, person_id) as one:
            connection.execute(delete(filing).where(filing.c.person_id == one.id))
            connection.execute(insert(filing).values(person_id=one.id, how=how, at=now))

    @contextmanager
    def _changes(self) -> Iterator[Connection]:
        with self._database.writing() as connection, together(connection):
            yield connection

    def _change(
        self, connection: Connection, action: str, now: datetime, person_id: int, *others: int
    ) -> AbstractContextManager[Recording]:
        return changing(connection, self._database.place.crops, action, now, person_id, *others)
