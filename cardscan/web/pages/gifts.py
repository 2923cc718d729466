"""What you can give: the list, and to whom it was given."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, Response

from cardscan.actions.given import given as given_to
from cardscan.connections.gifts import unwritten, written
from cardscan.connections.seen import as_seen
from cardscan.errors import CardscanError, ChangedError, InputError
from cardscan.person import Gift
from cardscan.web.desk import desk
from cardscan.web.given import FormId, Id, Text
from cardscan.web.render import done, page, status_of

router = APIRouter(include_in_schema=False)


@router.get("/gifts")
def gifts(request: Request) -> HTMLResponse:
    """Show the list."""
    return _list(request)


@router.post("/gifts")
def add(request: Request, text: Text = "", tags: Text = "", until: Text = "") -> Response:
    """Add something to the list."""
    at = desk(request)
    now = at.now()
    try:
        at.store.gifts.add(written(unwritten(), at.today(), text, until, tags.split(",")), now)
    except InputError as error:
        return _list(request, error, key="new", text=text, tags=tags, until=until)
    return done(request, "/gifts", "gift", now)


@router.post("/gifts/{gift_id}")
def change(
    request: Request,
    gift_id: Id,
    text: Text = "",
    tags: Text = "",
    until: Text = "",
    do: Annotated[str, Form()] = "save",
    seen: Text = "",
) -> Response:
    """Change something on the list as it was `seen`, or take it off."""
    at = desk(request)
    now = at.now()
    list_seen = at.store.expecting(as_seen(seen)).gifts
    try:
        if do == "remove":
            list_seen.remove(gift_id, now)
            return done(request, "/gifts", "off the list", now)
        list_seen.change(gift_id, lambda of: written(of, at.today(), text, _new(until, of), tags.split(",")), now)
    except (InputError, ChangedError) as error:
        return _list(request, error, key=gift_id, text=text, tags=tags, until=until)
    return done(request, "/gifts", "saved", now)


@router.post("/people/{person_id}/given")
def given(request: Request, person_id: Id, gift: FormId) -> Response:
    """Note that someone was given something of the list today."""
    at = desk(request)
    now = at.now()
    made = at.store.gifts.give(gift, person_id, now, now)
    return done(request, f"/people/{made.person_id}#gifts", "given", now)


def _new(until: str, of: Gift) -> str | None:
    """Give the last day where it was typed anew: one that has passed may stay as it is."""
    return None if of.until and until.strip() == of.until.isoformat() else until


def _list(request: Request, problem: CardscanError | None = None, **typed: Any) -> HTMLResponse:
    at = desk(request)
    kept, names = given_to(at.store)
    return page(
        request,
        "gifts.html",
        status_of(problem) if problem else 200,
        gifts=[(each, kept.get(each.id, ())) for each in at.store.gifts.all()],
        names=names,
        user=at.store.user,
        typed={"key": "", **typed},
        problem=problem,
    )
