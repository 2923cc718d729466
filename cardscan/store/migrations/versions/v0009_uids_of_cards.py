"""By which UID a card on a server is looked for: one that was there before, and one whose person is gone."""

import re

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def upgrade() -> None:
    """Add the UIDs; of a card whose person is gone it is known where the card is still called by it."""
    for table in ("synced", "gone"):
        op.add_column(table, sa.Column("uid", sa.Text, nullable=False, server_default=""))
    connection = op.get_bind()
    for (path,) in connection.execute(sa.text("SELECT DISTINCT path FROM gone")).all():
        name = path.rpartition("/")[2].removesuffix(".vcf")
        if _UUID.fullmatch(name):
            connection.execute(sa.text("UPDATE gone SET uid = :uid WHERE path = :path"), {"uid": name, "path": path})
