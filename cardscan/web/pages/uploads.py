"""What came of photos that were handed in: which are done and who is on them, which wait, and what to do about others.

A page that shows them asks again and again, and is given only what is new: rows that are there stay as they are, with
whatever is being typed in them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import FileResponse, HTMLResponse, Response
from starlette.exceptions import HTTPException

from cardscan.person import Person
from cardscan.store.uploads import Upload
from cardscan.text.wording import about
from cardscan.web.desk import Desk, desk
from cardscan.web.given import Id
from cardscan.web.render import done, fragment

router = APIRouter(include_in_schema=False)

SHOWN = 40  # of those that are done, and of those that wait
_MOST = 1000  # that came to an end between two questions
#: Pictures that browsers show, so that someone can look at one that could not be read. Others are handed out as files.
_SHOWABLE = {".jpg": "jpeg", ".jpeg": "jpeg", ".png": "png", ".webp": "webp", ".gif": "gif", ".avif": "avif",
             ".bmp": "bmp"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Handed:
    """A photo that was handed in, and who is on it."""

    upload: Upload
    people: tuple[Person, ...]

    @property
    def picture(self) -> str:
        """Give the address of the photo, where a browser can show it; else ""."""
        return f"/uploads/{self.upload.id}/photo" if Path(self.upload.file).suffix.lower() in _SHOWABLE else ""


@dataclass(frozen=True, slots=True)
class Progress:
    """Those that came to an end after a moment, the last first, and how far the others are."""

    done: tuple[Handed, ...]
    more: bool  # there are some that came to an end before, and are not listed
    reading: tuple[Upload, ...]
    waiting: tuple[Upload, ...]
    left: str  # how long it takes, about; "" where that is not known
    since: str  # the moment from which to ask again


@router.get("/capture/progress")
def progress(request: Request, since: Annotated[str, Query(max_length=40)] = "") -> HTMLResponse:
    """Give the rows that came to an end since then, and how far the others are: nothing that is there is touched."""
    at = desk(request)
    try:
        after = datetime.fromisoformat(since) if since else None
    except ValueError as error:
        raise HTTPException(422, "this is no moment") from error
    made = how_far(at, after, _MOST)
    return fragment("capture_progress.html", progress=made, trouble=at.jobs.trouble, typed={}, shown=SHOWN)


@router.post("/uploads/{upload_id}/again")
def again(request: Request, upload_id: Id) -> Response:
    """Read a photo again that could not be read."""
    at = desk(request)
    at.serving.try_again(upload_id)
    at.jobs.look()
    return _gone(request, "again")


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
        raise HTTPException(404, "this photo is here no longer")
    kind = _SHOWABLE.get(file.suffix.lower())
    # Whatever it says inside: a browser takes it for a picture, or keeps it as a file.
    return FileResponse(
        file,
        media_type=f"image/{kind}" if kind else "application/octet-stream",
        filename=of.name,
        content_disposition_type="inline" if kind else "attachment",
    )


def how_far(at: Desk, after: datetime | None, limit: int) -> Progress:
    """Say which photos came to an end after a moment, `limit` of them at most, and how far the others are."""
    being_read, waiting = at.jobs.reading, at.serving.waiting()
    done = at.serving.finished(after, limit + 1)
    newest = done[0].finished if done else after
    return Progress(
        done=tuple(_with_people(at, done[:limit])),
        more=len(done) > limit,
        reading=tuple(each for each in waiting if each.file in being_read),
        waiting=tuple(each for each in waiting if each.file not in being_read),
        left=about(at.jobs.pace * len(waiting)) if waiting and at.jobs.pace else "",
        since=newest.isoformat() if newest else "",
    )


def handed(at: Desk) -> list[Handed]:
    """List the photos that were handed in last, with who is on them, as far as they still are."""
    return _with_people(at, at.serving.uploads(SHOWN))


def _with_people(at: Desk, uploads: Sequence[Upload]) -> list[Handed]:
    there = {person.id: person for person in at.book.people()}
    return [Handed(each, tuple(there[i] for i in each.people if i in there)) for each in uploads]


def _gone(request: Request, said: str) -> Response:
    """Answer that a row is no longer among those that are done: our script takes it away, and asks how far it is."""
    if "hx-request" in request.headers:
        return Response(headers={"HX-Trigger": "handed-in"})
    return done(request, "/capture", said)
