"""What is due today: promises, notes that wait while names fade, whom to get back to."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from cardscan.actions.agenda import due_today
from cardscan.store.due import MOST_COUNTED
from cardscan.text.wording import beyond
from cardscan.web.desk import desk
from cardscan.web.render import page
from cardscan.web.waiting import erase_expired, let_go

router = APIRouter(include_in_schema=False)

MOST_NOTES = 5  # more than that is for the inbox
MOST_SHOWN = 30  # of promises, and of those to get back to: more is no plan for a day


@router.get("/today")
def today(request: Request, mine: bool = False) -> HTMLResponse:
    """Show what is due."""
    at = desk(request)
    erase_expired(at)
    let_go(at)
    due, counts = due_today(at.store, at.now(), at.store.user if mine else "", MOST_SHOWN)
    shown = (("You promised", due.promises, counts.promises), ("Ask about it", due.ask, counts.ask))
    return page(
        request,
        "today.html",
        dues=[(title, each[:MOST_SHOWN], _beyond(number, MOST_SHOWN)) for title, each, number in shown if each],
        some_day=due.some_day[:MOST_SHOWN],
        more_some_day=_beyond(counts.some_day, MOST_SHOWN),
        notes=due.notes[:MOST_NOTES],
        more_notes=_beyond(counts.notes, MOST_NOTES),
        get_back=due.get_back[:MOST_SHOWN],
        more_back=_beyond(counts.get_back, MOST_SHOWN),
        user=at.store.user,
        mine=mine,
    )


def _beyond(number: int, shown: int) -> str:
    return beyond(number, shown, MOST_COUNTED)
