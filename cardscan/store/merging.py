"""Two people who are one, one who is two, and two who only look like one. Functions on an open transaction."""

from collections.abc import Callable, Sequence
from datetime import date

from sqlalchemy import Connection, delete, insert, or_, select, update

from cardscan.errors import RefusedError
from cardscan.model import KINDS, Contact, Field
from cardscan.person import Meeting, Person
from cardscan.store import journal, people, phone_leaving, synced
from cardscan.store.rows import contact_said, field_rows
from cardscan.store.schema import (
    card,
    contacted,
    meeting,
    memo,
    merged,
    note,
    person,
    promise,
    recalled,
    someone_else,
    unfinished,
)
from cardscan.store.schema_beside import attendee, their_date
from cardscan.store.schema_introduced import introduction
from cardscan.store.schema_phone import phone_edit

#: Takes what was known earlier and later, and gives the fields of the one person they are.
Settle = Callable[[Contact, Contact], Contact]

_MOVES = (meeting, promise, contacted, recalled, merged, attendee, their_date, phone_edit)


def merge(connection: Connection, keep: Person, gone: Person, settle: Settle) -> None:
    """Make one person of two: all that belongs to the one who goes comes to the one who stays.

    Raises RefusedError where they are one already.
    """
    _are_two(keep.id, gone.id)
    _remember(connection, keep)
    _remember(connection, gone)
    older, newer = (gone, keep) if _last_met(gone) <= _last_met(keep) else (keep, gone)
    people.put_contact(connection, (keep.id, gone.id), settle(older.contact, newer.contact))
    _move_all(connection, gone, keep)
    connection.execute(update(person).where(person.c.id == keep.id).values(created=min(keep.created, gone.created)))
    _becomes(connection, gone, keep)


def join_back(
    connection: Connection, front: Person, back: Person, settle: Settle, meetings: tuple[int, int] | None = None
) -> None:
    """Make the card of one meeting the back side, or another photo, of the card of another: one meeting, one person.

    `meetings` are those of front and back; by default the latest with a card. Notes and memos of the back's meeting go
    to the front's. Who was met at that of the back alone is the front's person from now on, with all that is kept of
    them; someone met elsewhere too stays, less that meeting. Raises RefusedError where one of us has an unfinished note
    of both.
    """
    at, turned = (_with_card(each, key) for each, key in zip((front, back), meetings or (None, None), strict=True))
    if at is None or turned is None or at.id == turned.id or (meetings is None and len(back.meetings) > 1):
        raise RefusedError("these are not the two sides of one card", "cardscan merge makes one person of two")
    if {each.by for each in at.drafts} & {each.by for each in turned.drafts}:
        raise RefusedError("both sides have a note that is not finished", "finish one of them first: cardscan note")
    goes = back.id != front.id and len(back.meetings) == 1
    says = back.contact if goes else _said(connection, turned.id)
    both = settle(journal.kept_out(connection, front.id, says), front.contact)
    people.put_contact(connection, (front.id, back.id) if goes else (front.id,), both)
    connection.execute(update(card).where(card.c.back_of == turned.card_id).values(back_of=at.card_id))
    connection.execute(update(card).where(card.c.id == turned.card_id).values(back_of=at.card_id))
    for table in (note, unfinished, memo, promise, their_date):
        connection.execute(update(table).where(table.c.meeting_id == turned.id).values(meeting_id=at.id))
    connection.execute(delete(meeting).where(meeting.c.id == turned.id))
    if goes:
        _move_all(connection, back, front)
        _becomes(connection, back, front)
    connection.execute(
        update(meeting)
        .where(meeting.c.id == at.id)
        .values(
            said=field_rows(both),
            date=min(at.date, turned.date),
            event_id=at.event_id or turned.event_id,
            place=at.place or turned.place,
            by=at.by or turned.by,
        )
    )


def split(connection: Connection, whole: Person, meeting_id: int) -> int:
    """Make someone else of the person who was met at one of the meetings, and return their id.

    They get what their card said then, the notes of that meeting, the promises made at it and the dates told there, and
    what phones wrote of who was met there before a merge. What only that card said leaves the person who stays; what
    the card of their own last meeting said comes back.
    """
    if len(whole.meetings) < 2:
        raise RefusedError("there was only one meeting: nobody can be split off", "cardscan edit corrects fields")
    apart = _said(connection, meeting_id)
    stay = [_said(connection, met.id) for met in whole.meetings if met.id != meeting_id]
    card_id = next(met.card_id for met in whole.meetings if met.id == meeting_id)
    new_id = people.add(connection, apart, card_id, whole.created, whole.revised)
    people.put_contact(connection, (whole.id,), _without(whole.contact, apart, stay))
    for table in (meeting, promise, their_date):
        column = table.c.id if table is meeting else table.c.meeting_id
        connection.execute(update(table).where(column == meeting_id).values(person_id=new_id))
    leave = _were_met_alone(connection, whole, meeting_id)
    connection.execute(update(phone_edit).where(phone_edit.c.of_id.in_(leave)).values(person_id=new_id))
    return new_id


def _were_met_alone(connection: Connection, whole: Person, meeting_id: int) -> set[int]:
    """Name those merged into someone whom one of their meetings was with: at first, or who were met at no other."""
    came = journal.came_from(connection, [met.id for met in whole.meetings])
    at_others = {each for met, those in came.items() if met != meeting_id for each in those}
    those = came[meeting_id]
    return ({*those[:1]} | (set(those) - at_others)) - {whole.id}


def say_someone_else(connection: Connection, one_id: int, other_id: int) -> None:
    """Note that two people are not one. Raises RefusedError where they are."""
    _are_two(one_id, other_id)
    low, high = sorted((one_id, other_id))
    known = someone_else.c.one_id == low, someone_else.c.other_id == high
    if connection.execute(select(someone_else).where(*known)).first() is None:
        connection.execute(insert(someone_else).values(one_id=low, other_id=high))


def _are_two(one_id: int, other_id: int) -> None:
    if one_id == other_id:  # told apart where they are changed: others may have made one of them meanwhile
        raise RefusedError(f"they are already one person ({one_id})", "cardscan split makes two people of one")


def told_apart(connection: Connection, of: int | None = None) -> frozenset[tuple[int, int]]:
    """List the pairs that are not one person, of someone or all, the lower id first."""
    pairs = select(someone_else.c.one_id, someone_else.c.other_id)
    if of is not None:
        pairs = pairs.where(or_(someone_else.c.one_id == of, someone_else.c.other_id == of))
    return frozenset((one, other) for one, other in connection.execute(pairs))


def _move_all(connection: Connection, gone: Person, keep: Person) -> None:
    """Give someone all that is kept of another, but for fields: what they promised, and who they are not."""
    for table in _MOVES:
        connection.execute(update(table).where(table.c.person_id == gone.id).values(person_id=keep.id))
    _move_introductions(connection, gone, keep)
    kept = {"cadence": keep.cadence or gone.cadence, "snoozed": keep.snoozed or gone.snoozed}
    connection.execute(update(person).where(person.c.id == keep.id).values(kept))
    others = {each for pair in told_apart(connection, gone.id) for each in pair}
    for other in others - {keep.id, gone.id}:
        say_someone_else(connection, keep.id, other)


def _move_introductions(connection: Connection, gone: Person, keep: Person) -> None:
    """Give someone the introductions of another; one of these two to each other was none."""
    for column in (introduction.c.person_id, introduction.c.other_id):
        connection.execute(update(introduction).where(column == gone.id).values({column: keep.id}))
    connection.execute(delete(introduction).where(introduction.c.person_id == introduction.c.other_id))


def _becomes(connection: Connection, gone: Person, keep: Person) -> None:
    """Let someone go whose id and UID find another from now on."""
    synced.leave(connection, gone.id)
    phone_leaving.leave(connection, gone.id, erase=False, into=keep.id)
    people.remove(connection, gone.id)
    connection.execute(insert(merged).values(id=gone.id, uid=gone.uid, person_id=keep.id))


def _with_card(one: Person, meeting_id: int | None) -> Meeting | None:
    """Give a meeting with someone at which there was a card: by its id, or the latest."""
    found = [met for met in one.meetings if met.card_id and meeting_id in (None, met.id)]
    return found[-1] if found else None


def _remember(connection: Connection, one: Person) -> None:
    """Note with someone's last meeting the fields they have now: what the user corrected is in them."""
    if one.meetings:
        said = field_rows(one.contact)
        connection.execute(update(meeting).where(meeting.c.id == one.meetings[-1].id).values(said=said))


def _last_met(one: Person) -> tuple[date, int]:
    return (one.meetings[-1].date, one.meetings[-1].id) if one.meetings else (date.min, 0)


def _said(connection: Connection, meeting_id: int) -> Contact:
    return contact_said(connection.execute(select(meeting.c.said).where(meeting.c.id == meeting_id)).scalar_one())


def _without(now: Contact, apart: Contact, stay: Sequence[Contact]) -> Contact:
    """Take from someone's fields what only the card that leaves said, and give back what their own last one said."""
    kinds = {}
    for kind in KINDS:
        theirs = {old.value for contact in stay for old in getattr(contact, kind)}
        leaves = {gone.value for gone in getattr(apart, kind)} - theirs
        kept = [old for old in getattr(now, kind) if old.value not in leaves]
        kinds[kind] = (*kept, *(old for old in getattr(stay[-1], kind) if not _is_among(old, kept)))
    return Contact(**kinds)


def _is_among(old: Field, kept: Sequence[Field]) -> bool:
    """Tell whether a field is there, maybe corrected: a correction keeps what was read."""
    return any(old.value == each.value or (old.raw and old.raw == each.raw) for each in kept)
