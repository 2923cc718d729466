"""The address books that phones read: who is in them, and what changed since a phone asked last. One transaction each.

Whose card is there follows from the summaries, and is brought up to date when somebody asks (`catch_up`): no card is
written for that. `changed` numbers the changes of both books; it is a card's version, and what a phone has seen. A row
stays when its card goes, so that phones are told.

state     there, gone, deleted (on a phone: the user is asked), left out (the user said: not on the phone)
card      what a phone made of somebody who is nobody's here; or who is, and may not leave yet
edit      someone's card with what a phone wrote into it; without one it is written anew from the store each time
"""

import secrets
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Lock
from typing import Any

from sqlalchemy import Connection, and_, func, or_, select, update

from cardscan.errors import InputError
from cardscan.model import Contact
from cardscan.person import Person
from cardscan.store import newcomers, people, phone_cards
from cardscan.store.engine import Database
from cardscan.store.phone_cards import Found, NotTakenError, Writer
from cardscan.store.phone_leaving import EPOCH, Book, first_number
from cardscan.store.rows import storable
from cardscan.store.schema import field
from cardscan.store.schema_found import summary
from cardscan.store.schema_phone import phone_card, phone_edit


@dataclass(frozen=True, slots=True)
class Listed:
    """A card of a book, or that one is gone."""

    name: str
    changed: int
    there: bool = True


@dataclass(frozen=True, slots=True)
class Made:
    """A contact that a phone made and that is nobody's here."""

    name: str
    card: str


@dataclass(frozen=True, slots=True)
class Written:
    """What came of a card that a phone wrote."""

    changed: int
    new: bool
    as_sent: bool  # it is kept just as it came


class Phone:
    """The books, as the server that phones ask sees them."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._folder = database.place.crops
        self._lock = Lock()
        self._stamp: tuple[object, ...] = ()

    @property
    def epoch(self) -> str:
        """Tell these numbers from those of another store, or of this one before it was put back in time."""
        with self._database.reading() as connection:
            found = phone_cards.value(connection, EPOCH)
        if found is None:
            with self._database.writing() as connection:
                found = phone_cards.value(connection, EPOCH) or secrets.token_hex(4)
                phone_cards.put_value(connection, EPOCH, found)
        return found

    @property
    def shows_waiting(self) -> bool:
        """Tell whether the second book is there: those who wait for a note."""
        with self._database.reading() as connection:
            return phone_cards.value(connection, phone_cards.WAITING) == "on"

    def show_waiting(self, shown: bool) -> None:
        """Have the second book, or not."""
        with self._database.writing() as connection:
            phone_cards.put_value(connection, phone_cards.WAITING, "on" if shown else "off")

    def catch_up(self, writer: Writer, now: datetime) -> None:
        """Bring both books up to date with who is here; quick where nothing has changed."""
        with self._database.reading() as connection:
            stamp = phone_cards.stamp(connection)
        with self._lock:
            if stamp == self._stamp:
                return
        with self._database.writing() as connection:
            phone_cards.catch_up(connection, self._folder, writer, now)
        with self._lock:
            self._stamp = stamp  # as it was before: what changed meanwhile is another one

    def latest(self, book: Book) -> int:
        """Give the number of the last change of a book; 0 before the first."""
        last = select(func.max(phone_card.c.changed)).where(phone_card.c.book == book)
        with self._database.reading() as connection:
            return connection.execute(last).scalar() or 0

    def listed(self, book: Book) -> list[Listed]:
        """List the cards of a book, in the order of their changes."""
        rows = (
            select(phone_card.c.name, phone_card.c.changed)
            .where(phone_cards.there(book))
            .order_by(phone_card.c.changed)
        )
        with self._database.reading() as connection:
            return [Listed(row.name, row.changed) for row in connection.execute(rows)]

    def changed(self, book: Book, since: int, most: int | None = None) -> list[Listed]:
        """List what changed in a book after a change, in order: cards, and names of cards that are gone."""
        after = and_(phone_card.c.book == book, phone_card.c.changed > since)
        rows = select(phone_card.c.name, phone_card.c.changed, phone_card.c.state).where(after)
        rows = rows.order_by(phone_card.c.changed).limit(most)
        with self._database.reading() as connection:
            return [Listed(row.name, row.changed, row.state == "there") for row in connection.execute(rows)]

    def named(self, book: Book, names: Collection[str]) -> list[Found]:
        """Read some cards of a book. One whose person has changed since it was numbered is left out: catch up first."""
        wanted = list(dict.fromkeys(names))
        with self._database.reading() as connection:
            found: list[Found] = []
            for start in range(0, len(wanted), phone_cards.AT_ONCE):
                some = phone_card.c.name.in_(wanted[start : start + phone_cards.AT_ONCE])
                found += phone_cards.found(
                    connection, self._folder, select(phone_card).where(phone_cards.there(book), some)
                )
            return found

    def with_uid(self, book: Book, uid: str) -> list[str]:
        """Name the cards of a book that have a UID."""
        with self._database.reading() as connection:
            return phone_cards.named_by(connection, book, uid)

    def likely(self, book: Book, texts: Iterable[str]) -> list[str]:
        """Name the cards of a book on which one of some texts may stand, by LIKE's patterns; those of phones, too."""
        said = [or_(func.lower(field.c.value).like(each), func.lower(field.c.raw).like(each)) for each in texts]
        they = select(field.c.person_id).where(or_(*said))
        ours = select(phone_edit.c.person_id)
        may = or_(phone_card.c.person_id.in_(they), phone_card.c.person_id.in_(ours), phone_card.c.card.is_not(None))
        with self._database.reading() as connection:
            return list(connection.execute(select(phone_card.c.name).where(phone_cards.there(book), may)).scalars())

    def write(
        self,
        name: str,
        uid: str,
        card: str,
        allows: Callable[[int | None], bool],
        writer: Writer,
        now: datetime,
        user: str = "",
    ) -> Written:
        """Take a card that a phone of one of us wrote into the book of quality connections.

        `allows` judges the number of the card that is there, None where there is none. Raises NotTakenError.
        """
        with replace(self._database, user=user).writing() as connection:
            phone_cards.catch_up(connection, self._folder, writer, now)
            row = phone_cards.row(connection, name)
            was = row if row is not None and row.state == "there" else None
            if not allows(was.changed if was else None):
                raise NotTakenError("changed")
            if was is not None and was.uid != uid:
                raise NotTakenError("uid", name)
            if others := [each for each in phone_cards.named_by(connection, "quality", uid) if each != name]:
                raise NotTakenError("uid", others[0])
            whose = was.person_id if was else phone_cards.owner(connection, uid)
            number = first_number(connection, now)
            kept, revised = card, None
            if whose is not None and was is not None and was.card is not None:
                change = phone_cards.changer(connection, self._folder, whose, now)
                writer.follow(people.one(connection, self._folder, whose), was.card, card, change)
                phone_cards.change_made(connection, was.card, card)
            elif whose is not None:
                kept, revised = self._take(connection, whose, card, writer, now)
            values = {
                "uid": uid, "person_id": whose, "state": "there", "changed": number, "revised": revised,
                "card": None if revised else storable(card),
            }  # fmt: skip
            phone_cards.put(connection, name, values)
            return Written(number, was is None, kept == card)

    def _take(
        self, connection: Connection, person_id: int, card: str, writer: Writer, now: datetime
    ) -> tuple[str, datetime]:
        """Take over what a phone wrote into someone's card; give the card as it is kept, and when they changed."""
        one = people.one(connection, self._folder, person_id)
        change = phone_cards.changer(connection, self._folder, one.id, now)
        edited = writer.take(one, phone_cards.edited(connection, person_id), card, change)
        phone_cards.keep(connection, person_id, edited)
        return edited.card, people.one(connection, self._folder, person_id).revised

    def delete(self, name: str, allows: Callable[[int | None], bool], writer: Writer, now: datetime) -> bool:
        """Take a card that a phone deleted off the book: of someone's that is a question to the user.

        Tell whether there was one. Raises NotTakenError where it is not as the phone saw it.
        """
        with self._database.writing() as connection:
            phone_cards.catch_up(connection, self._folder, writer, now)
            row = phone_cards.row(connection, name)
            if row is None or row.state != "there":
                return False
            if not allows(row.changed):
                raise NotTakenError("changed")
            theirs = row.card is not None  # made on a phone: it is the phone's to delete
            values: dict[str, Any] = {
                "state": "gone" if theirs else "deleted",
                "changed": first_number(connection, now),
            }
            if row.card is not None:
                phone_cards.change_made(connection, row.card, None)
            phone_cards.put(connection, name, values | ({"card": None, "person_id": None, "uid": ""} if theirs else {}))
            return True

    def deleted(self) -> tuple[Person, ...]:
        """List those whose card was deleted on a phone, and who would be there."""
        return self._in_state("deleted")

    def left_out(self) -> tuple[Person, ...]:
        """List those of whom the user said that they are not to be on the phone."""
        return self._in_state("left out")

    def _in_state(self, state: str) -> tuple[Person, ...]:
        ids = select(phone_card.c.person_id).join(summary, summary.c.person_id == phone_card.c.person_id)
        ids = ids.where(phone_card.c.state == state, phone_cards.wanted("quality"))
        with self._database.reading() as connection:
            return people.load(connection, self._folder, connection.execute(ids).scalars().all())

    def settle(self, person_id: int, there: bool) -> None:
        """Answer whether someone whose card was deleted on a phone is to be on it."""
        state = "gone" if there else "left out"  # one that is gone and should not be is there at the next look
        theirs = phone_card.c.book == "quality", phone_card.c.person_id == person_id
        asked = phone_card.c.state.in_(("deleted", "left out"))
        with self._database.writing() as connection:
            connection.execute(update(phone_card).where(*theirs, asked).values(state=state))
        self._look_again()

    def made(self) -> tuple[Made, ...]:
        """List the contacts that phones made and that are nobody's here."""
        rows = select(phone_card).where(phone_cards.there("quality"), phone_card.c.card.is_not(None))
        rows = rows.where(phone_card.c.person_id.is_(None)).order_by(phone_card.c.changed.desc())
        with self._database.reading() as connection:
            return tuple(Made(row.name, row.card) for row in connection.execute(rows))

    def take_in(self, name: str, contact: Contact, now: datetime) -> int:
        """Make someone of a contact that a phone made, as met today; return their id. Raises InputError.

        Their card stays on the phone as it is, and is joined with ours once they may be there.
        """
        with self._database.writing() as connection:
            row = phone_cards.row(connection, name)
            if row is None or row.card is None or row.person_id is not None:
                raise InputError("this contact is no longer there", "reload the list: it may already be taken in")
            new = newcomers.add(connection, contact, now.astimezone().date(), None, phone_cards.ACTION, now)
            phone_cards.put(connection, name, {"person_id": new})
            phone_cards.keep_made(connection, new, row.card)
        self._look_again()
        return new

    def _look_again(self) -> None:
        with self._lock:
            self._stamp = ()
