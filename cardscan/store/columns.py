"""Columns that several tables have."""

from typing import Any

from sqlalchemy import Boolean, Column, Text, text

from cardscan.store.moments import UtcTime


def by() -> Column[Any]:
    """Make the column that says who of us it is of; "" where one alone uses the store."""
    return Column("by", Text, nullable=False, server_default=text("''"))


def note_columns() -> tuple[Column[Any], ...]:
    """Make the columns of a note's parts."""
    texts = ("looks_for", "offers", "proud_of", "remember")
    return (
        Column("talked", Text, nullable=False),
        Column("can_help", Text, nullable=False),
        *(Column(name, Text, nullable=False, server_default=text("''")) for name in texts),
        Column("again", Boolean, nullable=False, server_default="1"),
        Column("written", UtcTime, nullable=False),
    )
