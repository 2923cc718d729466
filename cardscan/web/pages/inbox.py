"""The inbox: those who wait for a check or a note, the newest event first."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from cardscan.actions.let_go import said_of
from cardscan.connections.followup import NAMES_FADE, faded_by, hours_since
from cardscan.connections.standing import is_company, unsure, waits_for_note
from cardscan.person import Person
from cardscan.text.wording import waited
from cardscan.web.desk import at_one_moment, desk
from cardscan.web.render import page
from cardscan.web.waiting import erase_expired, let_go

router = APIRouter(include_in_schema=False)

_TOLD_FROM = 24  # hours
MOST_SHOWN = 60  # more would only be scrolled past; the rest comes up as these are done


@dataclass(frozen=True, slots=True)
class Waiting:
    """Someone who waits, and what for."""

    person: Person
    unsure: int  # fields to check
    note: bool  # a note is to be written
    company: bool  # the card names a company alone, and is to be filed as one's
    begun: bool
    waits: str  # how long it has waited
    fades: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Those of one event, or one day."""

    title: str
    day: date | None
    people: tuple[Waiting, ...]
    more: int = 0


@router.get("/")
@at_one_moment
def inbox(request: Request) -> HTMLResponse:
    """Show who waits."""
    at = desk(request)
    now = at.now()
    erase_expired(at)
    gone = let_go(at)
    shown = [_waiting(person, now) for person in at.store.directory.waiting.people(MOST_SHOWN)]
    groups = [_group(list(people)) for _, people in groupby(shown, key=_where)]
    number = at.store.directory.waiting.number()
    if groups and number > len(shown):
        groups[-1] = replace(groups[-1], more=number - len(shown))
    return page(
        request,
        "inbox.html",
        groups=groups,
        waiting_number=number,
        fading=at.store.directory.waiting.unnoted(faded_by(now)),
        anyone=not at.store.directory.is_empty(),
        gone=gone,
        gone_said=said_of(gone.people, gone.companies) if gone else "",
        asked=len(at.store.phone.deleted()),
    )


def _waiting(person: Person, now: datetime) -> Waiting:
    note, company = waits_for_note(person), is_company(person.contact)
    hours = hours_since(person.meetings[-1].date, now) if person.meetings else 0
    return Waiting(
        person=person,
        unsure=len(unsure(person.contact)) + (not person.contact.fn and not company),
        note=note,
        company=company,
        begun=any(met.unfinished for met in person.meetings),
        waits=waited(hours) if note and hours >= _TOLD_FROM else "",
        fades=note and hours >= NAMES_FADE,
    )


def _where(each: Waiting) -> tuple[str, date | None]:
    met = each.person.meetings[-1] if each.person.meetings else None
    return (met.event, met.date if not met.event else None) if met else ("", None)


def _group(people: list[Waiting]) -> Group:
    met = people[0].person.meetings[-1] if people[0].person.meetings else None
    title = (met.event if met else "") or "Not at an event"
    return Group(title, met.date if met else None, tuple(people))
