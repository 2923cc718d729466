"""Everyone in the store, read again only where they changed: most pages look at all."""

import gc
from collections.abc import Callable
from datetime import datetime
from threading import Lock
from typing import Any, TypeVar

from cardscan.person import Event, Person
from cardscan.store import Store
from cardscan.store.for_web import Serving

T = TypeVar("T")


class Book:
    """People and events as they are now, and what was derived of them since they were last changed.

    Every write of someone's, by us or another program, changes `person.revised`, so that is all that has to be looked
    at; the name of an event is in the meetings there, so a changed event has everyone read again.
    """

    def __init__(self, store: Store, serving: Serving) -> None:
        self._store = store
        self._serving = serving
        self._lock = Lock()
        self._stamp: tuple[object, ...] = ()
        self._revised: dict[int, datetime] = {}
        self._people: dict[int, Person] = {}
        self._events: tuple[Event, ...] = ()
        self._derived: dict[object, Any] = {}

    def people(self) -> tuple[Person, ...]:
        """Read everyone, in the order in which they came."""
        with self._lock:
            self._refresh()
            return tuple(self._people.values())

    def events(self) -> tuple[Event, ...]:
        """Read all events by their date."""
        with self._lock:
            self._refresh()
            return self._events

    def derive(self, what: object, make: Callable[[tuple[Person, ...]], T]) -> T:
        """Give what `make` makes of everyone; made once as long as nobody changes, and `what` is the same."""
        with self._lock:
            self._refresh()
            if what not in self._derived:
                self._derived[what] = make(tuple(self._people.values()))
            found: T = self._derived[what]
            return found

    def _refresh(self) -> None:
        events, stamp = self._store.events(), self._serving.stamp()
        if (events, stamp) == (self._events, self._stamp):
            return
        if events != self._events:
            self._events, self._people, self._revised = events, {}, {}
        self._stamp = stamp  # from before we read: what changes meanwhile is another one the next time
        revised = self._serving.revisions()
        stale = [each for each, when in revised.items() if self._revised.get(each) != when]
        read = {person.id: person for person in self._serving.these(stale)}
        # Someone may have gone, or have changed once more, since we looked: their revision is then read the next time.
        anew = not self._people
        self._people = {each: found for each in revised if (found := read.get(each) or self._people.get(each))}
        self._revised = {each: self._people[each].revised for each in self._people}
        self._derived = {}
        if anew and self._people:
            # Everyone was read anew. The collector of cycles need not go through them again and again, which would hold
            # up a page for a tenth of a second now and then; they hold none, and go when nothing refers to them.
            gc.collect()
            gc.freeze()
