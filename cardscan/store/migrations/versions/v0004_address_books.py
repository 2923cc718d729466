"""Address books that the user had before, as far as it takes to tell whether someone is in them."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "address_book",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("path", sa.Text, nullable=False, unique=True),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("added", sa.DateTime, nullable=False),
    )
    op.create_table(
        "book_entry",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "book_id", sa.Integer, sa.ForeignKey("address_book.id", ondelete="CASCADE"), nullable=False, index=True
        ),
        sa.Column("line", sa.Integer, nullable=False),
        sa.Column("said", sa.JSON, nullable=False),
    )
    op.create_table(
        "book_key",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column(
            "entry_id", sa.Integer, sa.ForeignKey("book_entry.id", ondelete="CASCADE"), primary_key=True, index=True
        ),
    )
