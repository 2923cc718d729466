"""Address books on servers, and who is in them. Functions on an open transaction."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, case, delete, func, insert, select, update

from cardscan.store.rows import inserted
from cardscan.store.schema import account, gone, merged, person, synced
from cardscan.store.schema_found import summary
from cardscan.synced import Account, Agreed, Gone, Left, Outline, Synced

_ONE = select(synced).where(
    synced.c.account_id == bindparam("account_id"), synced.c.person_id == bindparam("person_id")
)


def in_use(connection: Connection) -> Account | None:
    """Read the address book in use; None where none was chosen."""
    latest = select(account).order_by(account.c.chosen.desc(), account.c.id.desc()).limit(1)
    row = connection.execute(latest).mappings().one_or_none()
    return Account(**{name: value for name, value in row.items() if name != "chosen"}) if row else None


def choose(connection: Connection, new: Account, now: datetime) -> Account:
    """Let an address book be the one in use; one that was in use before is taken up where it was left."""
    same = account.c.url == new.url, account.c.user == new.user
    latest = connection.execute(select(func.max(account.c.chosen))).scalar_one()
    now = max(now, latest + timedelta(microseconds=1)) if latest else now  # the clock may have been set back
    values = {name: value for name, value in asdict(new).items() if name not in ("id", "synced")}
    was = connection.execute(select(account.c.id).where(*same)).scalar_one_or_none()
    if was is None:
        inserted(connection, account, {**values, "chosen": now})
    else:
        connection.execute(update(account).where(*same).values(**values, chosen=now))
        # What goes along may be more or less than it was: everyone is to be looked at.
        connection.execute(update(synced).where(synced.c.account_id == was).values(revised=None))
    chosen = in_use(connection)
    assert chosen is not None  # noqa: S101 - it is there by now
    return chosen


def finished(connection: Connection, account_id: int, now: datetime) -> None:
    """Note that everyone was looked at."""
    connection.execute(update(account).where(account.c.id == account_id).values(synced=now))


def outlines(connection: Connection, account_id: int) -> list[Outline]:
    """List who is in an address book, and the quality connections who are not, in the order in which they came."""
    from cardscan.connections.standing import Standing  # loads the gate: not for who lists address books

    quality = summary.c.standing >= Standing.QUALITY
    rows = (
        select(
            *(synced.c.person_id, quality.label("quality"), synced.c.path, synced.c.etag, synced.c.left_out),
            *(synced.c.agreed.is_not(None).label("agreed"), synced.c.sending.is_not(None).label("sending")),
            case((synced.c.revised == person.c.revised, True), else_=False).label("as_agreed"),
        )
        .join(summary, summary.c.person_id == synced.c.person_id)
        .join(person, person.c.id == synced.c.person_id)
        .where(synced.c.account_id == account_id)
    )
    found = [Outline(**row._asdict()) for row in connection.execute(rows)]
    known = {each.person_id for each in found}
    others = connection.execute(select(summary.c.person_id).where(quality)).scalars()
    found += (Outline(each, True) for each in others if each not in known)
    return sorted(found, key=lambda each: each.person_id)


def one(connection: Connection, account_id: int, person_id: int) -> Synced | None:
    """Read what is known of someone in an address book."""
    row = connection.execute(_ONE, {"account_id": account_id, "person_id": person_id}).one_or_none()
    return _synced(row) if row else None


def merged_into(connection: Connection, account_id: int, uid: str) -> Synced | None:
    """Read what is known of whom somebody with a UID was merged into; None where they were not, or are not there."""
    of = select(merged.c.person_id).where(merged.c.uid == uid)
    person_id = connection.execute(of).scalar_one_or_none()
    return None if person_id is None else one(connection, account_id, person_id)


def put(connection: Connection, account_id: int, one: Synced) -> None:
    """Store what is known of someone in an address book, in place of what was."""
    drop(connection, account_id, one.person_id)
    connection.execute(insert(synced).values(account_id=account_id, **asdict(one)))


def drop(connection: Connection, account_id: int, person_id: int) -> None:
    """Know nothing more of someone in an address book."""
    here = synced.c.account_id == account_id, synced.c.person_id == person_id
    connection.execute(delete(synced).where(*here))


def leave(connection: Connection, person_id: int) -> tuple[Left, ...]:
    """Keep where the cards are of someone who goes, and tell in which address books. To be called before they go.

    A card that the user said to leave alone is none of ours; that it may be there is told.
    """
    used = in_use(connection)
    rows = connection.execute(
        select(synced, account.c.name, account.c.url, person.c.uid.label("own_uid"))
        .join(account)
        .join(person)
        .where(synced.c.person_id == person_id)
    )
    found = rows.all()
    for row in found:
        if row.left_out:
            continue
        there = gone.c.account_id == row.account_id, gone.c.path == row.path
        connection.execute(delete(gone).where(*there))
        left = {"path": row.path, "etag": row.etag, "uid": row.uid or row.own_uid}
        connection.execute(insert(gone).values(account_id=row.account_id, **left))
    return tuple(Left(row.name, row.url, used is not None and used.id == row.account_id, row.left_out) for row in found)


def left_there(connection: Connection, account_id: int) -> tuple[Gone, ...]:
    """List the cards of ours in an address book of whom there is nobody here."""
    rows = connection.execute(select(gone).where(gone.c.account_id == account_id).order_by(gone.c.path))
    return tuple(Gone(row.path, row.etag, row.uid) for row in rows)


def drop_left(connection: Connection, account_id: int, path: str) -> None:
    """Know nothing more of such a card."""
    connection.execute(delete(gone).where(gone.c.account_id == account_id, gone.c.path == path))


def _synced(row: Row[Any]) -> Synced:
    return Synced(
        person_id=row.person_id,
        path=row.path,
        etag=row.etag,
        agreed=_agreed(row.agreed),
        sending=_agreed(row.sending),
        left_out=row.left_out,
        revised=row.revised,
        uid=row.uid,
    )


def _agreed(value: Mapping[str, str] | None) -> Agreed | None:
    return None if value is None else Agreed(**value)
