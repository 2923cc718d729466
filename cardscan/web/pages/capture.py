"""The page where photos are handed in, and where what came of each is seen."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from cardscan.actions.edit_fields import Edit, edited
from cardscan.actions.handed_note import settle_all
from cardscan.actions.when_met import occasion, taken
from cardscan.connections.events.which import day_of, held_on, last_day
from cardscan.errors import CardscanError, InputError
from cardscan.model import Contact
from cardscan.person import Event
from cardscan.web.desk import Desk, desk
from cardscan.web.given import Id, Text
from cardscan.web.handed import SHOWN, Progress, how_far
from cardscan.web.intake import MOST_BYTES, take_in
from cardscan.web.render import back, done, page, status_of

router = APIRouter(include_in_schema=False)

_TYPED = ("fn", "org", "tel", "email")  # what may be typed in of a card that could not be read


@router.get("/capture")
def capture(request: Request, event: int | None = None) -> HTMLResponse:
    """Show where photos are handed in, and what came of the last ones."""
    return show(request, event)


@router.get("/offline")
def offline(request: Request) -> HTMLResponse:
    """Show the same without anyone on it, as a phone keeps it for where nothing can be reached."""
    at = desk(request)
    nothing = Progress((), more=False, reading=(), waiting=(), left="", since="")
    return page(
        request,
        "capture.html",
        here="/capture",
        waiting_number=0,
        has_card=at.store.mine.get() is not None,
        notice=None,
        events=_newest_first(at),
        chosen=None,
        progress=nothing,
        trouble=None,
        typed={},
        shown=SHOWN,
        most_bytes=MOST_BYTES,
    )


@router.post("/share")
async def share(request: Request) -> RedirectResponse:
    """Take in photos that another program shares, where the page's own script does not."""
    await take_in(request)
    return back("/capture")


def show(
    request: Request,
    event: int | None = None,
    problem: CardscanError | None = None,
    typed: Mapping[str, Any] | None = None,
) -> HTMLResponse:
    """Show it, with what went wrong and what was typed in of a photo."""
    at = desk(request)
    events = _newest_first(at)
    return page(
        request,
        "capture.html",
        status_of(problem) if problem else 200,
        events=events,
        chosen=event if event is not None else _now(events, at),
        progress=how_far(at, None, SHOWN),
        trouble=at.jobs.trouble,
        problem=problem,
        typed=typed or {},
        has_card=at.store.mine.get() is not None,
        shown=SHOWN,
        most_bytes=MOST_BYTES,
    )


@router.post("/capture")
async def hand_in(request: Request) -> RedirectResponse:
    """Take photos in."""
    taken = await take_in(request)
    event_id = taken[0].event_id if taken else None
    return back("/capture" + (f"?event={event_id}" if event_id else ""))


@router.post("/uploads/{upload_id}/person")
def type_in(
    request: Request, upload_id: Id, fn: Text = "", org: Text = "", tel: Text = "", email: Text = ""
) -> Response:
    """Add who is on a photo that could not be read, as the user reads it."""
    at = desk(request)
    given = dict(zip(_TYPED, (fn, org, tel, email), strict=True))
    try:
        of = at.serving.upload(upload_id)
        contact = edited(Contact(), Edit(add=[(kind, value) for kind, value in given.items() if value.strip()]))
        if not (contact.fn or contact.org):
            raise InputError("the contact has no name", "type the name, or the company")
        when = taken(at.store, at.serving.place.photos / of.file, None, at.now())
        events = at.store.events()
        named = tuple(each for each in events if each.id == of.event_id)
        there = named or held_on(day_of(when.moment), events)
        met = occasion(there[0] if len(there) == 1 else None, when, at.today())
        person_id = at.serving.type_in(upload_id, contact, at.now(), met)
        settle_all(at.store, at.now())
    except InputError as error:
        return show(request, None, error, {"upload": upload_id, **given})
    return done(request, f"/people/{person_id}", "typed")


def _newest_first(at: Desk) -> list[Event]:
    return sorted(at.store.events(), key=lambda each: (each.date, each.id), reverse=True)


def _now(events: list[Event], at: Desk) -> int | None:
    """Give the event of today, where there is one."""
    today = at.today()
    return next((event.id for event in events if event.date <= today <= last_day(event)), None)
