"""A note comes with a photo that is handed in, before anyone has read who is on it."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Add its two parts; photos that are here have none."""
    for part in ("talked", "can_help"):
        op.add_column("upload", sa.Column(part, sa.Text, nullable=False, server_default=""))
