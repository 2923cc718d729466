"""Cards by the photos that they are on, and two of them as the sides of one. Functions on an open transaction."""

from collections.abc import Container, Iterable
from itertools import groupby
from posixpath import split
from typing import Any

from sqlalchemy import Connection, Row, or_, select

from cardscan.connections.likeness.sides import SOON_AFTER, Met, Sheet
from cardscan.store.schema import card, meeting, photo


def sheets(connection: Connection, beside: str | None = None) -> tuple[Sheet, ...]:
    """List photos and pages with their cards: all, or those near the photo with the hash `beside`, by folder and time.

    A photo that failed, or with nobody on it, is a sheet without cards: what is before and after do not touch.
    """
    rows = (
        select(photo.c.path, photo.c.taken, card.c.id, card.c.page, card.c.back_of, meeting.c.id.label("meeting_id"))
        .add_columns(meeting.c.person_id)
        .outerjoin(card, card.c.photo_id == photo.c.id)
        .outerjoin(meeting, meeting.c.card_id == card.c.id)
        .order_by(photo.c.path, photo.c.id, card.c.page, card.c.position)
    )
    if beside is not None:
        one = connection.execute(select(photo.c.path, photo.c.taken).where(photo.c.sha256 == beside)).one_or_none()
        if one is None:
            return ()
        rows = rows.where(photo.c.path.startswith(f"{split(one.path)[0].rstrip('/')}/", autoescape=True))
        if one.taken:
            soon = photo.c.taken.between(one.taken - SOON_AFTER, one.taken + SOON_AFTER)
            rows = rows.where(or_(photo.c.taken.is_(None), soon))
    found = connection.execute(rows).all()
    turned = {row.back_of for row in found}
    grouped = groupby(found, key=lambda row: (row.path, row.taken, row.page or 0))
    return tuple(Sheet(path, taken, page, _cards(group, turned)) for (path, taken, page), group in grouped)


def _cards(rows: Iterable[Row[Any]], turned: Container[int]) -> tuple[Met | None, ...]:
    by_card = ((card_id, list(group)) for card_id, group in groupby(rows, key=lambda row: row.id))
    return tuple(_met(group, card_id in turned) for card_id, group in by_card if card_id is not None)


def _met(rows: list[Row[Any]], turned: bool) -> Met | None:
    [row, *others] = rows
    return None if others or row.back_of or row.meeting_id is None else Met(row.meeting_id, row.person_id, turned)
