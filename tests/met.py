"""People met at events, made by hand. They are invented."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from made import contact, field

from cardscan.connections.standing import held_back
from cardscan.person import Event, Meeting, Note, Person, Promise

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
