"""People in the store: read them, change their fields, add notes. Functions on an open transaction."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from cardscan.errors import WhoError
from cardscan.model import Contact, Line
from cardscan.person import Meeting, Note, Person
from cardscan.store.rows import contact_of, field_rows, lines_of, plain
from cardscan.store.schema import card, field, meeting, note, person


@dataclass(frozen=True, slots=True)
class Name:
    """What a person answers to."""

    id: int
    uid: str
    names: tuple[str, ...]  # FN, else ORG: a card may name a company alone


def load(connection: Connection, folder: Path, person_id: int | None = None) -> tuple[Person, ...]:
    """Read one person, or everyone, in the order of their ids."""
    people = select(person).order_by(person.c.id)
    fields = select(field).order_by(field.c.person_id, field.c.kind, field.c.position)
    meetings = (
        select(meeting, card.c.crop)
        .outerjoin(card, meeting.c.card_id == card.c.id)
        .order_by(meeting.c.date, meeting.c.id)
    )
    notes = select(note, meeting.c.person_id).join(meeting).order_by(note.c.written, note.c.id)
    if person_id is not None:
        people = people.where(person.c.id == person_id)
        fields = fields.where(field.c.person_id == person_id)
        meetings = meetings.where(meeting.c.person_id == person_id)
        notes = notes.where(meeting.c.person_id == person_id)
    fields_of = _grouped(connection.execute(fields), "person_id")
    meetings_of = _grouped(connection.execute(meetings), "person_id")
    notes_of = _grouped(connection.execute(notes), "meeting_id")
    return tuple(
        Person(
            id=row.id,
            uid=row.uid,
            contact=contact_of(fields_of[row.id]),
            meetings=tuple(
                Meeting(
                    id=met.id,
                    date=met.date,
                    event=met.event,
                    card_id=met.card_id,
                    notes=tuple(Note(each.talked, each.can_help, each.written) for each in notes_of[met.id]),
                )
                for met in meetings_of[row.id]
            ),
            created=row.created,
            revised=row.revised,
            crop=_latest_crop(folder, meetings_of[row.id]),
        )
        for row in connection.execute(people)
    )


def one(connection: Connection, folder: Path, person_id: int) -> Person:
    """Read one person. Raises WhoError when there is none."""
    found = load(connection, folder, person_id)
    if not found:
        raise WhoError(f"there is no person {person_id}", "cardscan list shows everyone with their id")
    return found[0]


def names(connection: Connection) -> tuple[Name, ...]:
    """List what everyone answers to."""
    rows = connection.execute(
        select(field.c.person_id, field.c.kind, field.c.value)
        .where(field.c.kind.in_(("fn", "org")))
        .order_by(field.c.person_id, field.c.position)
    )
    by_kind: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
    for row in rows:
        by_kind[row.person_id, row.kind].append(row.value)
    people = connection.execute(select(person.c.id, person.c.uid).order_by(person.c.id))
    return tuple(Name(row.id, row.uid, tuple(by_kind[row.id, "fn"] or by_kind[row.id, "org"])) for row in people)


def lines(connection: Connection, card_id: int) -> tuple[Line, ...]:
    """Read the lines of text on a card, with what each reader said."""
    values = connection.execute(select(card.c.lines).where(card.c.id == card_id)).scalar_one_or_none()
    return lines_of(values or ())


def edit(
    connection: Connection, folder: Path, person_id: int, change: Callable[[Contact], Contact], now: datetime
) -> Person:
    """Change the fields of a person. Raises WhoError when there is none, and whatever `change` raises."""
    connection.execute(select(person.c.id).where(person.c.id == person_id).with_for_update())
    before = one(connection, folder, person_id)
    after = change(before.contact)
    if after == before.contact:
        return before
    was = connection.execute(select(field).where(field.c.person_id == person_id)).all()
    cards = {_evidence(row.kind, row.raw, row.box): row.card_id for row in was}
    rows = [
        {**row, "person_id": person_id, "card_id": cards.get(_evidence(row["kind"], row["raw"], row["box"]))}
        for row in field_rows(after)
    ]
    connection.execute(delete(field).where(field.c.person_id == person_id))
    if rows:
        connection.execute(insert(field), rows)
    _touch(connection, person_id, now)
    return one(connection, folder, person_id)


def add_note(connection: Connection, folder: Path, person_id: int, talked: str, can_help: str, now: datetime) -> Person:
    """Add a note to the latest meeting with a person. Raises WhoError when there is no such person."""
    before = one(connection, folder, person_id)
    if before.meetings:
        meeting_id = before.meetings[-1].id
    else:
        met = insert(meeting).values(person_id=person_id, date=now.astimezone().date(), event="")
        key = connection.execute(met).inserted_primary_key
        meeting_id = int(key[0]) if key else 0
    connection.execute(
        insert(note).values(meeting_id=meeting_id, talked=plain(talked), can_help=plain(can_help), written=now)
    )
    _touch(connection, person_id, now)
    return one(connection, folder, person_id)


def _touch(connection: Connection, person_id: int, now: datetime) -> None:
    connection.execute(update(person).where(person.c.id == person_id).values(revised=now))


def _grouped(rows: Iterable[Row[Any]], column: str) -> defaultdict[int, list[Row[Any]]]:
    groups: defaultdict[int, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, column)].append(row)
    return groups


def _latest_crop(folder: Path, meetings: list[Row[Any]]) -> Path | None:
    crops = [folder / row.crop for row in meetings if row.crop]
    return crops[-1] if crops and crops[-1].is_file() else None


def _evidence(kind: str, raw: str, box: Any) -> tuple[str, str, str]:
    """What tells that a changed field is the one read on a card: where it was read, and as what."""
    return kind, raw, str(box and [list(point) for point in box])
