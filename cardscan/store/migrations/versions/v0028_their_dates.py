"""Days of theirs that notes tell of, to ask after, and what came of each."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    """Create the table; a note that was taken before tells of theirs once it is changed."""
    op.create_table(
        "their_date",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("meeting_id", sa.Integer),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("day", sa.Date),
        sa.Column("noted", sa.DateTime, nullable=False),
        sa.Column("asked", sa.DateTime),
        sa.Column("dropped", sa.DateTime),
        sa.Column("by", sa.Text, nullable=False, server_default=""),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_their_date_person_id_person", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name="fk_their_date_meeting_id_meeting", ondelete="SET NULL"
        ),
        sqlite_autoincrement=True,
    )
    for name in ("person_id", "meeting_id", "day"):
        op.create_index(f"ix_their_date_{name}", "their_date", [name])
