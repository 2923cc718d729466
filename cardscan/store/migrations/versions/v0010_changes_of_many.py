"""Which changes are taken back together: those of many people at once."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add the batch; every change so far was one of its own."""
    op.add_column("change", sa.Column("batch", sa.Integer))
    op.create_index("ix_change_batch", "change", ["batch"])
