"""Memos: what was said of a meeting, to be listened to, added, or removed."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import FileResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from cardscan.actions.add_memo import add_memo
from cardscan.errors import InputError
from cardscan.voice.sounds import KINDS, MOST_BYTES, media_type, sound_of
from cardscan.web.desk import desk
from cardscan.web.forms import Form as Brought
from cardscan.web.forms import read_form
from cardscan.web.given import Id
from cardscan.web.render import done

router = APIRouter(include_in_schema=False)

_LONGEST_ID = 16


@router.get("/memos/{memo_id}")
def memo(request: Request, memo_id: Id) -> Response:
    """Give what was said, whole or the part of it that a player asks for (RFC 9110, 14)."""
    at = desk(request)
    found = at.store.memos.one(memo_id).memo
    file = at.store.memos.file(found)
    if not file.is_file():
        raise HTTPException(404, "this memo is no longer here")
    return FileResponse(file, media_type=media_type(found.file))


@router.post("/people/{person_id}/memo")
async def add(request: Request, person_id: Id) -> RedirectResponse:
    """Keep what was said of a meeting with someone: recorded on the page, or a file."""
    form = await read_form(request, ("meeting",), ("memo",), MOST_BYTES)
    return await run_in_threadpool(_added, request, person_id, form)


def _added(request: Request, person_id: int, form: Brought) -> RedirectResponse:
    if "memo" not in form.files:
        raise InputError("no memo was handed in", KINDS)
    at, (name, data) = desk(request), form.files["memo"]
    now, meeting = at.now(), form.typed.get("meeting", "")
    meeting_id = int(meeting) if meeting.isdecimal() and len(meeting) < _LONGEST_ID else None
    new = add_memo(at.store, at.store.person(person_id), meeting_id, sound_of(data, str(name), now), now)
    at.jobs.look()
    return done(request, f"/people/{person_id}#note", "memo kept" if new else "memo known")


@router.post("/memos/{memo_id}/remove")
def remove(request: Request, memo_id: Id, sure: Annotated[str, Form()] = "") -> RedirectResponse:
    """Erase a memo, and what was written down of it."""
    if sure != "yes":
        raise InputError("nothing was erased", "tick the box to erase the memo")
    at = desk(request)
    of = at.store.memos.one(memo_id)
    at.store.memos.remove(memo_id, at.now())
    return done(request, f"/people/{of.person_id}#note" if of.person_id else "/capture", "erased")
