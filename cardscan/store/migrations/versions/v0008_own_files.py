"""The names of all files that the store made, so that it removes no others."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Write down what is named now."""
    op.create_table(
        "own_file",
        sa.Column("folder", sa.String(8), primary_key=True),
        sa.Column("name", sa.Text, primary_key=True),
    )
    op.execute(
        "INSERT INTO own_file SELECT 'cards', crop FROM card WHERE crop <> ''"
        " UNION SELECT 'cards', handwriting FROM card WHERE handwriting <> ''"
        " UNION SELECT 'photos', file FROM upload WHERE file <> ''"
    )
