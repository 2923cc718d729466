"""Who is who: the same person or someone else, two sides of one card, meetings, and taking it back."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from cardscan.actions.join_sides import join, suggestions
from cardscan.actions.met_before import called
from cardscan.actions.same_person import both_as_seen, keep_apart, make_one
from cardscan.actions.say_when import say_when
from cardscan.connections.dates.days import parse_day
from cardscan.connections.dates.spans import parse_cadence
from cardscan.connections.seen import all_of, as_seen, fingerprint, meeting_of, when_met
from cardscan.errors import ChangedError, InputError
from cardscan.person import Event, Meeting
from cardscan.web.desk import Desk, desk
from cardscan.web.given import LARGEST_NUMBER, FormId, Id, Text
from cardscan.web.render import done, page

router = APIRouter(include_in_schema=False)


@router.post("/people/{person_id}/same")
def same(
    request: Request, person_id: Id, other: FormId, do: Text = "same", seen: Text = "", seen_other: Text = ""
) -> RedirectResponse:
    """Make one person of two, who is known longer stays; or note that they are two."""
    at = desk(request)
    now = at.now()
    store = at.store.expecting(both_as_seen(seen, seen_other))
    if do == "else":
        keep_apart(store, person_id, other, now)
        return done(request, f"/people/{person_id}", "apart", now)
    keep, gone = sorted((person_id, other))
    return done(request, f"/people/{make_one(store, keep, gone, now).id}", "merged", now)


@router.post("/people/{person_id}/side")
def side(
    request: Request,
    person_id: Id,
    front: FormId,
    back_: Annotated[int, Form(alias="back", ge=1, le=LARGEST_NUMBER)],
    do: Text,
) -> RedirectResponse:
    """Join two sides of a card, or note that they are not."""
    at = desk(request)
    now = at.now()
    if do == "apart":
        keep_apart(at.store, front, back_, now)
        return done(request, f"/people/{person_id}", "apart", now)
    near = suggestions(at.store, person_id)
    sides = next((each for each in near if (each.front.id, each.back.id) == (front, back_)), None)
    if sides is None:
        raise InputError("these cards have changed meanwhile", "look at them again, then repeat your answer")
    return done(request, f"/people/{join(at.store, sides, now).id}", "joined", now)


@router.get("/people/{person_id}/merge")
def whom(request: Request, person_id: Id, q: str = "") -> HTMLResponse:
    """Find the one who is the same person."""
    at = desk(request)
    of = at.store.person(person_id)
    found = [each.person for each in called(at.store, q[:200])] if q.strip() else []
    others = [each for each in found if each.id != of.id]
    return page(request, "merge.html", person=of, q=q, others=others)


@router.post("/meetings/{meeting_id}")
def meeting(
    request: Request, meeting_id: Id, day: Text = "", event: Annotated[str, Form()] = "", place: Text = "",
    do: Text = "save", seen: Text = "",
) -> RedirectResponse:  # fmt: skip
    """Change a meeting as it was `seen`, or say that someone else was met there."""
    at = desk(request)
    now = at.now()
    store = at.store.expecting(as_seen(seen, meeting_of(meeting_id)))
    if do == "split":
        whole = at.serving.met_at(meeting_id)
        return done(request, f"/people/{store.split(whole, meeting_id, now).id}", "parted", now)
    met_then = _meeting(at, meeting_id)
    if seen and fingerprint(when_met(met_then)) != seen:
        raise ChangedError
    chosen = _number(event)
    moved = chosen != met_then.event_id  # the form holds all three, changed or not
    of = say_when(
        at.store,
        met_then,
        now,
        day=parse_day(day, at.today(), past=True),
        event=_event(at, chosen) if moved and chosen else None,
        no_event=moved and chosen is None,
        place=place,
    )
    return done(request, f"/people/{of.id}#meetings", "saved", now)


@router.post("/people/{person_id}/meeting")
def met(
    request: Request, person_id: Id, day: Text, event: Annotated[str, Form()] = "", place: Text = ""
) -> RedirectResponse:
    """Add a meeting of which there is no card."""
    at = desk(request)
    now = at.now()
    when = parse_day(day, at.today(), past=True)
    of = at.store.add_meeting(person_id, when, now, _number(event), " ".join(place.split()))
    return done(request, f"/people/{of.id}#meetings", "added", now)


@router.post("/people/{person_id}/contacted")
def contacted(request: Request, person_id: Id) -> RedirectResponse:
    """Note that you were in touch today."""
    at = desk(request)
    now = at.now()
    of = at.store.add_contacted(person_id, at.today(), now)
    return done(request, f"/people/{of.id}#touch", "contacted", now)


@router.post("/people/{person_id}/cadence")
def cadence(request: Request, person_id: Id, cadence: Text = "", seen: Text = "") -> RedirectResponse:
    """Say how often to get back to someone, where it is as it was `seen`."""
    at = desk(request)
    now = at.now()
    store = at.store.expecting(as_seen(seen, lambda of: of.cadence))
    of = store.set_cadence(person_id, parse_cadence(cadence) if cadence.strip() else "", now)
    return done(request, f"/people/{of.id}#touch", "saved", now)


@router.post("/people/{person_id}/snooze")
def snooze(request: Request, person_id: Id, until: Text = "", seen: Text = "") -> RedirectResponse:
    """Leave someone out of what is due until a day, where it is as it was `seen`."""
    at = desk(request)
    now = at.now()
    store = at.store.expecting(as_seen(seen, lambda of: of.snoozed))
    day = parse_day(until, at.today(), past=False) if until.strip() else None
    return done(request, f"/people/{store.snooze(person_id, day, now).id}#touch", "saved", now)


@router.post("/people/{person_id}/forget")
def forget(request: Request, person_id: Id, sure: Text = "", how: Text = "", seen: Text = "") -> RedirectResponse:
    """Put someone, as they were `seen`, into the trash, from which they can be brought back; or erase them at once."""
    if sure != "yes":
        raise InputError("nobody was forgotten", "tick the box")
    at = desk(request)
    now = at.now()
    store = at.store.expecting(as_seen(seen, all_of))
    if how == "erase":
        store.forget(person_id)
        return done(request, "/", "erased")
    store.trash.put([person_id], now)
    return done(request, "/", "forgotten", now)


@router.post("/undo")
def undo(request: Request, change: FormId, here: Text = "/") -> RedirectResponse:
    """Take back a change, if it is the last one still; lead to whom it was of, where they are still there."""
    at = desk(request)
    taken = at.store.undo(at.now(), change)
    stays = here if here in ("/today", "/people") else "/"
    if here.startswith("/people/") and taken.people:
        stays = f"/people/{taken.people[0]}"
    return done(request, stays, "undone")


def _meeting(at: Desk, meeting_id: int) -> Meeting:
    person = at.store.person(at.serving.met_at(meeting_id))
    return next(each for each in person.meetings if each.id == meeting_id)


def _event(at: Desk, event_id: int) -> Event:
    found = next((each for each in at.store.events() if each.id == event_id), None)
    if found is None:
        raise InputError("there is no such event", "choose one from the list")
    return found


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 9 else None
