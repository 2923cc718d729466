"""Who was let go, which cards are companies', and what the user set."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Create both; waiting is counted from today, so that nobody is let go on the day of an update."""
    op.create_table(
        "filing",
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("how", sa.String(8), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_filing_person_id_person", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", name="pk_filing"),
    )
    setting = op.create_table(
        "setting", sa.Column("name", sa.Text, primary_key=True), sa.Column("value", sa.Text, nullable=False)
    )
    op.bulk_insert(setting, [{"name": "waiting counts from", "value": datetime.now().astimezone().date().isoformat()}])
