"""The cards of a person, and on which of them each field was read. Functions on an open transaction."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, or_, select

from cardscan.geometry import as_quad
from cardscan.model import Line, Quad
from cardscan.store.rows import lines_of
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


def cards(connection: Connection, folder: Path, person_id: int) -> tuple[ShownCard, ...]:
    """List the cards that someone gave you, the latest first, each with its back after it."""
    fronts = select(meeting.c.card_id, meeting.c.date, meeting.c.id).where(meeting.c.person_id == person_id)
    met = connection.execute(fronts.order_by(meeting.c.date.desc(), meeting.c.id.desc())).all()
    ids = list(dict.fromkeys(row.card_id for row in met if row.card_id is not None))
    rows = connection.execute(select(card).where(or_(card.c.id.in_(ids), card.c.back_of.in_(ids)))).all()
    ordered = sorted(rows, key=lambda row: (ids.index(row.back_of or row.id), row.back_of is not None, row.id))
    words = {row.id: _words(lines_of(row.lines)) for row in ordered}
    return tuple(
        ShownCard(
            id=row.id,
            crop=path if row.crop and (path := folder / row.crop).is_file() else None,
            size=(row.width, row.height),
            corners=as_quad(row.corners),
            rotation=row.rotation,
            lines=lines_of(row.lines),
            back=row.back_of is not None,
            again=row.back_of is not None and _say_the_same(words[row.id], words[row.back_of]),
        )
        for row in ordered
    )


def _words(lines: Iterable[Line]) -> frozenset[str]:
    return frozenset(word for line in lines for word in fold(line.text).split())


def _say_the_same(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) > _SAME * max(len(one), len(other))


def read_on(connection: Connection, person_id: int) -> dict[tuple[str, int], int]:
    """Say for each field, by its kind and its place among those, on which card it was read."""
    rows = select(field.c.kind, field.c.position, field.c.card_id)
    found = connection.execute(rows.where(field.c.person_id == person_id, field.c.card_id.is_not(None)))
    return {(row.kind, row.position): row.card_id for row in found}
