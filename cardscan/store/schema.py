"""The tables, as the newest migration leaves them: facts, never states.

    photo 1─* card 1─* meeting *─1 person 1─* field
                          └─* note

A photo row with a `message` is a failure: kept with its path, and tried again at the next ingest of the file.
A photo whose file could not even be opened has no sha256.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)


class UtcTime(TypeDecorator[datetime]):
    """A moment, stored in UTC without a zone: SQLite keeps none."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


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
    Column("ingested", UtcTime, nullable=False),
    Column("stage", Text),  # these three: why it failed, or null
    Column("message", Text),
    Column("advice", Text),
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
    UniqueConstraint("photo_id", "position"),
)

person = Table(
    "person",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("uid", String(36), nullable=False, unique=True),
    Column("created", UtcTime, nullable=False),
    Column("revised", UtcTime, nullable=False),
    sqlite_autoincrement=True,  # an id that people typed is never given to someone else
)

field = Table(
    "field",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", ForeignKey("person.id", ondelete="CASCADE"), nullable=False, index=True),
    Column(
        "card_id", ForeignKey("card.id", ondelete="SET NULL"), index=True
    ),  # where it was read; `box` is on its photo
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
)

meeting = Table(
    "meeting",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", ForeignKey("person.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("card_id", ForeignKey("card.id", ondelete="SET NULL"), index=True),
    Column("date", Date, nullable=False),
    Column("event", Text, nullable=False),
)

note = Table(
    "note",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("meeting_id", ForeignKey("meeting.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("talked", Text, nullable=False),
    Column("can_help", Text, nullable=False),
    Column("written", UtcTime, nullable=False),
)
