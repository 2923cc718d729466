"""A question a day, no nagging: whom to ask about where nothing has a day, and when those come again who were left.

Notes that wait, whom to get back to and what was promised for some day have no day of their own: a few people a day are
asked about, the kinds taking turns. Who was asked about stays for the day, acted upon or not. Who was left rests, and
each time twice as long; whatever is changed of them ends the count.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import chain, islice, zip_longest
from typing import TYPE_CHECKING

from cardscan.connections.dates.spans import get_back_on

if TYPE_CHECKING:
    from cardscan.connections.followup import Agenda  # loads the gate: not for who only opens a store

#: More people a day is no question a day any more; `today --all` shows everyone.
MOST_PEOPLE = 50
_LONGEST = timedelta(days=90)  # of a rest that grew; one that the user set may be longer


@dataclass(frozen=True, slots=True)
class Pace:
    """How many people are asked about a day, and how long those rest who were left; the user sets both."""

    people: int = 5
    rest: str = "3 days"  # a span, or "never": they come again once something of them was changed


@dataclass(frozen=True, slots=True)
class Asked:
    """That someone was asked about."""

    at: datetime  # UTC: the last time
    times: int  # in a row, without anything being changed of them
    acted: bool = False  # something was changed of them since


@dataclass(frozen=True, slots=True)
class Asking:
    """At which pace the user is asked, and about whom they were."""

    pace: Pace = Pace()
    asked: Mapping[int, Asked] = field(default_factory=dict)  # by the ids of people


def comes_again(asked: Asked, pace: Pace, zone: tzinfo | None) -> date:
    """Give the first day on which someone may be asked about again."""
    day = asked.at.astimezone(zone).date()
    rest = get_back_on(day, pace.rest)
    if rest is None:
        return day + timedelta(days=1) if asked.acted else date.max
    first = rest - day
    grown = first * (1 << min(0 if asked.acted else asked.times - 1, 7))
    return day + max(first, min(grown, _LONGEST))


def once_more(asked: Asked | None, now: datetime) -> Asked:
    """Note that someone is asked about now."""
    times = asked.times if asked and not asked.acted else 0
    return Asked(now.astimezone(UTC), times + 1)


def counts_from(pace: Pace, now: datetime) -> datetime:
    """Give the moment before which nobody was asked about who rests still."""
    rest = get_back_on(now.date(), pace.rest)
    if rest is None:
        return datetime.min.replace(tzinfo=UTC)
    return now - max(_LONGEST, rest - now.date() + timedelta(days=7))  # months differ in length


def asked_today(asked: Mapping[int, Asked], now: datetime) -> frozenset[int]:
    """List who was asked about today already; now: in the user's own time zone."""
    return frozenset(each for each, last in asked.items() if last.at.astimezone(now.tzinfo).date() >= now.date())


def resting(asking: Asking, now: datetime) -> frozenset[int]:
    """List who was left and is not asked about yet; those of today are not among them."""
    again = ((each, comes_again(last, asking.pace, now.tzinfo)) for each, last in asking.asked.items())
    return frozenset(each for each, day in again if day > now.date()) - asked_today(asking.asked, now)


def to_ask(due: "Agenda", asking: Asking, now: datetime) -> frozenset[int]:
    """Choose whom to ask about today, those who were already included; now: in the user's own time zone."""
    already, rest = asked_today(asking.asked, now), resting(asking, now)
    new = (each for each in _in_turns(due) if each not in already and each not in rest)
    return already | frozenset(islice(new, max(0, asking.pace.people - len(already))))


def few(due: "Agenda", chosen: Collection[int]) -> "Agenda":
    """Leave in an agenda what has a day, and of the rest what is about these people."""
    return replace(
        due,
        some_day=tuple(each for each in due.some_day if each.person.id in chosen),
        notes=tuple(each for each in due.notes if each.person.id in chosen),
        get_back=tuple(each for each in due.get_back if each.person.id in chosen),
    )


def spread(days: Mapping[int, date], chosen: Collection[int], asking: Asking, now: datetime) -> dict[int, date]:
    """Put people, each with the day from which on it is time, on days on which they may be asked about.

    Today has of those whose time has come the ones who were chosen for it, and nobody else; no later day has more than
    the pace allows. now: in the user's own time zone.
    """
    today, pace = now.date(), asking.pace
    firsts = {
        who: max(day, comes_again(asking.asked[who], pace, now.tzinfo)) if who in asking.asked else day
        for who, day in days.items()
        if not (day <= today and who in chosen)
    }
    placed = dict.fromkeys(days.keys() - firsts.keys(), today)
    at, there = today + timedelta(days=1), 0
    for who, first in sorted(firsts.items(), key=lambda each: (each[1], each[0])):
        if first == date.max or not pace.people:
            break
        if first > at or there == pace.people:
            at, there = max(first, at + timedelta(days=1)), 0
        placed[who] = at
        there += 1
    return placed


def _in_turns(due: "Agenda") -> Iterator[int]:
    """List people, each once, the kinds taking turns."""
    kinds = ((each.person.id for each in kind) for kind in (due.notes, due.get_back, due.some_day))
    turns = chain.from_iterable(zip_longest(*kinds))
    return iter(dict.fromkeys(each for each in turns if each is not None))
