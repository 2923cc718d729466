"""Put pages, API and guard together."""

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, JSONResponse
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from cardscan.errors import CardscanError, ChangedError
from cardscan.processes.pool import Pool
from cardscan.store import Store
from cardscan.store.devices import Device
from cardscan.voice.hearing import Hearing
from cardscan.web import api, api_dates, api_giving, api_photos
from cardscan.web.addressbook.server import AddressBookServer
from cardscan.web.desk import Desk, Site
from cardscan.web.drafts import Drafts
from cardscan.web.jobs import Jobs
from cardscan.web.notices import Notices
from cardscan.web.pages import (
    add,
    attendance,
    calendar,
    capture,
    contacts,
    dates,
    events,
    filing,
    gifts,
    hello,
    identity,
    inbox,
    introduction,
    introductions,
    memos,
    mine,
    pair,
    people,
    person,
    phone,
    piles,
    recall,
    settings,
    today,
    trust,
    uploads,
)
from cardscan.web.pairing import Pairing
from cardscan.web.render import plain_page, static_file, status_of
from cardscan.web.security import Guard
from cardscan.web.transfer import Transfer
from cardscan.web.visits import Visits

_PAGES = (
    inbox,
    piles,
    identity,
    person,
    dates,
    memos,
    filing,
    capture,
    add,
    uploads,
    people,
    events,
    attendance,
    gifts,
    today,
    recall,
    introductions,
    introduction,
    phone,
    contacts,
    calendar,
    settings,
    mine,
    hello,
    pair,
    trust,
)
_STATIC = {
    "app.css": "text/css",
    "event.css": "text/css",
    "app.js": "text/javascript",
    "parts.js": "text/javascript",
    "capture.js": "text/javascript",
    "look.js": "text/javascript",
    "outbox.js": "text/javascript",
    "voice.js": "text/javascript",
    "memo.js": "text/javascript",
    "sw.js": "text/javascript",
    "app.webmanifest": "application/manifest+json",
    "icon-192.png": "image/png",
    "icon-512.png": "image/png",
    "icon-maskable-512.png": "image/png",
    "icon-180.png": "image/png",
    "card.js": "text/javascript",
    "me.js": "text/javascript",
    "piles.js": "text/javascript",
    "htmx-2.0.11.min.js": "text/javascript",
    "icon.svg": "image/svg+xml",
}

_STAY = frozenset({"sw.js", "outbox.js", "app.webmanifest"})

_log = logging.getLogger(__name__)


def make_desk(site: Site, store: Store, pool: Pool, now: Callable[[], datetime], hear: Hearing | None = None) -> Desk:
    """Set up what all pages share."""
    serving = store.serving
    return Desk(
        site=site,
        store=store,
        serving=serving,
        jobs=Jobs(store, serving, pool, now, hear),
        pairing=Pairing(serving, now),
        notices=Notices(),
        drafts=Drafts(),
        visits=Visits(),
        now=now,
    )


def make_app(at: Desk) -> FastAPI:
    """Make the application; photos are read in the background while it runs."""

    @asynccontextmanager
    async def running(_app: FastAPI) -> AsyncIterator[None]:
        at.jobs.start()
        yield
        await run_in_threadpool(at.jobs.stop)

    app = FastAPI(
        title="cardscan",
        summary="Cards, people, notes and promises, under the rules of the commands.",
        version="1",
        openapi_url="/api/openapi.json",
        docs_url=None,  # they load scripts from elsewhere
        redoc_url=None,
        lifespan=running,
    )
    app.state.desk = at
    app.include_router(api.router)
    app.include_router(api_photos.router)
    app.include_router(api_dates.router)
    app.include_router(api_giving.router)
    for each in _PAGES:
        app.include_router(each.router)
    app.router.routes.extend(AddressBookServer(at).routes())
    app.add_api_route("/static/{name}", _static, include_in_schema=False)
    app.add_exception_handler(CardscanError, _refused)
    app.add_exception_handler(HTTPException, _failed)
    app.add_exception_handler(RequestValidationError, _misunderstood)
    app.add_exception_handler(Exception, _broken)

    async def admits(secret: str) -> Device | None:
        return await run_in_threadpool(at.pairing.admits, secret)

    async def threw_out(secret: str) -> bool:
        return await run_in_threadpool(at.pairing.threw_out, secret)

    app.add_middleware(Transfer)  # within the guard: who is let in is asked before anything is pressed
    app.add_middleware(Guard, hosts=at.site.hosts, cookie=at.site.cookie, admits=admits, threw_out=threw_out)
    return app


def _static(name: str) -> Response:
    if name not in _STATIC:
        raise HTTPException(404, "there is no such file")
    # The address has a digest of the content in it, but for what a browser finds by a name that stays.
    keep = "no-cache" if name in _STAY else "public, max-age=31536000, immutable"
    headers = {"Cache-Control": keep, "Service-Worker-Allowed": "/"}
    return FileResponse(static_file(name), media_type=_STATIC[name], headers=headers)


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, CardscanError)  # noqa: S101 - as it is registered
    unmet = isinstance(error, ChangedError) and "if-match" in request.headers
    return _answer(request, 412 if unmet else status_of(error), error.message, error.advice)


def _failed(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - as it is registered
    said = {404: "There is no such page", 405: "This page does not do that"}.get(error.status_code, "")
    return _answer(request, error.status_code, said or error.detail, error.detail if said else "")


def _misunderstood(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - as it is registered
    missing = ", ".join(sorted({str(each["loc"][-1]) for each in error.errors()}))
    return _answer(request, 422, "some values are missing or wrong", f"check: {missing}")


def _broken(request: Request, error: Exception) -> Response:
    # Where it happened, and what; not what was in it, which is about people.
    _log.error("%s in %s", type(error).__name__, request.scope["route"].path if "route" in request.scope else "?")
    return _answer(
        request, 500, "something went wrong", "This is a fault in cardscan. Nothing that was stored is lost."
    )


def _answer(request: Request, status: int, message: str, advice: str) -> Response:
    if request.url.path.startswith("/api"):
        return JSONResponse({"error": message, "advice": advice}, status)
    return plain_page("problem.html", status, title=message[:1].upper() + message[1:], advice=advice)
