"""Who will be at an event, as lists say it: names, and nobody whom you met. Functions on an open transaction.

What they are goes nowhere: no search finds them, no export writes them, nothing counts them as people.
"""

import json
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import JSON, Connection, Row, Text, cast, delete, insert, select, update

from cardscan.errors import InputError
from cardscan.model import Contact
from cardscan.person import Attendee
from cardscan.store.rows import contact_said, field_rows, of
from cardscan.store.schema_beside import attendee
from cardscan.store.schema_found import listed_key, looked_up, match_key

LISTED, MET, IDENTIFIED = "people", "met there", "who it is"  # actions in the journal
CHANGES = (LISTED, MET, IDENTIFIED, "event")  # those that may hold what a list says
TABLE = attendee.name

_JSON = json.JSONDecoder()
_ATTENDEES = select(
    *(cast(each, Text).label(each.name) if isinstance(each.type, JSON) else each for each in attendee.c)
).order_by(attendee.c.id)
_SHARE = select(listed_key.c.attendee_id).join(match_key, match_key.c.key == listed_key.c.key)
_LOOK_AGAIN = delete(looked_up).where(looked_up.c.attendee_id.in_(_SHARE.where(of(match_key.c.person_id))))


def of_event(connection: Connection, event_id: int) -> tuple[Attendee, ...]:
    """List who will be at an event, in the order of the lists."""
    return tuple(map(_attendee, connection.execute(_ATTENDEES.where(attendee.c.event_id == event_id)).all()))


def these(connection: Connection, attendee_ids: Collection[int]) -> tuple[Attendee, ...]:
    """Read some of them, in the order of the lists."""
    rows = connection.execute(_ATTENDEES.where(of(attendee.c.id)), {"ids": attendee_ids})
    return tuple(map(_attendee, rows))


def one(connection: Connection, attendee_id: int) -> Attendee:
    """Read one of them. Raises InputError when there is none."""
    row = connection.execute(_ATTENDEES.where(attendee.c.id == attendee_id)).one_or_none()
    if row is None:
        raise InputError(f"there is nobody {attendee_id} on a list", "cardscan event people EVENT shows who is")
    return _attendee(row)


def put(connection: Connection, event_id: int, listed: Sequence[Contact], only: bool) -> tuple[int, int, int]:
    """Keep who is on a list; those who were on one of this event before are brought up to date.

    only: those go who are not on it, and of whom you said nothing. Return how many are new, changed and gone.
    """
    from cardscan.connections.events.guestlist import is_again  # loads lists of names and companies

    before = list(of_event(connection, event_id))
    new: list[dict[str, Any]] = []
    changed = 0
    for contact in listed:
        was = next((each for each in before if is_again(each.contact, contact)), None)
        if was is None:
            new.append({"event_id": event_id, "said": field_rows(contact), "others": []})
            continue
        before.remove(was)
        if was.contact != contact:
            connection.execute(update(attendee).where(attendee.c.id == was.id).values(said=field_rows(contact)))
            changed += 1
    gone = [each.id for each in before if only and each.person_id is None]
    connection.execute(delete(attendee).where(attendee.c.id.in_(gone)))
    if new:
        connection.execute(insert(attendee), new)
    return len(new), changed, len(gone)


def say_who(connection: Connection, of: Attendee, person_id: int | None) -> None:
    """Keep who someone on a list is; None: nobody is known to be them."""
    connection.execute(update(attendee).where(attendee.c.id == of.id).values(person_id=person_id))


def say_who_not(connection: Connection, of: Attendee, person_ids: Collection[int]) -> None:
    """Keep who someone on a list is not."""
    others = sorted({*of.others, *person_ids})
    values: dict[str, Any] = {"others": others}
    if of.person_id in others:
        values["person_id"] = None
    connection.execute(update(attendee).where(attendee.c.id == of.id).values(values))


def alike(connection: Connection, person_id: int, contacts: Collection[Contact]) -> set[int]:
    """List those on lists who are said to be someone, or are likely to be, by any of their contacts."""
    return {
        row.id
        for row in connection.execute(select(attendee))
        if row.person_id == person_id or is_like(row.said, contacts)
    }


def is_like(said: Sequence[dict[str, Any]], contacts: Collection[Contact]) -> bool:
    """Tell whether what a list says is likely of someone with any of these contacts."""
    from cardscan.connections.likeness.compare import Verdict, compare  # loads lists of names and companies
    from cardscan.connections.likeness.keys import finds, keys

    listed = contact_said(said)
    theirs = keys(listed)
    near = (each for each in contacts if any(map(finds, theirs & keys(each))))
    return any(compare(each, listed).verdict is not Verdict.NO for each in near)


def look_again(connection: Connection, person_ids: Collection[int]) -> None:
    """Let it be found anew whom those may be who share a key with any of these people.

    It is called with the keys that people had and with those that they have, so before they are deleted, too.
    """
    if person_ids:
        connection.execute(_LOOK_AGAIN, {"ids": list(person_ids)})


def erase(connection: Connection, ids: Collection[int]) -> None:
    """Erase people from lists."""
    connection.execute(delete(attendee).where(attendee.c.id.in_(ids)))


def _attendee(row: Row[Any]) -> Attendee:
    others = tuple(json.loads(row.others))
    return Attendee(row.id, row.event_id, row.said, _read, _name(row.said), row.person_id, others)


def _read(said: str) -> Contact:
    return contact_said(json.loads(said))


def _name(said: str) -> str:
    """Read no further than the first field: where there is a name, it is the first of what `field_rows` makes."""
    if not said.startswith("[{"):
        return ""
    first, _ = _JSON.raw_decode(said, 1)
    return str(first["value"]) if first["kind"] == "fn" else ""
