"""What was said of a meeting into a microphone is kept with it."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    """Make room for memos."""
    op.create_table(
        "memo",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("meeting_id", sa.Integer),
        sa.Column("upload_id", sa.Integer),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("text", sa.Text, nullable=False, server_default=""),
        sa.Column("heard", sa.DateTime),
        sa.Column("by", sa.Text, nullable=False, server_default=""),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name="fk_memo_meeting_id_meeting", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["upload_id"], ["upload.id"], name="fk_memo_upload_id_upload", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_memo"),
    )
    for column in ("meeting_id", "upload_id"):
        op.create_index(f"ix_memo_{column}", "memo", [column])
