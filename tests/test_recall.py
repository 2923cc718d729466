"""Whose name is asked for today, and when it is asked for again."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st
from met import GOOD, HOUR, LAST, NOW, POOR, meeting, person, todays

from cardscan.connections.recall import schedule
from cardscan.person import Event, Person

OTHER = Event(3, "Harbour fair", date(2026, 10, 1))
AFTER = NOW + timedelta(days=40)  # there is no coming event


def known(number: int, name: str, event: Event = OTHER, title: str = "Pilot", org: str = "Tidewell Marine") -> Person:
    return person(number, name, title, org, meeting(number, event, GOOD))


def ids(people: tuple[Person, ...]) -> list[int]:
    return [each.id for each in people]


def test_the_better_a_name_was_known_the_later_it_comes_again() -> None:
    due = [schedule(((NOW, rating),)) for rating in (1, 2, 3, 4)]
    assert [moment and (moment - NOW).days for moment in due] == [1, 1, 2, 8]
    assert schedule(()) is None


def test_a_name_that_is_known_each_time_comes_ever_later_and_once_a_year_at_least() -> None:
    log: tuple[tuple[datetime, int], ...] = ((NOW, 3),)
    gaps = []
    for _ in range(6):
        due = schedule(log)
        assert due
        gaps.append((due - log[-1][0]).days)
        log = (*log, (due, 3))
    assert gaps == sorted(gaps)
    assert gaps[-1] == 365


@given(st.lists(st.tuples(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)), st.integers(1, 4)), min_size=1))  # noqa: DTZ001
def test_any_log_gives_a_day_from_the_next_on_and_always_the_same(asked: list[tuple[datetime, int]]) -> None:
    log = tuple(sorted((at.replace(tzinfo=UTC), rating) for at, rating in asked))
    due = schedule(log)
    assert due == schedule(log)
    assert due and due - log[-1][0] >= timedelta(days=1)


def test_only_quality_connections_with_a_name_are_asked_for() -> None:
    poor = person(2, "Zdislav Kvapilík", "Pilot", "Kvapil Dredging", meeting(2, OTHER, POOR))
    nameless = person(3, "", "Pilot", "Tarn Hydrology", meeting(3, OTHER, GOOD))
    filed = person(4, "Bohdan Tarn", "Pilot", "", meeting(4, OTHER, GOOD, replace(GOOD, again=False, written=AFTER)))
    assert ids(todays([known(1, "Ottoline Brackwyth"), poor, nameless, filed], {}, [], AFTER, 5)) == [1]


def test_who_may_be_at_the_next_event_comes_first() -> None:
    people = [
        known(1, "Ottoline Brackwyth"),
        known(2, "Zdislav Kvapilík", LAST),  # of an earlier edition
        known(3, "Bohdan Tarn", title="Head of Brand", org="Lumen Foods"),  # whom to meet
        known(4, "Tamsyn Ravelcote"),
    ]
    overdue = {1: ((NOW - timedelta(days=9), 1),)}
    assert ids(todays(people, overdue, [LAST, HOUR], datetime(2026, 12, 3, 8, tzinfo=UTC), 5)) == [3, 2, 1, 4]
    assert ids(todays(people, overdue, [LAST, HOUR], AFTER, 5)) == [1, 3, 4, 2]


def test_a_few_a_day_those_already_asked_for_counted() -> None:
    people = [known(number, f"Nym {number}") for number in range(1, 9)]
    assert ids(todays(people, {}, [], AFTER, 3)) == [1, 2, 3]
    recalls = {7: ((AFTER - timedelta(hours=1), 3),), 8: ((AFTER - timedelta(days=1), 4),)}
    assert ids(todays(people, recalls, [], AFTER, 3)) == [1, 2]
    assert todays(people, recalls, [], AFTER, 1) == ()


def test_a_name_is_due_from_the_users_midnight_on() -> None:
    east = timezone(timedelta(hours=13))
    evening = datetime(2026, 12, 10, 21, tzinfo=east)
    someone, recalls = [known(1, "Ottoline Brackwyth")], {1: ((evening, 1),)}
    assert todays(someone, recalls, [], evening + timedelta(hours=2), 5) == ()
    assert ids(todays(someone, recalls, [], datetime(2026, 12, 11, 0, 5, tzinfo=east), 5)) == [1]
