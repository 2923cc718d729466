"""Which people to list, and what is to be done about each: for the command, and the page that lists them."""

from datetime import date

from cardscan.connections.dates.days import parse_day
from cardscan.connections.events.which import find_event
from cardscan.connections.standing import LET_GO, Standing, filed, is_company, standing, unsure, waits_for_note
from cardscan.connections.us import is_of
from cardscan.errors import InputError
from cardscan.person import Person
from cardscan.store import Stage, Store, Wanted


def wanted(
    store: Store,
    today: date,
    words: str = "",
    event: str | None = None,
    since: str | None = None,
    company: str | None = None,
    tag: str | None = None,
    stage: Stage | None = None,
    met_by: str | None = None,
) -> Wanted:
    """Say whom the user wants to see, as they typed it. Raises InputError for no event, no day, and none of us."""
    return Wanted(
        words=words,
        company=company or "",
        tag=tag or "",
        event_id=find_event(event, store.events()).id if event is not None else None,
        since=parse_day(since, today, past=True) if since is not None else None,
        stage=stage,
        met_by=_one_of_us(store, met_by) if met_by is not None else "",
    )


def _one_of_us(store: Store, name: str) -> str:
    us = store.directory.us()
    if name and any(is_of(each, name) for each in us):
        return name
    who = f"those who did: {', '.join(us)}" if us else "nobody has a name here: CARDSCAN_USER gives you one"
    raise InputError(f"nobody called {name!r} met anyone", who)


def is_at(person: Person, stage: Stage | None) -> bool:
    """Tell whether someone has come so far; None: they need not."""
    if stage is None:
        return True
    if stage == "waiting":
        return waits_for_note(person)
    if stage == "companies":
        return is_company(person.contact)
    if stage == "let-go":
        return filed(person) == LET_GO
    return standing(person) >= (Standing.CEMENTED if stage == "cemented" else Standing.QUALITY)


def to_do(person: Person) -> str:
    """Say in a word or two what is to be done: fields to check, a note to write."""
    company = is_company(person.contact)
    unchecked = len(unsure(person.contact)) + (not person.contact.fn and not company)
    rest = filed(person) or ("note" if waits_for_note(person) else "company?" if company else "")
    return ", ".join(filter(None, (f"check {unchecked}" if unchecked else "", rest)))
