"""The address books that phones read, and the passwords for them."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Make the tables of cards on phones, and let a password belong to a device."""
    op.create_table(
        "phone_card",
        sa.Column("book", sa.String(8), primary_key=True),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("uid", sa.Text, nullable=False),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id", ondelete="SET NULL")),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("changed", sa.BigInteger, nullable=False),
        sa.Column("revised", sa.DateTime),
        sa.Column("card", sa.Text),
    )
    op.create_index("ix_phone_card_person_id", "phone_card", ["person_id"])
    op.create_index("ix_phone_card_changed", "phone_card", ["changed"])
    op.create_table(
        "phone_edit",
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("card", sa.Text, nullable=False),
        sa.Column("agreed", sa.JSON, nullable=False),
    )
    with op.batch_alter_table("device") as device:
        device.add_column(sa.Column("of_id", sa.Integer))
        device.create_foreign_key("fk_device_of_id_device", "device", ["of_id"], ["id"], ondelete="CASCADE")
        device.create_index("ix_device_of_id", ["of_id"])
