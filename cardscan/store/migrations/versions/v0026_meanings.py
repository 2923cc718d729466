"""What phrases mean is kept, where it is compared."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    """Create the table, which is filled as it is used."""
    op.create_table(
        "meaning",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("vector", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_meaning"),
    )
