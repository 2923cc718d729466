"""Memos: what was said of a meeting, to be listened to, or removed."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import FileResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from cardscan.errors import InputError
from cardscan.voice.sounds import media_type
from cardscan.web.desk import desk
from cardscan.web.given import Id
from cardscan.web.render import done

router = APIRouter(include_in_schema=False)


@router.get("/memos/{memo_id}")
def memo(request: Request, memo_id: Id) -> Response:
    """Give what was said, whole or the part of it that a player asks for (RFC 9110, 14)."""
    at = desk(request)
    found = at.store.memos.one(memo_id).memo
    file = at.store.memos.file(found)
    if not file.is_file():
        raise HTTPException(404, "this memo is no longer here")
    return FileResponse(file, media_type=media_type(found.file))


@router.post("/memos/{memo_id}/remove")
def remove(request: Request, memo_id: Id, sure: Annotated[str, Form()] = "") -> RedirectResponse:
    """Erase a memo, and what was written down of it."""
    if sure != "yes":
        raise InputError("nothing was erased", "tick the box to erase the memo")
    at = desk(request)
    of = at.store.memos.one(memo_id)
    at.store.memos.remove(memo_id, at.now())
    return done(request, f"/people/{of.person_id}#note" if of.person_id else "/capture", "erased")
