"""Contacts on a phone: set the account up, answer what was deleted there, take in what was made there."""

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from cardscan.connections.known import on_a_line
from cardscan.dav.addresses import is_loopback
from cardscan.errors import InputError
from cardscan.sync.ours import card_in
from cardscan.vcards.contact import contact_of, is_group
from cardscan.web.addressbook.books import Books
from cardscan.web.addressbook.profile import PROFILE_TYPE, profile, to_davx5
from cardscan.web.addressbook.server import USER
from cardscan.web.desk import desk
from cardscan.web.given import FormId, Id
from cardscan.web.pages.trust import our_authority, payload
from cardscan.web.render import done, page, scanned
from cardscan.web.security import device_of

router = APIRouter(include_in_schema=False)

HERE = "/phone/contacts"
_ORIGIN = "phone"


@dataclass(frozen=True, slots=True)
class Account:
    """What a device is told once, to set its account up."""

    device: str
    base: str
    password: str
    profile: str  # where its profile is, for some minutes
    davx5: str
    code: str  # the same, to be scanned
    comes: bool  # it is an iPhone that asks, and for itself: the profile comes without another tap
    android: bool


@router.get("/phone/contacts")
def contacts(request: Request) -> HTMLResponse:
    """Show how contacts come to the phone, and what is asked about them."""
    return _show(request)


@router.post("/phone/contacts")
def set_up(request: Request, device: FormId) -> HTMLResponse:
    """Make a password for a device, and show it: this once, since it is kept as a digest."""
    at = desk(request)
    password = at.pairing.new_contacts(device)
    if password is None:
        raise InputError("this device is no longer paired", "pair it again under Settings")
    name = next(each.name for each in at.serving.devices() if each.id == device)
    base = _reached_at(request)
    davx5 = to_davx5(base, password)
    ticket = at.pairing.hand_over(password)
    agent, mine = request.headers.get("user-agent", ""), device_of(request)
    comes = any(each in agent for each in ("iPhone", "iPad")) and mine is not None and mine.id == device
    file = f"{HERE}/{ticket}.mobileconfig"
    return _show(request, Account(name, base, password, file, davx5, scanned(davx5), comes, "Android" in agent))


@router.get("/phone/contacts/{ticket}.mobileconfig")
def profile_of(request: Request, ticket: str) -> Response:
    """Give the profile with the password that was just made."""
    password = desk(request).pairing.handed_over(ticket[:100])
    if password is None:
        raise HTTPException(404, "this profile is no longer there: set the contacts up again")
    ours = our_authority(desk(request))
    written = profile(_reached_at(request), password, [payload(ours)] if ours else [])
    headers = {"Content-Disposition": 'attachment; filename="cardscan-contacts.mobileconfig"'}
    return Response(written, media_type=PROFILE_TYPE, headers=headers)


@router.post("/phone/contacts/waiting")
def waiting(request: Request, shown: Annotated[str, Form()] = "") -> RedirectResponse:
    """Have the book of those who wait for a note, or not."""
    desk(request).store.phone.show_waiting(shown == "yes")
    return done(request, f"{HERE}#waiting", "waiting on" if shown == "yes" else "waiting off")


@router.post("/phone/contacts/deleted/{person_id}")
def deleted(request: Request, person_id: Id, there: Annotated[str, Form()] = "") -> RedirectResponse:
    """Answer what is to become of someone who was deleted on a phone."""
    desk(request).store.phone.settle(person_id, there == "yes")
    return done(request, HERE, "on the phone" if there == "yes" else "off the phone")


@router.post("/phone/contacts/made")
def take_in(request: Request, name: Annotated[str, Form(max_length=300)]) -> RedirectResponse:
    """Take in a contact that was made on the phone."""
    at = desk(request)
    made = next((each for each in at.store.phone.made() if each.name == name), None)
    if made is None:
        raise InputError("this contact is no longer there", "reload the list: it may already be taken in")
    now = at.now()
    person_id = at.store.phone.take_in(name, contact_of(card_in(made.card), _ORIGIN), now)
    return done(request, f"/people/{person_id}", "taken in", now)


def _show(request: Request, account: Account | None = None) -> HTMLResponse:
    at = desk(request)
    Books(at).catch_up()
    devices = at.serving.devices()
    with_contacts = {each.of_id: each for each in devices if each.kind == "contacts"}
    phone, mine = at.store.phone, device_of(request)
    made = [(each.name, card) for each in phone.made() if not is_group(card := card_in(each.card))]
    return page(
        request,
        "contacts.html",
        account=account,
        user=USER,
        devices=[each for each in devices if each.kind == "browser"],
        contacts=with_contacts,
        mine=mine and mine.id,
        deleted=phone.deleted(),
        left_out=phone.left_out(),
        made=[(name, on_a_line(contact_of(card, _ORIGIN))) for name, card in made],
        shows_waiting=phone.shows_waiting,
        site=at.site,
    )


def _reached_at(request: Request) -> str:
    """Give the address at which the device is to find us: the one it used, but for that of this machine to itself."""
    used = f"{request.url.scheme}://{request.url.netloc}"
    return desk(request).site.base if is_loopback(urlsplit(used).hostname or "") else used
