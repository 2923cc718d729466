"""Whom of those on the lists of events cards have ticked: who came in is who was expected."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from cardscan.actions.guest_lists import who_is_listed
from cardscan.person import Event
from cardscan.store import Store
from cardscan.text.folding import bare


@dataclass(frozen=True, slots=True)
class Ticked:
    """Who of the list of an event is met by now."""

    event: Event
    names: tuple[str, ...]  # as the list has them
    asked: int  # how many more of the list may be those who came in: questions


def ticked(store: Store, met: Mapping[Event, Collection[int]]) -> Iterator[Ticked]:
    """Say whom of the lists those people tick, by their ids, who were met at each event; nothing of one without."""
    for event, people in met.items():
        listed = who_is_listed(store, event)
        names = tuple(sorted((each.name for each in listed if each.person_id in people), key=bare))
        asked = sum(any(one.person_id in people for one in each.maybe) for each in listed)
        if names or asked:
            yield Ticked(event, names, asked)
