"""Introduce two people step by step: say what is next, with its mails, and note it, an answer, and how it went."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cardscan.connections.introducing import HOW_IT_WENT, MOST_ASKED, Answer, Course, course_with, courses
from cardscan.errors import InputError, RefusedError
from cardscan.export.draft import Draft
from cardscan.export.introduce import ask, check_both, hand_over, how_did_it_go, introduction, wishes
from cardscan.export.outgoing import full_name
from cardscan.export.templating import Lang
from cardscan.person import Introduced, Person
from cardscan.store import Store
from cardscan.store.introduced import Done
from cardscan.text.limits import checked


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail of the next step, to one of the two or to both."""

    to: tuple[Person, ...]
    draft: Draft


@dataclass(frozen=True, slots=True)
class Step:
    """The next step: the mails that go with it, and what is to be noted once they are written."""

    what: Introduced  # "asked", "introduced", or "heard" where both are asked how it went
    mails: tuple[Mail, ...]
    done: tuple[Done, ...] = ()


def next_step(
    store: Store,
    one: Person,
    other: Person,
    own: Path,
    now: datetime,
    lang: Lang | None = None,
    *,
    straight: bool = False,
    again: bool = False,
    insist: bool = False,
) -> Step:
    """Say what is next between two people, and write its mails: ask both, introduce them, ask how it went.

    straight: write to both at once, without asking. again: ask who has not answered, or said later, once more; a third
    time only where you `insist`. own: the folder of the user's templates.
    Raises RefusedError where one said no, where answers are waited for, and for people who may not be introduced,
    InputError as the mails do.
    """
    check_both(one, other, wanted=False)
    course = course_with(one, other.id)
    if course and (introduced := course.last("introduced")):
        if course.last("heard"):
            raise RefusedError("they were introduced, and you heard how it went", "there is nothing left to do")
        return _hear(one, other, introduced.at, own, now, lang)
    if course and course.state == "no":
        raise RefusedError(
            f"{' and '.join(_named(one, other, course, 'no'))} said no",
            f"if that has changed: cardscan introduce answer {_no(course)} yes notes it",
        )
    if straight:
        mail = Mail((one, other), Draft(introduction(one, other, own, lang)))
        return Step("introduced", (mail,), ((one.id, "introduced", ""),))
    if course and course.state == "yes":
        mail = Mail((one, other), Draft(hand_over(one, other, own, lang)))
        return Step("introduced", (mail,), ((one.id, "introduced", ""),))
    return _ask(store, one, other, course, own, lang, again=again, insist=insist)


def asks(store: Store, to: Person, about: Person, own: Path, lang: Lang | None = None) -> Draft:
    """Write the mail that asks one of two whether they want to be introduced to the other."""
    said = "\n".join((*wishes(to).values(), *wishes(about).values()))
    others = store.directory.named_in(said, to.id)
    return ask(to, about, own, lang, others)


def note_done(store: Store, one: Person, other: Person, step: Step, now: datetime) -> None:
    """Note a step, once its mails are written."""
    if step.done:
        store.introductions.add(one.id, other.id, step.done, now)


def note_answer(store: Store, who: Person, other: Person | None, answer: Answer, now: datetime) -> Course:
    """Note what someone said who was asked; without `other`, of the one introduction of theirs that waits for it.

    Raises InputError where none does, or several.
    """
    if other is None:
        open_ones = [each for each in courses(who) if each.asking]
        if len(open_ones) != 1:
            names = ", ".join(f"{each.name} ({each.other.id})" for each in open_ones)
            about = f"several: {names}" if names else "nobody"
            raise InputError(
                f"{full_name(who.contact)} was asked about {about}",
                f"name both: cardscan introduce answer {who.id} OTHER {answer}",
            )
        other = store.person(open_ones[0].other.id)
    store.introductions.add(who.id, other.id, ((who.id, answer, ""),), now)
    return _course(store, who, other)


def note_heard(store: Store, one: Person, other: Person, words: str, now: datetime) -> Course:
    """Note in a line how it went. Raises RefusedError where they were not introduced, InputError without words."""
    said = " ".join(checked(words, "how it went").split())
    if not said:
        raise InputError("how it went is empty", 'a few words will do: "they meet in June"')
    course = course_with(one, other.id)
    if course is None or not course.last("introduced"):
        raise RefusedError(
            f"{full_name(one.contact)} and {full_name(other.contact)} were not introduced yet",
            f"cardscan introduce {one.id} {other.id} says what is next",
        )
    store.introductions.add(one.id, other.id, ((one.id, "heard", said),), now)
    return _course(store, one, other)


def _course(store: Store, one: Person, other: Person) -> Course:
    other_id = store.person(other.id).id
    return next(each for each in courses(store.person(one.id)) if each.other.id == other_id)


def _ask(
    store: Store,
    one: Person,
    other: Person,
    course: Course | None,
    own: Path,
    lang: Lang | None,
    *,
    again: bool,
    insist: bool,
) -> Step:
    check_both(one, other)
    asked = {side.id: side for side in course.sides} if course else {}
    fresh = [each for each in (one, other) if each.id not in asked or not asked[each.id].said]
    waited = [each for each in (one, other) if each not in fresh and asked[each.id].said != "yes"]
    if not fresh and not again:
        raise RefusedError(
            f"{_listed(waited)} {'was' if len(waited) == 1 else 'were'} asked already, and an answer is waited for",
            f"cardscan introduce answer {waited[0].id} … notes it; --again asks once more",
        )
    to_ask = [*fresh, *waited] if again else fresh
    often = [each for each in to_ask if each.id in asked and asked[each.id].asked >= MOST_ASKED]
    if often and not insist:
        raise RefusedError(
            f"{_listed(often)} {'was' if len(often) == 1 else 'were'} asked twice: do not ask a third time",
            "silence is an answer, too; --yes asks all the same",
        )
    about = {one.id: other, other.id: one}
    mails = tuple(Mail((each,), asks(store, each, about[each.id], own, lang)) for each in to_ask)
    return Step("asked", mails, tuple((each.id, "asked", "") for each in to_ask))


def _hear(one: Person, other: Person, introduced: datetime, own: Path, now: datetime, lang: Lang | None) -> Step:
    day = introduced.astimezone(now.tzinfo).date() + HOW_IT_WENT
    if now.date() < day:
        raise RefusedError(
            f"they are introduced: ask how it went from {day.isoformat()} on",
            f'if you have heard already: cardscan introduce heard {one.id} {other.id} "…"',
        )
    mails = ((each, how_did_it_go(each, about, own, lang)) for each, about in ((one, other), (other, one)))
    return Step("heard", tuple(Mail((each,), Draft(mail)) for each, mail in mails))


def _named(one: Person, other: Person, course: Course, said: str) -> list[str]:
    return [full_name(each.contact) for each in (one, other) if course.side(each.id).said == said]


def _no(course: Course) -> str:
    first, second = sorted(course.sides, key=lambda side: side.said != "no")
    return f"{first.id} {second.id}"


def _listed(people: list[Person]) -> str:
    return " and ".join(full_name(each.contact) for each in people)
