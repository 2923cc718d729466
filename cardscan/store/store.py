"""The store as the rest of the program sees it: each method is one transaction."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Self

from sqlalchemy import Connection

from cardscan import scratch
from cardscan.connections.notes.parts import Writing
from cardscan.connections.seen import Check
from cardscan.connections.us import meeting_meant
from cardscan.errors import StoreError
from cardscan.model import Contact, Line, PhotoReading
from cardscan.person import Cadence, Event, Owner, Person, Promise
from cardscan.store import (
    events,
    followup,
    forgetting,
    holdings,
    journal,
    meetings,
    merging,
    owned,
    people,
    photos,
    renewing,
    trash,
)
from cardscan.store.directory import Directory
from cardscan.store.engine import Database, expect
from cardscan.store.forgetting import Forgotten
from cardscan.store.journal import Change, Recording, changing, recorded
from cardscan.store.merging import Settle
from cardscan.store.part import part
from cardscan.store.photos import WHEN_TAKEN, Occasion
from cardscan.store.schema import event
from cardscan.store.trash import Trash

if TYPE_CHECKING:
    from cardscan.store.address_files import AddressFiles
    from cardscan.store.asked import AskedAbout
    from cardscan.store.for_web import Serving
    from cardscan.store.gifts import Gifts
    from cardscan.store.guests import Guests
    from cardscan.store.introduced import Introductions
    from cardscan.store.many import Many
    from cardscan.store.memos import Memos
    from cardscan.store.mine import Mine
    from cardscan.store.phone import Phone
    from cardscan.store.queue import Queue
    from cardscan.store.servers import Servers
    from cardscan.store.settings import Settings
    from cardscan.store.their_dates import TheirDates

_log = logging.getLogger(__name__)


class Store:
    """An open store. Use it in a `with` block, or close it."""

    servers: "Servers" = part("servers", "Servers")
    address_files: "AddressFiles" = part("address_files", "AddressFiles")
    queue: "Queue" = part("queue", "Queue")
    serving: "Serving" = part("for_web", "Serving")  # what the pages need beyond what commands do
    many: "Many" = part("many", "Many")
    memos: "Memos" = part("memos", "Memos")
    introductions: "Introductions" = part("introduced", "Introductions")
    guests: "Guests" = part("guests", "Guests")  # who is on the lists of events
    settings: "Settings" = part("settings", "Settings")
    gifts: "Gifts" = part("gifts", "Gifts")
    asked: "AskedAbout" = part("asked", "AskedAbout")
    their_dates: "TheirDates" = part("their_dates", "TheirDates")
    mine: "Mine" = part("mine", "Mine")
    phone: "Phone" = part("phone", "Phone")  # the address books that phones read

    def __init__(self, database: Database) -> None:
        self._database = database
        self.place = database.place
        self.directory = Directory(database)
        self.trash = Trash(database)

    def expecting(self, check: Check) -> "Store":
        """Give this store for whoever saw what they change: a change raises ChangedError where `check` does."""
        return Store(self._database.expecting(check))

    @property
    def user(self) -> str:
        """Who of us uses it; "" where one alone does."""
        return self._database.user

    def acting(self, user: str) -> "Store":
        """Give this store as another of us uses it. It is this one that is to be closed."""
        return self if user == self.user else Store(replace(self._database, user=user))

    @contextmanager
    def at_one_moment(self) -> Iterator["Store"]:
        """Give this store for whoever reads much of it, all as it is at one moment."""
        with self._database.at_one_moment() as database:
            yield Store(database)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def knows(self, sha256: str, or_failed: bool = False) -> bool:
        """Tell whether the file with this hash was ingested; one that failed was not, unless that is asked for, too."""
        with self._database.reading() as connection:
            return photos.is_known(connection, sha256, or_failed) or forgetting.knows(connection, sha256)

    def save(
        self, photo: PhotoReading, on_cards: Sequence[Sequence[Contact]], now: datetime, occasion: Occasion = WHEN_TAKEN
    ) -> tuple[Person, ...] | None:
        """Store all that came of a photo, or its failure; return its people, or None where it was there already.

        `on_cards` holds, for each card of the photo, the people on it. Those who were forgotten are left out.
        """
        if names := photos.picture_names(photo):
            with self._database.writing() as connection:  # see `owned`
                owned.announce(connection, owned.CARDS, names)
        with self._database.writing() as connection:
            left = forgetting.leave_out(connection, photo, on_cards)
            return photos.save(connection, self.place.crops, *left, now, occasion) if left else ()

    def has_read(self, sha256: str) -> bool:
        """Tell whether something is stored of the file with this hash, other than that it failed."""
        with self._database.reading() as connection:
            return photos.is_read(connection, sha256)

    def renew(
        self, photo: PhotoReading, on_cards: Sequence[Sequence[Contact]], now: datetime, occasion: Occasion = WHEN_TAKEN
    ) -> renewing.Renewed:
        """Bring what is stored of a photo up to a new reading of it, as one change; arguments as for `save`."""
        with self._database.writing() as connection:
            left = forgetting.without_forgotten(connection, on_cards)
            owned.announce(connection, owned.CARDS, renewing.picture_names(connection, photo, left))
        with self._database.writing() as connection:
            return renewing.renew(connection, self.place.crops, photo, left, now, occasion)

    def meetings_on(self, sha256: str) -> tuple[photos.PhotoMeeting, ...]:
        """List the meetings whose cards are on a photo."""
        with self._database.reading() as connection:
            return photos.meetings_on(connection, sha256)

    def failures(self) -> tuple[photos.FailedPhoto, ...]:
        """List the photos that could not be read so far."""
        with self._database.reading() as connection:
            return photos.failed(connection)

    def drop_failure(self, path: str) -> None:
        """Forget that what lay at a path could not be read: it is there no longer."""
        with self._database.writing() as connection:
            photos.drop_failure(connection, path)

    def people(self) -> tuple[Person, ...]:
        """Read everyone, in the order in which they came."""
        with self._database.reading() as connection:
            return people.load(connection, self.place.crops)

    def person(self, person_id: int) -> Person:
        """Read one person, also by the id of one who was merged into them. Raises WhoError when there is none."""
        with self._database.reading() as connection:
            return people.one(connection, self.place.crops, people.now_id(connection, person_id))

    def lines(self, card_id: int) -> tuple[Line, ...]:
        """Read the lines of text on a card, with what each reader said."""
        with self._database.reading() as connection:
            return people.lines(connection, card_id)

    def edit(self, person_id: int, change: Callable[[Contact], Contact], now: datetime) -> Person:
        """Change the fields of a person as they are now; two edits at once take turns, and none is lost."""
        with self._change("edit", person_id, now) as (connection, one):
            before = one.person.contact
            if (after := change(before)) != before:
                people.put_contact(connection, (one.id,), after)
        return one.person

    def add_meeting(
        self, person_id: int, day: date, now: datetime, event_id: int | None = None, place: str = ""
    ) -> Person:
        """Add a meeting with someone of whom there is no new card."""
        with self._change("meeting", person_id, now) as (connection, one):
            meetings.add(connection, one.id, day, event_id, place)
        return one.person

    def change_meeting(self, meeting_id: int, now: datetime, **values: date | int | str | None) -> Person:
        """Change `date`, `event_id` or `place` of a meeting."""
        with self._change("meeting", self.serving.met_at(meeting_id), now) as (connection, one):
            meetings.change(connection, meeting_id, values)
        return one.person

    def write_note(
        self, person_id: int, write: Callable[[Person], Writing | None], now: datetime, meeting_id: int | None = None
    ) -> Person:
        """Store what `write` makes of a person as they are now, with a meeting; None: nothing."""
        with self._change("note", person_id, now) as (connection, one):
            if new := write(one.person):
                mine = meeting_meant(one.person.meetings, self.user) if meeting_id is None else None
                met = mine.id if mine else meetings.meant(connection, one.id, meeting_id, now)
                followup.keep_note(connection, one.person, met, new, now)
        return one.person

    def promises(self) -> tuple[Promise, ...]:
        """List everyone's promises, oldest first, those kept and dropped too."""
        with self._database.reading() as connection:
            return followup.promises(connection)

    def add_promise(
        self, person_id: int, text: str, owner: Owner, due: date | None, now: datetime, meeting_id: int | None = None
    ) -> Promise:
        """Store a promise of mine or of theirs."""
        with self._change("promise", person_id, now) as (connection, one):
            return followup.add_promise(connection, one.id, text, owner, due, now, meeting_id)

    def settle_promise(self, promise_id: int, how: followup.Settled, now: datetime) -> Promise:
        """Say that a promise was kept or dropped, or that it is open again. Raises InputError when there is none."""
        with self._database.reading() as connection:
            whose = followup.one_promise(connection, promise_id).person_id
        with self._change("promise", whose, now) as (connection, _):
            return followup.settle_promise(connection, promise_id, how, now)

    def set_due(self, promise_id: int, due: date | None, now: datetime) -> Promise:
        """Say by which day a promise is to be kept; None: some day. Raises InputError when there is none."""
        with self._database.reading() as connection:
            whose = followup.one_promise(connection, promise_id).person_id
        with self._change("promise", whose, now) as (connection, _):
            return followup.set_due(connection, promise_id, due)

    def add_contacted(self, person_id: int, day: date, now: datetime) -> Person:
        """Note that you were in touch with someone on a day, other than by meeting."""
        with self._change("contacted", person_id, now) as (connection, one):
            followup.add_contacted(connection, one.id, day)
        return one.person

    def set_cadence(self, person_id: int, cadence: Cadence, now: datetime) -> Person:
        """Say how often to get back to someone."""
        with self._change("cadence", person_id, now) as (connection, one):
            people.put(connection, one.id, cadence=cadence)
        return one.person

    def snooze(self, person_id: int, until: date | None, now: datetime) -> Person:
        """Ask not to be reminded of someone before a day."""
        with self._change("snooze", person_id, now) as (connection, one):
            people.put(connection, one.id, snoozed=until)
        return one.person

    def recalls(self) -> dict[int, tuple[tuple[datetime, int], ...]]:
        """List for each person when their name was asked for, oldest first, and how well it was recalled (1 to 4)."""
        with self._database.reading() as connection:
            return followup.recalls(connection)

    def add_recall(self, person_id: int, at: datetime, rating: int) -> None:
        """Note how well a name was recalled, from 1 (not at all) to 4 (easily)."""
        with self._database.writing() as connection:
            followup.add_recall(connection, people.now_id(connection, person_id), at, rating)

    def events(self) -> tuple[Event, ...]:
        """List all events by their date."""
        with self._database.reading() as connection:
            return events.load(connection)

    def add_event(self, new: Event, now: datetime) -> Event:
        """Store a new event; its id is given here. Raises InputError when that day has one of its name already."""
        with self._database.writing() as connection, recorded(connection, "event", (), now, {event: (0,)}):
            return events.add(connection, new)

    def change_event(self, event_id: int, change: Callable[[Event], Event], now: datetime) -> Event:
        """Change an event as it is now. Raises InputError when there is none."""
        with self._database.writing() as connection, recorded(connection, "event", (), now, {event: (event_id,)}):
            return events.change(connection, event_id, change)

    def remove_event(self, event_id: int, now: datetime) -> Event:
        """Remove an event; the meetings there stay. Raises InputError when there is none."""
        with self._database.writing() as connection:
            expect(connection, events.one(connection, event_id))
            guests = events.guests(connection, event_id)
            with recorded(connection, "event", guests, now, {event: (event_id,)}):
                return events.remove(connection, event_id)

    def merge(self, keep_id: int, gone_id: int, now: datetime, settle: Settle) -> Person:
        """Make one person of two; `settle` gives their fields, from those known earlier and those known later."""
        with self._change("merge", keep_id, now, gone_id) as (connection, one):
            gone = people.one(connection, self.place.crops, people.now_id(connection, gone_id))
            merging.merge(connection, one.person, gone, settle)
        return one.person

    def join_back(
        self, front_id: int, back_id: int, now: datetime, settle: Settle, meetings: tuple[int, int] | None = None
    ) -> Person:
        """Make the card of `back_id` the back side of the card of `front_id`; those of their latest `meetings`."""
        with self._change("join", front_id, now, back_id) as (connection, one):
            back = people.one(connection, self.place.crops, people.now_id(connection, back_id))
            merging.join_back(connection, one.person, back, settle, meetings)
        return one.person

    def split(self, person_id: int, meeting_id: int, now: datetime) -> Person:
        """Make someone else of the person who was met at one of the meetings, and return them."""
        with self._database.writing() as connection:
            person = people.one(connection, self.place.crops, people.now_id(connection, person_id))
            meetings.meant(connection, person.id, meeting_id, now)
            expect(connection, person)
            with recorded(connection, "split", (person.id,), now) as recording:
                new_id = merging.split(connection, person, meeting_id)
                recording.touched.add(new_id)
        return self.person(new_id)

    def say_someone_else(self, one_id: int, other_id: int, now: datetime) -> None:
        """Note that two people are not one, so that it is not asked again."""
        with self._change("different", one_id, now, other_id) as (connection, one):
            merging.say_someone_else(connection, one.id, people.now_id(connection, other_id))

    def changed(self) -> datetime | None:
        """Tell when anything was changed last, or taken back; None before the first change."""
        with self._database.reading() as connection:
            return journal.latest(connection)

    def last_change(self) -> Change | None:
        """Give the change that `undo` would take back; None where there is none."""
        with self._database.reading() as connection:
            return journal.newest(connection)

    def undo(self, now: datetime, meant: int | None = None) -> Change:
        """Take back the newest change that was not yet. Raises RefusedError when nothing can be.

        `meant` is the id of the change that the user saw: where another came since, nothing is taken back.
        """
        with self._database.writing() as connection:
            return journal.undo(connection, now, meant)

    @contextmanager
    def _change(
        self, action: str, person_id: int, now: datetime, *others: int
    ) -> Iterator[tuple[Connection, Recording]]:
        """Change a person in one transaction, as the journal remembers it. Raises WhoError when there is none."""
        with (
            self._database.writing() as connection,
            changing(connection, self.place.crops, action, now, person_id, *others) as one,
        ):
            yield connection, one

    def held(self, person_id: int) -> holdings.Rows:
        """Read all that is held about someone: the rows of each table. Raises WhoError when there is none."""
        with self._database.reading() as connection:
            return holdings.held(connection, people.now_id(connection, person_id))

    def forget(self, person_id: int) -> Forgotten:
        """Erase someone for good, and keep ingest from bringing them back. Raises WhoError when there is none."""
        return self.erase((person_id,))[0][0]

    def erase(
        self, ids: Sequence[int], trashed: Sequence[int] = (), dry_run: bool = False
    ) -> tuple[tuple[Forgotten, ...], str]:
        """Erase people for good, all or none, as `forget` does, and some who are in the trash.

        Return what went with each of the first, and why it may still be in the file, as `scrub`. `dry_run`: only that.
        """
        with self._database.writing() as connection:
            now_ids = dict.fromkeys(people.now_id(connection, each) for each in ids)
            found = [people.one(connection, self.place.crops, each) for each in now_ids]
            for each in found:
                expect(connection, each)
            gone = tuple(forgetting.forget(connection, each) for each in found)
            trash.erase(connection, trashed)
            if dry_run:
                connection.rollback()
                return gone, ""
        self.sweep()  # after the commit: a crash before it leaves crops for the next sweep
        scratch.sweep()  # pictures of lines that a killed reader left
        return gone, self.scrub()

    def erase_expired(self, now: datetime) -> None:
        """Erase from the trash those whose time is over. While another program writes they wait for the next time."""
        with suppress(StoreError):
            over = self.trash.expired(now)
            if over and (why := self.erase((), over)[1]):
                _log.warning("what was erased from the trash may still be found in the store's file: %s", why)
                _log.warning("stop the other programs that use the store, then run cardscan forget --scrub")

    def scrub(self) -> str:
        """Write the file anew, so that nothing that was erased is left in it; tell why, where that cannot be done."""
        return self._database.scrub()

    def sweep(self) -> int:
        """Remove the pictures that this store named and names no longer, and tell how many: no others."""
        with self._database.writing() as connection:
            return owned.sweep(connection, self.place)
