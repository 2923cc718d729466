"""Settings: the devices that were let in, letting in another, what `doctor` finds, the keys."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from cardscan.actions.doctor import Finding, examine
from cardscan.actions.let_go import LET_GO_AFTER, waiting_ends_after
from cardscan.actions.name_order import names_in, put_first
from cardscan.actions.pace import ASK_ABOUT, ASK_AGAIN_AFTER, ask_about, ask_again_after, pace_of
from cardscan.connections.asking import MOST_PEOPLE
from cardscan.connections.dates.spans import NEVER
from cardscan.connections.scripts_first import SETTING
from cardscan.connections.seen import as_seen
from cardscan.text.wording import people
from cardscan.web.desk import desk
from cardscan.web.given import Id, Text
from cardscan.web.pages.trust import our_authority
from cardscan.web.pairing import UNUSED
from cardscan.web.render import done, page, scanned
from cardscan.web.security import device_of

router = APIRouter(include_in_schema=False)

#: How long people wait for a note, as the page offers it.
SPANS = ("2 weeks", "month", "6 weeks", "quarter", "year", NEVER)


#: How long those rest who were left, and how the orders of names are called.
RESTS = ("day", "3 days", "week", "2 weeks", "month", NEVER)
ORDERS = {"printed": "as printed", "latin": "in Latin letters first", "native": "in the other script first"}

#: Pages with devices of their own, and where on them those are.
_BACK = {"/phone": "/phone#calendar", "/phone/contacts": "/phone/contacts"}


@router.get("/more")
def more(request: Request) -> HTMLResponse:
    """List the pages that have no room in a phone's bar."""
    return page(request, "more.html")


@router.get("/settings")
def settings(request: Request) -> HTMLResponse:
    """Show devices, store and keys."""
    return _show(request)


@router.post("/settings/pair")
def pair(request: Request) -> HTMLResponse:
    """Make a link that lets another device in, and a code to scan where a phone could follow it."""
    at = desk(request)
    link = f"{at.site.base}/pair?link={at.pairing.new_link()}"
    return _show(request, link=link, code=scanned(link) if at.site.lan else "")


@router.post("/settings/doctor")
def doctor(request: Request) -> HTMLResponse:
    """Look at readers, libraries and store, in a process of its own: it loads the readers."""
    place = str(desk(request).store.place)
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return _show(request, findings=pool.submit(examine, place, None).result())


@router.post("/devices/{device_id}/out")
def out(request: Request, device_id: Id, here: Annotated[str, Form()] = "") -> RedirectResponse:
    """Throw a device out: it is asked to pair again at once."""
    desk(request).serving.throw_out(device_id)
    return done(request, _BACK.get(here, "/settings"), "out")


@router.post("/devices/{device_id}/user")
def give_to(request: Request, device_id: Id, user: Text = "") -> RedirectResponse:
    """Say who of us uses a device."""
    desk(request).pairing.give_to(device_id, user)
    return done(request, "/settings#devices", "saved")


@router.post("/settings/ask-about")
def how_many(request: Request, number: Annotated[int, Form(ge=0, le=MOST_PEOPLE)], seen: Text = "") -> RedirectResponse:
    """Set how many people a day are asked about, where that is as it was `seen`."""
    ask_about(desk(request).store.expecting(as_seen(seen)), number)
    return done(request, "/settings#asking", "saved")


@router.post("/settings/ask-again-after")
def how_long(request: Request, rest: Text, seen: Text = "") -> RedirectResponse:
    """Set how long those rest who were left, where that is as it was `seen`."""
    ask_again_after(desk(request).store.expecting(as_seen(seen)), rest)
    return done(request, "/settings#asking", "saved")


@router.post("/settings/names")
def names(request: Request, first: Text, seen: Text = "") -> RedirectResponse:
    """Set which of two scripts a name has first, where that is as it was `seen`, and order everyone's so."""
    at = desk(request)
    now = at.now()
    _, number = put_first(at.store, first, now, as_seen(seen))
    said = f"Saved: {people(number)} {'is' if number == 1 else 'are'} called otherwise now." if number else "saved"
    return done(request, "/settings#names", said, now)


def _show(request: Request, link: str = "", code: str = "", findings: tuple[Finding, ...] = ()) -> HTMLResponse:
    at = desk(request)
    after, pace, put = waiting_ends_after(at.store), pace_of(at.store), at.store.settings.get
    mine = device_of(request)
    devices = at.serving.devices()
    return page(
        request,
        "settings.html",
        devices=[each for each in devices if each.kind == "browser"],
        contacts={each.of_id: each for each in devices if each.kind == "contacts"},
        mine=mine and mine.id,
        user=at.store.user,
        link=link,
        code=code,
        findings=findings,
        site=at.site,
        unused=UNUSED,
        place=at.store.place,
        authority=our_authority(at),
        after=after,
        set={each: put(each) for each in (LET_GO_AFTER, ASK_ABOUT, ASK_AGAIN_AFTER, SETTING)},
        spans=tuple(dict.fromkeys((*SPANS, after))),
        pace=pace,
        most=MOST_PEOPLE,
        rests=tuple(dict.fromkeys((*RESTS, pace.rest))),
        order=names_in(at.store),
        orders=ORDERS,
    )
