"""Tables beside the people: names on lists of events, whom the user was asked about, and days of theirs."""

from sqlalchemy import JSON, Column, Date, ForeignKey, Integer, Table, Text, text

from cardscan.store.columns import by
from cardscan.store.moments import UtcTime
from cardscan.store.schema import metadata

attendee = Table(  # names on lists of who will be there: not people, see `cardscan.person.Attendee`
    "attendee",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("event_id", ForeignKey("event.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("said", JSON, nullable=False),  # what the list says, as rows of `field`
    Column("person_id", ForeignKey("person.id", ondelete="SET NULL"), index=True),
    Column("others", JSON, nullable=False),
    sqlite_autoincrement=True,  # its id is typed, too
)

asked = Table(  # whom `today` asked each of us about, see `cardscan.connections.asking`
    "asked",
    metadata,
    Column("person_id", ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
    Column("by", Text, primary_key=True, server_default=text("''")),
    Column("at", UtcTime, nullable=False, index=True),
    Column("times", Integer, nullable=False),
)

their_date = Table(  # see `cardscan.person.TheirDate`
    "their_date",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", ForeignKey("person.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("meeting_id", ForeignKey("meeting.id", ondelete="SET NULL"), index=True),
    Column("words", Text, nullable=False),
    Column("day", Date, index=True),
    Column("noted", UtcTime, nullable=False),
    Column("asked", UtcTime),
    Column("dropped", UtcTime),
    by(),
    sqlite_autoincrement=True,  # its id is typed, too
)
