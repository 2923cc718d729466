"""Who will be at an event, and which events came from a calendar's file."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    """Create the lists; no event that is here came from a file."""
    op.create_table(
        "attendee",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("event_id", sa.Integer, nullable=False),
        sa.Column("said", sa.JSON, nullable=False),
        sa.Column("person_id", sa.Integer),
        sa.Column("others", sa.JSON, nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_attendee_event_id_event", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_attendee_person_id_person", ondelete="SET NULL"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_attendee_event_id", "attendee", ["event_id"])
    op.create_index("ix_attendee_person_id", "attendee", ["person_id"])
    op.add_column("event", sa.Column("uid", sa.Text, nullable=False, server_default=""))
