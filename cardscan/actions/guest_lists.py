"""Who will be at an event: read a list of them, say who of them is known, and who is met."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from cardscan.actions.introduce import who_helps
from cardscan.actions.offer import offering
from cardscan.connections.events.which import last_day
from cardscan.connections.gifts import unwritten
from cardscan.connections.offers import Offer
from cardscan.connections.us import is_of
from cardscan.errors import InputError
from cardscan.person import Attendee, Event, Person
from cardscan.store import Store
from cardscan.text.files import text_of

if TYPE_CHECKING:
    from cardscan.connections.events.attendance import Attendance, Candidate, Guest

_MOST_HELPERS = 2  # told of each
MOST_BYTES = 4 * 1024 * 1024  # of a list


@dataclass(frozen=True, slots=True)
class Listed:
    """What came of a list."""

    people: int
    new: int
    changed: int
    gone: int


def read_list(store: Store, event: Event, data: bytes, now: datetime, only: bool = False) -> Listed:
    """Keep who is on a list; `only`: who was on another before, and is not on this one, goes.

    Raises InputError for what is no list, with what to do.
    """
    from cardscan.connections.events.guestlist import read_guests

    if len(data) > MOST_BYTES:
        raise InputError("the list is larger than 4 MB", "take the columns of names and companies alone")
    listed = read_guests(text_of(data))
    return Listed(len(listed), *store.guests.put(event.id, listed, now, only))


def who_will_be_there(store: Store, event: Event) -> "Attendance":
    """Say who of those on the lists of an event is known, what there is between you, and what you can offer them."""
    from cardscan.connections.events.attendance import Attendance, attendance

    listed, candidates, people = _looked_up(store, event)
    if not listed:
        return Attendance()
    offer = offering(store, event.date, [replace(unwritten(), text=line) for line in event.give])
    helps = _who_helps(store, sorted(people))

    def offered(one: Person) -> tuple[str, ...]:
        return (*(_told(each, store.user) for each in offer(one)), *helps.get(one.id, ()))

    return attendance(event, listed, candidates, people, offered)


def who_is_known(store: Store, event: Event) -> "Attendance":
    """Say who of those on the lists of an event is known, as `who_will_be_there`, but not what you can offer them."""
    from cardscan.connections.events.attendance import attendance

    return attendance(event, *_looked_up(store, event))


def _looked_up(
    store: Store, event: Event
) -> "tuple[Sequence[Attendee], dict[int, list[Candidate]], dict[int, Person]]":
    """Read who is on the lists of an event, whom each of those may be of whom it is not said, and all these people."""
    from cardscan.connections.events.attendance import ASKED, Candidate

    listed = store.guests.of(event.id)
    found = {
        each: [one for one in near if one.likeness.score >= ASKED]
        for each, near in store.guests.look_up([each for each in listed if each.person_id is None]).items()
    }
    ids = {one.person_id for near in found.values() for one in near} | {each.person_id for each in listed} - {None}
    people = {each.id: each for each in store.directory.these(sorted(filter(None, ids)))}
    candidates = {
        each: [Candidate(people[one.person_id], one.likeness) for one in near if one.person_id in people]
        for each, near in found.items()
    }
    return listed, candidates, people


def met_there(store: Store, event: Event, attendee_id: int, person_id: int | None, now: datetime) -> int:
    """Keep that someone on the list was met: someone known, or someone new, who waits for a note. Return their id."""
    return store.guests.meet(attendee_id, person_id, _day_there(event, now.astimezone().date()), now)


def not_known(store: Store, guest: "Guest", now: datetime) -> None:
    """Keep that someone on the list is none of those who they are taken for, or may be."""
    people = (*(each.person for each in guest.maybe), *((guest.of.person,) if guest.of else ()))
    store.guests.tell_apart(guest.attendee.id, [each.id for each in people], now)


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


def _who_helps(store: Store, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Say who of your people offers what some look for, two for each at most."""
    best: dict[int, list[tuple[int, str]]] = {}
    for match in who_helps(store, ids):
        found = best.setdefault(match.seeker, [])
        if len(found) < _MOST_HELPERS and match.giver not in ids:
            found.append((match.giver, match.why))
    names = store.directory.called({giver for found in best.values() for giver, _ in found})
    return {
        seeker: tuple(f"{names[giver]}: {words}" for giver, words in found if giver in names)
        for seeker, found in best.items()
    }
