"""What you can give to whoever looks for it."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    """Create the list, and let a promise say what of it was given."""
    op.create_table(
        "gift",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("added", sa.DateTime, nullable=False),
        sa.Column("tags", sa.JSON, nullable=False),
        sa.Column("until", sa.Date),
        sa.Column("by", sa.Text, nullable=False, server_default=""),
        sqlite_autoincrement=True,
    )
    op.add_column("promise", sa.Column("gift_id", sa.Integer))
