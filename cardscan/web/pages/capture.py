"""Hand in photos, and see what comes of each: streamed to disk, read in the background."""

import asyncio
import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from secrets import token_hex
from typing import Any, BinaryIO

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException

from cardscan.actions.edit_fields import Edit, edited
from cardscan.connections.events.which import day_there, last_day
from cardscan.errors import CardscanError, InputError
from cardscan.model import Contact
from cardscan.person import Event
from cardscan.photos.formats import AS_JPEG, HEAD, KINDS, LEFT_OUT, READ, SUFFIXES, kind_called, kind_of, suffix_of
from cardscan.store import explained
from cardscan.store.uploads import Arrived, Upload
from cardscan.web.desk import Desk, desk
from cardscan.web.given import Id, Text
from cardscan.web.pages.uploads import SHOWN, how_far
from cardscan.web.render import back, done, page, status_of

router = APIRouter(include_in_schema=False)

MOST_FILES = 500  # in one form; the page's own script sends one after the other, however many there are
MOST_BYTES = 64 << 20  # of one photo; what is larger is no photo of a card
_CHUNK = 1 << 20
_TYPED = ("fn", "org", "tel", "email")  # what may be typed in of a card that could not be read


@router.get("/capture")
def capture(request: Request, event: int | None = None) -> HTMLResponse:
    """Show where photos are handed in, and what came of the last ones."""
    return show(request, event)


def show(
    request: Request,
    event: int | None = None,
    problem: CardscanError | None = None,
    typed: Mapping[str, Any] | None = None,
) -> HTMLResponse:
    """Show it, with what went wrong and what was typed in of a photo."""
    at = desk(request)
    events = sorted(at.book.events(), key=lambda each: (each.date, each.id), reverse=True)
    return page(
        request,
        "capture.html",
        status_of(problem) if problem else 200,
        events=events,
        chosen=event if event is not None else _now(events, at),
        progress=how_far(at, None, SHOWN),
        trouble=at.jobs.trouble,
        problem=problem,
        typed=typed or {},
        shown=SHOWN,
        most_bytes=MOST_BYTES,
    )


@router.post("/capture")
async def hand_in(request: Request) -> RedirectResponse:
    """Take photos in."""
    taken = await take_in(request)
    event_id = taken[0].event_id if taken else None
    return back("/capture" + (f"?event={event_id}" if event_id else ""))


@router.post("/uploads/{upload_id}/person")
def type_in(
    request: Request, upload_id: Id, fn: Text = "", org: Text = "", tel: Text = "", email: Text = ""
) -> Response:
    """Add who is on a photo that could not be read, as the user reads it."""
    at = desk(request)
    given = dict(zip(_TYPED, (fn, org, tel, email), strict=True))
    try:
        of = at.serving.upload(upload_id)
        contact = edited(Contact(), Edit(add=[(kind, value) for kind, value in given.items() if value.strip()]))
        if not (contact.fn or contact.org):
            raise InputError("who is it?", "type the name, or the company")
        event = next((each for each in at.book.events() if each.id == of.event_id), None)
        day = day_there(event, of.at.astimezone(), at.today()) if event else of.at.astimezone().date()
        person_id = at.serving.type_in(upload_id, contact, at.now(), day)
    except InputError as error:
        return show(request, None, error, {"upload": upload_id, **given})
    return done(request, f"/people/{person_id}", "typed")


async def take_in(request: Request) -> list[Upload]:
    """Take the photos of a form in, under `photos`, for the event whose id is under `event`, where there is one.

    Raises InputError for none, or for a file that is no photo: none of them is then taken.
    """
    at = desk(request)
    async with request.form(max_files=MOST_FILES, max_fields=20) as form:
        files = [each for each in form.getlist("photos") if isinstance(each, UploadFile) and each.filename]
        _check(files)
        event_id = _event_id(form, at)
        arrived = [await run_in_threadpool(_arrived, at, each.file, each.filename or "") for each in files]
        taken = [await run_in_threadpool(at.serving.take_in, each, event_id, at.now()) for each in arrived]
        for each in arrived:
            await asyncio.to_thread(each.part.unlink, missing_ok=True)  # of those that were known
    at.jobs.look()
    return taken


def _check(files: list[UploadFile]) -> None:
    if not files:
        raise InputError("no photos were handed in", KINDS)
    for each in files:
        name, kind = each.filename or "", _kind(each.file)
        if left_out := kind if kind in LEFT_OUT else kind_called(name):
            raise InputError(f"one of these is a {left_out} photo, which is not read: nothing was taken", AS_JPEG)
        if not kind and suffix_of(name) not in SUFFIXES:
            raise InputError("one of these is no photo: nothing was taken", KINDS)
        if (each.size or 0) > MOST_BYTES:
            raise HTTPException(413, f"one of these is larger than {MOST_BYTES >> 20} MB: nothing was taken")


def _kind(file: BinaryIO) -> str:
    """Tell what a photo is by its beginning."""
    head = file.read(HEAD)
    file.seek(0)
    return kind_of(head)


def _event_id(form: FormData, at: Desk) -> int | None:
    text = form.get("event")
    if not isinstance(text, str) or not text:
        return None
    found = next((event for event in at.store.events() if str(event.id) == text), None)
    if found is None:
        raise InputError("there is no such event", "choose one that is there")
    return found.id


def _arrived(at: Desk, source: BinaryIO, name: str) -> Arrived:
    """Copy a photo beside its place, private and whole. What it is called is shown, and never a path."""
    folder = at.serving.place.photos
    suffix = READ.get(_kind(source), (suffix_of(name),))[0]
    with explained(folder):
        coming = folder / "coming"
        coming.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = coming / token_hex(16)
        digest = hashlib.sha256()
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            while chunk := source.read(_CHUNK):
                digest.update(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
    shown = "".join(char for char in Path(name).name if char.isprintable())[:120]
    return Arrived(part, digest.hexdigest(), shown, suffix)


def _now(events: list[Event], at: Desk) -> int | None:
    """Give the event of today, where there is one."""
    today = at.today()
    return next((event.id for event in events if event.date <= today <= last_day(event)), None)
