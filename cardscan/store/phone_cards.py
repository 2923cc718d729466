"""Cards of the books that phones read, as rows: who is there, whose a card is. Functions on an open transaction."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, Protocol

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from cardscan.model import Contact
from cardscan.person import Person
from cardscan.store import people
from cardscan.store.journal import recorded
from cardscan.store.phone_leaving import BOOKS, Book, first_number
from cardscan.store.rows import storable
from cardscan.store.schema import change, meeting, person, photo, setting
from cardscan.store.schema_found import summary
from cardscan.store.schema_phone import phone_card, phone_edit
from cardscan.synced import Agreed, Edited

WAITING = "phone waiting"  # the setting that has the second book, "on"
ACTION = "sync"  # in the journal, as what any address book brought
AT_ONCE = 500


Why = Literal["changed", "uid", "not here", "read only"]


class NotTakenError(Exception):
    """A phone may not write that: the card is not as it saw it, its UID is another's, they are not to be there."""

    def __init__(self, why: Why, name: str = "") -> None:
        super().__init__(why)
        self.why = why
        self.name = name  # of the card that has the UID


@dataclass(frozen=True, slots=True)
class Found:
    """A card of a book, with what it is written from."""

    name: str
    changed: int
    person: Person | None = None
    edited: Edited | None = None
    card: str | None = None  # of one that a phone made


#: Gives someone other fields, and them as they are then.
Change = Callable[[Contact], Person]


class Writer(Protocol):
    """Decides what becomes of a card (`cardscan.sync.phone`)."""

    def take(self, person: Person, edited: Edited | None, card: str, change: Change) -> Edited:
        """Take over what a phone wrote, and write into it what changed here."""

    def join(self, person: Person, card: str, change: Change) -> Edited:
        """Join someone with a card that a phone made of them."""

    def follow(self, person: Person, was: str, card: str, change: Change) -> None:
        """Take over what a phone changed in a card that it made of someone who may not leave yet."""

    def begin(self, person: Person) -> Edited:
        """Give someone's card as phones have it that wrote nothing into it."""

    def gather(self, edited: Edited, merged: Mapping[int, Edited]) -> Edited:
        """Have in someone's card what phones wrote into the cards of those who were merged into them, by their ids."""


def catch_up(connection: Connection, folder: Path, writer: Writer, now: datetime) -> None:
    """Bring both books up to date with who is here."""
    number = _place_made(connection, first_number(connection, now))
    shown = value(connection, WAITING) == "on"
    for book in BOOKS:
        gone = connection.execute(_gone(book, book == "quality" or shown)).scalars().all()
        number = _number(connection, book, [{"named": name, "to": {"state": "gone"}} for name in gone], number)
        if book == "waiting" and not shown:
            continue
        stale = connection.execute(_stale(book)).all()
        new = [row for row in stale if row.name is None]
        _insert(connection, book, new, number)
        number += len(new)
        steps = []
        for row in stale:
            follows = book == "quality" and (row.edited or row.made)
            if row.name is None and not follows:
                continue
            revised = _followed(connection, folder, row.id, writer, now) if follows else row.revised
            steps.append({"named": row.name or _name(row), "to": {"state": "there", "revised": revised}})
        number = _number(connection, book, steps, number)


def _place_made(connection: Connection, number: int) -> int:
    """Have each card that a phone made of someone where they are by now; give the next number.

    Who were merged, or are two again, take it along. Whoever has a card of ours needs no second one: it goes, and what
    is in it alone is on ours.
    """
    with_card = and_(phone_card.c.book == "quality", phone_card.c.card.is_not(None))
    rows = connection.execute(select(phone_card).where(with_card, phone_card.c.person_id.is_not(None))).all()
    for row in rows:
        kept = select(phone_edit.c.person_id).where(_only_made(), phone_edit.c.card == row.card)
        owner = connection.execute(kept).scalars().first() or row.person_id
        theirs = and_(phone_card.c.book == "quality", phone_card.c.person_id == owner, phone_card.c.name != row.name)
        others = select(phone_card.c.name).where(
            theirs, or_(phone_card.c.card.is_(None), phone_card.c.state == "there")
        )
        state = "gone" if connection.execute(others).first() else "there"
        if (owner, state) != (row.person_id, row.state):
            values = {"person_id": owner, "state": state, "revised": None, "changed": number}
            put(connection, row.name, values)
            number += 1
    return number


def _only_made() -> ColumnElement[bool]:
    """Say which kept cards are those that a phone made of someone, before they were joined with ours."""
    made: ColumnElement[bool] = phone_edit.c.agreed["ours"].as_string() == ""
    return made


def keep_made(connection: Connection, person_id: int, card: str) -> None:
    """Keep the card that a phone made of someone with them, so that it goes where they go."""
    keep(connection, person_id, Edited(card, Agreed("", "", "")))


def change_made(connection: Connection, was: str, card: str | None) -> None:
    """Have another card in the place of one that a phone made of someone, or none."""
    kept = _only_made(), phone_edit.c.card == was
    if card is None:
        connection.execute(delete(phone_edit).where(*kept))
    else:
        connection.execute(update(phone_edit).where(*kept).values(card=storable(card)))


def _followed(connection: Connection, folder: Path, person_id: int, writer: Writer, now: datetime) -> datetime:
    """Bring what a phone wrote of someone up to date with what changed here; give when they changed last."""
    one, wrote = people.one(connection, folder, person_id), edited(connection, person_id)
    theirs = phone_card.c.book == "quality", phone_card.c.person_id == person_id, phone_card.c.state == "there"
    made = connection.execute(select(phone_card.c.card).where(*theirs)).scalar_one_or_none()
    to = changer(connection, folder, person_id, now)
    if made is not None:
        wrote = writer.join(one, made, to)
        connection.execute(update(phone_card).where(*theirs).values(card=None))
        one = people.one(connection, folder, person_id)
    there = writer.gather(wrote or writer.begin(one), _merged(connection, person_id))
    keep(connection, person_id, writer.take(one, there, there.card, to))
    return people.one(connection, folder, person_id).revised


def changer(connection: Connection, folder: Path, person_id: int, now: datetime) -> Change:
    """Give what changes someone's fields as the journal remembers it."""

    def change_to(contact: Contact) -> Person:
        with recorded(connection, ACTION, (person_id,), now):
            people.put_contact(connection, (person_id,), contact)
        return people.one(connection, folder, person_id)

    return change_to


def _stale(book: Book) -> Select[Any]:
    """Select those who should be in a book and are not, or have changed since."""
    theirs = and_(
        phone_card.c.person_id == person.c.id,
        phone_card.c.book == book,
        or_(phone_card.c.card.is_(None), phone_card.c.state == "there"),
    )
    changed = and_(
        phone_card.c.state == "there",
        or_(phone_card.c.revised.is_(None), phone_card.c.revised != person.c.revised),
    )
    columns = (person.c.id, person.c.uid, person.c.revised, phone_card.c.name)
    edited = select(phone_edit).where(phone_edit.c.person_id == person.c.id).exists()
    facts = (edited.label("edited"), phone_card.c.card.is_not(None).label("made"))
    return (
        select(*columns, *facts)
        .join(summary, summary.c.person_id == person.c.id)
        .outerjoin(phone_card, theirs)
        .where(wanted(book), or_(phone_card.c.name.is_(None), phone_card.c.state == "gone", changed))
        .order_by(person.c.id)
    )


def _gone(book: Book, shown: bool) -> Select[Any]:
    """Select the cards that should be in a book no longer; what a phone made stays."""
    rows = select(phone_card.c.name).outerjoin(summary, summary.c.person_id == phone_card.c.person_id)
    rows = rows.where(there(book), phone_card.c.card.is_(None))
    return rows.where(or_(summary.c.person_id.is_(None), ~wanted(book))) if shown else rows


def wanted(book: Book) -> ColumnElement[bool]:
    """Say who belongs into a book."""
    from cardscan.connections.standing import Standing  # loads the gate: not for who lists events

    return summary.c.standing >= int(Standing.QUALITY) if book == "quality" else summary.c.waits


def there(book: Book) -> ColumnElement[bool]:
    """Say which cards of a book are there."""
    return and_(phone_card.c.book == book, phone_card.c.state == "there")


def _insert(connection: Connection, book: Book, new: Sequence[Row[Any]], number: int) -> None:
    rows = [
        {
            "book": book, "name": _name(row), "uid": row.uid if book == "quality" else f"waiting-{row.uid}",
            "person_id": row.id, "state": "there", "changed": number + at, "revised": row.revised, "card": None,
        }
        for at, row in enumerate(new)
    ]  # fmt: skip
    for start in range(0, len(rows), AT_ONCE):
        some = rows[start : start + AT_ONCE]
        names = phone_card.c.name.in_([row["name"] for row in some])  # of who was here before
        connection.execute(delete(phone_card).where(phone_card.c.book == book, names))
        connection.execute(insert(phone_card), some)


def _name(row: Row[Any]) -> str:
    return f"{row.uid}.vcf"


def _number(connection: Connection, book: Book, steps: Sequence[dict[str, Any]], number: int) -> int:
    """Give cards of a book new values, each with a number of its own; give the next number."""
    rows = [{"named": each["named"], "number": number + at, **each["to"]} for at, each in enumerate(steps)]
    if rows:
        named = phone_card.c.book == book, phone_card.c.name == bindparam("named")
        values: dict[str, Any] = {name: bindparam(name) for name in steps[0]["to"]}
        connection.execute(update(phone_card).where(*named).values(changed=bindparam("number"), **values), rows)
    return number + len(rows)


def found(connection: Connection, folder: Path, rows: Select[Any]) -> list[Found]:
    """Read cards with what they are written from, less those whose people have changed since."""
    cards = connection.execute(rows).all()
    ids = [row.person_id for row in cards if row.card is None]
    here = {each.id: each for each in people.load(connection, folder, ids)}
    edits = connection.execute(select(phone_edit).where(phone_edit.c.of_id.in_(ids), ~_only_made()))
    edited = {row.of_id: _edited_of(row) for row in edits}
    found = []
    for row in cards:
        one = here.get(row.person_id)
        if row.card is not None:
            found.append(Found(row.name, row.changed, card=row.card))
        elif one is not None and one.revised == row.revised:
            found.append(Found(row.name, row.changed, one, edited.get(one.id)))
    return found


def owner(connection: Connection, uid: str) -> int | None:
    """Say whose a new card is by its UID; None for a stranger's. Raises NotTakenError for who may not be there.

    A card that was deleted on a phone and comes again, under whatever name, is theirs again: no question is left.
    """
    mine = select(phone_card.c.name, phone_card.c.person_id, phone_card.c.state, phone_card.c.card)
    rows = connection.execute(mine.where(phone_card.c.book == "quality", phone_card.c.uid == uid)).all()
    back = next((row for row in rows if row.person_id and row.state in ("deleted", "left out")), None)
    if back is not None:
        gone = phone_card.c.book == "quality", phone_card.c.name == back.name
        values: dict[str, Any] = {"person_id": None, "uid": "", "state": "gone", "card": None}
        connection.execute(update(phone_card).where(*gone).values(values))
        return int(back.person_id)
    known = connection.execute(select(person.c.id).where(person.c.uid == uid)).first()
    if known or any(row.state != "there" for row in rows):
        raise NotTakenError("not here")
    return None


def row(connection: Connection, name: str) -> Row[Any] | None:
    """Read a card of the book of quality connections, whatever its state."""
    here = select(phone_card).where(phone_card.c.book == "quality", phone_card.c.name == name)
    return connection.execute(here).one_or_none()


def put(connection: Connection, name: str, values: dict[str, Any]) -> None:
    """Give a card of the book of quality connections new values; a new one where there is none."""
    named = phone_card.c.book == "quality", phone_card.c.name == name
    if not connection.execute(update(phone_card).where(*named).values(values)).rowcount:
        connection.execute(insert(phone_card).values(book="quality", name=name, **values))


def named_by(connection: Connection, book: Book, uid: str) -> list[str]:
    """Name the cards of a book that have a UID."""
    rows = select(phone_card.c.name).where(there(book), phone_card.c.uid == uid)
    return list(connection.execute(rows).scalars())


def edited(connection: Connection, person_id: int) -> Edited | None:
    """Read what a phone wrote of someone."""
    theirs = select(phone_edit).where(phone_edit.c.of_id == person_id, ~_only_made())
    row = connection.execute(theirs).one_or_none()
    return None if row is None else _edited_of(row)


def _merged(connection: Connection, person_id: int) -> dict[int, Edited]:
    """Read what phones wrote of those who were merged into someone, by their ids."""
    theirs = phone_edit.c.person_id == person_id, phone_edit.c.of_id != person_id
    rows = connection.execute(select(phone_edit).where(*theirs).order_by(phone_edit.c.of_id))
    return {row.of_id: _edited_of(row) for row in rows}


def _edited_of(row: Row[Any]) -> Edited:
    return Edited(row.card, Agreed(**row.agreed), {of: tuple(lines) for of, lines in row.gathered.items()})


def keep(connection: Connection, person_id: int, edited: Edited) -> None:
    """Keep what a phone wrote of someone, in place of what it wrote before."""
    connection.execute(delete(phone_edit).where(phone_edit.c.of_id == person_id))
    lines = {of: list(map(storable, each)) for of, each in edited.gathered.items()}
    values = {"card": storable(edited.card), "agreed": asdict(edited.agreed), "gathered": lines}
    connection.execute(insert(phone_edit).values(of_id=person_id, person_id=person_id, **values))


def stamp(connection: Connection) -> tuple[object, ...]:
    """Give what is another whenever who is in the books may be another."""
    newest = (select(func.max(table.c.id)).scalar_subquery() for table in (change, meeting, photo))
    row = connection.execute(select(func.count(), func.max(person.c.revised), *newest)).one()
    return (*row, value(connection, WAITING))


def value(connection: Connection, name: str) -> str | None:
    """Read a setting."""
    return connection.execute(select(setting.c.value).where(setting.c.name == name)).scalar_one_or_none()


def put_value(connection: Connection, name: str, value: str) -> None:
    """Set a value in place of the one before."""
    connection.execute(delete(setting).where(setting.c.name == name))
    connection.execute(insert(setting).values(name=name, value=value))
