"""What to read before an event, and what came of one, of everyone in the store."""

from dataclasses import replace
from datetime import datetime

from cardscan.actions.guest_lists import attendance_of, who_is_listed
from cardscan.actions.meaning import by_meaning
from cardscan.actions.on_list import in_order, meant
from cardscan.connections.events.attendance import Attendance, Counts
from cardscan.connections.events.prep import Prep, prep
from cardscan.connections.events.report import Numbers, Report, report
from cardscan.connections.events.which import earlier_editions
from cardscan.connections.meant import ByMeaning
from cardscan.connections.offers import Seeking, each_once, sought_by
from cardscan.person import BookEntry, Event
from cardscan.store import Store, Wanted

MOST = 100  # of those met at earlier editions: more is no page to read on the way


def prepare(
    store: Store, event: Event, entries: tuple[BookEntry, ...] = (), most: int | None = None, start: int = 0
) -> Prep:
    """Gather what is worth reading before an event; `entries` are those of your address books.

    most: of those whom you know on its lists, from `start` on, and of those met at earlier editions; None: all.
    """
    lines = store.directory.who_fit(event.meet)
    editions = [each.id for each in earlier_editions(event, store.events())]
    again, number = store.directory.best_of(editions, MOST if most is None else most)
    likely = {each for ids in (*lines, again) for each in ids}
    people = {each.id: each for each in store.directory.these(likely, placed=False)}
    to_meet = [[people[each] for each in ids if each in people] for ids in lines]
    met = [people[each] for each in again if each in people]
    meaning = by_meaning(store, (phrase for each in people.values() for phrase in sought_by(each)))
    seeks = each_once()
    if most is None:
        there = attendance_of(store, event, who_is_listed(store, event), meaning, seeks)
    else:
        there = _known_there(store, event, meaning, seeks, most, start)
    more = number - len(again)
    return prep(event, to_meet, met, entries, more, store.gifts.all(), there, meaning, seeks)


def _known_there(store: Store, event: Event, meaning: ByMeaning, seeks: Seeking, most: int, start: int) -> Attendance:
    """Give of those on the lists of an event the ones whom you know, a page of them, and whom you want to meet."""
    everyone = who_is_listed(store, event)
    lines = meant(store, event, everyone)
    known = [each for each in everyone if each.person_id is not None]
    shown = in_order(store, known, lines, start, most)
    wanted = [each for each in everyone if lines[each.attendee.id] and each.person_id is None and not each.maybe]
    asked = sum(bool(each.maybe) for each in everyone)
    there = attendance_of(store, event, [*shown, *wanted], meaning, seeks)
    return replace(there, of_all=Counts(len(everyone), len(known), asked))


def came_of(store: Store, event: Event, now: datetime, most: int | None = None, start: int = 0) -> Report:
    """Say what came of an event: all of it, or of each kind the `most` that come first, and how many there are.

    start: the open promise with which those begin. However many were there, those alone are read of whom it tells.
    """
    listed = who_is_listed(store, event)
    if most is None:
        brief = not event.meet  # a line may mean a department, which no list shows
        return report(event, store.directory.find(Wanted(event_id=event.id), brief), now, listed)
    came = store.directory.came(event, most, start)
    wanted = store.directory.who_fit(event.meet, event.id)
    told = report(event, store.directory.these(came.people.union(*wanted), placed=False), now)
    known = {each.person_id for each in listed if each.person_id is not None}
    met = store.directory.met_of(event.id, known)
    return replace(
        told,
        quality=told.quality[:most],
        mine=tuple(each for each in told.mine if each.promise.id in came.promises),
        theirs=tuple(each for each in told.theirs if each.promise.id in came.promises),
        waiting=told.waiting[:most],
        introductions=told.introductions[:most],
        numbers=Numbers(came.quality, came.open, came.waiting, came.introductions),
        known_before=came.known_before,
        kept=came.kept,
        filed=came.filed,
        cards=came.cards,
        listed=len(listed),
        met=len(met),
        met_quality=sum(met.values()),
    )
