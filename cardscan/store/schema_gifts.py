"""The table of what you can give to whoever looks for it.

What was given is a promise that was kept, and names the gift. It does so without a foreign key: whoever removes a gift
changes nobody, and what was given stays given.
"""

from sqlalchemy import JSON, Column, Date, Integer, Table, Text

from cardscan.store.columns import by
from cardscan.store.moments import UtcTime
from cardscan.store.schema import metadata

gift = Table(  # see `cardscan.person.Gift`
    "gift",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("text", Text, nullable=False),
    Column("added", UtcTime, nullable=False),
    Column("tags", JSON, nullable=False),  # a list of texts
    Column("until", Date),
    by(),
    sqlite_autoincrement=True,  # its id is typed, and named by promises
)
