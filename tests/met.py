"""People met at events, made by hand. They are invented."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from made import contact, field

from cardscan.connections.events.prep import Prep, prep
from cardscan.connections.events.which import earlier_editions
from cardscan.connections.likeness.fits import Fits
from cardscan.connections.recall import Candidate, Log, asked_today, expected_at, in_turn
from cardscan.connections.standing import held_back
from cardscan.person import BookEntry, Event, Meeting, Note, Person, Promise

NOW = datetime(2026, 12, 4, 9, 0, tzinfo=UTC)
HOUR = Event(
    1, "SME social hour", date(2026, 12, 3), meet=("Head of brand at Lumen Foods", "a CFO"), give=("a quiet desk",)
)
LAST = Event(2, "SME social hour 2025", date(2025, 12, 4))
GOOD = Note("two dock cranes failed inspection", "name of the crane inspector in Gdynia", NOW)
POOR = Note("nice chat", "keep in touch", NOW)


def came_of(people: Iterable[Person]) -> dict[int, tuple[int, int]]:
    """Count for each event the quality connections among people who were met there, and the cards."""
    found: dict[int, tuple[int, int]] = {}
    for each in people:
        for event_id in {met.event_id for met in each.meetings if met.event_id is not None}:
            cards = {met.card_id for met in each.meetings if met.event_id == event_id} - {None}
            quality, before = found.get(event_id, (0, 0))
            found[event_id] = (quality + (not held_back(each)), before + len(cards))
    return found


def prepared(event: Event, people: Sequence[Person], events: Iterable[Event], more: Iterable[BookEntry] = ()) -> Prep:
    """Gather what to read before an event of people who are in no store."""
    fits, editions = Fits(people), {each.id for each in earlier_editions(event, events)}
    met = [each for each in people if any(met.event_id in editions for met in each.meetings)]
    return prep(event, [fits.of(line) for line in event.meet], met, more)


def todays(
    people: Sequence[Person], recalls: Mapping[int, Log], events: Sequence[Event], now: datetime, limit: int
) -> tuple[Person, ...]:
    """Give whose name to recall today of people who are in no store."""
    editions, to_meet = expected_at(events, now.date())
    fits, there = Fits(people), {each.id: each for each in people}
    named = {each.id for line in to_meet for each in fits.of(line)}
    candidates = [
        Candidate(
            each.id,
            max((met.date for met in each.meetings), default=None),
            each.id in named or any(met.event_id in editions for met in each.meetings),
        )
        for each in people
        if each.contact.fn and not held_back(each)
    ]
    left = max(0, limit - asked_today(recalls, now))
    return tuple(there[each] for each in in_turn(candidates, recalls, now)[:left])


def person(number: int, name: str, title: str, org: str, *meetings: Meeting, **more: object) -> Person:
    """Someone whose card has a name, a title and a company."""
    of = contact(name, org, title=(field(title),) if title else ())
    made = Person(number, f"uid-{number}", of, meetings, NOW - timedelta(days=1), NOW)
    return replace(made, **more)  # type: ignore[arg-type]


def meeting(number: int, event: Event, *notes: Note, day: date | None = None, card: bool = True) -> Meeting:
    """A meeting at an event, with a card unless said otherwise."""
    return Meeting(number, day or event.date, event.name, number if card else None, notes, event.id)


def promise(number: int, text: str, **more: object) -> Promise:
    """A promise of mine, made just now."""
    return replace(Promise(number, 0, text, NOW), **more)  # type: ignore[arg-type]
