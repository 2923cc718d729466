"""All that is held about someone, found by the tables' own foreign keys: what a new table holds is here, too.

A row is someone's when it would go with them: its table points at the person, or at a row of theirs, with
ON DELETE CASCADE. Cards, photos and events are not one person's; those are here that theirs point at. Entries of
address books and names on lists of events are nobody's: those are here that are likely theirs.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, false, or_, select, union

from cardscan.model import Contact
from cardscan.store import attendees, books, changes, search
from cardscan.store.rows import contact_of, contact_said
from cardscan.store.schema import (
    address_book,
    book_entry,
    book_key,
    card,
    change,
    concerned,
    event,
    field,
    meeting,
    memo,
    merged,
    metadata,
    own_file,
    person,
    photo,
    upload,
)
from cardscan.store.schema_beside import attendee
from cardscan.store.schema_found import listed_key, looked_up
from cardscan.store.schema_phone import phone_card

Rows = dict[str, list[dict[str, Any]]]


def held(connection: Connection, person_id: int) -> Rows:
    """Read all rows about someone, by the name of their table."""
    cards = card_ids(connection, person_id)
    said = contacts_of(connection, person_id)
    entries = books.alike(connection, said)
    listed = attendees.alike(connection, person_id, said)
    photos = select(card.c.photo_id).where(card.c.id.in_(cards))
    handed_in = upload.c.sha256.in_(select(photo.c.sha256).where(photo.c.id.in_(photos)))
    theirs = owned(person_id)
    concerning = changes.of_people(connection, ids_of(connection, person_id))
    came_with = memo.c.upload_id.in_(select(upload.c.id).where(handed_in))  # a photo of which nobody said whose it is
    spoken = or_(theirs[memo], came_with)
    files = [select(name).where(card.c.id.in_(cards)) for name in (card.c.crop, card.c.handwriting)]
    conditions: dict[Table, ColumnElement[bool]] = {
        card: card.c.id.in_(cards),
        photo: photo.c.id.in_(photos),
        upload: handed_in,
        own_file: own_file.c.name.in_(
            union(*files, select(upload.c.file).where(handed_in), select(memo.c.file).where(spoken))
        ),
        event: event.c.id.in_(select(meeting.c.event_id).where(meeting.c.person_id == person_id)),
        concerned: concerned.c.change_id.in_(concerning),
        change: change.c.id.in_(concerning),
        book_entry: book_entry.c.id.in_(entries),
        book_key: book_key.c.entry_id.in_(entries),
        address_book: address_book.c.id.in_(select(book_entry.c.book_id).where(book_entry.c.id.in_(entries))),
        attendee: attendee.c.id.in_(listed),
        looked_up: looked_up.c.attendee_id.in_(listed),
        listed_key: listed_key.c.attendee_id.in_(listed),
        phone_card: phone_card.c.person_id == person_id,
        **theirs,
        memo: spoken,
    }
    rows: Rows = {
        table.name: [dict(row) for row in connection.execute(select(table).where(condition)).mappings()]
        for table, condition in conditions.items()
    }
    rows["search"] = search.row(connection, person_id)
    return rows


def owned(person_id: int) -> Mapping[Table, ColumnElement[bool]]:
    """Say for each table which of its rows go with someone."""
    found: dict[Table, ColumnElement[bool]] = {person: person.c.id == person_id}
    for table in metadata.sorted_tables:
        ways = [
            key.parent.in_(select(key.column).where(found[key.column.table]))
            for key in table.foreign_keys
            if key.ondelete == "CASCADE" and key.column.table in found
        ]
        if ways:
            found[table] = or_(false(), *ways)
    return found


def contacts_of(connection: Connection, person_id: int) -> list[Contact]:
    """Give what is said of someone now, and what their cards said when you met."""
    fields = select(field).where(field.c.person_id == person_id).order_by(field.c.kind, field.c.position)
    said = connection.execute(select(meeting.c.said).where(meeting.c.person_id == person_id)).scalars()
    return [contact_of(connection.execute(fields)), *map(contact_said, said)]


def ids_of(connection: Connection, person_id: int) -> set[int]:
    """List the ids that someone has and had."""
    return {person_id, *connection.execute(select(merged.c.id).where(merged.c.person_id == person_id)).scalars()}


def card_ids(connection: Connection, person_id: int) -> set[int]:
    """List the cards on which someone is, both sides: those that they were met with, whatever their fields name."""
    return with_backs(connection, meeting.c.person_id == person_id)


def with_backs(connection: Connection, met: ColumnElement[bool]) -> set[int]:
    """List the cards of meetings, and their back sides."""
    fronts = select(meeting.c.card_id).where(met, meeting.c.card_id.is_not(None))
    of_them = select(card.c.id).where(or_(card.c.id.in_(fronts), card.c.back_of.in_(fronts)))
    return set(connection.execute(of_them).scalars())
