"""Whom to introduce to whom: what one looks for against what another offers."""

from itertools import islice

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from cardscan.actions.introduce import introductions as propose
from cardscan.actions.introduce import under_way
from cardscan.actions.offer import offering
from cardscan.connections.introducing import stands
from cardscan.connections.introductions import told
from cardscan.connections.known import called
from cardscan.person import Person
from cardscan.web.desk import desk
from cardscan.web.render import page

router = APIRouter(include_in_schema=False)

MOST_SHOWN = 20


@router.get("/introductions")
def introductions(request: Request) -> HTMLResponse:
    """Propose introductions."""
    at = desk(request)
    found = list(islice(propose(at.store), MOST_SHOWN + 1))
    shown = [(each, _says(each.seeker, "looks_for"), _says(each.giver, "offers")) for each in found[:MOST_SHOWN]]
    begun = [(one, course, stands(course, called(one.contact))) for one, course in under_way(at.store, at.now())]
    return page(
        request,
        "introductions.html",
        pairs=shown,
        more=len(found) > MOST_SHOWN,
        begun=begun[:MOST_SHOWN],
        offer=offering(at.store, at.today()),
        user=at.store.user,
    )


def _says(person: Person, part: str) -> str:
    """Give what someone looks for or offers, else what you noted that comes nearest."""
    return told(person, part) or told(person, "can_help" if part == "looks_for" else "talked")
