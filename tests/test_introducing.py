"""Introductions that ask both first: how far one has come, what is next, and that the store keeps it."""

import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import combinations, product

import made
import pytest
from conftest import Run
from met import GOOD, HOUR, meeting, person

from cardscan.actions.introduce import under_way, under_way_of
from cardscan.actions.same_person import make_one
from cardscan.connections.events.calendar import entries
from cardscan.connections.events.report import report
from cardscan.connections.followup import agenda, last_contact
from cardscan.connections.introducing import course_with, next_of, reminder, stands
from cardscan.connections.standing import Standing, standing
from cardscan.errors import InputError
from cardscan.person import Introduced, IntroductionStep, Note, Person
from cardscan.store import Store, people
from cardscan.store.journal import newest

pytestmark = pytest.mark.both_engines

NOW = datetime(2026, 12, 4, 9, tzinfo=UTC)
DAY = timedelta(days=1)
#: Who did or said what, and on which day: 1 and 2 are the two people.
Steps = tuple[tuple[int, Introduced, int], ...]


def two(*steps: tuple[int, Introduced, int]) -> tuple[Person, Person]:
    """Two people with what was done towards introducing them, each step so many days from NOW."""
    names = {1: "Ottoline Brackwyth", 2: "Zdislav Kvapilík"}
    made_up = {n: person(n, names[n], "", f"Firm{n}", meeting(n, HOUR, GOOD)) for n in (1, 2)}
    for n, other in ((1, 2), (2, 1)):
        taken = [
            IntroductionStep(at, what, NOW + days * DAY, who, other, names[other])
            for at, (who, what, days) in enumerate(steps, 1)
        ]
        made_up[n] = replace(made_up[n], introductions=tuple(taken))
    return made_up[1], made_up[2]


ASKED: Steps = ((1, "asked", 0), (2, "asked", 0))


@pytest.mark.parametrize(
    ("steps", "state", "what", "days", "says"),
    [
        (ASKED, "asked", "ask", 7, "neither has answered yet: ask again"),
        ((*ASKED, (2, "yes", 1)), "asked", "ask", 7, "Ottoline Brackwyth has not answered yet: ask again"),
        ((*ASKED, (2, "yes", 1), (1, "later", 2)), "later", "ask", 30, "Ottoline Brackwyth said later: ask again"),
        ((*ASKED, (1, "yes", 1), (2, "yes", 3)), "yes", "introduce", 3, "both said yes: introduce them"),
        ((*ASKED, (1, "yes", 1), (1, "introduced", 4)), "introduced", "hear", 25, "introduced: how did it go?"),
        (((1, "introduced", 0),), "introduced", "hear", 21, "introduced: how did it go?"),
        (((1, "yes", 0),), "asked", "ask", 0, "Zdislav Kvapilík has not been asked yet"),
    ],
)  # fmt: skip
def test_how_far_it_has_come_and_what_is_next(steps: Steps, state: str, what: str, days: int, says: str) -> None:
    one, _ = two(*steps)
    course = course_with(one, 2)
    assert course and course.state == state
    todo = next_of(course, NOW)
    assert todo and (todo.what, todo.day) == (what, (NOW + days * DAY).date())
    assert reminder(course, todo, "Ottoline Brackwyth") == says
    assert [course_with(each, 3) for each in two(*steps)] == [None, None]


@pytest.mark.parametrize(
    "steps",
    [
        (*ASKED, (2, "no", 1)),
        (*ASKED, (2, "no", 1), (1, "yes", 2)),
        (*ASKED, (1, "asked", 8), (2, "asked", 8)),
        (*ASKED, (1, "introduced", 1), (1, "heard", 22)),
    ],
)
def test_a_no_ends_it_and_so_do_two_questions_without_an_answer(steps: Steps) -> None:
    for each, other in zip(two(*steps), (2, 1), strict=True):
        course = course_with(each, other)
        assert course and next_of(course, NOW + 60 * DAY) is None
    assert agenda(two(*steps), NOW + 60 * DAY).introductions == ()


def test_how_it_went_is_not_asked_for_ever() -> None:
    course = course_with(two((1, "introduced", 0))[0], 2)
    assert course and next_of(course, NOW + 111 * DAY) and not next_of(course, NOW + 112 * DAY)


def test_a_pair_is_due_once_and_not_before_its_day_nor_where_one_is_filed_away() -> None:
    one, other = two(*ASKED)
    assert agenda((one, other), NOW + 6 * DAY).introductions == ()
    (due,) = agenda((one, other), NOW + 7 * DAY).introductions
    assert (due.person.id, due.course.other.id, due.day) == (1, 2, date(2026, 12, 11))
    away = replace(other, meetings=(meeting(2, HOUR, replace(GOOD, again=False)),))
    assert agenda((one, away), NOW + 7 * DAY).introductions == ()


def test_an_introduction_of_another_of_us_is_not_mine() -> None:
    pair = [replace(each, introductions=tuple(replace(s, by="Bo") for s in each.introductions)) for each in two(*ASKED)]
    assert agenda(pair, NOW + 7 * DAY, "Anna").introductions == ()
    assert len(agenda(pair, NOW + 7 * DAY, "bo").introductions) == 1


def test_it_helps_both_and_is_contact_with_whom_was_asked() -> None:
    for each in two(*ASKED):
        assert standing(each) is Standing.QUALITY and last_contact(each, NOW) == NOW.date()
    one, other = two(*ASKED, (2, "yes", 3))
    assert (last_contact(one, NOW), last_contact(other, NOW)) == (NOW.date(), (NOW + 3 * DAY).date())
    for each in two(*ASKED, (1, "introduced", 5)):
        assert standing(each) is Standing.CEMENTED and last_contact(each, NOW) == (NOW + 5 * DAY).date()


def test_the_calendar_has_one_entry_a_pair_which_moves_and_ends() -> None:
    def told(*steps: tuple[int, Introduced, int]) -> tuple[str, str, date | None, str]:
        (entry,) = (each for each in entries(two(*steps), (), None, NOW) if each.uid.startswith("introduction"))
        return entry.uid, entry.summary, entry.day, entry.status

    uid, summary, day, status = told(*ASKED)
    assert summary == "Ottoline Brackwyth and Zdislav Kvapilík: neither has answered yet: ask again"
    assert (day, status) == (date(2026, 12, 11), "open")
    assert told(*ASKED, (1, "introduced", 1))[::3] == (uid, "open")
    assert told(*ASKED, (1, "no", 1))[::3] == (uid, "cancelled")
    assert told(*ASKED, (1, "introduced", 1), (1, "heard", 22))[::3] == (uid, "done")


def test_the_report_of_an_event_says_how_introductions_of_it_stand() -> None:
    one, other = two(*ASKED, (2, "later", 2))
    (each,) = report(HOUR, (one, other), NOW).introductions
    assert each.how == "Ottoline Brackwyth asked, Zdislav Kvapilík said later"
    course = course_with(two((1, "introduced", 0))[0], 2)
    assert course and stands(course, "Ottoline Brackwyth") == "introduced on 2026-12-04"


# --- the store ------------------------------------------------------------------------------------------------------


@pytest.fixture
def three(store: Store) -> Store:
    """A store with three quality connections."""
    for number, name in enumerate(("Ottoline Brackwyth", "Zdislav Kvapilík", "Tamsyn Orchardell")):
        mail = (made.field(f"{number}@firm{number}.example"),)
        [one] = (
            store.save(made.photo(f"/p/{number}.jpg"), [(made.contact(name, f"Firm{number}", email=mail),)], made.NOW)
            or ()
        )
        made.noted(
            store,
            one.id,
            Note("dredges a canal that silts up", "introduce our hydrologist in Ghent", made.NOW),
            made.NOW,
        )
    return store


def ask(store: Store, one: int, other: int, at: datetime = NOW) -> None:
    store.introductions.add(one, other, ((one, "asked", ""), (other, "asked", "")), at)


def whats(store: Store, who: int) -> list[tuple[str, int, int, str]]:
    return [(each.what, each.who_id, each.with_id, each.with_name) for each in store.person(who).introductions]


def test_both_people_have_it_and_undo_takes_it_back(three: Store) -> None:
    ask(three, 1, 2)
    assert whats(three, 1) == [("asked", 1, 2, "Zdislav Kvapilík"), ("asked", 2, 2, "Zdislav Kvapilík")]
    assert whats(three, 2) == [("asked", 1, 1, "Ottoline Brackwyth"), ("asked", 2, 1, "Ottoline Brackwyth")]
    three.introductions.add(2, 1, ((2, "yes", ""),), NOW)
    three.introductions.add(2, 1, ((2, "heard", "they met in June"),), NOW)
    assert three.person(1).introductions[-1].words == "they met in June"
    for left in (3, 2, 0):
        assert three.undo(NOW).people == (1, 2)
        assert len(three.person(1).introductions) == len(three.person(2).introductions) == left
    assert three.introductions.begun((1, 2, 3)) == frozenset()
    with pytest.raises(InputError, match="same person"):
        ask(three, 1, 1)


def test_who_is_due_is_asked_of_the_database(three: Store) -> None:
    ask(three, 1, 2)
    ask(three, 2, 3, NOW - DAY)
    at = NOW + 8 * DAY
    found = three.directory.due(at)
    pairs = [(each.person.id, each.course) for each in agenda(found.people, at, awaited=found.awaited).introductions]
    assert [(one, course.other.id) for one, course in pairs] == [(2, 3), (1, 2)]
    assert pairs == [(each.person.id, each.course) for each in agenda(three.people(), at).introductions]
    assert found.counts.introductions == 2
    assert [each.person.id for each in agenda(three.directory.due(at, 1).people, at).introductions][:1] == [2]
    made.noted(three, 3, replace(GOOD, again=False, written=NOW), NOW)
    assert three.directory.due(at).counts.introductions == 1


def test_whose_time_has_passed_hides_nobody_who_is_due(three: Store) -> None:
    three.introductions.add(1, 2, ((1, "introduced", ""),), NOW)
    three.introductions.add(1, 3, ((1, "introduced", ""),), NOW + 30 * DAY)
    for days, due in ((111, [(1, 2), (1, 3)]), (112, [(1, 3)]), (142, [])):
        at = NOW + days * DAY
        there = three.directory.due(at, 1)
        assert there.counts.introductions == len(due)
        told = [(each.person.id, each.course.other.id) for each in agenda(there.people, at).introductions]
        assert told == due[:1] or told == due  # who is read for something else is told of, too


def test_all_are_listed_as_the_rule_has_them_and_as_many_as_are_asked_for(three: Store) -> None:
    ask(three, 1, 2)
    three.introductions.add(3, 1, ((3, "asked", ""), (1, "no", "")), NOW)
    ask(three, 2, 3, NOW - DAY)
    made.people(three.place.address, "Ada Quillfeather", "Bo Marram")
    three.introductions.add(4, 5, ((4, "introduced", ""),), NOW)
    for days in (0, 30, 200):
        at = NOW + days * DAY
        pairs = [(person.id, course) for person, course in under_way(three, at)]
        assert {(one, course.other.id) for one, course in pairs} == {(1, 2), (1, 3), (2, 3), (4, 5)}
        todo = [next_of(course, at) for _, course in pairs]
        days_of = [each.day for each in todo if each]
        assert days_of == sorted(days_of) and None not in todo[: len(days_of)]
        assert [(person.id, course) for person, course in under_way(three, at, 2)] == pairs[:2]
        theirs = [(1, course) for one, course in pairs if one == 1]
        assert [(person.id, course) for person, course in under_way_of(three, at, 1)] == theirs


def test_of_many_pairs_those_alone_are_read_who_are_told(
    three: Store, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"Ada Quill{letters}" for letters in map("".join, product("aeiou", repeat=2))]
    made.people(three.place.address, *names)
    for one, other in combinations(range(4, 16), 2):
        ask(three, one, other)
    read: list[int] = []
    some = people._some
    monkeypatch.setattr(people, "_some", lambda *given: read.extend(given[2]) or some(*given))
    found = three.directory.due(NOW + 7 * DAY, 2)
    assert found.counts.introductions == 66 and len(read) <= 4 + 3
    read.clear()
    assert len(list(under_way(three, NOW, 2))) == 2 and len(read) <= 4
    assert len(run("introduce", "list")[1].splitlines()) == 66
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    _, out, err = run("introduce", "list")
    assert out.count("asked, ") == 50 and err == "50 of 66: --all lists them all\n"
    assert run("introduce", "list", "--all")[1].count("asked, ") == 66
    _, out, err = run("introduce", "list", "4")
    assert out.count("asked, ") == 11 and not err


def test_introducing_two_cements_both_in_lists_too(three: Store) -> None:
    from cardscan.store import Wanted

    three.introductions.add(1, 2, ((1, "introduced", ""),), NOW)
    assert list(three.directory.ids(Wanted(stage="cemented"))) == [1, 2]
    three.undo(NOW)
    assert list(three.directory.ids(Wanted(stage="cemented"))) == []


def test_merging_brings_introductions_along_and_one_of_the_two_is_none(three: Store) -> None:
    ask(three, 1, 2)
    ask(three, 2, 3)
    before = [three.person(each).introductions for each in (1, 2, 3)]
    make_one(three, 1, 2, NOW)
    assert whats(three, 1) == [("asked", 1, 3, "Tamsyn Orchardell"), ("asked", 3, 3, "Tamsyn Orchardell")]
    assert {each.with_id for each in three.person(3).introductions} == {1}
    three.undo(NOW)
    assert [three.person(each).introductions for each in (1, 2, 3)] == before


def test_forgetting_one_takes_it_from_the_other_and_leaves_the_others_journal(three: Store) -> None:
    three.add_contacted(2, date(2026, 12, 1), NOW)
    ask(three, 1, 2)
    three.forget(1)
    assert three.person(2).introductions == ()
    assert "introduction" in three.held(2) and not three.held(2)["introduction"]
    with three._database.reading() as connection:
        change = newest(connection)
    assert change and change.action == "contacted"


def test_the_trash_gives_it_back(three: Store) -> None:
    ask(three, 1, 2)
    before = three.person(2).introductions
    three.trash.put((1,), NOW)
    assert three.person(2).introductions == ()
    three.undo(NOW)
    assert three.person(2).introductions == before
    assert len(three.held(1)["introduction"]) == 2
