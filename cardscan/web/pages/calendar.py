"""What is due as a calendar that a phone subscribes to, by an address that is a secret and can be taken back."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from starlette.exceptions import HTTPException

from cardscan.actions.calendar import calendar as calendar_now
from cardscan.export.calendar import calendar_of
from cardscan.web.desk import desk
from cardscan.web.given import Text
from cardscan.web.pages.phone import show
from cardscan.web.pairing import TooManyError
from cardscan.web.render import scanned
from cardscan.web.security import client_of

router = APIRouter(include_in_schema=False)


@router.post("/phone/calendar")
def subscribe(request: Request, name: Text = "") -> HTMLResponse:
    """Create an address, and show it: this once, since it is kept as a digest."""
    at = desk(request)
    link = f"{at.site.base}/calendar/{at.pairing.new_calendar(name or 'Calendar', at.store.user)}.ics"
    return show(request, link=link, code=scanned(link) if at.site.lan else "")


@router.get("/calendar/{secret}.ics")
def calendar(request: Request, secret: str) -> Response:
    """Give what is due to who knows the address."""
    at = desk(request)
    try:
        known = at.pairing.admits_calendar(secret[:100], client_of(request))
    except TooManyError as error:
        raise HTTPException(429, "wait a minute") from error
    if not known:
        raise HTTPException(404, "this calendar's address does not exist, or was withdrawn")
    user = known.user or at.store.user
    due = calendar_now(at.store.acting(user), at.now(), user=user).entries
    written = b"".join(calendar_of(due, subscribed=True))
    return Response(written, media_type="text/calendar; charset=utf-8")
