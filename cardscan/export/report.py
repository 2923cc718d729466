"""Event pages as one HTML file each: nothing in them is loaded from elsewhere, nothing runs."""

from base64 import b64encode
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from cardscan.connections.events.prep import Prep
from cardscan.connections.events.report import Past, Report, charted
from cardscan.connections.known import Known, on_a_line
from cardscan.connections.us import met_by
from cardscan.errors import PhotoError
from cardscan.export.picture import leaving
from cardscan.person import Event
from cardscan.photos.small import small_jpeg
from cardscan.text.plain import undirected
from cardscan.text.wording import waited

TEMPLATES = Path(__file__).parent / "templates"
_LONGEST = 600  # pixels of a card's picture, which is shown about half as wide


def report_html(page: Report, past: Sequence[Past], today: date) -> str:
    """Write what came of an event, with a chart over the events up to it."""
    people = [*page.quality, *(each.of for each in page.waiting)]
    before = until(past, page.event)
    return _environment().get_template("event_report.html.j2").render(
        page=page, past=before, most=most(before), pictures=_pictures(people), today=today, served=False,
    )  # fmt: skip


def prep_html(page: Prep, today: date) -> str:
    """Write what to read before an event."""
    people = [
        *(each for aim in page.aims for each in aim.people),
        *page.again,
        *(each.of for each in page.there.known if each.of),
    ]
    return _environment().get_template("event_prep.html.j2").render(
        page=page, pictures=_pictures(people), today=today, served=False
    )  # fmt: skip


def days_of(event: Event) -> str:
    """Write when an event is: "Thu 3 Dec 2026", and its last day where it has one."""
    return _day(event.date) + (f" – {_day(event.until)}" if event.until and event.until != event.date else "")


def ago(hours: int) -> str:
    """Write how long ago something was."""
    return f"{waited(hours)} ago" if hours > 1 else "just now"


def _day(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b %Y}"


def until(past: Sequence[Past], event: Event) -> Sequence[Past]:
    """Take the events up to one, as many as fit into the chart."""
    shown = {each.id for each in charted((each.event for each in past), event)}
    return [each for each in past if each.event.id in shown]


def most(past: Iterable[Past]) -> int:
    return max((max(each.quality, each.cards) for each in past), default=0)


def _pictures(people: Iterable[Known]) -> dict[int, str]:
    """Give the cards' pictures as data: URIs by the person's id; one that is gone or damaged is left out.

    A card's picture tells all that the card does: of who may not leave it does not either.
    """
    found: dict[int, str] = {}
    for each in people:
        if each.counts and each.person.crop and each.person.id not in found:
            try:
                jpeg = small_jpeg(leaving(each.person.crop), _LONGEST)
            except (OSError, PhotoError):
                continue
            found[each.person.id] = f"data:image/jpeg;base64,{b64encode(jpeg).decode()}"
    return found


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, finalize=as_shown,
    )  # fmt: skip
    add_filters(made)
    return made


def as_shown(value: Any) -> Any:
    """Give a value as a page holds it; what templates made already stays."""
    return undirected(value) if type(value) is str else value


def add_filters(to: Environment) -> None:
    """Add what the templates of event pages need."""
    to.filters |= {"met_by": met_by, "day": _day, "days": days_of, "ago": ago, "on_a_line": on_a_line}
