"""Many at once: a pile of values, twelve to a page with their pictures; what looks right is ticked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, Response
from pydantic import Field

from cardscan.actions.piles import A_PAGE, Answer, Settled, settle
from cardscan.connections.doubts import COMPANIES, PILES, SAID, Doubt
from cardscan.errors import InputError
from cardscan.store.showing import ShownCard
from cardscan.store.waiting import Asked as Pile
from cardscan.store.waiting import Item
from cardscan.web.desk import Desk, at_one_moment, desk
from cardscan.web.given import LARGEST_NUMBER
from cardscan.web.render import done, page
from cardscan.web.shown import KIND_NAMES, ShownField, shown_field

router = APIRouter(include_in_schema=False)

#: What the piles are called.
NAMES = {
    "fn": "Names",
    "suffix": "After the name",
    "title": "Titles",
    "dept": "Departments",
    "org": "Companies’ names",
    "tel": "Numbers",
    "email": "E-mails",
    "url": "Web",
    "social": "Handles",
    "adr": "Addresses",
    COMPANIES: "No person named",
}

OneId = Annotated[int, Field(ge=1, le=LARGEST_NUMBER)]
Texts = Annotated[list[str], Form(max_length=4 * A_PAGE)]


@dataclass(frozen=True, slots=True)
class Tile:
    """An item as the page shows it."""

    item: Item
    key: str  # tells it from others on the page
    was: str  # its value, as the store has it
    value: str  # as one writes it
    others: tuple[str, ...]  # what else may stand there
    card: ShownCard | None  # on whose picture it is shown
    view: str  # the part of that picture, for an SVG; "" for all of it


@dataclass(frozen=True, slots=True)
class Asked:
    """Which pile is shown, and from where."""

    field: str
    doubt: Doubt | None
    event: int | None
    at: int

    def url(self, at: int) -> str:
        """Return the address of the same pile from another start."""
        wanted = {"field": self.field, "doubt": self.doubt or "", "event": self.event or "", "at": at or ""}
        return "/review?" + urlencode({name: value for name, value in wanted.items() if value})


@router.get("/review")
@at_one_moment
def piles(request: Request, field: str = "", doubt: str = "", event: str = "", at: int = 0) -> HTMLResponse:
    """Show a page of a pile: the one asked for, else the first."""
    return _show(request, _asked(desk(request), field, doubt, event, at))


@router.post("/review")
def review(
    request: Request, field: Annotated[str, Form()], person: Annotated[list[OneId], Form(max_length=A_PAGE)],
    was: Texts, value: Texts, shown: Texts, right: Texts = [], doubt: Annotated[str, Form()] = "",  # noqa: B006 - a form
    event: Annotated[str, Form()] = "", at: Annotated[int, Form(ge=0, le=LARGEST_NUMBER)] = 0,
    do: Annotated[str, Form()] = "all",
) -> Response:  # fmt: skip
    """Accept what is ticked, and apply what was typed; what could not be applied stays as it was typed.

    A form sends for each item, in this order: person, was, shown (how its value was written) and value (as it is now).
    """
    place = desk(request)
    asked = _asked(place, field, doubt, event, at)
    if not len(person) == len(was) == len(value) == len(shown):
        raise InputError("the form is not whole", "reload the page, and send it again")
    now = place.now()
    ticked = {f"{number}" for number in right} if do == "all" else set()
    typed, firms = [], []
    for number, (who, had, text, as_shown) in enumerate(zip(person, was, value, shown, strict=True)):
        if text.strip() != as_shown.strip():
            typed.append(Answer(who, "fn" if asked.field == COMPANIES else asked.field, had, text.strip()))
        elif str(number) in ticked and asked.field == COMPANIES:
            firms.append(who)
        elif str(number) in ticked and had:
            typed.append(Answer(who, asked.field, had))
    taken = settle(place.store, typed, now, firms)
    if taken.problems:
        return _show(request, asked, taken)
    looked_at = len(person) - taken.done if do == "all" else 0
    return done(request, asked.url(asked.at + looked_at), _said(taken), now)


def _asked(at: Desk, field: str, doubt: str, event: str, start: int) -> Asked:
    event_id = int(event) if event.isascii() and event.isdecimal() and len(event) <= 9 else None
    chosen = field if field in PILES else next(iter(at.store.directory.waiting.sizes(event_id)), "fn")
    return Asked(
        chosen, next((each for each in SAID if each == doubt), None), event_id, max(0, min(start, LARGEST_NUMBER))
    )


def _show(request: Request, asked: Asked, taken: Settled | None = None) -> HTMLResponse:
    at = desk(request)
    which = Pile(asked.field, asked.doubt, asked.event)
    shown = at.store.directory.waiting.pile(which, A_PAGE, offset=asked.at)
    cards = at.serving.cards_of({item.person.id for item in shown})
    problems = taken.problems if taken else ()
    problem = InputError(
        "; ".join(dict.fromkeys(each.error.message for each in problems)),
        "\n".join(dict.fromkeys(each.error.advice for each in problems)),
    ) if problems else None  # fmt: skip
    return page(
        request,
        "piles.html",
        422 if problem else 200,
        asked=asked,
        tiles=[_tile(number, item, *cards[item.person.id]) for number, item in enumerate(shown)],
        number=at.store.directory.waiting.size(which),
        sizes=at.store.directory.waiting.sizes(asked.event),
        names=NAMES,
        field_name=KIND_NAMES.get(asked.field, "Company"),
        doubts=SAID,
        typed={(each.answer.person_id, each.answer.was): each.answer.value for each in problems},
        events=sorted(at.store.events(), key=lambda each: each.date, reverse=True),
        size=A_PAGE,
        companies=asked.field == COMPANIES,
        problem=problem,
    )


def _tile(number: int, item: Item, cards: Sequence[ShownCard], read_on: Mapping[tuple[str, int], int]) -> Tile:
    field = shown_field(item.person, item.what.field, cards, read_on)
    pictured = [each for each in cards if each.crop]
    on = next((each for each in pictured if field and each.id == field.card_id), next(iter(pictured), None))
    company = item.what.kind == COMPANIES
    return Tile(
        item=item,
        key=str(number),
        was="" if company else item.what.value,
        value="" if company or field is None else field.value,
        others=field.others if field and not company else (),
        card=on,
        view=_view(field, on) if field and on and not company and on.id == field.card_id else "",
    )


def _view(field: ShownField, card: ShownCard) -> str:
    """Give the part of a card's picture where a field stands, with what is around it."""
    points = [tuple(map(float, point.split(","))) for point in field.points.split()]
    if not points:
        return ""
    (left, top), (right, bottom) = (tuple(map(end, zip(*points, strict=True))) for end in (min, max))
    wide, high = card.size
    room = max(bottom - top, 0.05 * high)
    x, y = max(0.0, left - room), max(0.0, top - room)
    return f"{x:.0f} {y:.0f} {min(wide, right + room) - x:.0f} {min(high, bottom + room) - y:.0f}"


def _said(taken: Settled) -> str:
    parts = ((taken.right, "confirmed"), (taken.corrected, "corrected"), (taken.filed, "filed as companies’"))
    return f"{', '.join(f'{number} {what}' for number, what in parts if number) or 'Nothing changed'}."
