"""Add someone who gave no card: typed, a pasted text, a mail or a vCard that is dropped on the page, with a picture."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from starlette.concurrency import run_in_threadpool

from cardscan.actions.add_people import Result, Told, Where, add_people, in_text, read_file, typed_over
from cardscan.actions.edit_fields import Edit
from cardscan.connections.events.which import last_day
from cardscan.errors import CardscanError, InputError
from cardscan.photos.portrait import portrait
from cardscan.web.desk import Desk, desk
from cardscan.web.forms import read_form
from cardscan.web.render import done, page, status_of

router = APIRouter(include_in_schema=False)

MOST_BYTES = 40 << 20  # of a mail, or a picture
_LONGEST = 50_000  # characters of a text
_TYPED = ("fn", "org", "title", "tel", "email")


@router.get("/add")
def add(request: Request) -> HTMLResponse:
    """Show where someone is added."""
    return _show(request)


@router.post("/add")
async def take(request: Request) -> Response:
    """Add whom a form tells of."""
    try:
        form = await read_form(request, (*_TYPED, "text", "event"), ("file", "picture"), MOST_BYTES)
    except InputError as error:
        return await run_in_threadpool(_show, request, error)
    return await run_in_threadpool(_taken, request, form.typed, form.files)


def _taken(request: Request, given: Mapping[str, str], files: Mapping[str, tuple[Path, bytes]]) -> Response:
    at = desk(request)
    now = at.now()
    try:
        told = _told(given, files)
        where = Where(event=next((each for each in at.store.events() if str(each.id) == given.get("event")), None))
        results = add_people(at.store, told, where, now)
    except InputError as error:
        return _show(request, error, given)
    there = [each for each in results if each]
    if not there:
        return _show(request, InputError("you asked to forget them", "cardscan trash may have them still"), given)
    path = f"/people/{there[0].added.person.id}" if len(there) == 1 else "/"
    return done(request, path, _said(there), now)


def _told(given: Mapping[str, str], files: Mapping[str, tuple[Path, bytes]]) -> tuple[Told, ...]:
    """Read whom they tell of. Raises InputError."""
    told: tuple[Told, ...] = ()
    if "file" in files:
        told += read_file(*files["file"])
    if text := given.get("text", "").strip():
        told += in_text(text[:_LONGEST], "what you pasted")
    typed = [(kind, given[kind]) for kind in _TYPED if given.get(kind, "").strip()]
    if typed or not told:
        put = {kind: (value,) for kind, value in typed if kind in ("fn", "org", "title")}
        told = typed_over(told, Edit(put=put, add=[each for each in typed if each[0] not in put]))
    if "picture" in files:
        if len(told) > 1:
            raise InputError(f"that is {len(told)} people, and one picture", "add each with a picture of their own")
        name, data = files["picture"]
        told = (Told(told[0].contact, told[0].day, portrait(name, data)),)
    return told


def _said(results: list[Result]) -> str:
    if len(results) > 1:
        return f"{len(results)} people added."
    [one] = results
    if not one.added.is_new:
        return "You know them: met once more." if one.added.met else "You know them, and met them that day already."
    return "Added. You may have met before: the inbox asks." if one.maybe else "Added."


def _show(
    request: Request, problem: CardscanError | None = None, given: Mapping[str, Any] | None = None
) -> HTMLResponse:
    at = desk(request)
    return page(
        request,
        "add.html",
        status_of(problem) if problem else 200,
        events=sorted(at.store.events(), key=lambda each: (each.date, each.id), reverse=True),
        chosen=_now(at),
        problem=problem,
        given={**dict.fromkeys((*_TYPED, "text"), ""), **(given or {})},
        longest=_LONGEST,
    )


def _now(at: Desk) -> int | None:
    """Give the event of today, where there is one."""
    today = at.today()
    return next((event.id for event in at.store.events() if event.date <= today <= last_day(event)), None)
