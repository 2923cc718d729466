"""Contacts on their way out: a .vcf of one or of all quality connections, a QR code, mails to be sent by the user."""

import io
from itertools import chain

import segno
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response, StreamingResponse

from cardscan.errors import RefusedError
from cardscan.export.book import Passing, book, let_out
from cardscan.export.draft import follow_up
from cardscan.export.files import file_names
from cardscan.export.introduce import introduction
from cardscan.export.outgoing import full_name
from cardscan.export.own import own_templates
from cardscan.export.vcard import MEDIA_TYPE, vcard
from cardscan.person import Person
from cardscan.store import Wanted
from cardscan.web.desk import desk
from cardscan.web.found import everyone, whom
from cardscan.web.given import Filters, Id
from cardscan.web.render import page

router = APIRouter(include_in_schema=False)

MAIL = "message/rfc822"


@router.get("/phone")
def phone(request: Request) -> HTMLResponse:
    """Show the ways to the phone."""
    return show(request)


def show(request: Request, link: str = "", code: str = "") -> HTMLResponse:
    """Show them, with the address of a calendar that was just made."""
    at = desk(request)
    ready = at.store.directory.count(Wanted(stage="quality"))
    return page(
        request,
        "phone.html",
        ready=ready,
        held=at.store.directory.count(Wanted()) - ready,
        calendars=[each for each in at.serving.devices() if each.kind == "calendar"],
        link=link,
        code=code,
    )


@router.get("/contacts.vcf")
def contacts(request: Request, asked: Filters, without_note: bool = False) -> Response:
    """Give quality connections as one file, all or whom words and filters find; everyone, where that is asked for."""
    at = desk(request)
    people = iter(Passing(everyone(at, whom(at, **asked)), without_note))
    if (first := next(people, None)) is None:
        raise RefusedError("there are no quality connections yet", "write a note about someone first")
    return StreamingResponse(
        book(chain([first], people), "short"), media_type=MEDIA_TYPE, headers=_attached("contacts.vcf")
    )


@router.get("/people/{person_id}/card.vcf")
def contact(request: Request, person_id: Id, without_note: bool = False) -> Response:
    """Give one contact, as phones open it."""
    of = let_out(desk(request).store.person(person_id), without_note)
    return as_file(b"".join(book([of], "short")), MEDIA_TYPE, _name(of, ".vcf"))


@router.get("/people/{person_id}/qr.svg")
def code(request: Request, person_id: Id, without_note: bool = False) -> Response:
    """Draw a contact as a QR code: without the picture, which would not fit."""
    of = let_out(desk(request).store.person(person_id), without_note)
    try:
        drawn = segno.make(vcard(of, "none").encode(), micro=False, error="l", boost_error=False)
    except segno.DataOverflowError as error:
        raise RefusedError("this contact does not fit into a QR code", "download the contact instead") from error
    return Response(svg(drawn), media_type="image/svg+xml")


@router.get("/people/{person_id}/follow-up.eml")
def mail(request: Request, person_id: Id) -> Response:
    """Write a follow-up, as a draft for a mail program."""
    at = desk(request)
    of = at.store.person(person_id)
    return as_file(
        follow_up(of, own_templates(), at.today(), others=at.names_besides(of)).mail, MAIL, _name(of, ".eml")
    )


@router.get("/introductions/{seeker_id}/{giver_id}.eml")
def introduce(request: Request, seeker_id: Id, giver_id: Id) -> Response:
    """Write to two people who may be worth introducing, as a draft."""
    at = desk(request)
    seeker, giver = at.store.person(seeker_id), at.store.person(giver_id)
    return as_file(introduction(seeker, giver, own_templates()), MAIL, "introduction.eml")


def svg(code: segno.QRCode) -> bytes:
    """Draw a code, dark on light in either scheme: cameras do not read the opposite."""
    out = io.BytesIO()
    code.save(out, kind="svg", scale=4, border=3, dark="#000", light="#fff", xmldecl=False)
    return out.getvalue()


def as_file(content: str | bytes, kind: str, name: str) -> Response:
    return Response(content, media_type=kind, headers=_attached(name))


def _attached(name: str) -> dict[str, str]:
    plain = name.encode("ascii", "ignore").decode() or "file"
    return {"Content-Disposition": f'attachment; filename="{plain}"'}


def _name(of: Person, suffix: str) -> str:
    return file_names([(full_name(of.contact), of.uid)], suffix)[0].replace('"', "")
