"""An introduction of two people: its mails as drafts, what each answered, and how it went."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, Response

from cardscan.actions.introducing import Step, next_step, note_answer, note_done, note_heard
from cardscan.connections.introducing import MOST_ASKED, Answer, Course, course_with
from cardscan.errors import CardscanError, InputError, RefusedError
from cardscan.export.own import own_templates
from cardscan.person import Person
from cardscan.web.desk import Desk, desk
from cardscan.web.given import LARGEST_NUMBER, FormIdOrNone, Id, Text
from cardscan.web.pages.phone import MAIL, as_file
from cardscan.web.render import done, page, status_of

router = APIRouter(include_in_schema=False)

Again = Annotated[bool, Query()]
To = Annotated[int | None, Query(ge=1, le=LARGEST_NUMBER)]


@router.get("/introductions/{seeker_id}/with/{giver_id}")
def introduction(request: Request, seeker_id: Id, giver_id: Id, again: Again = False) -> HTMLResponse:
    """Show how far an introduction has come, and what is next; `again`: whoever has not answered may be asked anew."""
    return _shown(request, seeker_id, giver_id, again)


@router.get("/introductions/{seeker_id}/with/{giver_id}/mail.eml")
def mail(request: Request, seeker_id: Id, giver_id: Id, to: To = None, again: Again = False) -> Response:
    """Give a mail of what is next, as a draft: `to` one of the two, or to both. It notes nothing."""
    at = desk(request)
    step = _next(at, *_pair(at, seeker_id, giver_id), again)
    found = next((each for each in step.mails if {to or seeker_id} <= {of.id for of in each.to}), None)
    if found is None:
        raise HTTPException(404, "there is no such mail any more")
    return as_file(found.draft.mail, MAIL, "introduction.eml")


@router.post("/introductions/{seeker_id}/with/{giver_id}")
def change(
    request: Request,
    seeker_id: Id,
    giver_id: Id,
    do: Annotated[str, Form()],
    who: FormIdOrNone = None,
    words: Text = "",
    again: Annotated[bool, Form()] = False,
) -> Response:
    """Note that the mails of what is next were sent, what one of them answered, or in `words` how it went."""
    at = desk(request)
    now = at.now()
    one, other = _pair(at, seeker_id, giver_id)
    answers: dict[str, Answer] = {"yes": "yes", "no": "no", "later": "later"}
    try:
        if do == "sent":
            note_done(at.store, one, other, _next(at, one, other, again), now)
        elif do == "heard":
            note_heard(at.store, one, other, words, now)
        elif do in answers and who in (one.id, other.id):
            said, asked = (one, other) if who == one.id else (other, one)
            note_answer(at.store, said, asked, answers[do], now)
        else:
            raise InputError("nothing was noted", "use the buttons of the page")
    except (InputError, RefusedError) as error:
        return _shown(request, seeker_id, giver_id, again, error, words)
    return done(request, f"/introductions/{one.id}/with/{other.id}", "noted", now)


def _pair(at: Desk, one_id: int, other_id: int) -> tuple[Person, Person]:
    return at.store.person(one_id), at.store.person(other_id)


def _next(at: Desk, one: Person, other: Person, again: bool) -> Step:
    return next_step(at.store, one, other, own_templates(), at.now(), again=again)


def _shown(
    request: Request,
    one_id: int,
    other_id: int,
    again: bool,
    problem: CardscanError | None = None,
    words: str = "",
) -> HTMLResponse:
    at = desk(request)
    one, other = _pair(at, one_id, other_id)
    course = course_with(one, other.id)
    step, waits = None, ""
    try:
        step = _next(at, one, other, again)
    except (RefusedError, InputError) as error:
        waits = str(error)
    shown: dict[str, Any] = {"one": one, "other": other, "course": course, "step": step, "waits": waits}
    may_again = course is not None and course.asking and _may_be_asked(course)
    status = status_of(problem) if problem else 200
    return page(
        request, "introduction.html", status, **shown, may_again=may_again, again=again, problem=problem, words=words
    )


def _may_be_asked(course: Course) -> bool:
    """Tell whether someone who has not said yes was asked less often than is enough."""
    return any(side.said in ("asked", "later") and side.asked < MOST_ASKED for side in course.sides)
