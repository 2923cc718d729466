"""Who was met at events, and what came of that: only those are read who are shown, the rest is counted.

Functions on an open transaction. Whom they choose is still to be judged: see `cardscan.connections.events.report`.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, func, or_, select

from cardscan.connections.events.report import OWNERS, made_at, turn_of
from cardscan.connections.promises import is_open
from cardscan.connections.standing import FILED_AWAY, Standing
from cardscan.person import Event, Meeting, Promise
from cardscan.store.followup import promise_of
from cardscan.store.rows import of
from cardscan.store.schema import meeting, promise
from cardscan.store.schema_found import course, summary

_QUALITY = summary.c.standing >= Standing.QUALITY


@dataclass(frozen=True, slots=True)
class Came:
    """What came of an event: whom to read to tell it, and how much there is of each kind."""

    people: frozenset[int]
    promises: frozenset[int]  # the open ones that are told of
    quality: int
    known_before: int
    open: int
    kept: int
    waiting: int
    introductions: int
    filed: int
    cards: int


def came(connection: Connection, event: Event, most: int, start: int) -> Came:
    """Choose the `most` of each kind who come first, of open promises those from `start` on, and count all."""
    there = connection.execute(_there(event)).all()
    quality = sorted((-each.standing, each.person_id) for each in there if each.standing >= Standing.QUALITY)
    waiting = sorted((each.day, each.meeting_id, each.person_id) for each in there if each.waits)
    pairs = _introduced(event.id)
    introduced = connection.execute(pairs.order_by(course.c.first).limit(most)).all()
    promises = _promises_made(connection, event)
    still = sorted(filter(is_open, promises), key=lambda each: (OWNERS.index(each.owner), *turn_of(each)))
    shown = still[start : start + most]
    first = (*quality[:most], *waiting[:most])
    cards = select(func.count(meeting.c.card_id.distinct())).where(meeting.c.event_id == event.id)
    return Came(
        people=frozenset(
            (
                *(each[-1] for each in first),
                *(each.person_id for each in shown),
                *(each for pair in introduced for each in pair),
            )
        ),
        promises=frozenset(each.id for each in shown),
        quality=len(quality),
        known_before=sum(each.first_met < event.date for each in there if each.standing >= Standing.QUALITY),
        open=len(still),
        kept=sum(bool(each.kept) for each in promises),
        waiting=len(waiting),
        introductions=len(introduced) if len(introduced) < most else _count(connection, pairs),
        filed=sum(bool(each.filed) for each in there),
        cards=connection.execute(cards).scalar_one(),
    )


def came_of(connection: Connection, event_ids: Collection[int] | None = None) -> dict[int, tuple[int, int]]:
    """Count for each event, or for some, the quality connections who were met there, and the cards."""
    # Those are gathered once: joined, or found by an index, SQLite looks up everyone who was met by themselves.
    of_quality = (meeting.c.person_id + 0).in_(select(summary.c.person_id).where(_QUALITY))
    quality = select(meeting.c.event_id, func.count(meeting.c.person_id.distinct())).where(of_quality)
    cards = select(meeting.c.event_id, func.count(meeting.c.card_id.distinct()))
    of_event = meeting.c.event_id
    those = of_event.is_not(None) if event_ids is None else of_event.in_(event_ids)
    counted = (rows.where(those).group_by(of_event) for rows in (quality, cards))
    known, given = ({row[0]: int(row[1]) for row in connection.execute(rows)} for rows in counted)
    return {event_id: (known.get(event_id, 0), number) for event_id, number in given.items()}


def best_of(connection: Connection, event_ids: Collection[int], most: int) -> tuple[Sequence[int], int]:
    """Find the `most` who have come farthest of those met at events, and count them all; not who is filed away."""
    met = select(meeting.c.person_id).where(meeting.c.event_id.in_(event_ids))
    there = select(summary.c.person_id).where(summary.c.person_id.in_(met), summary.c.filed != FILED_AWAY)
    best = there.order_by(summary.c.standing.desc(), summary.c.person_id).limit(most)
    return connection.execute(best).scalars().all(), _count(connection, there)


def owed_and_quality(connection: Connection, ids: Collection[int]) -> tuple[frozenset[int], frozenset[int]]:
    """Tell of some people with whom a promise is open, of either, and who is a quality connection."""
    still = promise.c.kept.is_(None), promise.c.dropped.is_(None)
    owed = select(promise.c.person_id).where(of(promise.c.person_id), *still).distinct()
    quality = select(summary.c.person_id).where(of(summary.c.person_id), _QUALITY)
    first, second = (frozenset(connection.execute(rows, {"ids": list(ids)}).scalars()) for rows in (owed, quality))
    return first, second


def met_of(connection: Connection, event_id: int, ids: Collection[int]) -> dict[int, bool]:
    """Say whom of some people you met at an event, and whether they are quality connections."""
    rows = select(summary.c.person_id, _QUALITY).where(of(summary.c.person_id), summary.c.person_id.in_(_met(event_id)))
    return {person_id: bool(quality) for person_id, quality in connection.execute(rows, {"ids": list(ids)})}


def _met(event_id: int) -> Select[Any]:
    return select(meeting.c.person_id).where(meeting.c.event_id == event_id)


def _there(event: Event) -> Select[Any]:
    """Select where everyone stands whom you met at an event, since when, and when you met first of all.

    One question about all of them: a database that is asked for those of a kind looks through everyone for each.
    """
    first = func.min(meeting.c.date).label("day"), func.min(meeting.c.id).label("meeting_id")
    stands = summary.c.person_id, summary.c.standing, summary.c.waits, summary.c.filed
    ever = meeting.alias()
    first_met = select(func.min(ever.c.date)).where(ever.c.person_id == summary.c.person_id).scalar_subquery()
    rows = select(*stands, *first, first_met.label("first_met")).join(
        meeting, meeting.c.person_id == summary.c.person_id
    )
    return rows.where(meeting.c.event_id == event.id).group_by(*stands)


def _introduced(event_id: int) -> Select[Any]:
    sides = (side.in_(_met(event_id)) for side in (course.c.one_id, course.c.other_id))
    return select(course.c.one_id, course.c.other_id).where(or_(*sides))


def _promises_made(connection: Connection, event: Event) -> list[Promise]:
    """List the promises that were made at an event; those alone that are open, or were kept."""
    rows = select(promise).where(promise.c.person_id.in_(_met(event.id)), promise.c.dropped.is_(None))
    made = [promise_of(row) for row in connection.execute(rows).all()]
    met: defaultdict[int, list[Meeting]] = defaultdict(list)
    dates = select(meeting.c.person_id, meeting.c.id, meeting.c.date, meeting.c.event_id)
    theirs = dates.where(of(meeting.c.person_id)).order_by(meeting.c.date, meeting.c.id)
    given = {"ids": list({each.person_id for each in made})}
    for person_id, meeting_id, day, event_id in connection.execute(theirs, given).all():
        met[person_id].append(Meeting(meeting_id, day, event_id=event_id))
    return [each for each in made if made_at(each, met[each.person_id], event)]


def _count(connection: Connection, rows: Select[Any]) -> int:
    return connection.execute(select(func.count()).select_from(rows.order_by(None).subquery())).scalar_one()
