"""Whom names on the lists of events may be is kept, and is looked up anew only once that may be another."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
derives = ()  # its tables are filled as they are asked


def upgrade() -> None:
    """Create the tables; whom the names that are listed may be is found out once it is asked."""
    op.create_table(
        "looked_up",
        sa.Column("attendee_id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("basis", sa.String(16), nullable=False),
        sa.PrimaryKeyConstraint("attendee_id", name="pk_looked_up"),
        sa.ForeignKeyConstraint(
            ["attendee_id"], ["attendee.id"], name="fk_looked_up_attendee_id_attendee", ondelete="CASCADE"
        ),
    )
    op.create_table(
        "listed_key",
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("attendee_id", sa.Integer, nullable=False, autoincrement=False),
        sa.PrimaryKeyConstraint("key", "attendee_id", name="pk_listed_key"),
        sa.ForeignKeyConstraint(
            ["attendee_id"], ["looked_up.attendee_id"], name="fk_listed_key_attendee_id_looked_up", ondelete="CASCADE"
        ),
    )
    op.create_table(
        "likely",
        sa.Column("attendee_id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("person_id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("verdict", sa.Integer, nullable=False),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("reasons", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("attendee_id", "person_id", name="pk_likely"),
        sa.ForeignKeyConstraint(
            ["attendee_id"], ["looked_up.attendee_id"], name="fk_likely_attendee_id_looked_up", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_likely_person_id_person", ondelete="CASCADE"),
    )
    op.create_index("ix_listed_key_attendee_id", "listed_key", ["attendee_id"])
    op.create_index("ix_likely_person_id", "likely", ["person_id"])
