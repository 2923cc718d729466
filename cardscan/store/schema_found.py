"""The tables that follow from the rest, to find people fast: `cardscan.store.derived` fills them.

`rules` says by which rules all but the keys were made. `search`, the index of words, is each database's own.
"""

from sqlalchemy import JSON, Boolean, Column, Date, Float, ForeignKey, Index, Integer, String, Table, Text, text

from cardscan.store.moments import UtcTime
from cardscan.store.schema import metadata

match_key = Table(  # what people may share with someone met before; see `cardscan.connections.likeness.compare`
    "match_key",
    metadata,
    Column("key", Text, primary_key=True),
    Column("person_id", ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True),
)

summary = Table(  # where someone stands, so that only those are read who are looked for; see `cardscan.store.summaries`
    "summary",
    metadata,
    Column("person_id", ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
    Column("standing", Integer, nullable=False),  # see `cardscan.connections.standing`, for these four
    Column("filed", String(10), nullable=False),
    Column("waits", Boolean, nullable=False),  # for a note
    Column("company", Boolean, nullable=False),
    Column("named", Boolean, nullable=False),
    Column("met", Date),  # the last time
    Column("idle", Date, index=True),  # since when they wait for nothing but a note
    Column("get_back", Date, index=True),  # when it is time to be in touch again
    Column("noted", UtcTime),  # when the newest note was written
    # Where they come among those who wait, null for others; see `cardscan.connections.waiting`, for these four.
    Column("since", Integer),
    Column("event_id", Integer, nullable=False, server_default=text("0")),
    Column("created", UtcTime),
    Index("ix_summary_waits", "waits", "met", "person_id"),
    Index("ix_summary_standing", "standing", "met", "person_id"),
    Index("ix_summary_noted", "noted", "person_id"),
    Index("ix_summary_since", "since", "event_id", "created", "person_id"),
)

to_check = Table(  # what is to be looked at of those who wait; see `cardscan.connections.doubts`
    "to_check",
    metadata,
    Column("person_id", ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("doubt", String(12), nullable=False),
    Column("doubtful", Float, nullable=False),
    Index("ix_to_check_kind", "kind", "doubtful", "person_id", "position", "doubt"),
)

#: These three: whom names on the lists of events may be, as it was found. Once that may be another, the row of
#: `looked_up` goes, and with it all that was found; see `cardscan.store.likely`.
looked_up = Table(
    "looked_up",
    metadata,
    Column("attendee_id", ForeignKey("attendee.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("basis", String(16), nullable=False),  # tells all that it rests on, but for people
)

listed_key = Table(  # as `match_key`
    "listed_key",
    metadata,
    Column("key", Text, primary_key=True),
    Column("attendee_id", ForeignKey("looked_up.attendee_id", ondelete="CASCADE"), primary_key=True, index=True),
)

likely = Table(  # see `cardscan.connections.likeness.compare.Likeness`
    "likely",
    metadata,
    Column("attendee_id", ForeignKey("looked_up.attendee_id", ondelete="CASCADE"), primary_key=True),
    Column("person_id", ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("verdict", Integer, nullable=False),
    Column("score", Float, nullable=False),
    Column("reasons", JSON, nullable=False),
)

word = Table(  # of names, titles and companies; see `cardscan.connections.likeness.fits`
    "word",
    metadata,
    Column("word", Text, primary_key=True),
    Column("person_id", ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True),
)

stem = Table(  # what notes say that people seek and give; see `cardscan.connections.introductions`
    "stem",
    metadata,
    Column("stem", Text, primary_key=True),
    Column("person_id", ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("word", Text, nullable=False),
    Column("seeks", Float, nullable=False),
    Column("gives", Float, nullable=False),
)

course = Table(  # what is next between two people to be introduced; see `cardscan.connections.introducing`
    "course",
    metadata,
    Column("one_id", ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),  # the lower id
    Column("other_id", ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("first", Integer, nullable=False, index=True),  # the ids of its first and last step
    Column("last", Integer, nullable=False, index=True),
    Column("day", Date),  # since when it is to be done; null for nothing
    Column("until", Date),  # the last day on which it is; null: it does not pass
    Index("ix_course_day", "day", "last"),
)

#: What phrases of notes and of your list mean, as `cardscan.actions.meaning` asks for it: kept since to tell it takes
#: long. It is found by a digest of the phrase, is nobody's, and goes as a whole.
meaning = Table(
    "meaning",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("vector", Text, nullable=False),
)

#: One row: what tells the rules by which the summaries were made from others.
rules = Table("rules", metadata, Column("digest", String(64), primary_key=True))
