"""Whom to introduce to whom: what one looks for against what another offers."""

from itertools import islice

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from cardscan.actions.introduce import begun
from cardscan.actions.introduce import introductions as propose
from cardscan.actions.meaning import by_meaning
from cardscan.actions.offer import offering
from cardscan.connections.introducing import stands
from cardscan.connections.introductions import told
from cardscan.connections.known import called
from cardscan.person import Person
from cardscan.web.desk import at_one_moment, desk
from cardscan.web.given import Start
from cardscan.web.render import page

router = APIRouter(include_in_schema=False)

MOST_SHOWN = 20


@router.get("/introductions")
@at_one_moment
def introductions(request: Request, start: Start = None) -> HTMLResponse:
    """Propose introductions, and list those begun; from `start` on those alone."""
    at = desk(request)
    meaning = by_meaning(at.store)
    found = list(islice(propose(at.store, meaning), MOST_SHOWN + 1)) if start is None else []
    shown = [(each, _says(each.seeker, "looks_for"), _says(each.giver, "offers")) for each in found[:MOST_SHOWN]]
    offer = offering(at.store, at.today(), meaning=meaning)
    seekers = {each.seeker.id: each.seeker for each, _, _ in shown}  # each of whom may be in several pairs
    there = begun(at.store, start, MOST_SHOWN)
    return page(
        request,
        "introductions.html",
        pairs=shown,
        more=len(found) > MOST_SHOWN,
        first=start is None,
        begun=[(one, course, stands(course, called(one.contact))) for one, course in there.pairs],
        number=there.number,
        following=there.following,
        previous=there.previous,
        offers={each: offer(seeker) for each, seeker in seekers.items()},
        user=at.store.user,
    )


def _says(person: Person, part: str) -> str:
    """Give what someone looks for or offers, else what you noted that comes nearest."""
    return told(person, part) or told(person, "can_help" if part == "looks_for" else "talked")
