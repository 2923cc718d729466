"""Whose name to recall today: spaced repetition, derived from how well it was recalled each time."""

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, date, datetime, timedelta

from fsrs import Card, Rating, Scheduler

from cardscan.connections.events.which import earlier_editions, last_day, next_event
from cardscan.connections.likeness.fits import Fits
from cardscan.connections.standing import held_back
from cardscan.person import Event, Person

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


def todays(
    people: Iterable[Person], recalls: Mapping[int, Log], events: Iterable[Event], now: datetime, limit: int
) -> tuple[Person, ...]:
    """List whose name to recall today, counting those already asked for today: quality connections with a name.

    The people of the next event come first; then those due longest; then those never asked for, the latest met first.
    `now` is in the user's time zone: days begin at its midnight.
    """
    today = now.date()
    done = sum(any(_day(at, now) == today for at, _ in log) for log in recalls.values())
    people, events = tuple(people), tuple(events)
    due = {person.id: schedule(recalls.get(person.id, ())) for person in people}
    expected = _expected(people, events, today)

    def first_asked(person: Person) -> tuple[bool, bool, timedelta]:
        when = due[person.id]
        met = max((meeting.date for meeting in person.meetings), default=date.min)
        return person.id not in expected, when is None, when - now if when else today - met

    waiting = (each for each in people if each.contact.fn and _is_due(due[each.id], now))
    chosen: list[Person] = []
    for person in sorted(waiting, key=first_asked):
        if len(chosen) >= limit - done:
            break
        if not held_back(person):
            chosen.append(person)
    return tuple(chosen)


def _is_due(when: datetime | None, now: datetime) -> bool:
    return when is None or _day(when, now) <= now.date()


def _day(moment: datetime, now: datetime) -> date:
    return moment.astimezone(now.tzinfo).date()


def _expected(people: Collection[Person], events: Collection[Event], today: date) -> frozenset[int]:
    """Give the ids of those who may be at the next event: met there before, or on the list of whom to meet."""
    editions, to_meet = expected_at(events, today)
    met = {person.id for person in people if any(meeting.event_id in editions for meeting in person.meetings)}
    fits = Fits(people) if to_meet else None
    named = {person.id for line in to_meet for person in fits.of(line)} if fits else set()
    return frozenset(met | named)


def expected_at(events: Collection[Event], today: date) -> tuple[frozenset[int], tuple[str, ...]]:
    """Give the ids of the next event and its earlier editions, and whom you want to meet there; nothing without one."""
    coming = [event for event in events if last_day(event) >= today]
    if not coming:
        return frozenset(), ()
    following = next_event(coming, today)
    return frozenset((following.id, *(event.id for event in earlier_editions(following, events)))), following.meet
