"""Who of us met someone, wrote a note, made a promise, changed something: where several use one store."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Add who it was, "" for all that is there; each of us has an unfinished note of their own."""
    for table in ("meeting", "note", "promise", "change", "upload"):
        op.add_column(table, _who("by"))
    op.add_column("device", _who("user"))
    op.create_index("ix_meeting_by", "meeting", ["by", "person_id"])
    _key_drafts_by_writer()


def _key_drafts_by_writer() -> None:
    """Make the table of unfinished notes anew: SQLite cannot change a primary key."""
    columns: list[sa.Column[Any]] = [
        sa.Column("meeting_id", sa.Integer, nullable=False),
        _who("by"),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("talked", "can_help")),
        *(
            sa.Column(name, sa.Text, nullable=False, server_default="")
            for name in ("looks_for", "offers", "proud_of", "remember")
        ),
        sa.Column("again", sa.Boolean, nullable=False, server_default="1"),
        sa.Column("written", sa.DateTime, nullable=False),
    ]
    names = [column.name for column in columns if column.name != "by"]
    before = sa.table("unfinished", *(sa.column(column.name, column.type) for column in columns))
    drafts = op.get_bind().execute(sa.select(*(before.c[name] for name in names))).mappings().all()
    op.drop_table("unfinished")
    made = op.create_table(
        "unfinished",
        *columns,
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name="fk_unfinished_meeting_id_meeting", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("meeting_id", "by", name="pk_unfinished"),
    )
    op.bulk_insert(made, [dict(draft) for draft in drafts])


def _who(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, server_default="")
