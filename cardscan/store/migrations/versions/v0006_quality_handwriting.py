"""What is wrong with a card's picture, and the name of a picture of what is written on the card by hand."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add both; cards read before have neither."""
    op.add_column("card", sa.Column("quality", sa.JSON, nullable=False, server_default=sa.text("'[]'")))
    op.add_column("card", sa.Column("handwriting", sa.Text, nullable=False, server_default=sa.text("''")))
