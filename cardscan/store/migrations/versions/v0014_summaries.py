"""Where each person stands, so that a list reads those alone whom it shows. `cardscan.store.derived` fills it."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Create the summaries, and the indexes by which promises are found by their day, and meetings by theirs."""
    op.create_table(
        "summary",
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("standing", sa.Integer, nullable=False),
        sa.Column("filed", sa.String(10), nullable=False),
        sa.Column("waits", sa.Boolean, nullable=False),
        sa.Column("company", sa.Boolean, nullable=False),
        sa.Column("named", sa.Boolean, nullable=False),
        sa.Column("met", sa.Date),
        sa.Column("idle", sa.Date),
        sa.Column("get_back", sa.Date),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_summary_person_id_person", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", name="pk_summary"),
    )
    op.create_index("ix_summary_waits", "summary", ["waits", "met", "person_id"])
    op.create_index("ix_summary_standing", "summary", ["standing", "met", "person_id"])
    op.create_index("ix_summary_idle", "summary", ["idle"])
    op.create_index("ix_summary_get_back", "summary", ["get_back"])
    op.create_table("rules", sa.Column("digest", sa.String(64), primary_key=True))
    op.create_index("ix_promise_due", "promise", ["due"])
    op.create_index("ix_meeting_date", "meeting", ["date", "person_id"])
