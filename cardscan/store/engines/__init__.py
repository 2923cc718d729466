"""What differs from database to database: `kind` is the seam, the other files are one kind each.

The rest of the store speaks SQLAlchemy and asks no database what it is.
"""

from typing import TYPE_CHECKING

from cardscan.store.engines import sqlite

if TYPE_CHECKING:
    from cardscan.store.engines.kind import Kind


def named(backend: str) -> "Kind":
    """Give the kind of database that SQLAlchemy calls so."""
    if backend == sqlite.NAME:
        return sqlite
    from cardscan.store.engines import postgresql  # its driver is loaded only where it is used

    return postgresql
