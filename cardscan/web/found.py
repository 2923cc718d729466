"""Search and filter people, a page at a time, for pages and API alike."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

from cardscan.actions.list_people import is_at, wanted
from cardscan.person import Person
from cardscan.store import Stage, Wanted
from cardscan.web.desk import Desk


@dataclass(frozen=True, slots=True)
class Found:
    """A page of people, how many there are in all, and where the pages after and before it begin."""

    people: tuple[Person, ...]
    number: int
    following: int | None
    previous: int | None


NOBODY = Found((), 0, None, None)


def whom(
    at: Desk,
    q: str = "",
    stage: str = "",
    event: str = "",
    since: str = "",
    company: str = "",
    tag: str = "",
    met_by: str = "",
) -> Wanted:
    """Say who is asked for; a stage that there is not asks for everyone.

    Raises InputError for no event, no day, and nobody of that name.
    """
    at_stage: Stage | None = next((each for each in get_args(Stage) if each == stage), None)
    event_, since_, company_, tag_, met_by_ = (each or None for each in (event, since, company, tag, met_by))
    return wanted(at.store, at.today(), q, event_, since_, company_, tag_, at_stage, met_by_)


def some(at: Desk, asked: Wanted, start: int | None, limit: int, newest_first: bool = False) -> Found:
    """Read a page of those who are asked for, by words the likeliest first, else by when they came."""
    there = at.store.directory.some(asked, start, limit, newest_first)
    people = {each.id: each for each in at.store.directory.these(there.ids)}
    shown = (people[each] for each in there.ids if each in people and is_at(people[each], asked.stage))
    return Found(tuple(shown), there.number, there.following, there.previous)


def everyone(at: Desk, asked: Wanted) -> Iterator[Person]:
    """Read all who are asked for, some at a time: however many they are, few are in memory."""
    people = at.store.directory.in_turn(at.store.directory.ids(asked))
    return (each for each in people if is_at(each, asked.stage))
