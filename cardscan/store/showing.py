"""The cards of people, and on which of them each field was read. Functions on an open transaction."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, Select, or_, select

from cardscan.geometry import as_quad
from cardscan.model import Line, Quad
from cardscan.store.rows import lines_of, of
from cardscan.store.schema import card, field, meeting
from cardscan.text.folding import fold

_SAME = 0.6  # of the words on two pictures of one side, however badly read; two sides share a name and an address


@dataclass(frozen=True, slots=True)
class ShownCard:
    """A side of a card that someone gave you."""

    id: int
    crop: Path | None  # its upright picture, JPEG
    size: tuple[int, int]  # width and height of it, in pixels
    corners: Quad  # of the card on its photo
    rotation: int  # degrees clockwise that turned it upright
    lines: tuple[Line, ...]
    back: bool  # the back of the one before, or another photo of it
    again: bool  # it says what the one before says: another photo of it


_FRONTS = (
    select(meeting.c.person_id, meeting.c.card_id)
    .where(of(meeting.c.person_id), meeting.c.card_id.is_not(None))
    .order_by(meeting.c.date.desc(), meeting.c.id.desc())
)
_SIDES: Select[Any] = (
    select(*(card.c[name] for name in "id back_of crop width height corners rotation lines".split()))  # noqa: SIM905
    .where(or_(of(card.c.id), of(card.c.back_of)))
    .order_by(card.c.id)
)
_READ_ON = select(field.c.person_id, field.c.kind, field.c.position, field.c.card_id).where(
    of(field.c.person_id), field.c.card_id.is_not(None)
)


def cards(connection: Connection, folder: Path, ids: Collection[int]) -> dict[int, tuple[ShownCard, ...]]:
    """List the cards that each of these people gave you, the latest first, each with its back after it."""
    fronts_of: defaultdict[int, dict[int, None]] = defaultdict(dict)  # each once
    for row in connection.execute(_FRONTS, {"ids": list(ids)}):
        fronts_of[row.person_id][row.card_id] = None
    fronts = {each for theirs in fronts_of.values() for each in theirs}
    sides: defaultdict[int, list[Any]] = defaultdict(list)
    rows = connection.execute(_SIDES, {"ids": list(fronts)}).all() if fronts else []
    for row in rows:
        sides[row.back_of or row.id].append(row)
    shown = {front: tuple(_sides(folder, sides[front])) for front in fronts}
    return {each: tuple(side for front in fronts_of[each] for side in shown[front]) for each in ids}


def _sides(folder: Path, rows: Iterable[Row[Any]]) -> Iterator[ShownCard]:
    """Show the front of a card, and what is the back of it."""
    front: frozenset[str] | None = None
    for row in sorted(rows, key=lambda row: row.back_of is not None):
        lines = lines_of(row.lines)
        yield ShownCard(
            id=row.id,
            crop=path if row.crop and (path := folder / row.crop).is_file() else None,
            size=(row.width, row.height),
            corners=as_quad(row.corners),
            rotation=row.rotation,
            lines=lines,
            back=row.back_of is not None,
            again=front is not None and _say_the_same(_words(lines), front),
        )
        front = _words(lines) if front is None else front


def _words(lines: Iterable[Line]) -> frozenset[str]:
    return frozenset(word for line in lines for word in fold(line.text).split())


def _say_the_same(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) > _SAME * max(len(one), len(other))


def read_on(connection: Connection, ids: Collection[int]) -> dict[int, dict[tuple[str, int], int]]:
    """Say for each field of these people, by its kind and its place among those, on which card it was read."""
    found: dict[int, dict[tuple[str, int], int]] = {each: {} for each in ids}
    for row in connection.execute(_READ_ON, {"ids": list(ids)}):
        found[row.person_id][row.kind, row.position] = row.card_id
    return found
