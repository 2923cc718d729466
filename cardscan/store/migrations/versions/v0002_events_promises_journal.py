"""Events, promises, fuller notes, who is who, and the journal by which changes are undone."""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def _note_columns(*texts: str) -> list[sa.Column[Any]]:
    return [
        *(sa.Column(name, sa.Text, nullable=False, server_default=sa.text("''")) for name in texts),
        sa.Column("again", sa.Boolean, nullable=False, server_default="1"),
    ]


def _of_person(name: str = "person_id", **more: Any) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer, sa.ForeignKey("person.id", ondelete="CASCADE"), nullable=False, **more)


def upgrade() -> None:
    """Create the tables of connections, and change those that were there."""
    op.create_table(
        "event",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("date", sa.Date, nullable=False),
        sa.Column("until", sa.Date),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("goal", sa.Text, nullable=False),
        sa.Column("impression", sa.Text, nullable=False),
        sa.Column("meet", sa.JSON, nullable=False),
        sa.Column("give", sa.JSON, nullable=False),
        sa.Column("ask", sa.JSON, nullable=False),
        sa.UniqueConstraint("name", "date"),
    )
    with op.batch_alter_table("card") as card:
        card.add_column(sa.Column("back_of", sa.Integer, sa.ForeignKey("card.id", ondelete="SET NULL", name="back")))
        card.create_index("ix_card_back_of", ["back_of"])
    with op.batch_alter_table("person", table_kwargs={"sqlite_autoincrement": True}) as person:
        person.add_column(sa.Column("cadence", sa.String(16), nullable=False, server_default=sa.text("''")))
        person.add_column(sa.Column("snoozed", sa.Date))
    with op.batch_alter_table("meeting") as meeting:
        meeting.alter_column("event", new_column_name="place")
        meeting.add_column(
            sa.Column("event_id", sa.Integer, sa.ForeignKey("event.id", ondelete="SET NULL", name="event"))
        )
        meeting.add_column(sa.Column("said", sa.JSON, nullable=False, server_default="[]"))
        meeting.create_index("ix_meeting_event_id", ["event_id"])
    with op.batch_alter_table("note") as note:
        for column in _note_columns("looks_for", "offers", "proud_of", "remember"):
            note.add_column(column)
    op.create_table(
        "unfinished",
        sa.Column("meeting_id", sa.Integer, sa.ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("talked", sa.Text, nullable=False),
        sa.Column("can_help", sa.Text, nullable=False),
        *_note_columns("looks_for", "offers", "proud_of", "remember"),
        sa.Column("written", sa.DateTime, nullable=False),
    )
    op.create_table(
        "promise",
        sa.Column("id", sa.Integer, primary_key=True),
        _of_person(index=True),
        sa.Column("meeting_id", sa.Integer, sa.ForeignKey("meeting.id", ondelete="SET NULL"), index=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("owner", sa.String(4), nullable=False),
        sa.Column("due", sa.Date),
        sa.Column("made", sa.DateTime, nullable=False),
        sa.Column("kept", sa.DateTime),
        sa.Column("dropped", sa.DateTime),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "contacted",
        sa.Column("id", sa.Integer, primary_key=True),
        _of_person(index=True),
        sa.Column("date", sa.Date, nullable=False),
    )
    op.create_table(
        "recalled",
        sa.Column("id", sa.Integer, primary_key=True),
        _of_person(index=True),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("rating", sa.Integer, nullable=False),
    )
    op.create_table(
        "someone_else",
        _of_person("one_id", primary_key=True),
        _of_person("other_id", primary_key=True, index=True),
    )
    op.create_table(
        "merged",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("uid", sa.String(36), nullable=False, unique=True),
        _of_person(index=True),
    )
    op.create_table(
        "forgotten",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("salt", sa.String(32), nullable=False),
    )
    op.create_table(
        "change",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("action", sa.String(16), nullable=False),
        sa.Column("people", sa.JSON, nullable=False),
        sa.Column("rows", sa.JSON, nullable=False),
        sa.Column("undone", sa.DateTime),
    )
    op.create_table(
        "match_key",
        sa.Column("key", sa.Text, primary_key=True),
        _of_person(primary_key=True, index=True),
    )
    _say()


def _say() -> None:
    """Note with each meeting what the card said, as far as the person still has it."""
    names = ("kind", "position", "value", "raw", "confidence", "sure", "origin", "type", "box", "parts")
    connection = op.get_bind()
    for met in connection.execute(sa.text("SELECT id, person_id FROM meeting")).all():
        rows = connection.execute(
            sa.text(f"SELECT {', '.join(names)} FROM field WHERE person_id = :person ORDER BY kind, position"),  # noqa: S608
            {"person": met.person_id},
        ).mappings()
        said = [
            {
                **row,
                "sure": bool(row["sure"]),
                "box": row["box"] and json.loads(row["box"]),
                "parts": json.loads(row["parts"]),
            }
            for row in rows
        ]
        connection.execute(
            sa.text("UPDATE meeting SET said = :said WHERE id = :id"), {"said": json.dumps(said), "id": met.id}
        )
