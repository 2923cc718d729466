"""Who will be at an event: a list is handed in, who is who is answered, and who is met is ticked."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, Response
from starlette.concurrency import run_in_threadpool

from cardscan.actions.guest_lists import (
    MOST_BYTES,
    ListRead,
    met_there,
    not_known,
    one_listed,
    read_list,
    who_is_listed,
)
from cardscan.actions.on_list import Row, by_what_is_open, list_page
from cardscan.errors import InputError
from cardscan.person import Event
from cardscan.text.wording import people
from cardscan.web import forms
from cardscan.web.desk import Desk, at_one_moment, desk
from cardscan.web.given import FormIdOrNone, Id, Start
from cardscan.web.pages.events import LONGEST_WORDS, one_event
from cardscan.web.render import done, page, status_of

router = APIRouter(include_in_schema=False)

_LONGEST = 200_000  # characters of a list that is pasted
_KINDS = {"asked": "Is it them?", "known": "Whom you know", "new": "New to you"}


@router.get("/events/{event_id}/people")
@at_one_moment
def attendance(request: Request, event_id: Id, q: str = "", start: Start = None) -> HTMLResponse:
    """Show who is on the lists of an event, who of them may be known, and where a list is handed in; `q` finds."""
    return _shown(request, one_event(desk(request), event_id), q=q[:LONGEST_WORDS], start=start or 0)


@router.post("/events/{event_id}/people")
async def hand_in(request: Request, event_id: Id) -> Response:
    """Keep who is on a list: a file, or what was pasted; the same list again updates."""
    try:
        form = await forms.read_form(request, ("text", "only"), ("file",), MOST_BYTES)
    except InputError as error:
        return await run_in_threadpool(_refused, request, event_id, error)
    return await run_in_threadpool(_taken, request, event_id, form)


def _taken(request: Request, event_id: int, form: forms.Form) -> Response:
    at = desk(request)
    of, now = one_event(at, event_id), at.now()
    data = form.files["file"][1] if "file" in form.files else form.typed.get("text", "").encode()
    try:
        came = read_list(at.store, of, data, now, "only" in form.typed)
    except InputError as error:
        return _shown(request, of, error, form.typed.get("text", ""))
    return done(request, f"/events/{event_id}/people", _said(came), now)


def _refused(request: Request, event_id: int, error: InputError) -> Response:
    return _shown(request, one_event(desk(request), event_id), error)


def _said(came: ListRead) -> str:
    gone = f", {came.gone} gone" if came.gone else ""
    return f"{people(came.people)} on it: {came.new} new, {came.changed} changed{gone}."


@router.post("/events/{event_id}/people/{number}")
def answer(
    request: Request,
    event_id: Id,
    number: Id,
    person: FormIdOrNone = None,
    same: FormIdOrNone = None,
    do: Annotated[str, Form()] = "met",
    here: Annotated[str, Form()] = "",
    q: Annotated[str, Form(max_length=LONGEST_WORDS)] = "",
    start: FormIdOrNone = None,
) -> Response:
    """Keep that someone on the list was met, `person` or someone new; or only who they are, `same`, or are not.

    It leads back to the page of the list that it came from: `here`, the words `q`, `start`.
    """
    at = desk(request)
    of, now = one_event(at, event_id), at.now()
    one_listed(at.store.guests.of(of.id), number)
    if same is not None:
        at.store.guests.identify(number, same, now)
    elif do == "other":
        not_known(at.store, next(each for each in who_is_listed(at.store, of) if each.attendee.id == number), now)
    else:
        met_there(at.store, of, number, person, now)
    path, view = ("/people", "") if here == "people" else ("", "live")
    query = urlencode({name: each for name, each in (("view", view), ("q", q), ("start", start)) if each})
    where = f"/events/{event_id}{path}{'?' if query else ''}{query}#list"
    return done(request, where, "Kept." if same or do == "other" else "Ticked.", now)


def _shown(
    request: Request, of: Event, problem: InputError | None = None, typed: str = "", q: str = "", start: int = 0
) -> HTMLResponse:
    at: Desk = desk(request)
    listed = list_page(at.store, of, q, start, by_what_is_open)
    return page(
        request,
        "event_people.html",
        status_of(problem) if problem else 200,
        event=of,
        view="people",
        list=listed,
        kinds=[(kind, title, [each for each in listed.rows if _kind(each) == kind]) for kind, title in _KINDS.items()],
        q=q,
        problem=problem,
        typed=typed,
        longest=_LONGEST,
    )


def _kind(row: Row) -> str:
    return "known" if row.of else "asked" if row.maybe else "new"
