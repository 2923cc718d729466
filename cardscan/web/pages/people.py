"""Everyone, by words and filters; and the pictures of their cards."""

import re
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from starlette.exceptions import HTTPException

from cardscan.actions.list_people import to_do
from cardscan.connections.known import known
from cardscan.errors import InputError
from cardscan.export.picture import leaving
from cardscan.photos.small import MOST_PIXELS, small_jpeg
from cardscan.web.desk import at_one_moment, desk
from cardscan.web.found import NOBODY, some, whom
from cardscan.web.given import Filters, Start
from cardscan.web.render import page, status_of

router = APIRouter(include_in_schema=False)

A_PAGE = 60
_CROP = re.compile(r"[0-9a-f]{64}-\d{1,4}(-by-hand)?\.jpg")
_WIDTHS = (360, 480, 720)


@router.get("/people")
@at_one_moment
def people(request: Request, asked: Filters, start: Start = None) -> HTMLResponse:
    """List everyone, or whom words and filters find, the latest first, by words the likeliest; from `start` on."""
    place = desk(request)
    problem: InputError | None = None
    there = NOBODY
    try:
        there = some(place, whom(place, **asked), start, A_PAGE, newest_first=True)
    except InputError as error:
        problem = error
    return page(
        request,
        "people.html",
        status_of(problem) if problem else 200,
        people=[(known(person), to_do(person)) for person in there.people],
        number=there.number,
        anyone=not place.store.directory.is_empty(),
        us=place.store.directory.us(),
        tags=place.store.directory.tags(),
        events=sorted(place.store.events(), key=lambda each: each.date, reverse=True),
        asked=asked,
        query=urlencode({name: each for name, each in asked.items() if each}),
        following=there.following,
        previous=there.previous,
        problem=problem,
    )


@router.get("/crops/{name}")
def crop(request: Request, name: str, w: int = 0) -> Response:
    """Give the picture of a card, whole or made small."""
    place = desk(request)
    file = place.serving.place.crops / name
    if not _CROP.fullmatch(name) or not file.is_file():
        raise HTTPException(404, "there is no such picture")
    content = _small(file, file.stat().st_mtime_ns, w) if w in _WIDTHS else file.read_bytes()
    return Response(content, media_type="image/jpeg", headers={"Cache-Control": "private, max-age=3600"})


@lru_cache(maxsize=512)
def _small(file: Path, _changed: int, width: int) -> bytes:
    """Make a picture small, as it is since it was changed; it is 20 KB or so."""
    small = leaving(file)
    return small if width == MOST_PIXELS else small_jpeg(small, width)
