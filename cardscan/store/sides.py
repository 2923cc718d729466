"""Cards by the photos that they are on, and two of them as the sides of one. Functions on an open transaction."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from posixpath import split
from typing import Any

from sqlalchemy import Connection, Row, or_, select

from cardscan.connections.likeness.sides import SOON_AFTER, Met, Sheet, side_folder
from cardscan.store.schema import card, meeting, photo
from cardscan.store.schema_found import summary

_MOST_CARDS = 20  # of one person that are looked at


_ROWS = (
    select(photo.c.path, photo.c.taken, card.c.id, card.c.page, card.c.back_of, meeting.c.id.label("meeting_id"))
    .add_columns(meeting.c.person_id)
    .outerjoin(card, card.c.photo_id == photo.c.id)
    .outerjoin(meeting, meeting.c.card_id == card.c.id)
    .order_by(photo.c.path, photo.c.id, card.c.page, card.c.position)
)


def sheets(connection: Connection, beside: str | None = None) -> tuple[Sheet, ...]:
    """List photos and pages with their cards: all, or those near the photo with the hash `beside`, by folder and time.

    A photo that failed, or with nobody on it, is a sheet without cards: what is before and after do not touch.
    """
    rows = _ROWS
    if beside is not None:
        one = connection.execute(select(photo.c.path, photo.c.taken).where(photo.c.sha256 == beside)).one_or_none()
        if one is None:
            return ()
        rows = rows.where(photo.c.path.startswith(f"{split(one.path)[0].rstrip('/')}/", autoescape=True))
        if one.taken:
            soon = photo.c.taken.between(one.taken - SOON_AFTER, one.taken + SOON_AFTER)
            rows = rows.where(or_(photo.c.taken.is_(None), soon))
    return _sheets(connection.execute(rows).all())


@dataclass(frozen=True, slots=True)
class Laid:
    """Photos that lie together, in the order of their names."""

    sheets: tuple[Sheet, ...]
    ends: frozenset[int]  # meetings of the first and the last, where others lie beyond
    named: frozenset[int]  # people on them whose name is known


def around(connection: Connection, person_id: int, reach: int) -> tuple[Laid, ...]:
    """List the photos of someone's cards, each with so many of its folder before and after it."""
    own = select(photo.c.path).join(card, card.c.photo_id == photo.c.id).join(meeting, meeting.c.card_id == card.c.id)
    paths = connection.execute(own.where(meeting.c.person_id == person_id).distinct().limit(_MOST_CARDS)).scalars()
    return tuple(_around(connection, path, reach) for path in paths.all())


def _around(connection: Connection, path: str, reach: int) -> Laid:
    names = select(photo.c.path).distinct().limit(reach)
    before = connection.execute(names.where(photo.c.path < path).order_by(photo.c.path.desc())).scalars().all()
    after = connection.execute(names.where(photo.c.path > path).order_by(photo.c.path)).scalars().all()
    there = [[each for each in some if _place(each) == _place(path)] for some in (before, after)]
    sheets = _sheets(connection.execute(_ROWS.where(photo.c.path.in_([*there[0], path, *there[1]]))).all())
    ends = {some[-1] for some in there if len(some) == reach}
    ids = {met.person_id for sheet in sheets for met in sheet.cards if met}
    named = select(summary.c.person_id).where(summary.c.person_id.in_(ids), summary.c.named)
    return Laid(
        sheets,
        frozenset(met.meeting_id for sheet in sheets if sheet.path in ends for met in sheet.cards if met),
        frozenset(connection.execute(named).scalars()),
    )


def _place(path: str) -> str:
    """Give the folder of a photo, or the one that its folder, front or back, is in."""
    folder = split(path)[0]
    return split(folder)[0] if side_folder(path) else folder


def _sheets(rows: Sequence[Row[Any]]) -> tuple[Sheet, ...]:
    turned = {row.back_of for row in rows}
    grouped = groupby(rows, key=lambda row: (row.path, row.taken, row.page or 0))
    return tuple(Sheet(path, taken, page, _cards(group, turned)) for (path, taken, page), group in grouped)


def _cards(rows: Iterable[Row[Any]], turned: Container[int]) -> tuple[Met | None, ...]:
    by_card = ((card_id, list(group)) for card_id, group in groupby(rows, key=lambda row: row.id))
    return tuple(_met(group, card_id in turned) for card_id, group in by_card if card_id is not None)


def _met(rows: list[Row[Any]], turned: bool) -> Met | None:
    [row, *others] = rows
    return None if others or row.back_of or row.meeting_id is None else Met(row.meeting_id, row.person_id, turned)
