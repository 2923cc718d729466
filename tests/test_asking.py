"""A few people a day are asked about, the same all day; who was left comes again after ever longer rests."""

from datetime import UTC, date, datetime, timedelta

import made
import pytest
from conftest import Run
from hypothesis import given
from hypothesis import strategies as st

from cardscan.actions.agenda import due_today
from cardscan.actions.calendar import calendar
from cardscan.actions.pace import ask_about, ask_again_after, asking_of
from cardscan.connections.asking import Asked, Asking, Pace, comes_again, spread, to_ask
from cardscan.connections.followup import Agenda, agenda
from cardscan.person import Note
from cardscan.store import Occasion, Store

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
DAY = NOW.date()
GOOD = Note("moves her shop to solar roof tiles", "introduce her to the installer in Porto", made.NOW)

both_engines = pytest.mark.both_engines


def days_later(days: float) -> datetime:
    return NOW + timedelta(days=days)


@pytest.fixture
def book(store: Store) -> Store:
    """Six who wait for a note, and six quality connections to get back to; one of these was promised something."""
    for number in range(12):
        of = made.contact(f"Ada Quill{number}", f"Quill{number} Works", tel=(), email=())
        store.save(made.photo(f"/photos/{number}.jpg"), [(of,)], made.NOW, Occasion(None, date(2026, 10, 1 + number)))
    for number in range(7, 13):
        made.noted(store, number, GOOD, made.NOW)
    store.add_promise(12, "look around", "me", None, made.NOW)
    return store


def asked_about(due: Agenda) -> list[int]:
    kinds = (due.notes, due.get_back, due.some_day)
    return sorted({each.person.id for kind in kinds for each in kind})


def on(store: Store, now: datetime) -> list[int]:
    return asked_about(due_today(store, now, "", None)[0])


@pytest.mark.parametrize(
    ("times", "acted", "rest", "days"),
    [
        (1, False, "3 days", 3),
        (2, False, "3 days", 6),
        (3, False, "3 days", 12),
        (6, False, "3 days", 90),
        (400, False, "3 days", 90),
        (400, True, "3 days", 3),  # they were not left
        (2, False, "6 months", 184),  # as the user says, however long
        (1, True, "never", 1),
    ],
)
def test_rests_grow_until_something_is_changed(times: int, acted: bool, rest: str, days: int) -> None:
    assert comes_again(Asked(NOW, times, acted), Pace(5, rest), UTC) == DAY + timedelta(days=days)


def test_never_is_never() -> None:
    assert comes_again(Asked(NOW, 1), Pace(5, "never"), UTC) == date.max


@both_engines
def test_kinds_take_turns_and_a_day_stays_as_it_is(book: Store) -> None:
    first = on(book, NOW)
    assert first == [1, 2, 7, 8, 12]  # who has waited longest; whom to get back to; what was promised for some day
    assert on(book, days_later(0.6)) == first
    book.add_contacted(7, DAY, days_later(0.1))
    assert on(book, days_later(0.2)) == [1, 2, 8, 12]  # nobody takes the place of who is done with
    everyone, counts = due_today(book, NOW, "", None, everything=True)
    assert asked_about(everyone) == [*range(1, 7), *range(8, 13)]
    assert (counts.notes, counts.get_back, counts.some_day) == (6, 5, 1)


@both_engines
def test_who_was_left_comes_again_later_and_later(book: Store) -> None:
    ask_about(book, 12)
    days = [day for day in range(200) if 2 in on(book, days_later(day))]
    assert days == [0, 3, 9, 21, 45, 93, 183]
    book.snooze(2, DAY + timedelta(days=185), days_later(184))  # so they were not left
    assert [day for day in range(184, 200) if 2 in on(book, days_later(day))] == [186, 189, 195]


@both_engines
def test_others_come_while_some_rest(book: Store) -> None:
    days = [on(book, days_later(day)) for day in range(3)]
    assert sorted(each for day in days for each in day) == list(range(1, 13))
    assert days[2] == [6, 11]
    assert on(book, days_later(3)) == days[0]


@both_engines
def test_each_of_us_is_asked(book: Store) -> None:
    ask_about(book, 12)
    anna = book.acting("anna")
    assert on(book, NOW) == on(anna, days_later(1)) == list(range(1, 13))
    assert on(book, days_later(1)) == []


@both_engines
def test_the_database_finds_whom_the_rules_choose_of_everyone(book: Store) -> None:
    for day in range(20):
        now = days_later(day)
        chosen = to_ask(agenda(book.people(), now), asking_of(book, now), now)
        assert on(book, now) == sorted(chosen & set(range(1, 13)))
        if day == 5:
            ask_again_after(book, "week")


def test_looking_at_all_of_it_asks_about_nobody(book: Store, run: Run) -> None:
    run("today", "--all")
    assert book.asked.since(made.NOW) == {}
    run("today")
    assert len(book.asked.since(made.NOW)) == 5


def test_who_is_forgotten_leaves_nothing(book: Store) -> None:
    on(book, NOW)
    assert "asked" in {name for name, rows in book.held(2).items() if rows}
    book.forget(2)
    assert sorted(book.asked.since(made.NOW)) == [1, 7, 8, 12]


@both_engines
def test_the_calendar_follows_the_same_rule(book: Store) -> None:
    ask_about(book, 3)
    before = [each for each in calendar(book, NOW).entries if each.uid.startswith("get-back")]
    assert [each.day for each in before] == [DAY, DAY, *[DAY + timedelta(days=1)] * 3, DAY + timedelta(days=2)]
    assert on(book, NOW) == [1, 7, 12]
    after = [each for each in calendar(book, days_later(1)).entries if each.uid.startswith("get-back")]
    by_uid = {each.uid: each for each in before}
    for each in after:
        was = by_uid[each.uid]
        assert each.day == was.day or each.revised > was.revised
    rests = f"get-back-{book.person(7).uid}@cardscan"
    [left] = [each for each in after if each.uid == rests]
    assert left.day and left.day >= DAY + timedelta(days=3)


@given(
    st.dictionaries(st.integers(1, 40), st.integers(-400, 30), max_size=40),
    st.sets(st.integers(1, 40), max_size=5),
    st.integers(1, 6),
)
def test_no_day_has_too_many_and_nobody_is_lost(due: dict[int, int], chosen: set[int], people: int) -> None:
    days = {who: DAY + timedelta(days=day) for who, day in due.items()}
    placed = spread(days, chosen, Asking(Pace(people)), NOW)
    assert placed.keys() == days.keys()
    for who, day in placed.items():
        assert day == DAY if who in chosen and days[who] <= DAY else day >= max(days[who], DAY + timedelta(days=1))
        assert day == DAY or sum(day == other for other in placed.values()) <= people


def test_a_pace_of_nobody_asks_about_nobody(book: Store) -> None:
    ask_about(book, 0)
    assert on(book, NOW) == []
    assert spread({1: DAY}, (), asking_of(book, NOW), NOW) == {}
