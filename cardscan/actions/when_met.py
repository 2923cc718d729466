"""When the people on a photo were met, and at which event, from the photo, its file and the events."""

from datetime import UTC, date, datetime
from pathlib import Path

from cardscan.connections.dates.taken import Taken, when_taken
from cardscan.connections.events.which import day_of, day_there
from cardscan.person import Event
from cardscan.store import Occasion, Store


def taken(store: Store, path: Path, said: datetime | None, now: datetime) -> Taken:
    """Tell when a photo was taken; `said` is what its metadata says, by the camera's clock."""
    return when_taken(said, Path(store.serving.name_of(path)).stem, _changed(path), now)


def occasion(event: Event | None, when: Taken, today: date) -> Occasion:
    """Say on which day the people on a photo were met: a day of its event, if it has one."""
    if event is None:
        return Occasion(None, min(when.moment.date(), today), when.by)
    day = day_there(event, when.moment, today)
    return Occasion(event.id, day, when.by if day == day_of(when.moment) else "")


def _changed(path: Path) -> datetime | None:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except (OSError, ValueError, OverflowError):
        return None
