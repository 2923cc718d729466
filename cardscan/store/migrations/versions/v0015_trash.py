"""Who was forgotten by mistake can be brought back for a while."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Make the trash."""
    op.create_table(
        "trash",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("rows", sa.JSON, nullable=False),
        sa.Column("digests", sa.JSON, nullable=False),
    )
