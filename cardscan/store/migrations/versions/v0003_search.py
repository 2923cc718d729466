"""An index of words, by which people are found. `cardscan.store.derived` fills it after every migration."""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the index."""
    op.execute("CREATE VIRTUAL TABLE search USING fts5(names, companies, others, tokenize = 'ascii', prefix = '1 2 3')")
