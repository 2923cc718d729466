"""Everyone, by words and filters; and the pictures of their cards."""

import re
from functools import lru_cache
from pathlib import Path
from typing import get_args

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from starlette.exceptions import HTTPException

from cardscan.actions.list_people import Stage, is_at, to_do, wanted
from cardscan.connections.known import known
from cardscan.errors import InputError
from cardscan.export.picture import MOST_PIXELS, leaving, small_jpeg
from cardscan.person import Person
from cardscan.web.desk import desk
from cardscan.web.render import page, status_of

router = APIRouter(include_in_schema=False)

A_PAGE = 60
_STAGES: dict[str, Stage | None] = {"": None, **{stage: stage for stage in get_args(Stage)}}
_CROP = re.compile(r"[0-9a-f]{64}-\d{1,4}(-by-hand)?\.jpg")
_WIDTHS = (360, 480, 720)


@router.get("/people")
def people(
    request: Request, q: str = "", stage: str = "", event: str = "", since: str = "", company: str = "", at: int = 0
) -> HTMLResponse:
    """List everyone, or whom words and filters find."""
    place = desk(request)
    problem: InputError | None = None
    found: list[Person] = []
    at = max(0, at)
    try:
        asked = wanted(
            place.store, place.today(), words=q[:200], event=event or None, since=since or None, company=company[:200]
        )
        by_id = {person.id: person for person in place.book.people()}
        ids = place.serving.wanted(asked)
        standing = {person_id: by_id[person_id] for person_id in ids if person_id in by_id}
        found = [each for each in standing.values() if is_at(each, _STAGES.get(stage))]
    except InputError as error:
        problem = error
    if not q and not problem:
        found.reverse()  # the latest first; by words the likeliest
    shown = found[at : at + A_PAGE]
    return page(
        request,
        "people.html",
        status_of(problem) if problem else 200,
        people=[(known(person), to_do(person)) for person in shown],
        number=len(found),
        anyone=bool(place.book.people()),
        events=sorted(place.book.events(), key=lambda each: each.date, reverse=True),
        asked={"q": q, "stage": stage if stage in _STAGES else "", "event": event, "since": since, "company": company},
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
