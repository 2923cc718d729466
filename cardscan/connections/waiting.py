"""In which turn those come who wait for you: of the newest event first, among them who has waited longest."""

from dataclasses import dataclass
from datetime import date, datetime

from cardscan.connections.standing import is_waiting
from cardscan.person import Person


@dataclass(frozen=True, slots=True, order=True)
class Turn:
    """A place among those who wait; the lower comes first."""

    since: int  # days from the last day of their event, or the day when they were met, to the end of all days
    event_id: int  # of the event, else 0
    created: datetime
    person_id: int

    @property
    def day(self) -> date:
        """Give the last day of their event, or the day when they were met."""
        return date.fromordinal(date.max.toordinal() - self.since)


def turn_of(person: Person) -> Turn:
    """Give the place that someone has, or would have, by their latest meeting; with none, by when they came here."""
    met = person.meetings[-1] if person.meetings else None
    day = (met.last_day or met.date) if met else person.created.date()
    return Turn(date.max.toordinal() - day.toordinal(), (met and met.event_id) or 0, person.created, person.id)


def turn_waiting(person: Person) -> Turn | None:
    """Give the place that someone has among those who wait; None for who does not."""
    return turn_of(person) if is_waiting(person) else None
