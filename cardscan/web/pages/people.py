"""Everyone, by words and filters; and the pictures of their cards."""

import re
from functools import lru_cache
from pathlib import Path
from typing import get_args
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from starlette.exceptions import HTTPException

from cardscan.actions.list_people import tags, to_do
from cardscan.connections.known import known
from cardscan.errors import InputError
from cardscan.export.picture import leaving
from cardscan.person import Person
from cardscan.photos.small import MOST_PIXELS, small_jpeg
from cardscan.store import Stage
from cardscan.web.desk import desk
from cardscan.web.found import found
from cardscan.web.render import page, status_of

router = APIRouter(include_in_schema=False)

A_PAGE = 60
STAGES: dict[str, Stage | None] = {"": None, **{stage: stage for stage in get_args(Stage)}}
_CROP = re.compile(r"[0-9a-f]{64}-\d{1,4}(-by-hand)?\.jpg")
_WIDTHS = (360, 480, 720)


@router.get("/people")
def people(
    request: Request,
    q: str = "",
    stage: str = "",
    event: str = "",
    since: str = "",
    company: str = "",
    tag: str = "",
    met_by: str = "",
    at: int = 0,
) -> HTMLResponse:
    """List everyone, or whom words and filters find."""
    place = desk(request)
    problem: InputError | None = None
    there: list[Person] = []
    at = max(0, at)
    asked = {"q": q[:200], "stage": stage if stage in STAGES else "", "event": event, "since": since,
             "company": company[:200], "tag": tag[:200], "met_by": met_by[:200]}  # fmt: skip
    try:
        there = found(place, **{**asked, "stage": STAGES[asked["stage"]]})  # type: ignore[arg-type]
    except InputError as error:
        problem = error
    if not q and not problem:
        there.reverse()  # the latest first; by words the likeliest
    shown = there[at : at + A_PAGE]
    return page(
        request,
        "people.html",
        status_of(problem) if problem else 200,
        people=[(known(person), to_do(person)) for person in shown],
        number=len(there),
        anyone=bool(place.book.people()),
        us=place.store.directory.us(),
        tags=place.book.derive("tags", tags),
        events=sorted(place.book.events(), key=lambda each: each.date, reverse=True),
        asked=asked,
        query=urlencode({name: each for name, each in asked.items() if each}),
        at=at,
        size=A_PAGE,
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
