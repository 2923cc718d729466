"""Introducing two people: each is asked first, then both are introduced, and after some weeks asked how it went.

How far that has come follows from what was done and answered; nothing stores it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from cardscan.person import IntroductionStep, Person

State = Literal["asked", "later", "no", "yes", "introduced", "heard back"]
Answer = Literal["yes", "no", "later"]
Said = Literal["", "asked", "yes", "no", "later"]
#: What is next: ask who has not answered, or said later; introduce two who both said yes; ask how it went.
ToDo = Literal["ask", "introduce", "hear"]

NO_ANSWER = timedelta(weeks=1)  # until someone may be asked again
LATER = timedelta(weeks=4)  # until someone is asked again who said "later"
HOW_IT_WENT = timedelta(weeks=3)  # from the introduction until both are asked how it went
_NEWS_FADE = timedelta(days=90)  # after that day: by then nobody is asked any more
_SAID = {"": "not asked", "asked": "asked", "yes": "said yes", "no": "said no", "later": "said later"}
MOST_ASKED = 2  # times; whoever does not want to be introduced may leave it at silence


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: how often they were asked, and what they said since."""

    id: int
    asked: int = 0
    said: Said = ""
    at: datetime | None = None  # UTC


@dataclass(frozen=True, slots=True)
class Course:
    """How far an introduction of two people has come."""

    one: Side  # the one from whom it is seen
    other: Side
    name: str  # of the other
    steps: tuple[IntroductionStep, ...]  # oldest first

    @property
    def sides(self) -> tuple[Side, Side]:
        """Give both."""
        return self.one, self.other

    @property
    def state(self) -> State:
        """Say how far it has come."""
        if self.last("heard"):
            return "heard back"
        if self.last("introduced"):
            return "introduced"
        said = {side.said for side in self.sides}
        if said == {"yes"}:
            return "yes"
        return "no" if "no" in said else "later" if "later" in said else "asked"

    @property
    def asking(self) -> bool:
        """Tell whether both have still to say yes."""
        return self.state in ("asked", "later")

    @property
    def by(self) -> str:
        """Say who of us began it."""
        return self.steps[0].by

    def last(self, *what: str) -> IntroductionStep | None:
        """Give the latest step of a kind."""
        return next((step for step in reversed(self.steps) if step.what in what), None)

    def side(self, person_id: int) -> Side:
        """Give the side of one of the two."""
        return self.one if self.one.id == person_id else self.other


@dataclass(frozen=True, slots=True)
class Next:
    """What is to be done, from which day on, and whom it is about."""

    what: ToDo
    day: date
    sides: tuple[Side, ...]
    until: date | None = None  # the last day on which it is; None: it does not pass


def course_of(one_id: int, other_id: int, steps: Iterable[IntroductionStep]) -> Course:
    """Say how far an introduction has come, by all its steps, the oldest first."""
    steps = tuple(steps)
    one, other = (_side(each, steps) for each in (one_id, other_id))
    return Course(one, other, steps[0].with_name, steps)


def _side(person_id: int, steps: Iterable[IntroductionStep]) -> Side:
    side = Side(person_id)
    for step in steps:
        if step.who_id == person_id and step.what != "introduced" and step.what != "heard":
            side = Side(person_id, side.asked + (step.what == "asked"), step.what, step.at)
    return side


def courses(person: Person) -> tuple[Course, ...]:
    """List someone's introductions, the one begun last first."""
    by_other: dict[int, list[IntroductionStep]] = {}
    for step in person.introductions:
        by_other.setdefault(step.with_id, []).append(step)
    return tuple(course_of(person.id, other, steps) for other, steps in reversed(by_other.items()))


def course_with(person: Person, other_id: int) -> Course | None:
    """Give how far the introduction of someone to another has come; None where it was not begun."""
    return next((each for each in courses(person) if each.other.id == other_id), None)


def was_introduced(person: Person) -> bool:
    """Tell whether you introduced someone to somebody: that helped both."""
    return any(step.what == "introduced" for step in person.introductions)


def last_touch(person: Person) -> Sequence[datetime]:
    """List when you were in touch with someone to introduce them: what the other one said is no contact with them."""
    own = (step for step in person.introductions if step.who_id == person.id or step.what == "introduced")
    return [step.at for step in own]


def next_of(course: Course, now: datetime) -> Next | None:
    """Say what is to be done next and from which day on (local, by `now`); None where it is over, or to be left."""
    todo = still_to_do(course, now)
    return None if todo and todo.until and todo.until < now.date() else todo


def still_to_do(course: Course, now: datetime) -> Next | None:
    """Say what is to be done next, or was, where its time has passed."""

    def day(moment: datetime) -> date:
        return moment.astimezone(now.tzinfo).date()

    if course.state == "introduced" and (introduced := course.last("introduced")):
        from_then = day(introduced.at) + HOW_IT_WENT
        return Next("hear", from_then, course.sides, from_then + _NEWS_FADE)
    if course.state == "yes":
        return Next("introduce", day(max(side.at for side in course.sides if side.at)), course.sides)
    waits = {"asked": NO_ANSWER, "later": LATER, "": timedelta()}
    to_ask = {
        side: day(side.at or course.steps[0].at) + waits[side.said]
        for side in course.sides
        if course.asking and side.said in waits and side.asked < MOST_ASKED
    }
    if not to_ask:
        return None
    first = min(to_ask.values())
    return Next("ask", first, tuple(side for side, since in to_ask.items() if since <= max(first, now.date())))


def reminder(course: Course, todo: Next, name: str) -> str:
    """Say what is to be done; `name` is of the one from whom the course is seen."""
    if todo.what != "ask":
        return "both said yes: introduce them" if todo.what == "introduce" else "introduced: how did it go?"
    if len(todo.sides) > 1:
        return "neither has answered yet: ask again"
    (side,) = todo.sides
    who = name if side.id == course.one.id else course.name
    said = {"later": f"{who} said later: ask again", "": f"{who} has not been asked yet"}
    return said.get(side.said, f"{who} has not answered yet: ask again")


def stands(course: Course, name: str) -> str:
    """Say how an introduction stands; `name` is of the one from whom it is seen."""
    if introduced := course.last("introduced"):
        heard = course.last("heard")
        when = f"introduced on {introduced.at.astimezone().date().isoformat()}"
        return f"{when}; heard back: {heard.words}" if heard else when
    said = [f"{who} {_SAID[side.said]}" for who, side in ((name, course.one), (course.name, course.other))]
    return ", ".join(said)
