"""On which day the people on a photo were met, and who says so."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add both; of photos read before nobody says it."""
    op.add_column("photo", sa.Column("day", sa.Date))
    op.add_column("photo", sa.Column("dated", sa.String(8), nullable=False, server_default=""))
