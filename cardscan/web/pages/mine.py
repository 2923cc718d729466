"""My card: set it up, show it as a code that fills the screen, and let whoever scans it leave theirs."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from cardscan.actions.edit_fields import Edit, edited
from cardscan.actions.mine import my_card, set_mine, take_over
from cardscan.connections.known import called
from cardscan.errors import CardscanError, InputError, RefusedError
from cardscan.export.mine import code_of, file_of
from cardscan.export.vcard import MEDIA_TYPE
from cardscan.model import Contact
from cardscan.person import Person
from cardscan.store.devices import Device
from cardscan.web.desk import Desk, desk
from cardscan.web.given import Id, Text
from cardscan.web.pairing import UNUSED
from cardscan.web.render import back, done, page, plain_page, scanned, status_of

router = APIRouter(include_in_schema=False)

HERE = "/me"
#: What may be typed, and what it is called there.
_TYPED = {"fn": "Name", "title": "Title", "org": "Company", "tel": "Phone", "email": "E-mail", "url": "Web"}
_ATTACHED = {"Content-Disposition": 'attachment; filename="me.vcf"'}


@router.get("/me")
def mine(request: Request) -> HTMLResponse:
    """Show my card."""
    return _show(request)


@router.get("/me/code")
def code(request: Request) -> Response:
    """Show the code alone, as large as the screen: what a phone keeps for where nothing can be reached."""
    card = desk(request).store.mine.get()
    if card is None:
        return back(HERE)
    drawn = code_of(card).svg_data_uri(scale=8, border=4, dark="#000", light="#fff")
    return plain_page("my_code.html", name=called(card.contact), code=drawn, vcard=file_of(card).decode())


@router.get("/me/card.vcf")
def contact(request: Request) -> Response:
    """Give my card as a contact."""
    return Response(file_of(my_card(desk(request).store)), media_type=MEDIA_TYPE, headers=_ATTACHED)


@router.post("/me")
def set_up(
    request: Request, fn: Text = "", title: Text = "", org: Text = "", tel: Text = "", email: Text = "", url: Text = ""
) -> Response:
    """Have on my card what was typed; what has no field here stays."""
    at = desk(request)
    given = dict(zip(_TYPED, (fn, title, org, tel, email, url), strict=True))
    try:
        card = at.store.mine.get()
        before = card.contact if card else Contact()
        set_mine(at.store, edited(before, Edit(put={kind: _lines(value) for kind, value in given.items()})), at.now())
    except InputError as error:
        return _show(request, error, given)
    return done(request, HERE, "saved")


@router.post("/me/off")
def off(request: Request) -> RedirectResponse:
    """Have no own card any more; nobody can leave theirs then."""
    at = desk(request)
    at.store.mine.drop()
    at.pairing.end_guests(at.store.user)
    return done(request, HERE, "Your own card is gone.")


@router.post("/people/{person_id}/me")
def that_is_me(request: Request, person_id: Id) -> RedirectResponse:
    """Take someone's card for my own: they are no longer among the people."""
    at = desk(request)
    now = at.now()
    take_over(at.store, person_id, now)
    return done(request, HERE, "That is you: your own card, and nobody among the people any more.")


@router.post("/me/guests")
def let_leave(request: Request) -> HTMLResponse:
    """Make the address at which whoever scans it can leave theirs, and show it: this once."""
    at = desk(request)
    if not at.site.lan:
        raise RefusedError("nobody else can reach this machine", "start cardscan serve --lan")
    my_card(at.store)
    link = f"{at.site.base}/hello/{at.pairing.new_guests(at.store.user)}"
    return _show(request, link=link)


@router.post("/me/guests/end")
def end(request: Request) -> RedirectResponse:
    """Let nobody leave theirs any more."""
    at = desk(request)
    at.pairing.end_guests(at.store.user)
    return done(request, f"{HERE}#guests", "Nobody can leave theirs any more.")


def _show(
    request: Request, problem: CardscanError | None = None, typed: dict[str, str] | None = None, link: str = ""
) -> HTMLResponse:
    at = desk(request)
    card = at.store.mine.get()
    return page(
        request,
        "me.html",
        status_of(problem) if problem else 200,
        problem=problem,
        card=card,
        fits=card is not None and _fits(card),
        fields=[(kind, label, (typed or _values(card))[kind]) for kind, label in _TYPED.items()],
        link=link,
        code=scanned(link) if link else "",
        guests=_guests(at),
        hours=int(UNUSED["guests"].total_seconds() // 3600),
        site=at.site,
    )


def _guests(at: Desk) -> Device | None:
    """Give the address at which others can leave theirs, where one is out."""
    found = (each for each in at.serving.devices() if each.kind == "guests" and each.user == at.store.user)
    return next((each for each in found if not at.pairing.has_ended(each)), None)


def _fits(card: Person) -> bool:
    try:
        code_of(card)
    except RefusedError:
        return False
    return True


def _values(card: Person | None) -> dict[str, str]:
    return {kind: "\n".join(each.value for each in getattr(card.contact, kind)) if card else "" for kind in _TYPED}


def _lines(value: str) -> list[str]:
    return value.splitlines() or [""]
