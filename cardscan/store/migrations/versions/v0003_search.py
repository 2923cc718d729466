"""An index of words, by which people are found. `cardscan.store.derived` fills it after every migration."""

from alembic import op

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
