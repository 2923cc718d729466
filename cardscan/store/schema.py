"""The tables, as the newest migration leaves them: facts, never states.

    photo 1─* card 1─* meeting *─1 person 1─* field, promise, contacted, recalled, 0..1 filing
                          ├─* note, unfinished (one of each of us), memo
                          └─0..1 event

A photo row with a `message` is a failure: kept with its path, and tried again at the next ingest of the file.
A photo whose file could not even be opened has no sha256. `queued` has the photos that an ingest is to read, until
something is stored of them.
`change` is the journal by which user's changes are undone, `someone_else` and `merged` keep answers about who is who,
`forgotten` keeps who is not to come back, `trash` for a while what was theirs. What is
derived from the rest, to find people fast, is in `schema_found`, what phones read in `schema_phone`, what you can give
in `schema_gifts`, dates of theirs in `schema_beside`.
`address_book` 1─* `book_entry` 1─* `book_key` are the address books that the user had before, as far as it takes to
tell whether someone is in them; they belong to no person, and are found by likeness.
`account` is an address book on a server, `synced` where each person is in it and what was agreed, `gone` where cards of
ours are left there of people who are here no longer.
`device` and `upload` are the page's: who may see it, and which photos were handed in there. A memo that came with such
a photo is of the upload, until it is known who is on it. `setting` holds what the user set.
"""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from cardscan.store.columns import by, note_columns
from cardscan.store.moments import UtcTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

photo = Table(
    "photo",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sha256", String(64), unique=True),  # of the file as given
    Column("path", Text, nullable=False, index=True),
    Column("taken", DateTime),  # local time of the camera
    Column("day", Date),  # on which the people on it were met, as far as it was found out without the user
    Column("dated", String(8), nullable=False, server_default=text("''")),  # by what: `cardscan.person.DatedBy`
    Column("ingested", UtcTime, nullable=False),
    Column("stage", Text),  # these three: why it failed, or null
    Column("message", Text),
    Column("advice", Text),
    Column("tried", Integer, nullable=False, server_default=text("1")),  # how many times a reader was given it
)

queued = Table(  # a photo of which nothing is stored yet
    "queued",
    metadata,
    Column("path", Text, primary_key=True),
    Column("since", UtcTime, nullable=False),
    Column("taken", UtcTime),  # when it was given to a reader last
    Column("tried", Integer, nullable=False),  # how many times it was
)

card = Table(
    "card",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("photo_id", ForeignKey("photo.id", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),  # among the cards of the photo
    Column("page", Integer, nullable=False),
    Column("corners", JSON, nullable=False),
    Column("rotation", Integer, nullable=False),
    Column("width", Integer, nullable=False),  # of the upright card, in pixels
    Column("height", Integer, nullable=False),
    Column("country", String(2), nullable=False),
    Column("crop", Text, nullable=False),  # name of its file in the folder of crops, or ""
    Column("lines", JSON, nullable=False),
    Column("codes", JSON, nullable=False),
    Column("quality", JSON, nullable=False, server_default=text("'[]'")),  # what is wrong with its picture
    Column("handwriting", Text, nullable=False, server_default=text("''")),  # as crop, of what is written by hand
    Column("back_of", ForeignKey("card.id", ondelete="SET NULL"), index=True),  # the front whose back side it is
    UniqueConstraint("photo_id", "position"),
)

person = Table(
    "person",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("uid", String(36), nullable=False, unique=True),
    Column("created", UtcTime, nullable=False),
    Column("revised", UtcTime, nullable=False),
    Column("cadence", String(16), nullable=False, server_default=text("''")),
    Column("snoozed", Date),
    sqlite_autoincrement=True,  # an id that people typed is never given to someone else
)

# Which rows an index has is said of SQLite alone here, of both in the migrations: to name the other loads its dialect.
field = Table(
    "field",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", ForeignKey("person.id", ondelete="CASCADE"), nullable=False, index=True),
    # Where it was read; `box` is on its photo.
    Column("card_id", ForeignKey("card.id", ondelete="SET NULL"), index=True),
    Column("kind", String(16), nullable=False),
    Column("position", Integer, nullable=False),  # among the fields of its kind
    Column("value", Text, nullable=False),
    Column("raw", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("sure", Boolean, nullable=False),
    Column("origin", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("box", JSON(none_as_null=True)),
    Column("parts", JSON, nullable=False),
    Index("ix_field_tag", "value", "person_id", sqlite_where=text("kind = 'tag'")),
)

event = Table(
    "event",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("date", Date, nullable=False),
    Column("until", Date),
    Column("place", Text, nullable=False),
    Column("goal", Text, nullable=False),
    Column("impression", Text, nullable=False),
    Column("meet", JSON, nullable=False),  # these three: lists of texts
    Column("give", JSON, nullable=False),
    Column("ask", JSON, nullable=False),
    Column("uid", Text, nullable=False, server_default=text("''")),  # in the calendar's file that it came from
    UniqueConstraint("name", "date"),
)

meeting = Table(
    "meeting",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", ForeignKey("person.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("card_id", ForeignKey("card.id", ondelete="SET NULL"), index=True),
    Column("event_id", ForeignKey("event.id", ondelete="SET NULL")),
    Column("date", Date, nullable=False),
    Column("place", Text, nullable=False),
    # The fields that they had then, as rows of `field`: what a split gives back.
    Column("said", JSON, nullable=False, server_default="[]"),
    by(),
    Index("ix_meeting_date", "date", "person_id"),
    Index("ix_meeting_event", "event_id", "person_id", "card_id"),
    Index("ix_meeting_by", "by", "person_id"),
)

note = Table(
    "note",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("meeting_id", ForeignKey("meeting.id", ondelete="CASCADE"), nullable=False, index=True),
    *note_columns(),
    by(),
)

unfinished = Table(  # what each of us wrote last and the gate refused
    "unfinished",
    metadata,
    Column("meeting_id", ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True),
    Column("by", Text, primary_key=True, server_default=text("''")),
    *note_columns(),
)

_IS_OPEN = text("kept IS NULL AND dropped IS NULL")

promise = Table(
    "promise",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", ForeignKey("person.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("meeting_id", ForeignKey("meeting.id", ondelete="SET NULL"), index=True),
    Column("text", Text, nullable=False),
    Column("owner", String(4), nullable=False),
    Column("due", Date, index=True),
    Column("made", UtcTime, nullable=False),
    Column("kept", UtcTime),
    Column("dropped", UtcTime),
    Index("ix_promise_open", "owner", "due", sqlite_where=_IS_OPEN),
    by(),
    Column("gift_id", Integer),  # see `schema_gifts`
    sqlite_autoincrement=True,  # its id is typed, too
)

contacted = Table(  # days on which you were in touch, other than by meeting
    "contacted",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", ForeignKey("person.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("date", Date, nullable=False),
)

filing = Table(  # see `cardscan.person.Filing`
    "filing",
    metadata,
    Column("person_id", ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
    Column("how", String(8), nullable=False),
    Column("at", UtcTime, nullable=False, index=True),
)

recalled = Table(  # how well a name was remembered; the schedule of spaced repetition is derived from it
    "recalled",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", ForeignKey("person.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("at", UtcTime, nullable=False),
    Column("rating", Integer, nullable=False),  # 1 again, 2 hard, 3 good, 4 easy
)

someone_else = Table(  # two people of whom the user said that they are not one; the lower id first
    "someone_else",
    metadata,
    Column("one_id", ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
    Column("other_id", ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True),
)

merged = Table(  # who was merged into whom: their old id and UID still find them
    "merged",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),  # of the person who was merged
    Column("uid", String(36), nullable=False, unique=True),
    Column("person_id", ForeignKey("person.id", ondelete="CASCADE"), nullable=False, index=True),
)

forgotten = Table(  # a tombstone: salted digests of what would bring someone back
    "forgotten",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("salt", String(32), nullable=False),
)

trash = Table(  # who was forgotten and can be brought back, see `cardscan.store.trash`
    "trash",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),  # of the person
    Column("at", UtcTime, nullable=False),
    Column("rows", JSON, nullable=False),  # [table, row] of all that left the tables with them
    Column("digests", JSON, nullable=False),  # of their tombstone, those that were new
)

change = Table(  # the journal; `undone` of one that was taken back
    "change",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", UtcTime, nullable=False),
    Column("action", String(16), nullable=False),
    Column("people", JSON, nullable=False),  # ids of those it touched
    Column("rows", JSON, nullable=False),  # [table, key, row before or null, row after or null]
    Column("undone", UtcTime, index=True),
    Column("batch", Integer, index=True),  # the same of changes that are taken back together, else null
    by(),
)

concerned = Table(  # whom each change concerns, as `change.people` says, to be found by the person
    "concerned",
    metadata,
    Column("who_id", Integer, primary_key=True, autoincrement=False),  # who may be gone
    Column("change_id", ForeignKey("change.id", ondelete="CASCADE"), primary_key=True, index=True),
)

account = Table(  # an address book on a server; the one chosen last is the one in use
    "account",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("url", Text, nullable=False),
    Column("user", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("note", String(8), nullable=False),
    Column("pictures", Boolean, nullable=False),
    Column("password_command", Text, nullable=False),
    Column("chosen", UtcTime, nullable=False),
    Column("synced", UtcTime),
    UniqueConstraint("url", "user"),
)

synced = Table(  # see `cardscan.synced`
    "synced",
    metadata,
    Column("account_id", ForeignKey("account.id", ondelete="CASCADE"), primary_key=True),
    Column("person_id", ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("path", Text, nullable=False),
    Column("etag", Text, nullable=False),
    Column("agreed", JSON(none_as_null=True)),
    Column("sending", JSON(none_as_null=True)),
    Column("left_out", Boolean, nullable=False),
    Column("revised", UtcTime),
    Column("uid", Text, nullable=False, server_default=text("''")),
)

gone = Table(  # nothing in it says whose card it was
    "gone",
    metadata,
    Column("account_id", ForeignKey("account.id", ondelete="CASCADE"), primary_key=True),
    Column("path", Text, primary_key=True),
    Column("etag", Text, nullable=False),
    Column("uid", Text, nullable=False, server_default=text("''")),
)

address_book = Table(
    "address_book",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("path", Text, nullable=False, unique=True),
    Column("sha256", String(64), nullable=False),  # of the file, as it was read last
    Column("added", UtcTime, nullable=False),
)

book_entry = Table(
    "book_entry",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("book_id", ForeignKey("address_book.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("line", Integer, nullable=False),  # where the card begins
    Column("said", JSON, nullable=False),  # fields that tell who it is, as rows of `field`
)

book_key = Table(  # as `match_key`, of entries
    "book_key",
    metadata,
    Column("key", Text, primary_key=True),
    Column("entry_id", ForeignKey("book_entry.id", ondelete="CASCADE"), primary_key=True, index=True),
)

device = Table(  # a browser that may see the pages, a calendar that may read what is due, or a phone's contacts
    "device",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(8), nullable=False),  # `cardscan.store.devices.Kind`
    Column("of_id", ForeignKey("device.id", ondelete="CASCADE"), index=True),  # the browser on the same device
    Column("name", Text, nullable=False),
    Column("digest", String(64), nullable=False, unique=True),  # sha256 of its secret
    Column("created", UtcTime, nullable=False),
    Column("seen", UtcTime, nullable=False),
    Column("user", Text, nullable=False, server_default=text("''")),  # who of us uses it
)

upload = Table(  # a photo that was handed in; what came of it says `photo`, which has the same sha256
    "upload",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sha256", String(64), nullable=False, index=True),
    Column("name", Text, nullable=False),  # what it was called where it came from
    Column("file", Text, nullable=False),  # in the folder of photos beside the store; "" for one that was there before
    Column("event_id", ForeignKey("event.id", ondelete="SET NULL"), index=True),
    Column("at", UtcTime, nullable=False),
    Column("known", Boolean, nullable=False),  # it was there before
    Column("done", UtcTime),  # when it was read, or could not be
    Column("talked", Text, nullable=False, server_default=text("''")),  # these two: a note that came with it, until it
    Column("can_help", Text, nullable=False, server_default=text("''")),  # is with the meeting of whoever is on it
    by(),
)

memo = Table(  # see `cardscan.person.Memo`
    "memo",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("meeting_id", ForeignKey("meeting.id", ondelete="CASCADE"), index=True),
    Column(
        "upload_id", ForeignKey("upload.id", ondelete="CASCADE"), index=True
    ),  # it came with, until it has a meeting
    Column("sha256", String(64), nullable=False),
    Column("file", Text, nullable=False),  # in the folder of memos; "" of one that was removed, and is not taken again
    Column("name", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("text", Text, nullable=False, server_default=text("''")),
    Column("heard", UtcTime),
    by(),
)

setting = Table(  # what the user set for this store
    "setting",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

own_file = Table(  # a file beside the database that the store made, or was about to: it removes no others
    "own_file",
    metadata,
    Column("folder", String(8), primary_key=True),  # "cards", "photos" or "memos"
    Column("name", Text, primary_key=True),
)
