"""Who waits in which turn, and words of cards and notes, so that whom a command is about is asked of the database.

`cardscan.store.derived` fills what is made here.
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """Add to the summaries, and create what is to be checked, words and stems."""
    for column in (
        sa.Column("noted", sa.DateTime),
        sa.Column("since", sa.Integer),
        sa.Column("event_id", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("created", sa.DateTime),
    ):
        op.add_column("summary", column)
    op.create_index("ix_summary_noted", "summary", ["noted", "person_id"])
    op.create_index("ix_summary_since", "summary", ["since", "event_id", "created", "person_id"])
    op.create_index("ix_filing_at", "filing", ["at"])
    op.create_index("ix_change_undone", "change", ["undone"])
    op.create_index("ix_meeting_event", "meeting", ["event_id", "person_id", "card_id"])
    op.drop_index("ix_meeting_event_id", "meeting")
    is_open = sa.text("kept IS NULL AND dropped IS NULL")
    op.create_index("ix_promise_open", "promise", ["owner", "due"], sqlite_where=is_open, postgresql_where=is_open)
    tags = sa.text("kind = 'tag'")
    op.create_index("ix_field_tag", "field", ["value", "person_id"], sqlite_where=tags, postgresql_where=tags)
    op.create_table(
        "to_check",
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("doubt", sa.String(12), nullable=False),
        sa.Column("doubtful", sa.Float, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_to_check_person_id_person", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", "kind", "position", name="pk_to_check"),
    )
    op.create_index("ix_to_check_kind", "to_check", ["kind", "doubtful", "person_id", "position", "doubt"])
    for table, more in (
        ("word", ()),
        (
            "stem",
            (
                sa.Column("word", sa.Text, nullable=False),
                sa.Column("seeks", sa.Float, nullable=False),
                sa.Column("gives", sa.Float, nullable=False),
            ),
        ),
    ):
        op.create_table(
            table,
            sa.Column(table, sa.Text, nullable=False),
            sa.Column("person_id", sa.Integer, nullable=False),
            *more,
            sa.ForeignKeyConstraint(
                ["person_id"], ["person.id"], name=f"fk_{table}_person_id_person", ondelete="CASCADE"
            ),
            sa.PrimaryKeyConstraint(table, "person_id", name=f"pk_{table}"),
        )
        op.create_index(f"ix_{table}_person_id", table, ["person_id"])
