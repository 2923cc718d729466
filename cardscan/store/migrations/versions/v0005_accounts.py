"""Address books on servers: which one, who is in it, and which cards of ours are left there."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Create the tables of address books."""
    op.create_table(
        "account",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("user", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("note", sa.String(8), nullable=False),
        sa.Column("pictures", sa.Boolean, nullable=False),
        sa.Column("password_command", sa.Text, nullable=False),
        sa.Column("chosen", sa.DateTime, nullable=False),
        sa.Column("synced", sa.DateTime),
        sa.UniqueConstraint("url", "user"),
    )
    op.create_table(
        "synced",
        sa.Column("account_id", sa.Integer, sa.ForeignKey("account.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
        sa.Column("agreed", sa.JSON),
        sa.Column("sending", sa.JSON),
        sa.Column("left_out", sa.Boolean, nullable=False),
        sa.Column("revised", sa.DateTime),
    )
    op.create_index("ix_synced_person_id", "synced", ["person_id"])
    op.create_table(
        "gone",
        sa.Column("account_id", sa.Integer, sa.ForeignKey("account.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("path", sa.Text, primary_key=True),
        sa.Column("etag", sa.Text, nullable=False),
    )
