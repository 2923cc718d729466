"""What is next between two people to be introduced, so that few are read of many. `cardscan.store.derived` fills it."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
derives = ("course",)  # what of all that follows is to be derived anew


def upgrade() -> None:
    """Create the table."""
    columns = ("one_id", "other_id")
    op.create_table(
        "course",
        *(sa.Column(name, sa.Integer, nullable=False) for name in columns),
        sa.Column("first", sa.Integer, nullable=False),
        sa.Column("last", sa.Integer, nullable=False),
        sa.Column("day", sa.Date),
        sa.Column("until", sa.Date),
        *(
            sa.ForeignKeyConstraint([name], ["person.id"], name=f"fk_course_{name}_person", ondelete="CASCADE")
            for name in columns
        ),
        sa.PrimaryKeyConstraint(*columns, name="pk_course"),
    )
    for name in ("other_id", "first", "last"):
        op.create_index(f"ix_course_{name}", "course", [name])
    op.create_index("ix_course_day", "course", ["day", "last"])
