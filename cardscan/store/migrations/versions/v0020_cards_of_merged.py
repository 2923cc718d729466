"""Cards that phones wrote outlive a merge: whose each was, and which lines came from whose."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """Let someone have the cards of those who were merged into them beside their own."""
    op.execute("CREATE TABLE phone_edit_before AS SELECT person_id, card, agreed FROM phone_edit")
    op.drop_table("phone_edit")
    op.create_table(
        "phone_edit",
        sa.Column("of_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
        sa.Column("card", sa.Text, nullable=False),
        sa.Column("agreed", sa.JSON, nullable=False),
        sa.Column("gathered", sa.JSON, nullable=False, server_default=sa.text("'{}'")),
    )
    op.create_index("ix_phone_edit_person_id", "phone_edit", ["person_id"])
    op.execute(
        "INSERT INTO phone_edit (of_id, person_id, card, agreed) "
        "SELECT person_id, person_id, card, agreed FROM phone_edit_before"
    )
    op.drop_table("phone_edit_before")
