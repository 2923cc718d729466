"""The journal: what each change of the user's did to which rows, so that it can be undone.

A change is the difference between the rows of the people (and events) that it touched before and after. Undoing it
puts these rows back, and only these: a card that was scanned since stays. Changes are undone from the newest back.
Where many people were changed at once, each has a change of their own, and these are undone together: none of them
holds anything of the others, so that who is dumped or forgotten takes along only what is theirs.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sqlalchemy import Column, Connection, Row, Select, Table, and_, delete, func, insert, or_, select, update

from cardscan.connections.likeness.rereading import removed, without
from cardscan.errors import RefusedError
from cardscan.model import Contact
from cardscan.person import Person
from cardscan.store import changes, derived, events, people, phone_leaving, synced
from cardscan.store.engine import anything_expected, expect, user_of
from cardscan.store.holdings import ids_of
from cardscan.store.rows import contact_said, encoded_row, of, row_of
from cardscan.store.schema import (
    card,
    change,
    contacted,
    event,
    field,
    filing,
    meeting,
    memo,
    merged,
    note,
    person,
    promise,
    recalled,
    someone_else,
    trash,
    unfinished,
)
from cardscan.store.schema_beside import attendee, their_date
from cardscan.store.schema_gifts import gift
from cardscan.store.schema_introduced import introduction
from cardscan.store.schema_phone import phone_edit
from cardscan.store.touched import watched
from cardscan.store.trash import put_back

#: What is put back, parents first.
_TABLES = (
    event, gift, person, attendee, card, meeting, field, note, unfinished, memo, promise, contacted, introduction,
    their_date, filing, recalled, someone_else, merged, phone_edit, trash,
)  # fmt: skip
_BY_NAME = {table.name: table for table in _TABLES}
_FOUND_BY_IT = (card, note, unfinished, memo)  # whose these are, says the meeting
_OF_A_PERSON = tuple(table for table in _TABLES if "person_id" in table.c)
#: Of these only whose they are is put back: the rest never changes, is a phone's, or is no step that is taken back.
_PARTS = {card: ("id", "back_of"), memo: ("id", "meeting_id"), phone_edit: ("of_id", "person_id"), trash: ("id",)}

_CALLED = {event.name: "name", gift.name: "text"}  # what is nobody's
_ADDED_LATER = {"by": "", "gift_id": None, "uid": ""}  # to tables of which there are older changes

_BUILT_ON = "the last change ({}) cannot be undone: later changes build on it"
AGAIN = "again"  # the action of what was read anew
_READ_OR_SAID = changes.theirs(select(change.c.rows).where(change.c.action != AGAIN, change.c.undone.is_(None)))

Rows = dict[tuple[Any, ...], dict[str, Any]]  # of a table, by their keys
_Kept = dict[str, Any] | None  # a row as the journal keeps it
Own = Mapping[Table, Collection[int]]  # ids of events and gifts


@dataclass(frozen=True, slots=True)
class Change:
    """Something the user did, and to whom."""

    id: int
    action: str
    people: tuple[int, ...]
    at: datetime  # UTC
    things: tuple[str, ...] = ()  # what the events and gifts are called that it changed
    by: str = ""  # who of us did it


class Recording:
    """What is known of a change while it is made, and afterwards."""

    def __init__(self, connection: Connection, folder: Path | None, ids: Collection[int]) -> None:
        self._connection = connection
        self._folder = folder
        self._person: Person | None = None
        self.touched = set(ids)  # the ids of new people are added to them
        self.id = next(iter(ids), 0)

    @property
    def person(self) -> Person:
        """The first of those who are changed: as they were when first asked for, and after the block as they are."""
        if self._person is None:
            self._person = people.one(self._connection, self._folder, self.id)
        return self._person

    def end(self, changed: Iterable[Person]) -> None:
        """Take people as they are after the change; nobody is read any more."""
        if self.id:
            self._person = next((each for each in changed if each.id == self.id), None) or self.person


@contextmanager
def recorded(
    connection: Connection,
    action: str,
    person_ids: Collection[int],
    now: datetime,
    nobodys: Own = MappingProxyType({}),
    folder: Path | None = None,
) -> Iterator[Recording]:
    """Write into the journal what the block does to people and to what is `nobodys`; a new one of these has the id 0.

    People have pictures where a folder is given.
    """
    recording = Recording(connection, folder, person_ids)
    before: dict[Table, Rows] = {}

    def remember(table: Table) -> None:
        for each in (table, *(_FOUND_BY_IT if table is meeting else ())):
            if each not in before and each in _TABLES:
                before[each] = _rows(connection, each, person_ids, nobodys)

    with watched(connection, remember):
        yield recording
    rows = []
    for table, was in before.items():
        is_now = _rows(connection, table, recording.touched, nobodys)
        keys = (key for key in was.keys() | is_now.keys() if was.get(key) != is_now.get(key))
        rows += [[table.name, list(key), was.get(key), is_now.get(key)] for key in keys]
    if rows:
        rows.sort(key=lambda row: repr(row[:2]))
        who = {"people": sorted(recording.touched), "by": user_of(connection)}
        changes.write(connection, {"at": now, "action": action, "rows": rows, **who})
        changed = derived.touch(connection, recording.touched, now, folder, before.keys())
        events.change_guests(connection, rows, now)
    recording.end(changed if rows else ())


@contextmanager
def changing(
    connection: Connection, folder: Path, action: str, now: datetime, person_id: int, *others: int
) -> Iterator[Recording]:
    """Change a person, and maybe others, as the journal remembers it.

    Raises WhoError when there is none, ChangedError where one of them is not as they were seen.
    """
    ids = [people.now_id(connection, each) for each in (person_id, *others)]
    if anything_expected(connection):  # else nobody need be read
        for each in ids:
            expect(connection, people.one(connection, folder, each))
    with recorded(connection, action, ids, now, folder=folder) as recording:
        yield recording


@contextmanager
def together(connection: Connection) -> Iterator[None]:
    """Let all that the block writes into the journal be taken back together."""
    last = connection.execute(select(func.max(change.c.id))).scalar() or 0
    yield
    first = connection.execute(select(func.min(change.c.id)).where(change.c.id > last)).scalar()
    connection.execute(update(change).where(change.c.id > last).values(batch=first))


def latest(connection: Connection) -> datetime | None:
    """Tell when the user changed something last, or took it back; None before the first change."""
    times = connection.execute(select(func.max(change.c.at), func.max(change.c.undone))).one()
    return max(filter(None, times), default=None)


def newest(connection: Connection) -> Change | None:
    """Give the change that `undo` would take back."""
    rows = _newest(connection)
    return _change(rows) if rows else None


def undo(connection: Connection, now: datetime, meant: int | None = None) -> Change:
    """Take back the newest change that was not yet, and return it; its people are those whom it leaves.

    `meant` is the id of the change that is to be taken back: it has to be the newest.
    Raises RefusedError when there is none, another is meant, or when what it did has been built on since.
    """
    rows = _to_take_back(connection, meant)
    for row in rows:
        _take_back(connection, row, now)
    taken = _change(rows)
    left = select(person.c.id).where(person.c.id.in_(taken.people)).order_by(person.c.id)
    return replace(taken, people=tuple(connection.execute(left).scalars()))


def _take_back(connection: Connection, row: Row[Any], now: datetime) -> None:
    parents_first = sorted(row.rows, key=lambda step: _TABLES.index(_BY_NAME[step[0]]))
    steps = [_as_now(_BY_NAME[table], key, before, after) for table, key, before, after in parents_first]
    for table, key, _, after in steps:
        if _row(connection, table, key) != after:
            raise RefusedError(_BUILT_ON.format(row.action), "change it by hand")
    for table, key, before, after in steps:
        if before is not None and after is None:
            extra = {"revised": now} if table is person else {}
            connection.execute(insert(table).values({**row_of(table, before), **extra}))
        elif before is not None:
            connection.execute(update(table).where(_is(table, key)).values(row_of(table, before)))
    for table, key, before, _ in reversed(steps):
        if before is None:
            _refuse_if_needed(connection, table, key, row.action)  # what moved is back by now
            if table is trash:
                put_back(connection, key[0], now)
                continue
            if table is person:
                synced.leave(connection, key[0])
                phone_leaving.leave(connection, key[0], erase=False)
                people.remove(connection, key[0])
                continue
            connection.execute(delete(table).where(_is(table, key)))
    derived.touch(connection, row.people, now)
    events.change_guests(connection, row.rows, now)
    connection.execute(update(change).where(change.c.id == row.id).values(undone=now))


def _as_now(
    table: Table, key: Sequence[Any], before: _Kept, after: _Kept
) -> tuple[Table, tuple[Any, ...], _Kept, _Kept]:
    """Give a step as it would be written now: older ones lack what was added to tables since."""
    later = {column.name: _ADDED_LATER[column.name] for column in _columns(table) if column.name in _ADDED_LATER}
    before, after = (row and {**later, **row} for row in (before, after))
    return table, (*key, *[""] * (len(table.primary_key) - len(key))), before, after


def taken_back(connection: Connection, action: str) -> dict[int, datetime]:
    """Say when a change of a kind was taken back last, of everyone of whom one was."""
    rows = select(change.c.people, change.c.undone).where(change.c.action == action, change.c.undone.is_not(None))
    return {each: row.undone for row in connection.execute(rows.order_by(change.c.undone)) for each in row.people}


def undone(connection: Connection, action: str) -> frozenset[frozenset[int]]:
    """List of whom each change of a kind was that was taken back."""
    taken_back = select(change.c.people).where(change.c.action == action, change.c.undone.is_not(None))
    return frozenset(map(frozenset, connection.execute(taken_back).scalars()))


def taken_from(connection: Connection, ids: Collection[int], card_id: int | None = None) -> tuple[Contact, ...]:
    """List the fields read on a card, or on any, that each change took from people, less those only read anew."""
    theirs = connection.execute(_READ_OR_SAID, {"ids": list(ids)}).scalars()
    return tuple(removed(*(_fields_in(rows, side, card_id) for side in (2, 3))) for rows in theirs)


def came_from(connection: Connection, meeting_ids: Collection[int]) -> dict[int, list[int]]:
    """Say of each meeting who it was with before it came to another person: first who it was with at first."""
    came: dict[int, list[int]] = {each: [] for each in meeting_ids}
    rows = select(change.c.rows).where(change.c.undone.is_(None)).order_by(change.c.id)
    for steps in connection.execute(rows).scalars():
        for table, key, before, after in steps:
            if table == meeting.name and key[0] in came and before and after:
                came[key[0]] += [before["person_id"]] if before["person_id"] != after["person_id"] else []
    return came


def kept_out(connection: Connection, person_id: int, says: Contact) -> Contact:
    """Give what a card says but for what was taken from its person: it does not come back with another photo."""
    for taken in taken_from(connection, ids_of(connection, person_id)):
        says = without(says, taken)
    return says


def _fields_in(rows: Collection[Sequence[Any]], side: int, card_id: int | None) -> Contact:
    """Make a contact of the fields of a card, or of any, in a change: those before, or those after."""
    fields = (row[side] for row in rows if row[0] == field.name and row[side])
    found = [each for each in fields if each["card_id"] is not None and card_id in (None, each["card_id"])]
    return contact_said(sorted(found, key=lambda each: (each["kind"], each["position"])))


def _newest(connection: Connection) -> Sequence[Row[Any]]:
    """Read the rows of the newest change that was not taken back, the newest first; none where there is none.

    Nobody takes back by mistake what another of us did: whoever has a name takes back their own changes.
    """
    there = select(change).where(change.c.undone.is_(None)).order_by(change.c.id.desc())
    mine = there.where(change.c.by.in_(("", user))) if (user := user_of(connection)) else there
    row = connection.execute(mine.limit(1)).one_or_none()
    if row is None or row.batch is None:
        return [row] if row else []
    return connection.execute(there.where(change.c.batch == row.batch)).all()


def _change(rows: Sequence[Row[Any]]) -> Change:
    newest = rows[0]
    steps = [step for row in rows for step in row.rows]
    changed = ((after or before)[_CALLED[table]] for table, _, before, after in steps if table in _CALLED)
    touched = sorted({each for row in rows for each in row.people})
    return Change(newest.id, newest.action, tuple(touched), newest.at, tuple(changed), newest.by)


def _to_take_back(connection: Connection, meant: int | None) -> Sequence[Row[Any]]:
    rows = _newest(connection)
    if not rows:
        raise RefusedError("there is nothing to undo", "cardscan list shows everyone as they are now")
    if meant in (None, rows[0].id):
        return rows
    there = connection.execute(select(change.c.undone).where(change.c.id == meant)).one_or_none()
    if there and there.undone is None:
        raise RefusedError(
            f"something else has changed since ({rows[0].action}), so nothing was undone",
            "cardscan undo takes the last change first, and says which it is",
        )
    raise RefusedError("this was already undone", "reload to see it as it is now")


def _rows(connection: Connection, table: Table, ids: Collection[int], nobodys: Own) -> Rows:
    """Read the rows of a table that are of these people, or are these themselves."""
    if table.name in _CALLED:
        own = nobodys.get(table, ())
        found = connection.execute(_all(table).where(table.c.id > 0 if 0 in own else table.c.id.in_(own)))
    elif table is attendee:  # who is on the lists of these events, and these people on any
        listed = or_(attendee.c.event_id.in_(nobodys.get(event, ())), attendee.c.person_id.in_(ids))
        found = connection.execute(_all(attendee).where(listed))
    else:
        found = connection.execute(_THEIRS[table], {"ids": list(ids)})
    return {_key(table, row): _encoded(table, row) for row in found.mappings()}


def _columns(table: Table) -> list[Column[Any]]:
    if table in _PARTS:
        return [table.c[name] for name in _PARTS[table]]
    return [column for column in table.c if column.name != "revised"]  # it tells of any change, also of ours


def _all(table: Table) -> Select[Any]:
    return select(*_columns(table))


def _theirs() -> dict[Table, Select[Any]]:
    """Select from each table the rows of some people."""
    mine = select(meeting.c.id).where(of(meeting.c.person_id))
    cards = select(meeting.c.card_id).where(of(meeting.c.person_id))
    wanted = {
        person: of(person.c.id),
        card: or_(card.c.id.in_(cards), card.c.back_of.in_(cards)),
        note: note.c.meeting_id.in_(mine),
        unfinished: unfinished.c.meeting_id.in_(mine),
        memo: memo.c.meeting_id.in_(mine),
        someone_else: or_(of(someone_else.c.one_id), of(someone_else.c.other_id)),
        **{table: of(table.c.person_id) for table in _OF_A_PERSON},
        introduction: or_(of(introduction.c.person_id), of(introduction.c.other_id)),
    }
    return {table: _all(table).where(condition) for table, condition in wanted.items()}


_THEIRS = _theirs()


def _key(table: Table, row: Mapping[Any, Any]) -> tuple[Any, ...]:
    return tuple(row[column.name] for column in table.primary_key)


def _is(table: Table, key: tuple[Any, ...]) -> Any:
    return and_(*(column == value for column, value in zip(table.primary_key, key, strict=True)))


def _row(connection: Connection, table: Table, key: tuple[Any, ...]) -> dict[str, Any] | None:
    row = connection.execute(_all(table).where(_is(table, key))).mappings().one_or_none()
    return None if row is None else _encoded(table, row)


def _refuse_if_needed(connection: Connection, table: Table, key: tuple[Any, ...], action: str) -> None:
    """Refuse to delete what something newer hangs on: our own rows below it are gone by now."""
    below = []
    if table is person:
        owners = [each.c.person_id for each in _OF_A_PERSON if each is not phone_edit]  # that goes along
        below = [owner == key[0] for owner in (*owners, introduction.c.other_id)]
    elif table is event:
        below = [meeting.c.event_id == key[0]]
    elif table is meeting:
        below = [each.c.meeting_id == key[0] for each in (note, unfinished, memo, promise, their_date)]
    for condition in below:
        if connection.execute(select(func.count()).where(condition)).scalar_one():
            raise RefusedError(
                _BUILT_ON.format(action),
                "a card was scanned or something was written since; cardscan split makes two people of one",
            )


def _encoded(table: Table, row: Mapping[Any, Any]) -> dict[str, Any]:
    """Make a row fit for JSON, less what the journal does not keep of it."""
    return encoded_row({column.name: row[column.name] for column in _columns(table)})
