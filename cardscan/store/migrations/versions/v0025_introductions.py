"""Introductions that ask both first: who was asked, what they answered, and how it went."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    """Create the table of what was done towards introducing two people."""
    columns = ("person_id", "other_id")
    op.create_table(
        "introduction",
        sa.Column("id", sa.Integer, nullable=False),
        *(sa.Column(name, sa.Integer, nullable=False) for name in columns),
        sa.Column("what", sa.String(12), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("words", sa.Text, nullable=False, server_default=""),
        sa.Column("by", sa.Text, nullable=False, server_default=""),
        *(
            sa.ForeignKeyConstraint([name], ["person.id"], name=f"fk_introduction_{name}_person", ondelete="CASCADE")
            for name in columns
        ),
        sa.PrimaryKeyConstraint("id", name="pk_introduction"),
    )
    for name in columns:
        op.create_index(f"ix_introduction_{name}", "introduction", [name])
