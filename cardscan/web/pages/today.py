"""What is due today: promises, notes that wait while names fade, whom to get back to."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from cardscan.connections.followup import agenda
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
    now = at.now()
    erase_expired(at)
    let_go(at)
    of = at.store.user if mine else ""
    hour = now.replace(minute=0, second=0, microsecond=0)
    due = at.book.derive(("agenda", of, hour), lambda all_: agenda(all_, now, of))
    shown = (("You promised", due.promises), ("Ask about it", due.ask))
    return page(
        request,
        "today.html",
        dues=[(title, each[:MOST_SHOWN], len(each) - MOST_SHOWN) for title, each in shown if each],
        some_day=due.some_day[:MOST_SHOWN],
        more_some_day=len(due.some_day) - MOST_SHOWN,
        notes=due.notes[:MOST_NOTES],
        more_notes=len(due.notes) - MOST_NOTES,
        get_back=due.get_back[:MOST_SHOWN],
        more_back=len(due.get_back) - MOST_SHOWN,
        user=at.store.user,
        mine=mine,
    )
