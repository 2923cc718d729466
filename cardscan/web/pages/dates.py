"""Dates of theirs: written down, asked after, put off; each form changes one thing and leads back."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from cardscan.connections.dates.duedates import due_day
from cardscan.connections.seen import as_seen, date_of
from cardscan.connections.theirdates import understand
from cardscan.errors import InputError
from cardscan.web.desk import desk
from cardscan.web.given import Id, Text
from cardscan.web.pages.person import show
from cardscan.web.render import done

router = APIRouter(include_in_schema=False)

_SAID = {"asked": "asked", "dropped": "not theirs", "open": "open"}


@router.post("/people/{person_id}/date")
def add(request: Request, person_id: Id, text: Text, day: Text = "") -> Response:
    """Write down a date of theirs; its day may stand in the text."""
    at = desk(request)
    try:
        words, on = understand(text, day or None, at.today())
    except InputError as error:
        return show(request, at.store.person(person_id), error, {"their_date": text, "their_day": day})
    now = at.now()
    at.store.their_dates.add(person_id, words, on, now)
    return done(request, f"/people/{person_id}#dates", "promised", now)


@router.post("/dates/{date_id}")
def settle(
    request: Request, date_id: Id, how: Annotated[str, Form()], here: Text = "", seen: Text = ""
) -> RedirectResponse:
    """Say that you asked how it went, that it is no date of theirs, or is open again, where it is as it was `seen`."""
    if how not in ("asked", "dropped", "open"):
        raise InputError(f"{how!r} is nothing that becomes of a date", "choose asked, dropped or open")
    at = desk(request)
    now = at.now()
    settled = at.store.expecting(as_seen(seen, date_of(date_id))).their_dates.settle(date_id, how, now)  # type: ignore[arg-type]  # just looked at
    return done(request, "/today" if here == "/today" else f"/people/{settled.person_id}#dates", _SAID[how], now)


@router.post("/dates/{date_id}/day")
def move(request: Request, date_id: Id, day: Text, seen: Text = "") -> RedirectResponse:
    """Say which day it is, where it is as it was `seen`."""
    at = desk(request)
    now = at.now()
    moved = at.store.expecting(as_seen(seen, date_of(date_id))).their_dates.move(date_id, due_day(day, at.today()), now)
    return done(request, f"/people/{moved.person_id}#dates", "saved", now)
