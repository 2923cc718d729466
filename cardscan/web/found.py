"""Search and filter the people the book holds in memory, for pages and API alike."""

from cardscan.actions.list_people import is_at, wanted
from cardscan.person import Person
from cardscan.store import Stage
from cardscan.web.desk import Desk


def found(
    at: Desk,
    q: str = "",
    stage: Stage | None = None,
    event: str = "",
    since: str = "",
    company: str = "",
    tag: str = "",
    met_by: str = "",
) -> list[Person]:
    """List everyone who fits all that is asked, the likeliest first where there are words. Raises InputError."""
    event_, since_, company_, tag_, met_by_ = (each or None for each in (event, since, company, tag, met_by))
    asked = wanted(at.store, at.today(), q, event_, since_, company_, tag_, met_by=met_by_)
    there = {each.id: each for each in at.book.people()}
    return [there[each] for each in at.serving.wanted(asked) if each in there and is_at(there[each], stage)]
