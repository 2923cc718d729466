"""An event while it is on: those whom you met last, and who is on its list, a page at a time.

However many they are, only those are read who are shown: the rest is asked of the database.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from cardscan.actions.guest_lists import who_is_listed
from cardscan.connections.events.listed import Listed, aims
from cardscan.person import Event, Person
from cardscan.store import Store, Wanted
from cardscan.text.folding import bare

MOST_MET = 48  # people: the page of all people shows the others
A_PAGE = 50  # of a list


@dataclass(frozen=True, slots=True)
class Row:
    """Someone on the list, and what those are called who they are, or may be."""

    listed: Listed
    met: bool
    of: str
    maybe: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Live:
    """What the page of an event shows while it is on."""

    people: tuple[Person, ...]  # the last met first
    number: int  # of all whom you met there
    quality: int  # of them
    aims: tuple[tuple[str, tuple[str, ...]], ...]  # whom you want to meet, and who of those you met it is
    rows: tuple[Row, ...]
    listed: int
    met: int  # of those listed
    following: int | None  # where pages of the list begin
    previous: int | None


def live(store: Store, event: Event, words: str = "", start: int = 0) -> Live:
    """Gather what is shown of an event while it is on; `words`: only of those on the list in whose row they are."""
    there = store.directory.some(Wanted(event_id=event.id), None, MOST_MET, newest_first=True)
    people = {each.id: each for each in store.directory.these(there.ids)}
    wanted = store.directory.who_fit(event.meet, event.id)
    everyone = who_is_listed(store, event)
    met = frozenset(store.directory.ids(Wanted(event_id=event.id))) if everyone else frozenset()
    found = [each for each in everyone if _has(each, words)]
    shown = _in_order(store, event, found)[start : start + A_PAGE]
    ids = {*(each for line in wanted for each in line), *(each for one in shown for each in _of(one))}
    called = store.directory.called(ids)
    return Live(
        tuple(people[each] for each in there.ids if each in people),
        there.number,
        store.directory.came_of((event.id,)).get(event.id, (0, 0))[0],
        tuple(
            (line, tuple(called[each] for each in fit if each in called))
            for line, fit in zip(event.meet, wanted, strict=True)
        ),
        tuple(
            Row(
                each,
                each.person_id in met,
                called.get(each.person_id or 0, ""),
                tuple((one.person_id, called[one.person_id]) for one in each.maybe if one.person_id in called),
            )
            for each in shown
        ),
        len(everyone),
        sum(each.person_id in met for each in everyone),
        start + A_PAGE if start + A_PAGE < len(found) else None,
        max(0, start - A_PAGE) if start else None,
    )


def _has(one: Listed, words: str) -> bool:
    row = bare(f"{one.name} {one.work}")
    return all(word in row for word in bare(words).split())


def _in_order(store: Store, event: Event, found: Sequence[Listed]) -> list[Listed]:
    """Put those first whom you want to meet, then who waits for you, quality connections, the others by name."""
    ids = {each.person_id for each in found if each.person_id is not None}
    owed, quality = store.directory.owed_and_quality(ids)
    lines = aims(event, found, store.directory.contacts(ids) if event.meet else {})

    def first(one: Listed) -> tuple[bool, bool, bool, str]:
        return not lines[one.attendee.id], one.person_id not in owed, one.person_id not in quality, bare(one.name)

    return sorted(found, key=first)


def _of(one: Listed) -> tuple[int, ...]:
    return (*((one.person_id,) if one.person_id else ()), *(each.person_id for each in one.maybe))
