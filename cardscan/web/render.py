"""Templates to pages: HTML in which all that a card says is escaped, and answers to what a form asked for."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import segno
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request

from cardscan.actions.same_person import as_told_of
from cardscan.connections.dates.taken import DATED
from cardscan.connections.known import called
from cardscan.connections.offers import who_offers
from cardscan.connections.promises import is_open, when
from cardscan.connections.seen import all_of, draft_as_seen, fingerprint, when_met
from cardscan.connections.theirdates import is_open as to_be_asked
from cardscan.connections.us import is_of, told_of
from cardscan.errors import CardscanError, Exit
from cardscan.export.report import TEMPLATES as REPORTS
from cardscan.export.report import add_filters, as_shown
from cardscan.person import Person
from cardscan.web.desk import desk
from cardscan.web.notices import Notice

_HERE = Path(__file__).parent
STATIC = _HERE / "static"

#: What a page says after a form was taken.
SAID = {
    "saved": "Saved.",
    "accepted": "All fields confirmed.",
    "added": "Added.",
    "removed": "Removed.",
    "quality": "A quality connection: this contact now goes to your phone.",
    "undated": "A quality connection. The day in your note is none, or may be two: say under Promises which you mean.",
    "dates": "A quality connection. What your note says of their dates is below: you will be asked to ask how it went.",
    "unclear": "A quality connection. A day of theirs in your note is none, or may be two: say below which you mean.",
    "asked": "Asked: you were in touch.",
    "not theirs": "Not asked after.",
    "filed": "Filed away: kept here, but neither exported nor asked about.",
    "company": "Filed as a company’s: nothing is asked about it any more.",
    "back": "Waiting for your note again.",
    "kept": "Promise kept: that cements a connection.",
    "dropped": "Dropped.",
    "open": "Open again.",
    "promised": "Written down.",
    "gift": "On your list.",
    "given": "Given: a promise kept, which cements a connection.",
    "off the list": "Off the list. To whom it was given stays with them.",
    "noted": "Noted.",
    "merged": "They are one person now.",
    "parted": "They are two people now.",
    "apart": "Someone else. You will not be asked again.",
    "joined": "Joined as front and back of one card.",
    "undone": "Taken back.",
    "contacted": "Noted: you were in touch.",
    "forgotten": "Forgotten: kept in the trash for 30 days, then erased.",
    "erased": "Erased for good.",
    "memo kept": "The memo is kept.",
    "memo known": "This memo was there before, or was removed: it was not added.",
    "out": "Access removed: it can no longer see anything here.",
    "event": "Written down.",
    "gone": "Event removed. The people you met there stay.",
    "paired": "This browser is now paired.",
    "again": "The photo is being read again.",
    "typed": "Added as you typed it.",
    "dismissed": "Photo deleted.",
    "on the phone": "On the phone again at its next sync.",
    "off the phone": "Not on the phone any more; here nothing is gone.",
    "taken in": "Taken in. On the phone nothing changes until a note makes a quality connection.",
    "waiting on": "Those who wait for a note are on the phone at its next sync, in a book of their own.",
    "waiting off": "Those who wait for a note leave the phone at its next sync.",
}


_STATUS = {Exit.INPUT: 422, Exit.WHO: 404, Exit.REFUSED: 409, Exit.SETUP: 503, Exit.STORE: 503}

#: So far those are counted who wait, where it is not said of how many they are: as on the corner of the inbox's icon.
MOST_COUNTED = 1000


def page(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """Make a page of a template."""
    at = desk(request)
    everywhere: dict[str, Any] = {
        "here": request.url.path,
        "today": at.today(),
        "lan": at.site.lan,
        # A script that asks may open the page after all, where it leads elsewhere.
        "notice": at.notices.fetch(request.query_params.get("told", ""), keep="hx-request" in request.headers),
        "problem": None,
        "counted_to": MOST_COUNTED,
    }
    if "waiting_number" not in values:
        everywhere["waiting_number"] = at.store.directory.waiting.number(most=MOST_COUNTED)
    return HTMLResponse(environment().get_template(template).render(everywhere | values), status)


def fragment(template: str, **values: Any) -> HTMLResponse:
    """Make a part of a page."""
    return HTMLResponse(environment().get_template(template).render(values))


def scanned(link: str) -> str:
    """Draw a link as a QR code, for the address of a picture; dark on light in either scheme, as cameras want it."""
    return str(segno.make(link, micro=False).svg_data_uri(scale=5, border=3, dark="#000", light="#fff"))


def back(path: str) -> RedirectResponse:
    """Lead to a page after a form was taken."""
    return RedirectResponse(path, 303)


def done(request: Request, path: str, said: str, moment: datetime | None = None) -> RedirectResponse:
    """Lead to a page, which says once what was done, and offers to take back what was changed at this `moment`.

    said: one of SAID, or words of the page's own.
    """
    at = desk(request)
    last = at.store.last_change() if moment else None
    word = at.notices.leave(Notice(SAID.get(said, said), last.id if last and last.at == moment else None))
    where, mark, anchor = path.partition("#")
    return back(f"{where}{'&' if '?' in where else '?'}told={word}{mark}{anchor}")


def status_of(error: CardscanError) -> int:
    """Give the HTTP status of an error."""
    return _STATUS.get(error.exit_code, 400)


@cache
def environment() -> Environment:
    """Make the environment of the templates; those of event reports are used as they are, in our frame."""
    made = Environment(
        loader=FileSystemLoader([_HERE / "templates", REPORTS]), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, finalize=as_shown,
    )  # fmt: skip
    add_filters(made)
    made.filters |= {
        "called": lambda person: called(person.contact),
        "crop": crop_url,
        "moment": _moment,
        "told_of": told_of,
        "who_offers": who_offers,
        "seen": fingerprint,
        "draft_as_seen": draft_as_seen,
        "as_told": as_told_of,
        "when_met": when_met,
        "all_of": all_of,
        "to_be_asked": to_be_asked,
    }
    made.tests["open"] = is_open
    made.globals |= {"dated": DATED, "static": static_url, "when": when, "is_open": is_open, "is_of": is_of}
    return made


def crop_url(person: Person, width: int = 0) -> str:
    """Give the address of the picture of someone's latest card; "" where there is none."""
    if person.crop is None:
        return ""
    return f"/crops/{person.crop.name}" + (f"?w={width}" if width else "")


def pictures(people: Mapping[int, Person], width: int = 480) -> dict[int, str]:
    """Give the addresses of pictures by people's ids, as event pages want them."""
    return {each: url for each, person in people.items() if (url := crop_url(person, width))}


@cache
def static_url(name: str) -> str:
    """Give the address of a file of ours, which changes with its content, so that it may be kept."""
    return f"/static/{name}?{hashlib.sha256(static_file(name).read_bytes()).hexdigest()[:12]}"


def static_file(name: str) -> Path:
    """Find a file of ours."""
    return REPORTS / name if name == "event.css" else STATIC / name


def _moment(at: datetime) -> str:
    local = at.astimezone()
    return f"{local:%a} {local.day} {local:%b, %H:%M}"


def plain_page(template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """Make a page for someone who is not let in: nothing of the store is in it."""
    return HTMLResponse(environment().get_template(template).render(values), status)
