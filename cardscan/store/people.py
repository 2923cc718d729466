"""People in the store: add and read them, change their fields. Functions on an open transaction."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import permutations
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    SelectBase,
    and_,
    delete,
    exists,
    func,
    insert,
    null,
    or_,
    select,
    union_all,
    update,
)

from cardscan.errors import WhoError
from cardscan.model import Contact, Field, Flaw, Line
from cardscan.person import Filing, IntroductionStep, Meeting, Person
from cardscan.store import attendees
from cardscan.store.followup import date_of, promise_of
from cardscan.store.meetings import memo_of, note_of
from cardscan.store.rows import contact_of, field_rows, inserted, lines_of, of
from cardscan.store.schema import (
    card,
    contacted,
    event,
    field,
    filing,
    meeting,
    memo,
    merged,
    note,
    person,
    photo,
    promise,
    unfinished,
)
from cardscan.store.schema_beside import their_date
from cardscan.store.schema_introduced import introduction

_back = card.alias("back")
_NAMED = "fn", "org", "nickname"  # fields
_A_PAGE, _AT_ONCE = 50, 500  # people: at first, and then; SQLite takes so many values and more in one statement


@dataclass(frozen=True, slots=True)
class ListedName:
    """What a person answers to."""

    id: int
    uid: str
    names: tuple[str, ...]  # FN, else ORG: a card may name a company alone; and nicknames


def load(
    connection: Connection, folder: Path | None, ids: Collection[int] | None = None, brief: bool = False
) -> tuple[Person, ...]:
    """Read these people, or everyone, in the order of their ids; without pictures where no folder is given.

    brief: of their fields only what a list needs, which is a third of the work: name, organisation, title, and what is
    not sure; all of those who have notes, which are judged by them; of none where on the photo it stood.
    """
    wanted = everyone(connection) if ids is None else sorted(set(ids))
    return tuple(each(connection, folder, wanted, brief))


def each(connection: Connection, folder: Path | None, ids: Sequence[int], brief: bool = False) -> Iterator[Person]:
    """Read people in the order of these ids, some at a time: however many they are, few are in memory."""
    yield from _each(connection, folder, ids, _BRIEF_FIELDS if brief else _FIELDS)


def named(connection: Connection, folder: Path | None, ids: Collection[int]) -> tuple[Person, ...]:
    """Read people as `load`, of their fields only what they are called: for who judges nobody."""
    return tuple(_each(connection, folder, sorted(ids), _NAMES))


def unplaced(connection: Connection, folder: Path | None, ids: Collection[int]) -> tuple[Person, ...]:
    """Read people as `load`, but for where on a photo each field stands, which takes long to parse."""
    return tuple(_each(connection, folder, sorted(ids), _UNPLACED))


def _each(connection: Connection, folder: Path | None, ids: Sequence[int], fields: Select[Any]) -> Iterator[Person]:
    start, end = 0, _A_PAGE
    while start < len(ids):
        found = _some(connection, folder, ids[start:end], fields)
        yield from (found[each] for each in ids[start:end] if each in found)
        start, end = end, end + _AT_ONCE


def is_empty(connection: Connection) -> bool:
    """Tell whether nobody is there."""
    return connection.execute(select(person.c.id).limit(1)).first() is None


def everyone(connection: Connection) -> Sequence[int]:
    """List the ids of everyone, in the order in which they came."""
    return connection.execute(select(person.c.id).order_by(person.c.id)).scalars().all()


def _any(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Tell whether there is any such row: most people have few kinds of rows, and are asked for no others."""
    return exists().where(*conditions)


def _brief_fields() -> Select[Any]:
    noted = exists().where(meeting.c.person_id == field.c.person_id, note.c.meeting_id == meeting.c.id)
    return _unplaced().where(or_(field.c.kind.in_(("fn", "org", "title")), ~field.c.sure, noted))


def _unplaced() -> Select[Any]:
    """Select fields but for where on a photo they stand."""
    return select(*(null().label("box") if column.name == "box" else column for column in field.c))


_PEOPLE = (
    select(
        *(person, filing.c.how, filing.c.at),
        _any(promise.c.person_id == person.c.id).label("promised"),
        _any(contacted.c.person_id == person.c.id).label("in_touch"),
        _any(their_date.c.person_id == person.c.id).label("dated"),
        or_(*map(_any, (side == person.c.id for side in (introduction.c.person_id, introduction.c.other_id)))).label(
            "introduced"
        ),
    )
    .outerjoin(filing, filing.c.person_id == person.c.id)
    .where(of(person.c.id))
)
_FIELDS, _UNPLACED, _BRIEF_FIELDS, _NAMES = (
    chosen.where(of(field.c.person_id)).order_by(field.c.person_id, field.c.kind, field.c.position)
    for chosen in (select(field), _unplaced(), _brief_fields(), _unplaced().where(field.c.kind.in_(_NAMED)))
)
_MEETINGS = (
    select(
        *(column for column in meeting.c if column.name != "said"),  # it is as much again as all fields
        *(card.c.crop, card.c.quality, event.c.name.label("event"), photo.c.day, photo.c.dated),
        func.coalesce(event.c.until, event.c.date).label("last_day"),
        _any(note.c.meeting_id == meeting.c.id).label("noted"),
        _any(unfinished.c.meeting_id == meeting.c.id).label("begun"),
        _any(memo.c.meeting_id == meeting.c.id).label("spoken"),
        or_(card.c.handwriting != "", _any(_back.c.back_of == meeting.c.card_id, _back.c.handwriting != "")).label(
            "by_hand"
        ),
    )
    .outerjoin(card, meeting.c.card_id == card.c.id)
    .outerjoin(photo, card.c.photo_id == photo.c.id)
    .outerjoin(event, meeting.c.event_id == event.c.id)
    .where(of(meeting.c.person_id))
    .order_by(meeting.c.date, meeting.c.id)
)
_DATED = (meeting.c.person_id, meeting.c.date, meeting.c.id)


def _by_hand() -> Select[Any]:
    """Select what is written by hand on the cards of some people; backs are written on more often than fronts.

    Fronts and backs are two questions: for one with "or" a database may look through all cards there are.
    """
    sides = union_all(
        *(
            select(*_DATED, card.c.id.label("card_id"), card.c.handwriting)
            .join(card, side == meeting.c.card_id)
            .where(card.c.handwriting != "", of(meeting.c.person_id))
            for side in (card.c.id, card.c.back_of)
        )
    ).subquery()
    return select(sides.c.person_id, sides.c.handwriting).order_by(sides.c.date, sides.c.id, sides.c.card_id)


_BY_HAND = _by_hand()
_NOTES = select(note).join(meeting).where(of(meeting.c.person_id)).order_by(note.c.written, note.c.id)
_UNFINISHED = (
    select(unfinished).join(meeting).where(of(meeting.c.person_id)).order_by(unfinished.c.written, unfinished.c.by)
)
_MEMOS = select(memo).join(meeting).where(of(meeting.c.person_id), memo.c.file != "").order_by(memo.c.at, memo.c.id)
_PROMISES = select(promise).where(of(promise.c.person_id)).order_by(promise.c.made, promise.c.id)
_CONTACTED = select(contacted).where(of(contacted.c.person_id)).order_by(contacted.c.date)
_INTRODUCTIONS = (
    select(introduction)
    .where(or_(of(introduction.c.person_id), of(introduction.c.other_id)))
    .order_by(introduction.c.at, introduction.c.id)
)
_DATES = select(their_date).where(of(their_date.c.person_id)).order_by(their_date.c.id)
_FIRST = and_(field.c.person_id == person.c.id, field.c.kind.in_(("fn", "title", "org")), field.c.position == 0)
_ON_A_LINE: Select[Any] = (
    select(person.c.id, field.c.kind, field.c.value).outerjoin(field, _FIRST).where(of(person.c.id))
)
_FIELDS_AS_THEY_COME = select(field).where(of(field.c.person_id))
_NO_FIELDS = delete(field).where(of(field.c.person_id))
_IS_THERE = select(person.c.id).where(of(person.c.id))


def _some(connection: Connection, folder: Path | None, ids: Sequence[int], fields: Select[Any]) -> dict[int, Person]:
    def rows(statement: Select[Any], there: bool = True) -> Sequence[Row[Any]]:
        return connection.execute(statement, {"ids": ids}).all() if there else ()

    there, met = rows(_PEOPLE), rows(_MEETINGS)
    fields_of = _grouped(rows(fields), "person_id")
    meetings_of = _grouped(met, "person_id")
    by_hand_of = _grouped(rows(_BY_HAND, any(each.by_hand for each in met)), "person_id")
    notes_of = _grouped(rows(_NOTES, any(each.noted for each in met)), "meeting_id")
    drafts_of = _grouped(rows(_UNFINISHED, any(each.begun for each in met)), "meeting_id")
    memos_of = _grouped(rows(_MEMOS, any(each.spoken for each in met)), "meeting_id")
    promises_of = _grouped(rows(_PROMISES, any(each.promised for each in there)), "person_id")
    contacted_of = _grouped(rows(_CONTACTED, any(each.in_touch for each in there)), "person_id")
    dates_of = _grouped(rows(_DATES, any(each.dated for each in there)), "person_id")
    steps_of = _steps(connection, set(ids), rows(_INTRODUCTIONS, any(each.introduced for each in there)))

    def meeting_of(row: Row[Any]) -> Meeting:
        return Meeting(
            id=row.id,
            date=row.date,
            event=row.event or "",
            card_id=row.card_id,
            notes=tuple(map(note_of, notes_of[row.id])),
            event_id=row.event_id,
            place=row.place,
            drafts=tuple(map(note_of, drafts_of[row.id])),
            dated=row.dated if row.date == row.day else "",  # the user may have said another
            by=row.by,
            memos=tuple(map(memo_of, memos_of[row.id])),
            last_day=row.last_day,
        )

    return {
        row.id: Person(
            id=row.id,
            uid=row.uid,
            contact=contact_of(fields_of[row.id]),
            meetings=tuple(map(meeting_of, meetings_of[row.id])),
            created=row.created,
            revised=row.revised,
            crop=_latest_crop(folder, meetings_of[row.id]),
            quality=_latest_quality(meetings_of[row.id]),
            handwriting=_pictures(folder, (side.handwriting for side in by_hand_of[row.id])),
            promises=tuple(map(promise_of, promises_of[row.id])),
            contacted=tuple(each.date for each in contacted_of[row.id]),
            cadence=row.cadence,
            snoozed=row.snoozed,
            filing=Filing(row.how, row.at) if row.how else None,
            introductions=tuple(steps_of[row.id]),
            dates=tuple(map(date_of, dates_of[row.id])),
        )
        for row in there
    }


def _steps(connection: Connection, ids: set[int], rows: Sequence[Row[Any]]) -> dict[int, list[IntroductionStep]]:
    """Give what was done towards introducing these people to others, with what the other is called."""
    sides = [(row, *pair) for row in rows for pair in permutations((row.person_id, row.other_id)) if pair[0] in ids]
    steps: defaultdict[int, list[IntroductionStep]] = defaultdict(list)
    if sides:
        others = select(person.c.id).where(person.c.id.in_({other for _, _, other in sides}))
        called = {each.id: next(iter(each.names), "(no name)") for each in names(connection, others)}
        for row, one, other in sides:
            steps[one].append(
                IntroductionStep(row.id, row.what, row.at, row.person_id, other, called[other], row.words, row.by)
            )
    return steps


def one(connection: Connection, folder: Path | None, person_id: int) -> Person:
    """Read one person. Raises WhoError when there is none."""
    found = load(connection, folder, (person_id,))
    if not found:
        raise WhoError(f"there is no person {person_id}", "cardscan list shows everyone with their id")
    return found[0]


def names(connection: Connection, ids: SelectBase | None = None) -> tuple[ListedName, ...]:
    """List what these people, or everyone, answer to."""
    named = select(field.c.person_id, field.c.kind, field.c.value).where(field.c.kind.in_(_NAMED))
    listed = select(person.c.id, person.c.uid).order_by(person.c.id)
    if ids is not None:
        named, listed = named.where(field.c.person_id.in_(ids)), listed.where(person.c.id.in_(ids))
    by_kind: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
    for row in connection.execute(named.order_by(field.c.person_id, field.c.position)).all():
        by_kind[row.person_id, row.kind].append(row.value)
    return tuple(
        ListedName(
            row.id, row.uid, tuple((by_kind[row.id, "fn"] or by_kind[row.id, "org"]) + by_kind[row.id, "nickname"])
        )
        for row in connection.execute(listed).all()
    )


def on_lines(connection: Connection, ids: Collection[int]) -> dict[int, Contact]:
    """Read of these people what a line tells: their first name, title and company."""
    rows = connection.execute(_ON_A_LINE, {"ids": list(ids)}).all()
    return {
        each: Contact(**{row.kind: (Field(row.value),) for row in some if row.kind})
        for each, some in _grouped(rows, "id").items()
    }


def lines(connection: Connection, card_id: int) -> tuple[Line, ...]:
    """Read the lines of text on a card, those of its back after its own, with what each reader said."""
    sides = select(card.c.lines).where(or_(card.c.id == card_id, card.c.back_of == card_id))
    first = (card.c.id != card_id, card.c.id)
    return tuple(line for values in connection.execute(sides.order_by(*first)).scalars() for line in lines_of(values))


def add(connection: Connection, contact: Contact, card_id: int | None, created: datetime, revised: datetime) -> int:
    """Store someone new with the fields that were read on a card, and return their id."""
    values = {"uid": str(uuid4()), "created": created, "revised": revised}
    person_id = inserted(connection, person, values)
    if rows := field_rows(contact):
        connection.execute(insert(field), [{**row, "person_id": person_id, "card_id": card_id} for row in rows])
    return person_id


def put_contact(
    connection: Connection, person_ids: Sequence[int], contact: Contact, card_id: int | None = None
) -> None:
    """Give the first of these people new fields in place of those that all of them had.

    A field that was read on a card goes on knowing on which; those that are new were read on `card_id`, if anywhere.
    """
    was = connection.execute(_FIELDS_AS_THEY_COME, {"ids": person_ids}).all()
    cards = {_evidence(row.kind, row.raw, row.box): row.card_id for row in was}
    rows = [
        {
            **row,
            "person_id": person_ids[0],
            "card_id": cards.get(_evidence(row["kind"], row["raw"], row["box"]), card_id),
        }
        for row in field_rows(contact)
    ]
    connection.execute(_NO_FIELDS, {"ids": person_ids})
    if rows:
        connection.execute(insert(field), rows)


def read_where(connection: Connection, person_id: int, default: int) -> Callable[[str, Field], int | None]:
    """Give what tells on which card a field of a kind was read; `default` of one that someone has no longer."""
    was = connection.execute(_FIELDS_AS_THEY_COME, {"ids": [person_id]}).all()
    cards = {_evidence(row.kind, row.raw, row.box): row.card_id for row in was}
    return lambda kind, each: cards.get(_evidence(kind, each.raw, each.box), default)


def put(connection: Connection, person_id: int, **values: Any) -> None:
    """Change what is kept of a person besides fields: cadence, snoozed."""
    connection.execute(update(person).where(person.c.id == person_id).values(values))


def remove(connection: Connection, person_id: int) -> None:
    """Delete a person with all rows of theirs: every way in which one goes ends here."""
    attendees.look_again(connection, (person_id,))
    connection.execute(delete(person).where(person.c.id == person_id))


def now_id(connection: Connection, person_id: int) -> int:
    """Return the id of a person, also of one who was merged into another. Raises WhoError when there is none."""
    if connection.execute(_IS_THERE, {"ids": [person_id]}).first():
        return person_id
    now = connection.execute(select(merged.c.person_id).where(merged.c.id == person_id)).scalar_one_or_none()
    if now is None:
        raise WhoError(f"there is no person {person_id}", "cardscan list shows everyone with their id")
    return int(now)


def _grouped(rows: Iterable[Row[Any]], column: str) -> defaultdict[int, list[Row[Any]]]:
    groups: defaultdict[int, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, column)].append(row)
    return groups


def _latest_crop(folder: Path | None, meetings: list[Row[Any]]) -> Path | None:
    return next(reversed(_pictures(folder, (row.crop for row in meetings))), None)


def _latest_quality(meetings: list[Row[Any]]) -> tuple[Flaw, ...]:
    found = [row.quality for row in meetings if row.quality is not None]
    return tuple(Flaw(**each) for each in found[-1]) if found else ()


def _pictures(folder: Path | None, names: Iterable[str | None]) -> tuple[Path, ...]:
    """The pictures of these names that are there."""
    if folder is None:
        return ()
    return tuple(file for name in names if name and (file := folder / name).is_file())


def _evidence(kind: str, raw: str, box: Any) -> tuple[str, str, str]:
    """What tells that a changed field is the one read on a card: where it was read, and as what."""
    return kind, raw, str(box and [list(point) for point in box])
