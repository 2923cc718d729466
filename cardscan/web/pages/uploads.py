"""What came of photos that were handed in: which are done and who is on them, which wait, and what to do about others.

A page that shows them asks again and again, and is given only what is new: rows that are there stay as they are, with
whatever is being typed in them.
"""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import FileResponse, HTMLResponse, Response
from starlette.exceptions import HTTPException

from cardscan.actions.handed_note import settle
from cardscan.web.desk import desk
from cardscan.web.given import FormId, Id
from cardscan.web.handed import SHOWABLE, SHOWN, how_far
from cardscan.web.render import done, fragment

router = APIRouter(include_in_schema=False)

_MOST = 1000  # that came to an end between two questions


@router.get("/capture/progress")
def progress(request: Request, since: Annotated[str, Query(max_length=40)] = "") -> HTMLResponse:
    """Give the rows that came to an end since then, and how far the others are: nothing that is there is touched."""
    at = desk(request)
    try:
        after = datetime.fromisoformat(since) if since else None
    except ValueError as error:
        raise HTTPException(422, "this is not a point in time") from error
    made = how_far(at, after, _MOST if after else SHOWN)
    return fragment("capture_progress.html", progress=made, trouble=at.jobs.trouble, typed={}, shown=SHOWN)


@router.post("/uploads/{upload_id}/again")
def again(request: Request, upload_id: Id) -> Response:
    """Read a photo again that could not be read."""
    at = desk(request)
    at.serving.try_again(upload_id)
    at.jobs.look()
    return _gone(request, "again")


@router.post("/uploads/{upload_id}/whose")
def whose(request: Request, upload_id: Id, person: FormId) -> Response:
    """Say of whom the note, or the memo, is that came with a photo of several people."""
    at = desk(request)
    now = at.now()
    taken = settle(at.store, at.serving.upload(upload_id), now, person)
    refused = bool(taken and taken.refusals)
    said = "Kept: the note does not say enough yet." if refused else "It is with them now."
    return done(request, f"/people/{person}#note", said, now)


@router.post("/uploads/{upload_id}/dismiss")
def dismiss(request: Request, upload_id: Id) -> Response:
    """Delete a photo on which nobody was found."""
    desk(request).serving.dismiss(upload_id)
    return _gone(request, "dismissed")


@router.get("/uploads/{upload_id}/photo")
def photo(request: Request, upload_id: Id) -> Response:
    """Give a photo as it was handed in."""
    at = desk(request)
    of = at.serving.upload(upload_id)
    file = at.serving.place.photos / of.file
    if not of.file or not file.is_file():
        raise HTTPException(404, "this photo is no longer here")
    kind = SHOWABLE.get(file.suffix.lower())
    # Whatever it says inside: a browser takes it for a picture, or keeps it as a file.
    return FileResponse(
        file,
        media_type=f"image/{kind}" if kind else "application/octet-stream",
        filename=of.name,
        content_disposition_type="inline" if kind else "attachment",
    )


def _gone(request: Request, said: str) -> Response:
    """Answer that a row is no longer among those that are done: our script takes it away, and asks how far it is."""
    if "hx-request" in request.headers:
        return Response(headers={"HX-Trigger": "handed-in"})
    return done(request, "/capture", said)
