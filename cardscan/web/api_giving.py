"""The API for giving: what you can give and to whom you gave it, and introductions from asking to hearing back.

Gifts, offers and introductions have the shapes that the commands print with --json.
"""

from itertools import islice
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import Field

from cardscan.actions.given import given as given_to
from cardscan.actions.given import when_given
from cardscan.actions.introduce import begun
from cardscan.actions.introduce import introductions as propose
from cardscan.actions.introducing import Step, next_step, note_answer, note_done, note_heard
from cardscan.actions.offer import what_to_give
from cardscan.connections.gifts import lasts, unwritten, written
from cardscan.connections.gifts import tagged as has_tag
from cardscan.connections.introducing import Answer, course_with
from cardscan.errors import InputError, RefusedError
from cardscan.export.courses import fit_values, pair_values
from cardscan.export.gifts import gift_values, offer_values
from cardscan.export.own import own_templates
from cardscan.export.readings import promise_values
from cardscan.export.templating import Lang
from cardscan.person import Gift, Person
from cardscan.web.api import PROBLEMS, Body, Line, OtherId, PageLength
from cardscan.web.desk import Desk, desk
from cardscan.web.etags import GiftSeen, etag, tagged
from cardscan.web.given import Id, Start

router = APIRouter(prefix="/api", tags=["cardscan"])

_PAIRS = 100  # that are proposed
Tag = Annotated[str, Field(max_length=60)]


class NewGift(Body):
    """Something you can give; `until` is its last day, as it is written."""

    text: Line
    tags: list[Tag] = []
    until: Line = ""


class GiftChanges(Body):
    """Changes of a gift; what is not given stays, "" for `until` is any day."""

    text: Line | None = None
    tags: list[Tag] | None = None
    until: Line | None = None


class Giving(Body):
    """To whom something was given, and on which day: today, where none is given."""

    person: OtherId
    date: Line | None = None


class Doing(Body):
    """How the next step is done: see `cardscan introduce people --help`."""

    straight: bool = False
    again: bool = False
    insist: bool = False
    lang: Lang | None = None


class Answered(Body):
    """What one of the two said."""

    who: OtherId
    answer: Answer


class Heard(Body):
    """How it went, in a line."""

    words: Line


@router.get("/gifts", responses=PROBLEMS)
def gifts(
    request: Request, everything: bool = False, tag: Annotated[str, Query(max_length=60)] = ""
) -> list[dict[str, Any]]:
    """List what you can give, and to whom it was given; `everything` includes what can no longer be given."""
    at = desk(request)
    today = at.today()
    there = [each for each in at.store.gifts.all() if everything or lasts(each, today)]
    return _with_given(at, [each for each in there if not tag or has_tag(each, tag)])


@router.post("/gifts", responses=PROBLEMS)
def add_gift(request: Request, response: Response, given: NewGift) -> dict[str, Any]:
    """Add something that you can give."""
    at = desk(request)
    added = at.store.gifts.add(written(unwritten(), at.today(), given.text, given.until, given.tags), at.now())
    return _gift(at, response, added)


@router.patch("/gifts/{gift_id}", responses=PROBLEMS)
def change_gift(
    request: Request, response: Response, store: GiftSeen, gift_id: Id, given: GiftChanges
) -> dict[str, Any]:
    """Change something on the list."""
    at = desk(request)
    changed = store.gifts.change(
        gift_id, lambda of: written(of, at.today(), given.text, given.until, given.tags), at.now()
    )
    return _gift(at, response, changed)


@router.delete("/gifts/{gift_id}", responses=PROBLEMS, status_code=204)
def remove_gift(request: Request, store: GiftSeen, gift_id: Id) -> None:
    """Take something off the list; to whom it was given stays with them."""
    store.gifts.remove(gift_id, desk(request).now())


@router.post("/gifts/{gift_id}/given", responses=PROBLEMS)
def give(request: Request, gift_id: Id, given: Giving) -> dict[str, Any]:
    """Note that someone was given something of the list: answer the promise that is kept by it."""
    at = desk(request)
    now = at.now()
    made = at.store.gifts.give(gift_id, given.person, when_given(given.date, now), now)
    return {**promise_values(made), "person_id": made.person_id, "etag": etag(made)}


@router.get("/people/{person_id}/offers", responses=PROBLEMS)
def offers(request: Request, person_id: Id) -> list[dict[str, Any]]:
    """List what of your list someone may look for."""
    at = desk(request)
    return [offer_values(each) for each in what_to_give(at.store, at.store.person(person_id), at.today())]


@router.get("/introductions")
def introductions(request: Request) -> list[dict[str, Any]]:
    """Propose whom to introduce to whom, of the people you noted something of last: the hundred best pairs."""
    found = islice(propose(desk(request).store), _PAIRS)
    return [
        {
            "seeker": each.seeker.id,
            "giver": each.giver.id,
            **fit_values(each),
        }
        for each in found
    ]


@router.get("/introductions/begun", responses=PROBLEMS)
def under_way(request: Request, start: Start = None, limit: PageLength = 50) -> dict[str, Any]:
    """List the introductions that were begun, those begun last first, and how they stand.

    `number` counts all of them. `next` is the `start` of the page after this one, null on the last.
    """
    there = begun(desk(request).store, start, limit)
    return {
        "introductions": [pair_values(person, course) for person, course in there.pairs],
        "number": there.number,
        "next": there.following,
    }


@router.get("/introductions/{one_id}/with/{other_id}", responses=PROBLEMS)
def introduction(request: Request, one_id: Id, other_id: Id) -> dict[str, Any]:
    """Say how far an introduction has come, and what is next: its mails, or, as `waits`, why there is none."""
    at = desk(request)
    one, other = _pair(at, one_id, other_id)
    course = course_with(one, other.id)
    told: dict[str, Any] = {"begun": course and pair_values(one, course), "step": None, "mails": [], "waits": None}
    try:
        return told | _step(next_step(at.store, one, other, own_templates(), at.now()))
    except RefusedError as error:
        return told | {"waits": {"error": error.message, "advice": error.advice}}


@router.post("/introductions/{one_id}/with/{other_id}", responses=PROBLEMS)
def go_on(request: Request, one_id: Id, other_id: Id, given: Doing) -> dict[str, Any]:
    """Do what is next, and note it: ask both, introduce them, ask how it went. Nothing is sent: mails are answered."""
    at = desk(request)
    now = at.now()
    one, other = _pair(at, one_id, other_id)
    step = next_step(
        at.store,
        one,
        other,
        own_templates(),
        now,
        given.lang,
        straight=given.straight,
        again=given.again,
        insist=given.insist,
    )
    note_done(at.store, one, other, step, now)
    return _step(step)


@router.post("/introductions/{one_id}/with/{other_id}/answer", responses=PROBLEMS)
def answer(request: Request, one_id: Id, other_id: Id, given: Answered) -> dict[str, Any]:
    """Note what one of the two said who was asked."""
    at = desk(request)
    pair = _pair(at, one_id, other_id)
    said, about = pair if given.who == pair[0].id else pair[::-1]
    if given.who != said.id:
        raise InputError(f"person {given.who} is none of the two", "give the id of one of them as who")
    return pair_values(said, note_answer(at.store, said, about, given.answer, at.now()))


@router.post("/introductions/{one_id}/with/{other_id}/heard", responses=PROBLEMS)
def heard(request: Request, one_id: Id, other_id: Id, given: Heard) -> dict[str, Any]:
    """Note in a line how it went with two people whom you introduced."""
    at = desk(request)
    one, other = _pair(at, one_id, other_id)
    return pair_values(one, note_heard(at.store, one, other, given.words, at.now()))


def _pair(at: Desk, one_id: int, other_id: int) -> tuple[Person, Person]:
    return at.store.person(one_id), at.store.person(other_id)


def _step(step: Step) -> dict[str, Any]:
    mails = [
        {
            "to": [each.id for each in mail.to],
            "eml": mail.draft.mail.decode("ascii"),
            "left_out": [{"text": each.text, "why": each.why} for each in mail.draft.left_out],
        }
        for mail in step.mails
    ]
    return {"step": step.what, "mails": mails}


def _with_given(at: Desk, listed: list[Gift]) -> list[dict[str, Any]]:
    """Give what is on the list, each with to whom it was given."""
    kept, names = given_to(at.store)
    return [{**gift_values(each, kept.get(each.id, ()), names), "etag": etag(each)} for each in listed]


def _gift(at: Desk, response: Response, of: Gift) -> dict[str, Any]:
    tagged(response, of)
    [told] = _with_given(at, [of])
    return told
