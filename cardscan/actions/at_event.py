"""An event while it is on: those whom you met last, and who is on its list, a page at a time.

However many they are, only those are read who are shown: the rest is asked of the database.
"""

from dataclasses import dataclass

from cardscan.actions.on_list import ListPage, list_page
from cardscan.person import Event, Person
from cardscan.store import Store, Wanted

MOST_MET = 48  # people: the page of all people shows the others


@dataclass(frozen=True, slots=True)
class Live:
    """What the page of an event shows while it is on."""

    people: tuple[Person, ...]  # the last met first
    number: int  # of all whom you met there
    quality: int  # of them
    aims: tuple[tuple[str, tuple[str, ...]], ...]  # whom you want to meet, and who of those you met it is
    list: ListPage


def live(store: Store, event: Event, words: str = "", start: int = 0) -> Live:
    """Gather what is shown of an event while it is on; `words`: only of those on the list in whose row they are."""
    there = store.directory.some(Wanted(event_id=event.id), None, MOST_MET, newest_first=True)
    people = {each.id: each for each in store.directory.these(there.ids, placed=False)}
    wanted = store.directory.who_fit(event.meet, event.id)
    called = store.directory.called({each for line in wanted for each in line})
    return Live(
        tuple(people[each] for each in there.ids if each in people),
        there.number,
        store.directory.came_of((event.id,)).get(event.id, (0, 0))[0],
        tuple(
            (line, tuple(called[each] for each in fit if each in called))
            for line, fit in zip(event.meet, wanted, strict=True)
        ),
        list_page(store, event, words, start),
    )
