"""An index of words, by which people are found. `cardscan.store.derived` fills it after every migration."""

from alembic import op
from sqlalchemy.exc import DBAPIError

revision = "0003"
down_revision = "0002"

#: Words are parted at spaces alone, as FTS5's "ascii" parts folded words; empty ones are none.
_WORDS = "array_to_tsvector(array_remove(string_to_array(names || ' ' || companies || ' ' || others, ' '), ''))"


def upgrade() -> None:
    """Create the index."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE search USING fts5(names, companies, others, tokenize = 'ascii', prefix = '1 2 3')"
        )
        return
    op.execute(
        "CREATE TABLE search (rowid integer PRIMARY KEY, names text NOT NULL, companies text NOT NULL,"
        f" others text NOT NULL, words tsvector GENERATED ALWAYS AS ({_WORDS}) STORED)"
    )
    op.execute("CREATE INDEX ix_search_words ON search USING gin (words)")
    if _has_trigrams():
        op.execute("CREATE INDEX ix_search_names ON search USING gin (names gin_trgm_ops)")
        op.execute(
            "CREATE INDEX ix_match_key_word ON match_key USING gin (substr(key, 3) gin_trgm_ops)"
            " WHERE left(key, 2) IN ('f:', 'w:')"
        )


def _has_trigrams() -> bool:
    """Make the extension by which misspelt names are found fast, where we may: they are found without it, too."""
    try:
        with op.get_bind().begin_nested():
            op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except DBAPIError:
        return False
    return True
