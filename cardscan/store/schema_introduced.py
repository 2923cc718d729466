"""The table of introductions: each row is something that was done towards introducing two people, or came of it."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text, text

from cardscan.store.columns import by
from cardscan.store.moments import UtcTime
from cardscan.store.schema import metadata

introduction = Table(  # what was done towards introducing two people; see `cardscan.person.IntroductionStep`
    "introduction",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", ForeignKey("person.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("other_id", ForeignKey("person.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("what", String(12), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("words", Text, nullable=False, server_default=text("''")),
    by(),
)
