"""The photos that are to be read, and how many times each was tried."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Add the queue; what failed so far was tried once, as far as is known."""
    op.create_table(
        "queued",
        sa.Column("path", sa.Text, primary_key=True),
        sa.Column("since", sa.DateTime, nullable=False),
        sa.Column("taken", sa.DateTime),
        sa.Column("tried", sa.Integer, nullable=False),
    )
    op.add_column("photo", sa.Column("tried", sa.Integer, nullable=False, server_default="1"))
