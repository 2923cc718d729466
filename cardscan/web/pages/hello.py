"""The page for whoever scanned someone's card, where they can leave theirs: strangers see nothing else of us."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, Response
from starlette.exceptions import HTTPException

from cardscan.actions.guests import take_in, theirs
from cardscan.connections.known import called
from cardscan.errors import InputError
from cardscan.export.mine import file_of
from cardscan.export.vcard import MEDIA_TYPE
from cardscan.person import Person
from cardscan.store import Store
from cardscan.web.desk import desk
from cardscan.web.network import is_near
from cardscan.web.pairing import TooManyError
from cardscan.web.render import back, plain_page
from cardscan.web.security import client_of

router = APIRouter(include_in_schema=False)

_NOT_HERE = "this page does not exist, or has ended"
_ATTACHED = {"Content-Disposition": 'attachment; filename="contact.vcf"'}
LONGEST_NAME, LONGEST_REACH, LONGEST_LINE = 100, 200, 300


@router.get("/hello/{secret}")
def hello(request: Request, secret: str, left: str = "") -> HTMLResponse:
    """Say whose page it is, and offer to leave a name, a way to reach you, and a line."""
    return _page(secret, _host(request, secret)[1], left=bool(left))


@router.get("/hello/{secret}/card.vcf")
def card(request: Request, secret: str) -> Response:
    """Give the card of whoever showed the code."""
    return Response(file_of(_host(request, secret)[1]), media_type=MEDIA_TYPE, headers=_ATTACHED)


@router.post("/hello/{secret}")
def leave(
    request: Request,
    secret: str,
    name: Annotated[str, Form(max_length=LONGEST_NAME)] = "",
    reach: Annotated[str, Form(max_length=LONGEST_REACH)] = "",
    line: Annotated[str, Form(max_length=LONGEST_LINE)] = "",
) -> Response:
    """Take in what somebody left."""
    store, mine = _host(request, secret)
    at = desk(request)
    try:
        contact = theirs(name, reach, line, mine.contact)
    except InputError as error:
        return _page(
            secret, mine, 422, {"name": name, "reach": reach, "line": line}, f"{error.message}: {error.advice}"
        )
    if not at.visits.may(client_of(request), at.now()):
        raise HTTPException(429, "too much was left here just now: try again in ten minutes")
    take_in(store, contact, at.now())
    return back(f"/hello/{secret}?left=1")


def _host(request: Request, secret: str) -> tuple[Store, Person]:
    """Give the store as whoever showed the code uses it, and their card: to who knows the address, on our networks."""
    at = desk(request)
    if not at.site.lan or not is_near(client_of(request)):
        raise HTTPException(404, _NOT_HERE)
    try:
        known = at.pairing.admits_guest(secret[:100], client_of(request))
    except TooManyError as error:
        raise HTTPException(429, "wait a minute") from error
    store = at.store.acting(known.user) if known and known.user else at.store
    mine = store.mine.get() if known else None
    if mine is None:
        raise HTTPException(404, _NOT_HERE)
    return store, mine


def _page(
    secret: str,
    mine: Person,
    status: int = 200,
    typed: dict[str, str] | None = None,
    problem: str = "",
    left: bool = False,
) -> HTMLResponse:
    given = typed or {"name": "", "reach": "", "line": ""}
    most = {"name": LONGEST_NAME, "reach": LONGEST_REACH, "line": LONGEST_LINE}
    return plain_page(
        "hello.html",
        status,
        secret=secret,
        host=called(mine.contact),
        given=given,
        most=most,
        problem=problem,
        left=left,
    )
