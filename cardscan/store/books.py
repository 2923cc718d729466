"""Address books that the user had before. Functions on an open transaction."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, func, select

from cardscan.errors import InputError
from cardscan.model import Contact
from cardscan.person import AddressFile, BookEntry
from cardscan.store.rows import contact_said, field_rows, inserted, storable
from cardscan.store.schema import address_book, book_entry


def load(connection: Connection) -> tuple[AddressFile, ...]:
    """List the address books, in the order in which they came."""
    rows = connection.execute(
        select(
            address_book.c.id, address_book.c.path, address_book.c.added, func.count(book_entry.c.id).label("people")
        )
        .outerjoin(book_entry)
        .group_by(address_book.c.id)
        .order_by(address_book.c.id)
    )
    return tuple(AddressFile(row.id, row.path, row.added, row.people) for row in rows)


def is_known(connection: Connection, path: str, sha256: str) -> bool:
    """Tell whether a file was read as it is now."""
    same = (address_book.c.path == storable(path), address_book.c.sha256 == sha256)
    return connection.execute(select(address_book.c.id).where(*same)).first() is not None


def put(
    connection: Connection, path: str, sha256: str, people: Sequence[tuple[int, Contact]], now: datetime
) -> AddressFile:
    """Keep the people of a file, each with the line of their card, in place of those it had before."""
    from cardscan.store import acquaintances  # loads lists of names and companies

    connection.execute(delete(address_book).where(address_book.c.path == storable(path)))
    values = {"path": storable(path), "sha256": sha256, "added": now}
    book_id = inserted(connection, address_book, values)
    kept: dict[int, Contact] = {}
    for line, contact in people:
        row = {"book_id": book_id, "line": line, "said": field_rows(contact)}
        kept[inserted(connection, book_entry, row)] = contact
    acquaintances.keep_entries(connection, kept)
    return AddressFile(book_id, path, now, len(kept))


def remove(connection: Connection, book_id: int) -> None:
    """Let go of an address book. Raises InputError when there is none."""
    if not connection.execute(delete(address_book).where(address_book.c.id == book_id)).rowcount:
        raise InputError(f"there is no address book {book_id}", "cardscan book list shows them")


def entries(connection: Connection, ids: Collection[int] | None = None) -> tuple[BookEntry, ...]:
    """Read these entries, or all."""
    wanted = select(book_entry, address_book.c.path).join(address_book).order_by(book_entry.c.id)
    rows = connection.execute(wanted if ids is None else wanted.where(book_entry.c.id.in_(ids)))
    return tuple(BookEntry(row.id, row.path, row.line, contact_said(row.said)) for row in rows)


def alike(connection: Connection, contacts: Collection[Contact]) -> set[int]:
    """List the entries that are likely of someone with any of these contacts."""
    from cardscan.connections.likeness.compare import Verdict
    from cardscan.store import acquaintances

    if connection.execute(select(book_entry.c.id).limit(1)).first() is None:
        return set()
    found = (each for contact in contacts for each in acquaintances.look_up_entries(connection, contact))
    return {each.entry_id for each in found if each.likeness.verdict is not Verdict.NO}


def erase(connection: Connection, ids: Collection[int]) -> None:
    """Erase entries."""
    connection.execute(delete(book_entry).where(book_entry.c.id.in_(ids)))
