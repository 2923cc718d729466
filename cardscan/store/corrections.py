"""Read what the user corrected. Functions on an open transaction."""

from itertools import groupby

from sqlalchemy import Connection, select

from cardscan.connections.likeness.corrections import Corrections, learn
from cardscan.store.rows import contact_of
from cardscan.store.schema import field, person


def corrections(connection: Connection) -> Corrections:
    """Learn from all that the user corrected so far."""
    corrected = select(field.c.person_id).where(field.c.origin == "user")
    rows = connection.execute(
        select(field)
        .join(person)
        .where(field.c.person_id.in_(corrected), field.c.kind.in_(("title", "dept", "org", "url", "adr", "email")))
        .order_by(person.c.revised, person.c.id, field.c.kind, field.c.position)
    )
    return learn(contact_of(group) for _, group in groupby(rows, key=lambda row: row.person_id))
