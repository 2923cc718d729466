"""Filing: mark a card as a company's, let go of people, bring them back."""

from datetime import datetime

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse

from cardscan.actions.let_go import bring_back, end_waiting_after, file_companies
from cardscan.connections.seen import as_seen
from cardscan.errors import InputError
from cardscan.web.desk import desk
from cardscan.web.given import Id, Text
from cardscan.web.render import done

router = APIRouter(include_in_schema=False)


@router.post("/people/{person_id}/file")
def file(request: Request, person_id: Id, do: Text, seen: Text = "") -> RedirectResponse:
    """File a card, as it was `seen`, as a company's, or ask about someone again."""
    at = desk(request)
    now = at.now()
    of = at.store.person(person_id)
    if do == "company":
        file_companies(at.store.expecting(as_seen(seen, lambda of: of.contact)), [of.id], now)
    elif do == "waits":
        bring_back(at.store, [of.id], now)
    else:
        raise InputError(f"nobody can be filed as {do!r}", "choose company or waits")
    return done(request, f"/people/{of.id}", "company" if do == "company" else "back", now)


@router.post("/let-go/back")
def back(request: Request, since: Text, until: Text) -> RedirectResponse:
    """Bring back those who were let go in a while, as the page said it: not who was since."""
    at = desk(request)
    now = at.now()
    try:
        first, last = map(datetime.fromisoformat, (since, until))
    except ValueError as error:
        raise InputError("nobody was brought back", "reload the page, and try again") from error
    bring_back(at.store, at.store.directory.waiting.ids_let_go(first, last), now)
    return done(request, "/", "back", now)


@router.post("/settings/let-go")
def let_go_after(request: Request, after: Text, seen: Text = "") -> RedirectResponse:
    """Set how long people wait for a note, where it is as it was `seen`."""
    end_waiting_after(desk(request).store.expecting(as_seen(seen)), after)
    return done(request, "/settings#waiting", "saved")
