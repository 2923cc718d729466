"""Notes in a table: a CSV file with a row for each person, checked as a whole before any of it is taken."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from cardscan.connections.notes.headings import part_called, yes_or_no
from cardscan.connections.notes.parts import PARTS, Given
from cardscan.errors import InputError
from cardscan.text.cells import rows
from cardscan.text.folding import bare

_WHOSE = {
    "photo": ("photo", "image", "picture", "file", "foto", "bild", "datei", "fichier", "imagen", "immagine", "imagem"),
    "who": ("who", "person", "name", "wer", "qui", "nom", "quien", "nombre", "chi", "nome", "quem"),
}
_COLUMNS = f"the columns are photo or who; {', '.join(PARTS)}, again"

#: What a spreadsheet computes: = and @ always, + and - before a number, cell or call that goes on to be computed.
_FORMULA = re.compile(r"[=@]|[+-]\s*(?:\(|[+=@-]|[\w.$]+\s*[-+*/^&|!(])")


def is_formula(value: str) -> bool:
    """Tell whether a spreadsheet would compute a value."""
    return _FORMULA.match(value) is not None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table of notes."""

    line: int  # of the file, from 1
    photo: str  # name of its file, or ""
    who: str  # or ""
    given: Given


def read_table(text: str) -> tuple[Row, ...]:
    """Read a table whose columns are parted by commas, semicolons or tabs. Raises InputError: it is all or nothing."""
    cells = _cells(text)
    header = next(cells, None)
    if header is None:
        raise InputError("it is empty", _COLUMNS)
    columns = _columns(header[1])
    return tuple(row for line, values in cells if (row := _row(line, columns, values)))


def _cells(text: str) -> Iterator[tuple[int, list[str]]]:
    first = next((line for line in text.splitlines() if line.strip()), "")
    return rows(text, max(",;\t", key=first.count), strict=True)


def _columns(header: Sequence[str]) -> list[str]:
    while header and not header[-1]:  # a spreadsheet may write more columns than it has
        header = header[:-1]
    columns = [_column(title) for title in header]
    unknown = [repr(title) for title, column in zip(header, columns, strict=True) if not column]
    if unknown:
        raise InputError(f"unknown column {', '.join(unknown)}", _COLUMNS)
    twice = sorted({column for column in columns if columns.count(column) > 1})
    if twice:
        raise InputError(f"two columns are {', '.join(twice)}", _COLUMNS)
    missing = [column for column in ("talked", "can_help") if column not in columns]
    if not {"photo", "who"} & set(columns):
        missing.insert(0, "photo or who")
    if missing:
        raise InputError(f"missing column {', '.join(missing)}", _COLUMNS)
    return columns


def _column(title: str) -> str:
    key = bare(title)
    named = next((column for column, names in _WHOSE.items() if key in names), "")
    return named or (key if key in PARTS else part_called(title))


def _row(line: int, columns: Sequence[str], values: Sequence[str]) -> Row | None:
    if len(values) > len(columns) and any(values[len(columns) :]):
        raise InputError(f"line {line}: more cells than columns", "put quotes around a cell that holds the separator")
    cells = {column: value for column, value in zip(columns, values, strict=False) if value}
    for column, value in cells.items():
        if is_formula(value):
            raise InputError(
                f"line {line}: {column} is a formula: {value[:20]!r}", "write it as text: begin with a word"
            )
    photo, who = cells.pop("photo", ""), cells.pop("who", "")
    if not cells:
        return None
    if not (photo or who):
        raise InputError(f"line {line}: both photo and who are empty", "say whom the note is about")
    parts: dict[str, Any] = cells
    if "again" in parts:
        try:
            parts["again"] = yes_or_no(parts["again"])
        except InputError as error:
            raise InputError(f"line {line}: {error.message}", error.advice) from error
    return Row(line, photo, who, Given(**parts))
