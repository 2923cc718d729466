"""Whom a change concerned is a table, so that those of someone are found among all."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"

_AT_ONCE = 5000  # changes


def upgrade() -> None:
    """Create the table and fill it from the journal."""
    concerned = op.create_table(
        "concerned",
        sa.Column("who_id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("change_id", sa.Integer, nullable=False, autoincrement=False),
        sa.PrimaryKeyConstraint("who_id", "change_id", name="pk_concerned"),
        sa.ForeignKeyConstraint(["change_id"], ["change.id"], name="fk_concerned_change_id_change", ondelete="CASCADE"),
    )
    op.create_index("ix_concerned_change_id", "concerned", ["change_id"])
    connection = op.get_bind()
    change = sa.table("change", sa.column("id", sa.Integer), sa.column("people", sa.JSON))
    last = 0
    while rows := connection.execute(
        sa.select(change).where(change.c.id > last).order_by(change.c.id).limit(_AT_ONCE)
    ).all():
        last = rows[-1].id
        if found := [{"who_id": each, "change_id": row.id} for row in rows for each in set(row.people)]:
            connection.execute(sa.insert(concerned), found)
