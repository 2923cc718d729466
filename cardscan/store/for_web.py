"""What the pages need of the store beyond what commands do; each method is one transaction."""

from collections.abc import Callable, Collection
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import func, select

from cardscan.connections.us import draft_of
from cardscan.errors import InputError
from cardscan.model import Contact
from cardscan.person import Meeting, Note, Person
from cardscan.store import derived, devices, forgetting, meetings, newcomers, owned, people, photos, showing, uploads
from cardscan.store.devices import Device, Kind
from cardscan.store.engine import Database
from cardscan.store.photos import Occasion
from cardscan.store.schema import change, meeting, person, photo, unfinished
from cardscan.store.showing import ShownCard
from cardscan.store.uploads import Arrived, Upload

#: Cards, and by kind and place on which of them a field was read.
OnCards = tuple[tuple[ShownCard, ...], dict[tuple[str, int], int]]


class Serving:
    """Devices, uploads, and people by when they were changed."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.place = database.place

    def stamp(self) -> tuple[object, ...]:
        """Give what is another whenever anyone was changed, came or went: cheaper than `revisions`."""
        with self._database.reading() as connection:
            newest = (select(func.max(table.c.id)).scalar_subquery() for table in (change, meeting, photo))
            return tuple(connection.execute(select(func.count(), func.max(person.c.revised), *newest)).one())

    def these(self, ids: Collection[int]) -> tuple[Person, ...]:
        """Read some people, in the order in which they came."""
        with self._database.reading() as connection:
            return people.load(connection, self.place.crops, tuple(ids))

    def cards(self, person_id: int) -> OnCards:
        """List the cards of someone, the latest first, and say by kind and place on which of them a field was read."""
        return self.cards_of((person_id,))[person_id]

    def cards_of(self, ids: Collection[int]) -> dict[int, OnCards]:
        """Do the same for several people."""
        with self._database.reading() as connection:
            there, read_on = showing.cards(connection, self.place.crops, ids), showing.read_on(connection, ids)
            return {each: (there[each], read_on[each]) for each in ids}

    def met_at(self, meeting_id: int) -> int:
        """Give the id of the person who was met at a meeting. Raises InputError when there is none."""
        with self._database.reading() as connection:
            return meetings.person_of(connection, meeting_id)

    def keep_draft(
        self, person_id: int, meeting_id: int, draft: Callable[[Meeting], Note | None], now: datetime
    ) -> Note | None:
        """Keep what is being written of a meeting as unfinished, in place of what was; None: nothing is.

        No step of `undo`, since it comes with every pause in typing. Return what is kept there now.
        Raises InputError where there is no such meeting with this person.
        """
        with self._database.writing() as connection:
            [person] = people.load(connection, self.place.crops, (person_id,))
            met = next((each for each in person.meetings if each.id == meeting_id), None)
            if met is None:
                raise InputError("this meeting has changed meanwhile", "look at it again, then repeat your change")
            new = draft(met)
            if new != draft_of(met, self._database.user):
                meetings.keep_unfinished(connection, met.id, new)
                derived.touch(connection, (person.id,), now, written=(unfinished,))
            return new

    def devices(self) -> tuple[Device, ...]:
        """List the browsers, calendars and phones' contacts that were let in, the latest first."""
        with self._database.reading() as connection:
            return devices.load(connection)

    def admit(
        self, kind: Kind, name: str, digest: str, now: datetime, user: str = "", of_id: int | None = None
    ) -> None:
        """Let in one of us who will show a secret with this digest; with `of_id`, in place of what that device had."""
        with self._database.writing() as connection:
            devices.admit(connection, kind, name, digest, now, user, of_id)

    def give_to(self, device_id: int, user: str) -> None:
        """Say who of us uses a device. Raises InputError when there is none."""
        with self._database.writing() as connection:
            devices.give_to(connection, device_id, user)

    def device(self, kind: Kind, digest: str) -> Device | None:
        """Find who shows a secret with this digest."""
        with self._database.reading() as connection:
            return devices.find(connection, kind, digest)

    def device_by_id(self, device_id: int) -> Device | None:
        """Read a device."""
        with self._database.reading() as connection:
            return devices.one(connection, device_id)

    def see(self, device_id: int, now: datetime) -> None:
        """Note that a device asked for something."""
        with self._database.writing() as connection:
            devices.see(connection, device_id, now)

    def throw_out(self, device_id: int) -> None:
        """Let a device in no longer. Raises InputError when there is none."""
        with self._database.writing() as connection:
            devices.throw_out(connection, device_id)

    def end_device(self, device_id: int) -> None:
        """Forget a device whose secret has ended. Raises InputError when there is none."""
        with self._database.writing() as connection:
            devices.end(connection, device_id)

    def forget_out(self, before: datetime) -> None:
        """Forget browsers that were thrown out, and let in before a moment."""
        with self._database.writing() as connection:
            devices.forget_out(connection, before)

    def take_in(self, new: Arrived, event_id: int | None, now: datetime, once: bool = False) -> Upload:
        """Take in a photo that has arrived; of one that is known, or waits already, only that it came again.

        once: not even that, where it was handed in before. So says who was not told whether it arrived.
        """
        with self._database.writing() as connection:
            before = uploads.handed_in(connection, new.sha256) if once else None
            if before is not None:
                return uploads.these(connection, (before,))[0]
            known = photos.is_known(connection, new.sha256) or forgetting.knows(connection, new.sha256)
            taken = uploads.add(connection, self.place.photos, new, known, event_id, now)
            return uploads.these(connection, (taken,))[0]

    def take_in_strange(self, now: datetime) -> int:
        """Take in the photos beside the store that it never named, as an older copy of it would, and tell how many."""
        with self._database.reading() as connection:
            if not owned.strange_photos(connection, self.place):
                return 0
        with self._database.writing() as connection:
            return uploads.take_in_strange(connection, self.place, now)

    def waiting(self) -> tuple[Upload, ...]:
        """List the photos that are still to be read, the first that came first."""
        with self._database.reading() as connection:
            return uploads.waiting(connection)

    def uploads(self, limit: int) -> tuple[Upload, ...]:
        """List the photos that were handed in last, the last first."""
        with self._database.reading() as connection:
            return uploads.latest(connection, limit)

    def finished(self, after: datetime | None, limit: int) -> tuple[Upload, ...]:
        """List the photos that were read, or could not be, after a moment; the last first."""
        with self._database.reading() as connection:
            return uploads.finished(connection, after, limit)

    def upload(self, upload_id: int) -> Upload:
        """Give a photo that was handed in. Raises InputError when there is none."""
        with self._database.reading() as connection:
            found = uploads.these(connection, (upload_id,))
        if not found:
            raise InputError("there is no such photo", "reload the list: it may already be gone")
        return found[0]

    def noted(self) -> tuple[Upload, ...]:
        """List the photos that were read, or could not be, and still have the note or memos that came with them."""
        with self._database.reading() as connection:
            return uploads.noted(connection)

    def handed_in(self, sha256: str) -> Upload | None:
        """Find a photo as it was handed in first."""
        with self._database.reading() as connection:
            first = uploads.handed_in(connection, sha256)
            return None if first is None else uploads.these(connection, (first,))[0]

    def keep_note(self, upload_id: int, talked: str, can_help: str) -> None:
        """Keep a note with a photo until it is known of whom it is; with two empty texts, none."""
        with self._database.writing() as connection:
            uploads.keep_note(connection, upload_id, talked, can_help)

    def name_of(self, path: Path) -> str:
        """Give the name of a file of a photo; of one that was handed in, what it was called where it came from."""
        if path.parent != self.place.photos:
            return path.name
        with self._database.reading() as connection:
            return uploads.name_of(connection, path.name) or path.name

    def type_in(self, upload_id: int, contact: Contact, now: datetime, occasion: Occasion) -> int:
        """Add who is on a photo on which nobody was found, and return their id. Raises InputError where somebody is."""
        with self._database.writing() as connection:
            return uploads.type_in(connection, self.place, upload_id, contact, now, occasion)

    def welcome(self, contact: Contact, day: date, event_id: int | None, now: datetime) -> int | None:
        """Have met somebody new who left their own contact; return their id, None where they asked to be forgotten."""
        with self._database.writing() as connection:
            if not forgetting.without_forgotten(connection, [[contact]])[0]:
                return None
            return newcomers.add(connection, contact, day, event_id, "hello", now)

    def dismiss(self, upload_id: int) -> None:
        """Delete a photo on which nobody was found. Raises InputError where somebody is."""
        with self._database.writing() as connection:
            uploads.dismiss(connection, upload_id)
        with self._database.writing() as connection:  # after the commit: a crash leaves a file to sweep
            owned.sweep(connection, self.place)

    def finish(self, file: str, now: datetime) -> None:
        """Note that a photo was read, or could not be."""
        with self._database.writing() as connection:
            uploads.finish(connection, file, now)

    def try_again(self, upload_id: int) -> None:
        """Let a photo that could not be read wait once more."""
        with self._database.writing() as connection:
            uploads.try_again(connection, upload_id)
