"""Which event the photos of an ingest go into: the one named, else what their folder or their time says."""

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from cardscan.connections.events.which import photo_events
from cardscan.person import Event

#: The events that a photo may be of, by its path and when it was taken; it goes into one only if that is the only one.
EventsOf = Callable[[Path, datetime | None], tuple[Event, ...]]


def events_of(given: Iterable[Path], events: Iterable[Event], named: Event | None = None) -> EventsOf:
    """Make what says of the photos below the given paths which events they may be of."""
    given, events = tuple(given), tuple(events)

    def say(photo: Path, taken: datetime | None) -> tuple[Event, ...]:
        return (named,) if named else photo_events(folders(photo, given), taken, events)

    return say


def folders(photo: Path, given: Iterable[Path]) -> tuple[str, ...]:
    """Name the folders from a given one to the photo in it, outermost first; of a photo given itself, its folder."""
    for path in given:
        if photo == path:
            return (_name(path.parent),)
        if photo.is_relative_to(path):
            return (_name(path), *photo.relative_to(path).parent.parts)
    return ()


def _name(folder: Path) -> str:
    return folder.resolve().name if folder.name in ("", "..") else folder.name
