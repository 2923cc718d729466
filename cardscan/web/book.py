"""Everyone in the store, read again only where they changed: most pages look at all."""

import gc
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from typing import Any, TypeVar

from cardscan.person import Event, Person
from cardscan.store import Store
from cardscan.store.for_web import Serving

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Reading:
    """What was read at one moment, and what was made of it since; never changed but for what is made."""

    stamp: tuple[object, ...] = ()
    events: tuple[Event, ...] = ()
    people: tuple[Person, ...] = ()
    made: dict[object, Any] = field(default_factory=dict)


class Book:
    """People and events as they are now, and what was derived of them since they were last changed.

    Every write of someone's, by us or another program, changes `person.revised`, so that is all that has to be looked
    at; the name of an event is in the meetings there, so a changed event has everyone read again.
    """

    def __init__(self, store: Store, serving: Serving) -> None:
        self._store = store
        self._serving = serving
        self._lock = Lock()  # held while the store is read, so that one thread reads for all; nobody's code runs in it
        self._latest = _Reading()

    def people(self) -> tuple[Person, ...]:
        """Read everyone, in the order in which they came."""
        return self._now().people

    def events(self) -> tuple[Event, ...]:
        """Read all events by their date."""
        return self._now().events

    def derive(self, what: object, make: Callable[[tuple[Person, ...]], T]) -> T:
        """Give what `make` makes of everyone; made once as long as nobody changes, and `what` is the same.

        `make` runs outside the lock, so it may ask the book, and one that takes long holds nobody up. Where two pages
        want the same at once both make it, and the first one counts.
        """
        at = self._now()
        if what not in at.made:
            at.made.setdefault(what, make(at.people))
        found: T = at.made[what]
        return found

    def _now(self) -> _Reading:
        with self._lock:
            events, stamp = self._store.events(), self._serving.stamp()
            if (events, stamp) != (self._latest.events, self._latest.stamp):
                # The stamp is from before we read: what changes meanwhile is another one the next time.
                self._latest = self._read(self._latest, events, stamp)
            return self._latest

    def _read(self, before: _Reading, events: tuple[Event, ...], stamp: tuple[object, ...]) -> _Reading:
        known = {person.id: person for person in before.people} if events == before.events else {}
        revised: dict[int, datetime] = self._serving.revisions()
        stale = [each for each, when in revised.items() if each not in known or known[each].revised != when]
        read = {person.id: person for person in self._serving.these(stale)}
        # Someone may have gone, or have changed once more, since we looked: their revision is then read the next time.
        people = tuple(found for each in revised if (found := read.get(each) or known.get(each)))
        if not known and people:
            # Everyone was read anew. The collector of cycles need not go through them again and again, which would hold
            # up a page for a tenth of a second now and then; they hold none, and go when nothing refers to them.
            gc.collect()
            gc.freeze()
        return _Reading(stamp, events, people)
