"""The API for photos that are handed in: taking them, the note and the memos that go with one, what came of each."""

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool

from cardscan.actions.handed_note import HandedNote, keep_note
from cardscan.store.uploads import Upload
from cardscan.web.api import PROBLEMS, Body, Text, taken_values
from cardscan.web.desk import desk
from cardscan.web.given import Id
from cardscan.web.handed import handed, people_on
from cardscan.web.intake import take_in, take_memo

router = APIRouter(prefix="/api", tags=["cardscan"])


class NoteOfPhoto(Body):
    """A note that goes with a photo that was handed in."""

    talked: Text = ""
    can_help: Text = ""
    was_talked: Text = ""  # these two: what was sent before in their place
    was_can_help: Text = ""


_TOO_LARGE: dict[int | str, dict[str, Any]] = {
    **PROBLEMS,
    413: {"description": "too large", "content": {"application/json": {}}},
}


def _form(required: str, **properties: dict[str, Any]) -> dict[str, Any]:
    """Describe a form with a file: it is read from the request itself, so that FastAPI does not know of it."""
    schema = {"type": "object", "required": [required], "properties": properties}
    return {"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": schema}}}}


@router.get("/uploads")
def uploads(request: Request) -> list[dict[str, Any]]:
    """List the photos that were handed in last, and what came of each."""
    return [_upload(each.upload) for each in handed(desk(request))]


@router.post(
    "/uploads",
    status_code=202,
    responses=_TOO_LARGE,
    openapi_extra=_form(
        "photos",
        photos={"type": "array", "items": {"type": "string", "format": "binary"}},
        event={"type": "string", "description": "id of the event where you met"},
        once={
            "type": "string",
            "description": "not empty: photos that were handed in before are not listed again",
        },
        changed={
            "type": "array",
            "items": {"type": "integer"},
            "description": "of each photo, when it was changed last: milliseconds since 1970",
        },
    ),
)
async def upload(request: Request) -> list[dict[str, Any]]:
    """Take photos in; they are read in the background."""
    return [_upload(each) for each in await take_in(request)]


@router.get("/uploads/{upload_id}", responses=PROBLEMS)
def one_upload(request: Request, upload_id: Id) -> dict[str, Any]:
    """Say what came of a photo, who is on it, and whether you have met before."""
    return _shot(request, upload_id)


@router.post("/uploads/{upload_id}/note", responses=PROBLEMS)
def note_of_upload(request: Request, upload_id: Id, given: NoteOfPhoto) -> dict[str, Any]:
    """Keep a note with a photo until it is read, then with whoever is on it; the same again adds nothing.

    `note` is null as long as it is not clear of whom it is.
    """
    at = desk(request)
    taken = keep_note(at.store, upload_id, HandedNote(**given.model_dump()), at.now())
    return {**_shot(request, upload_id), "note": taken and taken_values(taken)}


@router.post(
    "/uploads/{upload_id}/memo",
    responses=_TOO_LARGE,
    openapi_extra=_form(
        "memo",
        memo={"type": "string", "format": "binary", "description": "what was said, as a sound"},
        at={"type": "integer", "description": "when: milliseconds since 1970"},
    ),
)
async def memo_of_upload(request: Request, upload_id: Id) -> dict[str, Any]:
    """Keep a memo with a photo until it is read, then with whoever is on it; `new` is false for the same again."""
    new = await take_memo(request, upload_id)
    return {**await run_in_threadpool(_shot, request, upload_id), "new": new}


def _shot(request: Request, upload_id: int) -> dict[str, Any]:
    at = desk(request)
    of = at.serving.upload(upload_id)
    return {**_upload(of), "found": [asdict(each) for each in people_on(at, of)]}


def _upload(of: Upload) -> dict[str, Any]:
    failure = of.failure and {"stage": of.failure.stage, "message": of.failure.message, "advice": of.failure.advice}
    return {"id": of.id, "name": of.name, "at": of.at.isoformat(), "known": of.known, "done": of.done,
            "error": failure, "people": list(of.people), "event_id": of.event_id}  # fmt: skip
