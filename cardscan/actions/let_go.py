"""Let go those for whom no note came, file companies, and bring back those who were filed."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from cardscan.connections.dates.spans import NEVER, get_back_on, parse_cadence
from cardscan.connections.letting_go import to_let_go
from cardscan.connections.standing import filed, is_company
from cardscan.errors import InputError
from cardscan.person import Person
from cardscan.store import Store
from cardscan.store.engine import is_read_only

#: How long someone waits for a note, unless the user sets it otherwise.
DEFAULT = "month"
_UNEVEN = timedelta(days=7)  # by so much may a span of months and years be shorter at another time of the year
LET_GO_AFTER = "let go after"  # the name of the setting
_COUNTED_FROM = "waiting counts from"  # a migration sets it


def waiting_ends_after(store: Store) -> str:
    """Say how long someone waits for a note: a span as "6 weeks", or "never"."""
    return store.settings.get(LET_GO_AFTER) or DEFAULT


def end_waiting_after(store: Store, text: str) -> str:
    """Set how long someone waits for a note; return it as stored. Raises InputError for anything but a span."""
    after = parse_cadence(text)
    store.settings.put(LET_GO_AFTER, after)
    return after


def idle(store: Store, now: datetime) -> tuple[Person, ...]:
    """Read those who may have waited too long; `over` decides. now: in the user's zone."""
    today, after = now.date(), waiting_ends_after(store)
    one_later = get_back_on(today, after)
    counted_from = date.fromisoformat(store.settings.get(_COUNTED_FROM) or date.min.isoformat())
    ended = get_back_on(counted_from, after)
    if one_later is None or ended is None or ended > today:
        return ()
    return store.directory.idle(today - (one_later - today) + _UNEVEN)


def over(store: Store, people: Iterable[Person], now: datetime) -> tuple[Person, ...]:
    """List which of these people have waited too long; nobody if the store is read-only. now: in the user's zone."""
    people, after = tuple(people), waiting_ends_after(store)
    if not people or after == NEVER or is_read_only(store.place):
        return ()
    counted_from = date.fromisoformat(store.settings.get(_COUNTED_FROM) or date.min.isoformat())
    return to_let_go(people, now, after, counted_from, store.many.taken_back("let go"))


def end_waiting(store: Store, people: Iterable[Person], now: datetime) -> tuple[Person, ...]:
    """Let go whoever of these people has waited too long, as one change, and return them. now: in the user's zone."""
    gone = over(store, people, now)
    if gone:
        store.many.file([each.id for each in gone], "let go", now)
    return gone


def file_companies(store: Store, ids: Iterable[int], now: datetime) -> tuple[Person, ...]:
    """File cards as companies', so that nothing more is asked. Raises InputError for one that names a person."""
    people = store.many.people(ids)
    for each in people:
        if not is_company(each.contact):
            raise InputError(f"card {each.id} names somebody, or no company", "look at it again")
    store.many.file([each.id for each in people], "company", now)
    return people


def bring_back(store: Store, ids: Iterable[int], now: datetime) -> tuple[Person, ...]:
    """Make people who were filed wait again, and return them; the others stay as they are."""
    back = tuple(each for each in store.many.people(ids) if filed(each))
    store.many.file([each.id for each in back], "waits", now)
    return back


def said(gone: Iterable[Person]) -> str:
    """Say how many people and companies there are: "12 people and 1 company"."""
    gone = tuple(gone)
    companies = sum(is_company(each.contact) for each in gone)
    return said_of(len(gone) - companies, companies)


def said_of(people: int, companies: int) -> str:
    """Say how many people and companies there are: "12 people and 1 company"."""
    counted = (
        f"{people} {'person' if people == 1 else 'people'}" if people else "",
        f"{companies} {'company' if companies == 1 else 'companies'}" if companies else "",
    )
    return " and ".join(filter(None, counted))
