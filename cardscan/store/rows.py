"""Values to rows and back: the only place that knows both shapes."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date, datetime
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from sqlalchemy import (
    ARRAY,
    BindParameter,
    Column,
    ColumnElement,
    Connection,
    Date,
    DateTime,
    Insert,
    String,
    Table,
    Text,
    bindparam,
    insert,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from cardscan.geometry import as_quad
from cardscan.model import KINDS, Card, Contact, Field, Line, Reading
from cardscan.store.moments import UtcTime


def of(owner: ColumnElement[Any], ids: str = "ids") -> ColumnElement[bool]:
    """Tell rows of some owners, for a statement that is made once and run with their `ids`.

    SQLAlchemy takes five times as long to make a statement as to run it.
    """
    return _Among(owner, _given(ids))


def not_of(owner: ColumnElement[Any], ids: str = "ids") -> ColumnElement[bool]:
    """Tell rows of others, in the same way."""
    return _NotAmong(owner, _given(ids))


@cache
def _given(ids: str) -> BindParameter[Any]:
    """Name what `of` is given when a statement is run."""
    return bindparam(ids, expanding=True)


class _Among(FunctionElement[bool]):
    """One of many.

    In SQLite a list, so that the statement is another for each number of them; in PostgreSQL an array, so that it stays
    the same, and is planned a few times for each connection.
    """

    inherit_cache = True

    def self_group(self, against: Any = None) -> Any:
        """Stand among other conditions as it is: what a function gives would be compared with 1."""
        return self


class _NotAmong(_Among):
    """None of many."""

    inherit_cache = True


@compiles(_Among)
def _in_list(of: _Among, compiler: SQLCompiler, **kwargs: Any) -> str:
    owner, given = of.clauses
    listed = owner.not_in(given) if isinstance(of, _NotAmong) else owner.in_(given)
    return compiler.process(listed, **kwargs)


@compiles(_Among, "postgresql")
def _in_array(of: _Among, compiler: SQLCompiler, **kwargs: Any) -> str:
    owner, given = of.clauses
    kind = Text() if isinstance(owner.type, String) else owner.type  # what is cast to a length is cut to it
    array = compiler.process(bindparam(given.key, type_=ARRAY(kind)), **kwargs)
    how = "<> ALL" if isinstance(of, _NotAmong) else "= ANY"
    return f"{compiler.process(owner, **kwargs)} {how} ({array})"


def storable(text: str) -> str:
    """Make text fit to store: no NUL (PostgreSQL refuses it), no lone surrogate (a file name may hold it)."""
    return text.replace("\0", "").encode("utf-8", "backslashreplace").decode()


def path_of(file: str | Path) -> str:
    """Give the name of a file as the store holds it."""
    return storable(str(Path(file).absolute()))


def plain_row(value: Any) -> dict[str, Any]:
    """Make a row of a frozen value, its texts fit to store."""
    return {name: storable(each) if isinstance(each, str) else each for name, each in asdict(value).items()}


def inserted(connection: Connection, table: Table, row: Mapping[str, Any]) -> int:
    """Insert a row and return its id."""
    key = connection.execute(_insert(table), row).inserted_primary_key
    return int(key[0]) if key else 0


@cache
def _insert(table: Table) -> Insert:
    return insert(table)


def encoded_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """Make a row fit for JSON: days and moments as ISO 8601 has them."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()}


def row_of(table: Table, values: Mapping[str, Any]) -> dict[str, Any]:
    """Make a row of a table of what `encoded_row` made."""
    return {name: _moment(table.c[name], value) for name, value in values.items()}


def _moment(column: Column[Any], value: Any) -> Any:
    if value is None:
        return None
    if isinstance(column.type, Date):
        return date.fromisoformat(value)
    return datetime.fromisoformat(value) if isinstance(column.type, UtcTime | DateTime) else value


def card_row(card: Card) -> dict[str, Any]:
    """Columns of a card, less those of its place."""
    return {
        "page": card.page,
        "corners": card.corners,
        "rotation": card.rotation,
        "width": card.size[0],
        "height": card.size[1],
        "country": card.country,
        "lines": [_line_row(line) for line in card.lines],
        "codes": [asdict(code) for code in card.codes],
        "quality": [asdict(flaw) for flaw in card.quality],
    }


def _line_row(line: Line) -> dict[str, Any]:
    """Do as `asdict` would, which takes a twentieth of what it takes to store a card."""
    return {**_shallow(line), "readings": [_shallow(each) for each in line.readings]}


def _shallow(value: Line | Reading) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__slots__}


def field_rows(contact: Contact) -> list[dict[str, Any]]:
    """Columns of the fields of one person. `Field.person` is not among them: here every field is that person's."""
    return [
        {
            "kind": kind,
            "position": position,
            "value": storable(field.value),
            "raw": storable(field.raw),
            "confidence": field.confidence,
            "sure": field.sure,
            "origin": storable(field.origin),
            "type": storable(field.type),
            "box": field.box,
            "parts": {key: storable(part) for key, part in field.parts.items()},
        }
        for kind in KINDS
        for position, field in enumerate(getattr(contact, kind))
    ]


def contact_of(rows: Iterable[Any]) -> Contact:
    """Make a contact of the rows of its fields, which are in the order of kind and position."""
    return Contact(**{kind: tuple(map(_field_of, group)) for kind, group in groupby(rows, key=lambda row: row.kind)})


def contact_said(values: Iterable[Mapping[str, Any]]) -> Contact:
    """Make a contact of `meeting.said`, which is what `field_rows` made."""
    by_kind: dict[str, list[Field]] = {}
    for value in values:
        box = value["box"]
        by_kind.setdefault(value["kind"], []).append(
            Field(
                value=value["value"],
                raw=value["raw"],
                confidence=value["confidence"],
                sure=value["sure"],
                origin=value["origin"],
                box=None if box is None else as_quad(box),
                type=value["type"],
                parts=value["parts"],
            )
        )
    return Contact(**{kind: tuple(fields) for kind, fields in by_kind.items()})


def lines_of(values: Iterable[Mapping[str, Any]]) -> tuple[Line, ...]:
    """Make the lines of a card of the JSON that `card_row` made."""
    return tuple(
        Line(
            text=value["text"],
            confidence=value["confidence"],
            box=as_quad(value["box"]),
            place=tuple(value["place"]),
            readings=tuple(Reading(**{**reading, "chars": tuple(reading["chars"])}) for reading in value["readings"]),
            agreed=value["agreed"],
            ink=None if value["ink"] is None else tuple(value["ink"]),
            ground=None if (ground := value.get("ground")) is None else tuple(ground),
            handwritten=value.get("handwritten", False),  # lines stored before schema 6 do not say
            ring=value.get("ring", False),
        )
        for value in values
    )


def _field_of(row: Any) -> Field:
    return Field(
        value=row.value,
        raw=row.raw,
        confidence=row.confidence,
        sure=row.sure,
        origin=row.origin,
        box=None if row.box is None else as_quad(row.box),
        type=row.type,
        parts=row.parts,
    )
