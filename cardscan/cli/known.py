"""What you know of someone, in lines: before an event, and of those on its list."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from cardscan.connections.known import Known
    from cardscan.person import Promise


def about(of: "Known", today: "date", met: bool = True) -> Iterable[str]:
    """Tell what is known of someone, in lines."""
    label = f" ({of.label})" if of.label in ("cemented", "filed away") else ""
    yield f"    {of.person.id}  {named(of)}{label}"
    if met and of.met:
        where = of.met.event or of.met.place
        yield f"       met {of.met.date.isoformat()}" + (f", {where}" if where else "")
    if of.note and of.note.talked:
        yield f"       talked about: {of.note.talked}"
    if of.can_help:
        yield f"       you can help: {of.can_help}"
    if met:
        yield from (f"       you promised: {promised(promise, today)}" for promise in of.mine)
        yield from (f"       they promised: {promised(promise, today)}" for promise in of.theirs)


def named(of: "Known") -> str:
    """Name someone with their work."""
    return f"{of.name}, {of.work}" if of.work else of.name


def promised(promise: "Promise", today: "date") -> str:
    """Tell a promise with its day, and how late it is."""
    from cardscan.connections.promises import when

    if promise.due is None:
        return promise.text
    late = f", {when(promise.due, today)}" if promise.due < today else ""
    return f"{promise.text} (by {promise.due.isoformat()}{late})"
