"""Who will be at an event: read a list of them, say who of them is known, and who is met."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from cardscan.actions.introduce import who_helps
from cardscan.actions.meaning import by_meaning
from cardscan.actions.offer import offering
from cardscan.connections.events.which import last_day
from cardscan.connections.gifts import unwritten
from cardscan.connections.meant import ByMeaning
from cardscan.connections.offers import Offer, Seeking, seeks_of, sought_by
from cardscan.connections.us import is_of
from cardscan.errors import InputError
from cardscan.person import Attendee, Event, Person
from cardscan.store import Store
from cardscan.text.files import text_of

if TYPE_CHECKING:
    from cardscan.connections.events.attendance import Attendance
    from cardscan.connections.events.listed import Listed

_MOST_HELPERS = 2  # told of each
MOST_BYTES = 4 * 1024 * 1024  # of a list


@dataclass(frozen=True, slots=True)
class ListRead:
    """What came of a list."""

    people: int
    new: int
    changed: int
    gone: int


def read_list(store: Store, event: Event, data: bytes, now: datetime, only: bool = False) -> ListRead:
    """Keep who is on a list; `only`: who was on another before, and is not on this one, goes.

    Raises InputError for what is no list, with what to do.
    """
    from cardscan.connections.events.guestlist import read_guests

    if len(data) > MOST_BYTES:
        raise InputError("the list is larger than 4 MB", "take the columns of names and companies alone")
    listed = read_guests(text_of(data))
    return ListRead(len(listed), *store.guests.put(event.id, listed, now, only))


def who_is_listed(store: Store, event: Event) -> "list[Listed]":
    """Say whom each on the lists of an event is taken for, or may be, in the order of the lists."""
    from cardscan.connections.events.listed import listed

    attendees = store.guests.of(event.id)
    found = store.guests.look_up([each for each in attendees if each.person_id is None]) if attendees else {}
    return listed(attendees, found)


def who_will_be_there(store: Store, event: Event) -> "Attendance":
    """Say who of those on the lists of an event is known, what there is between you, and what you can offer them."""
    return attendance_of(store, event, who_is_listed(store, event))


def attendance_of(
    store: Store,
    event: Event,
    everyone: "Sequence[Listed]",
    meaning: ByMeaning | None = None,
    seeks: Seeking = seeks_of,
) -> "Attendance":
    """Say the same of those on its lists, or some, once it is known whom each is taken for.

    meaning: what compares phrases for the rest of a page, too. seeks: what says what people look for, the same.
    """
    from cardscan.connections.events.attendance import Attendance, attendance

    if not everyone:
        return Attendance()
    known = {each.person_id for each in everyone if each.person_id is not None}
    ids = known.union(one.person_id for each in everyone for one in each.maybe)
    people = {each.id: each for each in store.directory.these(ids, placed=False)}
    meaning = meaning or by_meaning(store, (phrase for each in people.values() for phrase in sought_by(each)))
    offer = offering(store, event.date, [replace(unwritten(), text=line) for line in event.give], meaning, seeks)
    helps = _who_helps(store, sorted(known), meaning)

    def offered(one: Person) -> tuple[str, ...]:
        return (*(_told(each, store.user) for each in offer(one)), *helps.get(one.id, ()))

    return attendance(event, everyone, people, offered)


def met_there(store: Store, event: Event, attendee_id: int, person_id: int | None, now: datetime) -> int:
    """Keep that someone on the list was met: someone known, or someone new, who waits for a note. Return their id."""
    return store.guests.meet(attendee_id, person_id, _day_there(event, now.astimezone().date()), now)


def not_known(store: Store, one: "Listed", now: datetime) -> None:
    """Keep that someone on the list is none of those who they are taken for, or may be."""
    people = (one.person_id, *(each.person_id for each in one.maybe))
    store.guests.tell_apart(one.attendee.id, [each for each in people if each is not None], now)


def one_listed(listed: Sequence[Attendee], attendee_id: int) -> Attendee:
    """Find someone on the lists of an event. Raises InputError where nobody is."""
    found = next((each for each in listed if each.id == attendee_id), None)
    if found is None:
        raise InputError(f"nobody on the list has the number {attendee_id}", "cardscan event people EVENT shows all")
    return found


def _day_there(event: Event, today: date) -> date:
    return min(max(today, event.date), last_day(event))


def _told(of: Offer, user: str) -> str:
    """Say what you offer, or another of us, and that it is a guess where it is one."""
    guess = f" ({of.why})" if of.meant else ""
    return f"{'you' if is_of(of.gift.by, user) else of.gift.by}: {of.gift.text}{guess}"


def _who_helps(store: Store, ids: Sequence[int], meaning: ByMeaning) -> dict[int, tuple[str, ...]]:
    """Say who of your people offers what some look for, two for each at most."""
    best: dict[int, list[tuple[int, str]]] = {}
    for match in who_helps(store, ids, meaning):
        found = best.setdefault(match.seeker, [])
        if len(found) < _MOST_HELPERS and match.giver not in ids:
            found.append((match.giver, match.why))
    names = store.directory.called({giver for found in best.values() for giver, _ in found})
    return {
        seeker: tuple(f"{names[giver]}: {words}" for giver, words in found if giver in names)
        for seeker, found in best.items()
    }
