"""Recall a few names a day: the card without its name, then the note, then who it is."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from cardscan.actions.recall import todays
from cardscan.connections.hiding import hidden, hidden_in
from cardscan.connections.standing import note_that_counts
from cardscan.errors import InputError
from cardscan.export.outgoing import number
from cardscan.model import KINDS
from cardscan.person import Person
from cardscan.web.desk import at_one_moment, desk
from cardscan.web.given import FormId
from cardscan.web.render import page
from cardscan.web.shown import KIND_NAMES, told

router = APIRouter(include_in_schema=False)

A_DAY = 5
_RATINGS = (1, 2, 3, 4)


@router.get("/recall")
@at_one_moment
def recall(request: Request) -> HTMLResponse:
    """Ask for the next name of today."""
    at = desk(request)
    recalls = at.store.recalls()
    due = todays(at.store, recalls, at.now(), A_DAY)
    if not due:
        return page(request, "recall.html", person=None, ever=bool(recalls))
    return page(request, "recall.html", person=due[0], left=len(due), ever=True, **_shown(due[0]))


@router.post("/recall")
def rate(request: Request, person: FormId, rating: FormId) -> RedirectResponse:
    """Note how well a name was recalled."""
    if rating not in _RATINGS:
        raise InputError(f"{rating} is not a rating", "choose 1 again, 2 hard, 3 good or 4 easy")
    at = desk(request)
    at.store.add_recall(person, at.now(), rating)
    return RedirectResponse("/recall", 303)


def _shown(of: Person) -> dict[str, Any]:
    card = hidden(of.contact)
    counts = note_that_counts(of)
    notes = [(label, hidden_in(text, of.contact)) for label, text in told(counts[1])] if counts else []
    met = [hidden_in(f"{each.date.isoformat()} {each.event or each.place}".strip(), of.contact) for each in of.meetings]
    remember = [note.remember for each in of.meetings for note in each.notes if note.remember]
    return {
        "fields": [
            (KIND_NAMES[kind], number(field) if kind == "tel" else field.value)
            for kind in KINDS
            for field in getattr(card, kind)
        ],
        "met": met,
        "notes": [(label, text) for label, text in notes if label != "remember by"],  # it may say the name
        "remember": remember[-1] if remember else "",
    }
