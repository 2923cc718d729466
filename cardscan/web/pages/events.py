"""Events: what to read before one, who is met while it lasts, and what came of it."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, Response
from starlette.exceptions import HTTPException

from cardscan.actions.at_event import live
from cardscan.actions.event_pages import came_of, prepare
from cardscan.connections.events.planning import LISTS, planned, unplanned
from cardscan.connections.events.report import Past, charted, history
from cardscan.connections.events.which import earlier_editions, last_day
from cardscan.connections.seen import as_seen, fingerprint
from cardscan.connections.standing import waits_for_note
from cardscan.errors import InputError
from cardscan.export.report import most
from cardscan.person import Event, Person
from cardscan.web.desk import Desk, at_one_moment, desk
from cardscan.web.given import Id, Start, Text
from cardscan.web.render import done, fragment, page, pictures, status_of

router = APIRouter(include_in_schema=False)
T = TypeVar("T")

LONGEST_WORDS = 200  # characters
_MOST = 24  # people, or promises, of a kind: the page of all people shows the others, promises go on page by page
_EVENTS = 10  # on a page
_VIEWS = {"prepare": "event_prep.html.j2", "live": "event_live.html", "report": "event_report.html.j2"}


@router.get("/events")
@at_one_moment
def events(request: Request, start: Start = None) -> HTMLResponse:
    """List events, those to come first, then what came of the others, ten on a page; from `start` on those alone."""
    at = desk(request)
    today = at.today()
    everyone = sorted(at.store.events(), key=lambda each: (each.date, each.id))
    begun = [each for each in reversed(everyone) if each.date <= today]
    here = min(start or 0, max(0, len(begun) - 1) // _EVENTS * _EVENTS)
    past = _history(at, begun[here : here + _EVENTS])
    return page(
        request,
        "events.html",
        coming=[each for each in everyone if last_day(each) >= today] if not here else (),
        before=[each for each in reversed(past) if last_day(each.event) < today],
        past=past,
        most=most(past),
        following=here + _EVENTS if here + _EVENTS < len(begun) else None,
        previous=max(0, here - _EVENTS) if here else None,
    )


@router.get("/events/new")
def new(request: Request) -> HTMLResponse:
    """Show the form of a new event."""
    return page(request, "event_edit.html", event=None, lists=LISTS, typed={})


@router.post("/events")
def add(request: Request, name: Text = "", day: Text = "", last: Text = "", place: Text = "", goal: Text = "",
        impression: Text = "", meet: Text = "", give: Text = "", ask: Text = "",
) -> Response:  # fmt: skip
    """Add an event."""
    at = desk(request)
    now = at.now()
    typed = {"name": name, "day": day, "last": last, "place": place, "goal": goal, "impression": impression,
             "meet": meet, "give": give, "ask": ask}  # fmt: skip
    try:
        added = at.store.add_event(_planned(unplanned(), at.today(), typed), now)
    except InputError as error:
        return page(request, "event_edit.html", status_of(error), event=None, lists=LISTS, typed=typed, problem=error)
    return done(request, f"/events/{added.id}?view=prepare", "event", now)


@router.get("/events/{event_id}")
@at_one_moment
def event(request: Request, event_id: Id, view: str = "", q: str = "", start: Start = None) -> HTMLResponse:
    """Show an event before, while or after it is, by default as the day says; `q` finds on its list."""
    at = desk(request)
    of = one_event(at, event_id)
    view = view if view in _VIEWS else _view_of(of, at.today())
    shown: dict[str, Any] = {"view": view, "event": of}
    if view == "prepare":
        prepared, start = _from(
            start, lambda at_: prepare(at.store, of, most=_MOST, start=at_), lambda page: page.there.known
        )
        known = (each.of for each in prepared.there.known if each.of)
        people = (*prepared.again, *(each for aim in prepared.aims for each in aim.people), *known)
        shown |= {"page": prepared, "served": True, "start": start, "a_page": _MOST}
        shown["editions"] = earlier_editions(of, at.store.events()) if prepared.more else ()
        return page(request, _VIEWS[view], **shown, pictures=_pictures(each.person for each in people))
    if view == "live":
        now_there = live(at.store, of, q[:LONGEST_WORDS], start or 0)
        unnoted = {each.id for each in now_there.people if waits_for_note(each)}
        return page(request, _VIEWS[view], **shown, there=now_there, unnoted=unnoted, q=q[:LONGEST_WORDS])
    came, start = _from(
        start, lambda at_: came_of(at.store, of, at.now(), _MOST, at_), lambda page: (*page.mine, *page.theirs)
    )
    pictured = (each.person for each in (*came.quality, *(one.of for one in came.waiting)))
    shown |= {"page": came, "past": (), "served": True, "start": start, "a_page": _MOST}
    return page(request, _VIEWS[view], **shown, pictures=_pictures(pictured))


@router.get("/events/{event_id}/chart")
@at_one_moment
def chart(request: Request, event_id: Id) -> HTMLResponse:
    """Draw what came of the events up to one: it takes all who were met at ten, so it comes after the page."""
    at = desk(request)
    past = _history(at, charted(at.store.events(), one_event(at, event_id)))
    return fragment("event_chart.html", past=past, most=most(past))


def _from(start: int | None, page: Callable[[int], T], listed: Callable[[T], Sequence[object]]) -> tuple[T, int]:
    """Make a page whose list begins there, and say where it does: from its start, where it has become shorter."""
    made = page(start or 0)
    return (page(0), 0) if start and not listed(made) else (made, start or 0)


def _pictures(people: Iterable[Person]) -> dict[int, str]:
    return pictures({each.id: each for each in people})


@router.get("/events/{event_id}/edit")
def edit(request: Request, event_id: Id) -> HTMLResponse:
    """Show the form of an event."""
    return _form(request, one_event(desk(request), event_id), {})


@router.post("/events/{event_id}")
def change(request: Request, event_id: Id, name: Text = "", day: Text = "", last: Text = "", place: Text = "",
           goal: Text = "", impression: Text = "", meet: Text = "", give: Text = "", ask: Text = "",
           do: Annotated[str, Form()] = "save", seen: Text = "",
) -> Response:  # fmt: skip
    """Change an event as it was `seen`, or remove it: what somebody else changed meanwhile is not overwritten."""
    at = desk(request)
    now = at.now()
    if do == "remove":
        at.store.expecting(as_seen(seen)).remove_event(event_id, now)
        return done(request, "/events", "gone", now)
    typed = {"name": name, "day": day, "last": last, "place": place, "goal": goal, "impression": impression,
             "meet": meet, "give": give, "ask": ask}  # fmt: skip
    try:
        at.store.change_event(event_id, lambda was: _planned(_as_seen(was, seen), at.today(), typed), now)
    except InputError as error:
        return _form(request, one_event(at, event_id), typed, error)
    return done(request, f"/events/{event_id}", "event", now)


def _form(request: Request, of: Event, typed: dict[str, str], problem: InputError | None = None) -> HTMLResponse:
    """Show the form of an event as it is now, with what was typed in it."""
    status = status_of(problem) if problem else 200
    shown = {"event": of, "seen": fingerprint(of), "lists": LISTS, "typed": typed, "problem": problem}
    return page(request, "event_edit.html", status, **shown)


def _as_seen(event: Event, seen: str) -> Event:
    """Give an event that is as the form showed it. Raises InputError where it is not."""
    if seen != fingerprint(event):
        raise InputError(
            "somebody changed this event while you did: nothing was saved",
            "what you typed is below; to see what it says by now, open it in another window; saving again replaces it",
        )
    return event


def _planned(of: Event, today: date, typed: dict[str, str]) -> Event:
    """Put a form into an event; it holds all there is of it, a list as one line each."""
    given: dict[str, Any] = {name: typed[name] for name in ("name", "day", "place", "goal", "impression")}
    given |= {name: typed[name].splitlines() or [""] for name in LISTS}
    return planned(of, today, until=typed["last"], **given)


def _history(at: Desk, events: Sequence[Event]) -> tuple[Past, ...]:
    """Tell what came of each of these events so far."""
    return history(events, at.store.directory.came_of([each.id for each in events]), at.now())


def _view_of(event: Event, today: date) -> str:
    if today < event.date:
        return "prepare"
    return "live" if today <= last_day(event) else "report"


def one_event(at: Desk, event_id: int) -> Event:
    """Find an event. Raises HTTPException 404 where there is none."""
    found = next((event for event in at.store.events() if event.id == event_id), None)
    if found is None:
        raise HTTPException(404, f"there is no event {event_id}")
    return found
