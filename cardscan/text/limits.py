"""How long a text may be that comes in, so that nothing that looks at it takes long."""

from cardscan.errors import InputError

LONGEST_FIELD = 1000  # characters of a field, a promise, a name of an event
LONGEST_NOTE = 10_000  # characters of one part of a note
MOST_VALUES = 100  # of one kind on a vCard


def checked(text: str, what: str, most: int = LONGEST_FIELD) -> str:
    """Give a text that is not too long. Raises InputError."""
    if len(text) > most:
        raise InputError(f"{what}: {len(text)} characters are too many", f"write it in at most {most}")
    return text
