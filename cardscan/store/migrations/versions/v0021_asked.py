"""Whom `today` asked about, so that who was left comes again later."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """Create it; nobody was asked about yet."""
    op.create_table(
        "asked",
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("by", sa.Text, nullable=False, server_default=""),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("times", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_asked_person_id_person", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", "by", name="pk_asked"),
    )
    op.create_index("ix_asked_at", "asked", ["at"])
