"""Hand in photos, and see what comes of each: streamed to disk, read in the background."""

import asyncio
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException

from cardscan.connections.events.which import last_day
from cardscan.errors import InputError
from cardscan.person import Event, Person
from cardscan.photos.decode import KINDS
from cardscan.photos.files import SUFFIXES
from cardscan.store.engine import explained
from cardscan.store.uploads import Arrived, Upload
from cardscan.web.desk import Desk, desk
from cardscan.web.given import Id
from cardscan.web.render import back, page

router = APIRouter(include_in_schema=False)

MOST_FILES = 100  # at once
MOST_BYTES = 64 << 20  # of one photo; what is larger is no photo of a card
_SHOWN = 40
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Handed:
    """A photo that was handed in, and who is on it."""

    upload: Upload
    people: tuple[Person, ...]


@router.get("/capture")
def capture(request: Request, event: int | None = None) -> HTMLResponse:
    """Show where photos are handed in, and what came of the last ones."""
    at = desk(request)
    events = sorted(at.book.events(), key=lambda each: (each.date, each.id), reverse=True)
    uploads = handed(at)
    chosen = event if event is not None else _now(events, at)
    return page(
        request,
        "capture.html",
        events=events,
        chosen=chosen,
        uploads=uploads,
        left=sum(not each.upload.done for each in uploads),
        trouble=at.jobs.trouble,
        most_bytes=MOST_BYTES,
        most_files=MOST_FILES,
    )


@router.post("/capture")
async def hand_in(request: Request) -> RedirectResponse:
    """Take photos in."""
    taken = await take_in(request)
    event_id = taken[0].event_id if taken else None
    return back("/capture" + (f"?event={event_id}" if event_id else ""))


@router.post("/uploads/{upload_id}/again")
def again(request: Request, upload_id: Id) -> RedirectResponse:
    """Read a photo again that could not be read."""
    at = desk(request)
    at.serving.try_again(upload_id)
    at.jobs.look()
    return back("/capture", "again")


def handed(at: Desk) -> list[Handed]:
    """List the photos that were handed in last, with who is on them, as far as they still are."""
    uploads = at.serving.uploads(_SHOWN)
    there = {person.id: person for person in at.book.people()}
    return [Handed(each, tuple(there[i] for i in each.people if i in there)) for each in uploads]


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
        if Path(each.filename or "").suffix.lower() not in SUFFIXES:
            raise InputError("one of these is no photo: nothing was taken", KINDS)
        if (each.size or 0) > MOST_BYTES:
            raise HTTPException(413, f"one of these is larger than {MOST_BYTES >> 20} MB: nothing was taken")


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
    suffix = Path(name).suffix.lower()
    shown = "".join(char for char in Path(name).name if char.isprintable())[:120]
    return Arrived(part, digest.hexdigest(), shown, suffix)


def _now(events: list[Event], at: Desk) -> int | None:
    """Give the event of today, where there is one."""
    today = at.today()
    return next((event.id for event in events if event.date <= today <= last_day(event)), None)
