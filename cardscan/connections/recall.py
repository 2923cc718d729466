"""Whose name to recall today: spaced repetition, derived from how well it was recalled each time."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from fsrs import Card, Rating, Scheduler

from cardscan.connections.events.which import earlier_editions, last_day, next_event
from cardscan.person import Event

#: When a name was asked for, and how well it was recalled: 1 again, 2 hard, 3 good, 4 easy. Oldest first.
Log = tuple[tuple[datetime, int], ...]

#: Steps of minutes are for hundreds of cards in a row; here a name that was not recalled comes again the next day.
#: Without fuzz a log always gives the same day.
_SCHEDULER = Scheduler(learning_steps=(), relearning_steps=(), maximum_interval=365, enable_fuzzing=False)


def schedule(log: Log) -> datetime | None:
    """Say when a name is due next; None for one that was never asked for, which is due at once."""
    card: Card | None = None
    for at, rating in log:
        at = at.astimezone(UTC)
        # With an id and a time given, fsrs neither looks at the clock nor waits for it.
        card, _ = _SCHEDULER.review_card(card or Card(card_id=0, due=at), Rating(rating), at)
    return card.due if card else None


@dataclass(frozen=True, slots=True)
class Candidate:
    """Someone whose name may be asked for."""

    person_id: int
    met: date | None  # the last time
    expected: bool  # at the next event


def in_turn(candidates: Collection[Candidate], recalls: Mapping[int, Log], now: datetime) -> list[int]:
    """List by their ids whose name is due, in the order in which they are asked for.

    The people of the next event come first; then those due longest; then those never asked for, the latest met first.
    `now` is in the user's time zone: days begin at its midnight.
    """
    due = {each.person_id: schedule(recalls.get(each.person_id, ())) for each in candidates}

    def first_asked(each: Candidate) -> tuple[bool, bool, timedelta, int]:
        when = due[each.person_id]
        waits = when - now if when else now.date() - (each.met or date.min)
        return not each.expected, when is None, waits, each.person_id

    waiting = (each for each in candidates if is_due(due[each.person_id], now))
    return [each.person_id for each in sorted(waiting, key=first_asked)]


def asked_today(recalls: Mapping[int, Log], now: datetime) -> int:
    """Count the names that were asked for today."""
    return sum(any(_day(at, now) == now.date() for at, _ in log) for log in recalls.values())


def is_due(when: datetime | None, now: datetime) -> bool:
    """Tell whether a name is due today, by when it is."""
    return when is None or _day(when, now) <= now.date()


def _day(moment: datetime, now: datetime) -> date:
    return moment.astimezone(now.tzinfo).date()


def expected_at(events: Collection[Event], today: date) -> tuple[frozenset[int], tuple[str, ...]]:
    """Give the ids of the next event and its earlier editions, and whom you want to meet there; nothing without one."""
    coming = [event for event in events if last_day(event) >= today]
    if not coming:
        return frozenset(), ()
    following = next_event(coming, today)
    return frozenset((following.id, *(event.id for event in earlier_editions(following, events)))), following.meet
