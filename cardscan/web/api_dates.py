"""The API for dates of theirs: what is to be asked after, what came of each, one that is in no note."""

from typing import Any, Literal

from fastapi import APIRouter, Request, Response
from starlette.exceptions import HTTPException

from cardscan.connections.dates.duedates import due_day
from cardscan.connections.theirdates import understand
from cardscan.export.readings import date_values
from cardscan.person import TheirDate
from cardscan.web.api import PROBLEMS, Body, Line
from cardscan.web.desk import desk
from cardscan.web.etags import DateSeen, PersonSeen, etag, tagged
from cardscan.web.given import Id

router = APIRouter(prefix="/api", tags=["cardscan"])


class NewDate(Body):
    """A date of theirs; its day may stand in the text."""

    text: Line
    day: Line | None = None


class DateChange(Body):
    """What became of a date of theirs, or which day it is."""

    how: Literal["asked", "dropped", "open"] | None = None
    day: Line | None = None


@router.get("/dates")
def dates(request: Request, everything: bool = False) -> list[dict[str, Any]]:
    """List dates of theirs that are to be asked after, or all, the first at the top; what has no day comes last."""
    store = desk(request).store
    found = store.their_dates.all(everything)
    names = store.directory.called({each.person_id for each in found})
    return [{**_date(each), "person_id": each.person_id, "name": names.get(each.person_id, "")} for each in found]


@router.post("/people/{person_id}/dates", responses=PROBLEMS)
def add(request: Request, store: PersonSeen, person_id: Id, given: NewDate) -> dict[str, Any]:
    """Write down a date of theirs that is in no note."""
    at = desk(request)
    words, day = understand(given.text, given.day, at.today())
    return _date(store.their_dates.add(person_id, words, day, at.now()))


@router.patch("/dates/{date_id}", responses=PROBLEMS)
def change(request: Request, response: Response, store: DateSeen, date_id: Id, given: DateChange) -> dict[str, Any]:
    """Say what became of a date of theirs, or which day it is."""
    if (given.how is None) == (given.day is None):
        raise HTTPException(422, 'give "how" or "day"')
    at = desk(request)
    if given.how:
        changed = store.their_dates.settle(date_id, given.how, at.now())
    else:
        changed = store.their_dates.move(date_id, due_day(given.day or "", at.today()), at.now())
    tagged(response, changed)
    return _date(changed)


def _date(of: TheirDate) -> dict[str, Any]:
    return {**date_values(of), "etag": etag(of)}
