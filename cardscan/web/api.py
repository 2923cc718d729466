"""The same as JSON, for programs: under /api, with an OpenAPI schema and the same login.

People, promises, events and reports have the shapes that the commands print with --json.
"""

from datetime import date
from itertools import chain
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from cardscan.actions.agenda import due_today
from cardscan.actions.edit_fields import Edit, edited
from cardscan.actions.event_pages import came_of, prepare
from cardscan.actions.guest_lists import who_will_be_there
from cardscan.actions.same_person import keep_apart, make_one
from cardscan.actions.say_when import say_when
from cardscan.actions.take_note import Taken, meeting_of, try_note
from cardscan.connections.dates.days import parse_day
from cardscan.connections.events.report import history
from cardscan.connections.notes.gate import Refusal, judge
from cardscan.connections.notes.parts import Given
from cardscan.connections.promises import day_or_none, promised
from cardscan.connections.standing import filed_away, held_back
from cardscan.connections.us import named
from cardscan.errors import RefusedError
from cardscan.export.book import Passing, book, let_out
from cardscan.export.events import event_json, prep_json, report_json
from cardscan.export.followup import agenda_json
from cardscan.export.readings import date_values, person_values, promise_values
from cardscan.export.vcard import MEDIA_TYPE
from cardscan.person import Event, Person, Promise
from cardscan.store import Change, Stage, Wanted
from cardscan.web.desk import desk
from cardscan.web.etags import PersonSeen, PromiseSeen, etag, tagged
from cardscan.web.found import everyone, some, whom
from cardscan.web.given import LARGEST_NUMBER, Id, Start
from cardscan.web.render import crop_url

router = APIRouter(prefix="/api", tags=["cardscan"])

OtherId = Annotated[int, Field(ge=1, le=LARGEST_NUMBER)]
#: What every answer but a good one looks like.
PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"description": said, "content": {"application/json": {}}}
    for status, said in {
        400: "it cannot be read",
        404: "nobody, or nothing, has that number",
        409: "a rule says no",
        412: "somebody changed it since it had the tag in If-Match; get it again, then repeat your change",
        422: "a value is wrong; `advice` says what to do",
    }.items()
}
Line = Annotated[str, Field(max_length=1000)]
Text = Annotated[str, Field(max_length=10_000)]
PageLength = Annotated[int, Query(ge=1, le=200)]
_NO_DAY = "none"
#: Where a page of promises begins: as the page before says it.
PromiseStart = Annotated[str | None, Query(pattern=rf"^([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}|{_NO_DAY})\.[0-9]{{1,15}}$")]


class Body(BaseModel):
    """What is sent; a name that is not known is refused."""

    model_config = ConfigDict(extra="forbid")


_MOST_DUE = 100  # of each kind


class FieldChanges(Body):
    """Changes of fields: `put` says what a kind is to be, [""] for nothing.

    `change` gives the only value there is of a type, or adds it; the others of its kind stay.
    """

    put: dict[str, list[Line]] = {}
    change: list[tuple[str, Line]] = []
    add: list[tuple[str, Line]] = []
    remove: list[tuple[str, Line]] = []
    accept: bool = False


class NewNote(Body):
    """A note; parts that are not given are those written of that meeting before."""

    talked: Text | None = None
    can_help: Text | None = None
    looks_for: Text | None = None
    offers: Text | None = None
    proud_of: Text | None = None
    remember: Text | None = None
    again: bool | None = None
    meeting: OtherId | None = None


class NewPromise(Body):
    """A promise; its day may stand in the text."""

    text: Line
    due: Line | None = None
    whose: Literal["me", "them"] = "me"


class Settling(Body):
    """What became of a promise, or by which day it is due: "none" for no day."""

    how: Literal["kept", "dropped", "open"] | None = None
    due: Line | None = None


class When(Body):
    """When and where you met; what is not given stays. An `event_id` of 0 is none."""

    date: Line | None = None
    event_id: Annotated[int, Field(ge=0, le=LARGEST_NUMBER)] | None = None
    place: Line | None = None


class Other(Body):
    """Another person."""

    other: OtherId


def _asked(
    request: Request,
    q: Annotated[str, Query(max_length=200)] = "",
    stage: Stage | None = None,
    event: Annotated[str, Query(max_length=200)] = "",
    since: Annotated[str, Query(max_length=60)] = "",
    company: Annotated[str, Query(max_length=200)] = "",
    tag: Annotated[str, Query(max_length=200)] = "",
    met_by: Annotated[str, Query(max_length=200)] = "",
) -> Wanted:
    """Say whom the words and filters of an address ask for."""
    return whom(desk(request), q, stage or "", event, since, company, tag, met_by)


Asked = Annotated[Wanted, Depends(_asked)]


@router.get("/people", responses=PROBLEMS)
def people(request: Request, asked: Asked, start: Start = None, limit: PageLength = 50) -> dict[str, Any]:
    """List people, or whom words and filters find, by words the likeliest first, else in the order they came.

    `number` counts all of them. `next` is the `start` of the page after this one, null on the last.
    """
    there = some(desk(request), asked, start, limit)
    return {"people": [_person(each) for each in there.people], "number": there.number, "next": there.following}


@router.get("/contacts.vcf", responses=PROBLEMS, response_class=Response)
def contacts(request: Request, asked: Asked, without_note: bool = False) -> Response:
    """Give quality connections as vCards 3.0, all or whom words and filters find; `without_note` gives everyone."""
    people = iter(Passing(everyone(desk(request), asked), without_note))
    if (first := next(people, None)) is None:
        raise RefusedError("there are no quality connections among them yet", "give without_note=true for the others")
    return StreamingResponse(book(chain([first], people), "short"), media_type=MEDIA_TYPE)


@router.get("/people/{person_id}", responses=PROBLEMS)
def person(request: Request, response: Response, person_id: Id) -> dict[str, Any]:
    """Give all that is known of someone."""
    of = desk(request).store.person(person_id)
    tagged(response, of)
    return _person(of)


@router.get("/people/{person_id}/card.vcf", responses=PROBLEMS, response_class=Response)
def vcf(request: Request, person_id: Id, without_note: bool = False) -> Response:
    """Give a quality connection as a vCard 3.0; `without_note` gives anyone, as `cardscan export --all` does."""
    of = let_out(desk(request).store.person(person_id), without_note)
    return Response(b"".join(book([of], "short")), media_type=MEDIA_TYPE)


@router.patch("/people/{person_id}/fields", responses=PROBLEMS)
def fields(
    request: Request, response: Response, store: PersonSeen, person_id: Id, given: FieldChanges
) -> dict[str, Any]:
    """Correct fields: remove, then put, then change, then add, then accept."""
    change = Edit(given.put, given.change, given.add, given.remove, given.accept)
    of = store.edit(person_id, lambda contact: edited(contact, change), desk(request).now())
    tagged(response, of)
    return _person(of)


@router.post("/people/{person_id}/judge", responses=PROBLEMS)
def judged(request: Request, person_id: Id, given: NewNote) -> dict[str, Any]:
    """Say whether a note would be taken; nothing is stored."""
    store = desk(request).store
    of = store.person(person_id)
    met = meeting_of(of, given.meeting, store.user)
    event = met.event if met else ""
    verdict = judge(given.talked or "", given.can_help or "", of.contact, event)
    return {"passed": verdict.passed, "refusals": [_refusal(each) for each in verdict.refusals]}


@router.post("/people/{person_id}/notes", responses=PROBLEMS)
def note(request: Request, store: PersonSeen, person_id: Id, given: NewNote) -> dict[str, Any]:
    """Take a note, or say what it lacks: then `taken` is false, and what was written is kept."""
    parts = given.model_dump(exclude={"meeting"})
    return taken_values(try_note(store, person_id, Given(**parts), desk(request).now(), given.meeting))


@router.post("/people/{person_id}/promises", responses=PROBLEMS)
def promise(request: Request, store: PersonSeen, person_id: Id, given: NewPromise) -> dict[str, Any]:
    """Write down a promise."""
    at = desk(request)
    what, day = promised(given.text, given.due, at.today())
    return _promise(store.add_promise(person_id, what, given.whose, day, at.now()))


@router.post("/people/{person_id}/merge", responses=PROBLEMS)
def merge(request: Request, response: Response, store: PersonSeen, person_id: Id, given: Other) -> dict[str, Any]:
    """Make one person of two: this one stays."""
    of = make_one(store, person_id, given.other, desk(request).now())
    tagged(response, of)
    return _person(of)


@router.post("/people/{person_id}/different", responses=PROBLEMS, status_code=204)
def different(request: Request, store: PersonSeen, person_id: Id, given: Other) -> None:
    """Note that two are not one person."""
    keep_apart(store, person_id, given.other, desk(request).now())


@router.patch("/people/{person_id}/meetings/{meeting_id}", responses=PROBLEMS)
def meeting(
    request: Request, response: Response, store: PersonSeen, person_id: Id, meeting_id: Id, given: When
) -> dict[str, Any]:
    """Say when and where you met: with another day, at the event of that day; with another event, on its day."""
    at = desk(request)
    which = next((each for each in store.person(person_id).meetings if each.id == meeting_id), None)
    if which is None:
        raise HTTPException(404, f"there is no meeting {meeting_id} with person {person_id}")
    of = say_when(
        store,
        which,
        at.now(),
        day=parse_day(given.date, at.today(), past=True) if given.date else None,
        event=_event(request, given.event_id) if given.event_id else None,
        no_event=given.event_id == 0,
        place=given.place,
    )
    tagged(response, of)
    return _person(of)


@router.get("/promises", responses=PROBLEMS)
def promises(
    request: Request, everything: bool = False, start: PromiseStart = None, limit: PageLength = 50
) -> dict[str, Any]:
    """List promises, the first that is due first, what has no day last; open ones, or all.

    `number` counts all of them. `next` is the `start` of the page after this one, null on the last.
    """
    directory = desk(request).store.directory
    there = directory.promises(everything, _begins(start) if start else None, limit)
    names = directory.called({each.person_id for each in there.promises})
    listed = [
        {**_promise(each), "person_id": each.person_id, "with": names.get(each.person_id, "")}
        for each in there.promises
    ]
    following = there.following and f"{there.following.due or _NO_DAY}.{there.following.id}"
    return {"promises": listed, "number": there.number, "next": following}


def _begins(start: str) -> tuple[date | None, int]:
    """Read where a page of promises begins: day and id of the first."""
    day, _, number = start.rpartition(".")
    try:
        return None if day == _NO_DAY else date.fromisoformat(day), int(number)
    except ValueError as error:
        raise HTTPException(422, f"start={start}: give what `next` said on the page before") from error


@router.patch("/promises/{promise_id}", responses=PROBLEMS)
def settle(request: Request, response: Response, store: PromiseSeen, promise_id: Id, given: Settling) -> dict[str, Any]:
    """Say what became of a promise, or by which day it is due."""
    if (given.how is None) == (given.due is None):
        raise HTTPException(422, 'give "how" or "due"')
    at = desk(request)
    if given.how:
        made = store.settle_promise(promise_id, given.how, at.now())
    else:
        made = store.set_due(promise_id, day_or_none(given.due or "", at.today()), at.now())
    tagged(response, made)
    return _promise(made)


@router.get("/events")
def events(request: Request) -> Response:
    """List all events by their date."""
    return _list(map(event_json, desk(request).store.events()))


@router.get("/events/{event_id}/prep", responses=PROBLEMS)
def before(request: Request, event_id: Id) -> Response:
    """Give what to read before an event."""
    at = desk(request)
    return _json(prep_json(prepare(at.store, _event(request, event_id)), at.today()))


@router.get("/events/{event_id}/report", responses=PROBLEMS)
def after(request: Request, event_id: Id) -> Response:
    """Give what came of an event."""
    at = desk(request)
    event = _event(request, event_id)
    page = came_of(at.store, event, at.now())
    guests = who_will_be_there(at.store, event).guests
    past = history(at.store.events(), at.store.directory.came_of(), at.now())
    return _json(report_json(page, guests, past, at.today()))


@router.get("/today")
def today(request: Request, mine: bool = False, everyone: bool = False) -> Response:
    """List what is due: promises, dates, notes, whom to get back to; all of it, or what is yours, or nobody's.

    Of each kind the hundred most urgent; where nothing has a day, the few people of the day, or everyone.
    """
    at = desk(request)
    user = named(at.store.user) if mine else ""
    return _list(agenda_json(due_today(at.store, at.now(), user, _MOST_DUE, everyone)[0], at.today()))


@router.get("/undo")
def last_change(request: Request) -> dict[str, Any] | None:
    """Give the change that would be taken back; null where there is none."""
    found = desk(request).store.last_change()
    return _change(found) if found else None


@router.post("/undo", responses=PROBLEMS)
def undo(request: Request, change: Annotated[int | None, Query(ge=1, le=LARGEST_NUMBER)] = None) -> dict[str, Any]:
    """Take back the last change; of one that is named by its id, only if it is the last still."""
    at = desk(request)
    return _change(at.store.undo(at.now(), change))


def _event(request: Request, event_id: int) -> Event:
    found = next((each for each in desk(request).store.events() if each.id == event_id), None)
    if found is None:
        raise HTTPException(404, f"there is no event {event_id}")
    return found


def _person(of: Person) -> dict[str, Any]:
    return {**person_values(of), "crop": crop_url(of) or None, "held_back": held_back(of), "etag": etag(of)}


def _promise(of: Promise) -> dict[str, Any]:
    return {**promise_values(of), "etag": etag(of)}


def _change(of: Change) -> dict[str, Any]:
    return {"id": of.id, "action": of.action, "people": list(of.people), "at": of.at.isoformat()}


def taken_values(taken: Taken) -> dict[str, Any]:
    """Give what came of a note: taken or not, and why."""
    return {
        "taken": not taken.refusals,
        "filed_away": filed_away(taken.person),
        "refusals": [_refusal(each) for each in taken.refusals],
        "promise": taken.promise and promise_values(taken.promise),
        "dates": [date_values(each) for each in taken.dates],
        "undated": taken.undated.message if taken.undated else "",
    }


def _refusal(of: Refusal) -> dict[str, str]:
    return {"part": of.part, "reason": of.reason, "why": of.why, "question": of.question}


def _list(lines: Any) -> Response:
    return _json(f"[{', '.join(lines)}]")


def _json(text: str) -> Response:
    return Response(text, media_type="application/json")
