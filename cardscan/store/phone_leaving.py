"""Which books phones read, how their changes are numbered, and what becomes of the card of who goes from here."""

from datetime import UTC, datetime
from typing import Literal

from sqlalchemy import Connection, func, select, update

from cardscan.store.schema_phone import phone_card

Book = Literal["quality", "waiting"]
EPOCH = "phone books"  # the setting that tells this store's numbers from those of one that was put back in time
BOOKS: tuple[Book, ...] = ("quality", "waiting")


def first_number(connection: Connection, now: datetime) -> int:
    """Give the number of the next change: greater than all before, and than those of any copy made before now."""
    last = connection.execute(select(func.max(phone_card.c.changed))).scalar() or 0
    return max(last + 1, int(now.timestamp() * 1_000_000))


def leave(connection: Connection, person_id: int, erase: bool, into: int | None = None) -> None:
    """Take the cards of someone who goes off the books. To be called before they go.

    A card that a phone made of them stays there, and is nobody's again, or theirs `into` whom they were merged; to
    `erase` them, it goes, too.
    """
    theirs = phone_card.c.person_id == person_id
    if not erase:
        made = phone_card.c.card.is_not(None)
        connection.execute(update(phone_card).where(theirs, made).values(person_id=into))
    values = {"person_id": None, "state": "gone", "card": None, "revised": None}
    for name in connection.execute(select(phone_card.c.book, phone_card.c.name).where(theirs)).all():
        here = phone_card.c.book == name.book, phone_card.c.name == name.name
        number = first_number(connection, datetime.now(UTC))
        connection.execute(update(phone_card).where(*here).values(**values, changed=number))
