"""What is due today: promises, dates of theirs to ask after, notes that wait while names fade, whom to get back to."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from cardscan.actions.agenda import due_today
from cardscan.actions.coming import COMING_EVENT, next_event
from cardscan.connections.followup import Agenda
from cardscan.connections.introducing import reminder
from cardscan.connections.known import called
from cardscan.store.due import MOST_COUNTED, Counts
from cardscan.text.wording import beyond
from cardscan.web.desk import at_one_moment, desk
from cardscan.web.render import page
from cardscan.web.waiting import erase_expired, let_go

router = APIRouter(include_in_schema=False)

MOST_SHOWN = 30  # of each kind: more is no plan for a day


@router.get("/today")
@at_one_moment
def today(request: Request, mine: bool = False, everyone: bool = False) -> HTMLResponse:
    """Show what is due; `everyone`, not only the few who are asked about a day."""
    at = desk(request)
    erase_expired(at)
    let_go(at)
    due, counts = due_today(at.store, at.now(), at.store.user if mine else "", MOST_SHOWN, everyone)
    shown = (("You promised", due.promises, counts.promises), ("Ask about it", due.ask, counts.ask))
    return page(
        request,
        "today.html",
        dues=[(title, each[:MOST_SHOWN], _beyond(number, MOST_SHOWN)) for title, each, number in shown if each],
        some_day=due.some_day[:MOST_SHOWN],
        notes=due.notes[:MOST_SHOWN],
        get_back=due.get_back[:MOST_SHOWN],
        ask_after=due.dates[:MOST_SHOWN],
        more_to_ask=_beyond(counts.dates, MOST_SHOWN),
        introductions=[
            (each, reminder(each.course, each.todo, called(each.person.contact)))
            for each in due.introductions[:MOST_SHOWN]
        ],
        left=_left(due, counts),
        everyone=everyone,
        coming=next_event(at.store, at.today(), COMING_EVENT),
        user=at.store.user,
        mine=mine,
    )


def _left(due: Agenda, counts: Counts) -> str:
    """Say how much more there is that has no day."""
    of_all = counts.some_day, counts.notes, counts.get_back
    shown = sum(min(len(kind), MOST_SHOWN) for kind in (due.some_day, due.notes, due.get_back))
    more = "more than " if max(of_all) >= MOST_COUNTED else ""
    return f"{more}{sum(of_all) - shown}" if sum(of_all) > shown else ""


def _beyond(number: int, shown: int) -> str:
    return beyond(number, shown, MOST_COUNTED)
