"""The cells of a table in a text: rows that hold anything, each with the line where it ends."""

import csv
from collections.abc import Iterator
from io import StringIO

from cardscan.errors import InputError


def rows(text: str, delimiter: str, *, strict: bool) -> Iterator[tuple[int, list[str]]]:
    """Give the rows that have anything in them, white space made single, each with the line where it ends, from 1.

    strict: a quote in the wrong place is an error, too. Raises InputError.
    """
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    try:
        for values in reader:
            if any(value.strip() for value in values):
                yield reader.line_num, [" ".join(value.split()) for value in values]
    except csv.Error as error:
        raise InputError(f"line {reader.line_num}: {error}", "save it again as CSV from the spreadsheet") from error
