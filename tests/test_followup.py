"""What is due on a day: promises, notes that wait, whom to get back to."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from met import GOOD, HOUR, POOR, meeting, person, promise

from cardscan.connections.dates.spans import get_back_on
from cardscan.connections.followup import agenda, cadence_of, last_contact
from cardscan.person import Cadence, Note, Person

NOW = datetime(2026, 12, 4, 13, 0, tzinfo=UTC)
TODAY = NOW.date()
MONTHS_AGO = date(2026, 8, 20)


def someone(number: int = 1, *notes: Note, day: date = HOUR.date, **more: object) -> Person:
    return person(number, "Harriet Obuya", "", "Tidewell", meeting(number, HOUR, *notes, day=day), **more)


def test_my_promises_of_the_next_seven_days_the_latest_first() -> None:
    promises = (
        promise(1, "in a week", due=TODAY + timedelta(days=7)),
        promise(2, "in eight days", due=TODAY + timedelta(days=8)),
        promise(3, "late", due=TODAY - timedelta(days=2)),
        promise(4, "today", due=TODAY),
        promise(5, "kept", due=TODAY, kept=NOW),
        promise(6, "dropped", due=TODAY, dropped=NOW),
        promise(7, "some day"),
    )
    due = agenda([someone(1, GOOD, promises=promises)], NOW)
    assert [each.promise.text for each in due.promises] == ["late", "today", "in a week"]
    assert due.ask == ()


def test_what_has_no_day_comes_up_after_a_week_until_it_is_done() -> None:
    promises = (
        promise(1, "a week old", made=NOW - timedelta(days=7)),
        promise(2, "six days old", made=NOW - timedelta(days=6)),
        promise(3, "theirs", owner="them", made=NOW - timedelta(days=30)),
        promise(4, "kept", made=NOW - timedelta(days=30), kept=NOW),
        promise(5, "dropped", made=NOW - timedelta(days=30), dropped=NOW),
        promise(6, "with a day", made=NOW - timedelta(days=30), due=TODAY + timedelta(days=90)),
    )
    due = agenda([someone(1, GOOD, promises=promises)], NOW)
    assert [(each.promise.text, each.days) for each in due.some_day] == [("theirs", 30), ("a week old", 7)]
    assert agenda([someone(1, replace(GOOD, again=False), promises=promises)], NOW).some_day == ()


def test_theirs_are_asked_about_once_the_day_has_come() -> None:
    promises = (
        promise(1, "tomorrow", owner="them", due=TODAY + timedelta(days=1)),
        promise(2, "today", owner="them", due=TODAY),
        promise(3, "late", owner="them", due=TODAY - timedelta(days=1)),
    )
    due = agenda([someone(1, GOOD, promises=promises)], NOW)
    assert [each.promise.text for each in due.ask] == ["late", "today"]
    assert due.promises == ()


@pytest.mark.parametrize(("hours", "fades"), [(0, False), (47, False), (48, True), (500, True)])
def test_names_fade_after_48_hours(hours: int, fades: bool) -> None:
    met = datetime(2026, 12, 3, 12, 0, tzinfo=UTC)  # at noon, for all one knows
    [wait] = agenda([someone(1, POOR)], met + timedelta(hours=hours)).notes
    assert (wait.met, wait.hours, wait.fades) == (HOUR.date, hours, fades)


def test_hours_are_those_of_the_place_where_you_are() -> None:
    here = timezone(timedelta(hours=9))
    [wait] = agenda([someone()], datetime(2026, 12, 4, 13, 0, tzinfo=here)).notes
    assert wait.hours == 25
    [soon] = agenda([someone()], datetime(2026, 12, 3, 8, 0, tzinfo=here)).notes
    assert soon.hours == 0


def test_who_waits_longest_for_a_note_comes_first() -> None:
    people = [someone(1), someone(2, GOOD), someone(3, POOR, day=date(2026, 11, 30)), person(4, "Ada Quill", "", "")]
    assert [wait.person.id for wait in agenda(people, NOW).notes] == [3, 1]


@pytest.mark.parametrize(
    ("last", "cadence", "day"),
    [
        (date(2026, 8, 31), "2 weeks", date(2026, 9, 14)),
        (date(2026, 8, 31), "month", date(2026, 9, 30)),
        (date(2026, 11, 30), "quarter", date(2027, 2, 28)),
        (date(2024, 2, 29), "year", date(2025, 2, 28)),
        (date(2026, 8, 31), "6 months", date(2027, 2, 28)),
        (date(2026, 8, 31), "10 days", date(2026, 9, 10)),
        (date(2026, 8, 31), "day", date(2026, 9, 1)),
        (date(2024, 2, 29), "2 years", date(2026, 2, 28)),
        (date.max, "10 years", None),
        (date(2026, 8, 31), "never", None),
        (date(2026, 8, 31), "", None),
    ],
)
def test_the_day_to_get_back(last: date, cadence: Cadence, day: date | None) -> None:
    assert get_back_on(last, cadence) == day


def test_only_quality_connections_have_a_cadence_of_which_nothing_was_said() -> None:
    assert cadence_of(someone(1, GOOD)) == "quarter"
    assert cadence_of(someone(1, POOR)) == "never"
    assert cadence_of(someone(1, POOR, cadence="month")) == "month"
    assert cadence_of(someone(1, GOOD, cadence="never")) == "never"


def test_get_back_to_those_longest_due_first() -> None:
    people = [
        someone(1, GOOD, day=MONTHS_AGO),
        someone(2, GOOD, day=MONTHS_AGO, cadence="month"),
        someone(3, GOOD, day=MONTHS_AGO, cadence="never"),
        someone(4, GOOD, day=MONTHS_AGO, cadence="year"),
        someone(5, day=MONTHS_AGO),
    ]
    due = agenda(people, NOW).get_back
    assert [(each.person.id, each.cadence, each.day) for each in due] == [
        (2, "month", date(2026, 9, 20)),
        (1, "quarter", date(2026, 11, 20)),
    ]


@pytest.mark.parametrize(
    "more",
    [
        {"contacted": (date(2026, 5, 1), date(2026, 10, 1))},
        {"promises": (promise(1, "send the map", kept=datetime(2026, 10, 1, 8, 0, tzinfo=UTC)),)},
        {"meetings": (meeting(1, HOUR, GOOD, day=MONTHS_AGO), meeting(2, HOUR, day=date(2026, 10, 1)))},
    ],
)
def test_real_contact_starts_the_count_again(more: dict[str, object]) -> None:
    due = replace(someone(1, GOOD, day=MONTHS_AGO), **more)
    assert last_contact(due, NOW) == date(2026, 10, 1)
    assert agenda([due], NOW).get_back == ()


def test_snoozing_only_defers() -> None:
    due = someone(1, GOOD, day=MONTHS_AGO, promises=(promise(1, "send the map", due=TODAY),))
    [before] = agenda([due], NOW).get_back
    asleep = agenda([replace(due, snoozed=TODAY + timedelta(days=1))], NOW)
    assert asleep.get_back == ()
    assert len(asleep.promises) == 1  # a promise is a promise
    [after] = agenda([replace(due, snoozed=TODAY)], NOW).get_back
    assert (after.last, after.day) == (before.last, before.day)
    assert agenda([replace(someone(), snoozed=TODAY + timedelta(days=1))], NOW).notes == ()


def test_who_is_filed_away_is_left_alone() -> None:
    no_more = replace(GOOD, again=False)
    gone = someone(1, no_more, day=MONTHS_AGO, cadence="month", promises=(promise(1, "send the map", due=TODAY),))
    due = agenda([gone], NOW)
    assert (due.promises, due.ask, due.notes, due.get_back) == ((), (), (), ())


def test_a_photo_from_the_end_of_time_is_no_trouble() -> None:
    assert agenda([someone(1, GOOD, day=date.max, cadence="year")], NOW).get_back == ()


@given(
    st.dates(date(2020, 1, 1), date(2026, 12, 4)),
    st.sampled_from(["10 days", "2 weeks", "month", "5 months", "quarter", "year", "2 years"]),
    st.integers(1, 400),
)
def test_later_contact_is_never_due_earlier(day: date, cadence: Cadence, days: int) -> None:
    earlier, later = get_back_on(day, cadence), get_back_on(day + timedelta(days=days), cadence)
    assert earlier and later
    assert day < earlier <= later


def test_no_meeting_and_no_contact_counts_from_the_day_they_came() -> None:
    alone = person(1, "Ada Quill", "", "", cadence="2 weeks", created=NOW - timedelta(days=20))
    assert last_contact(alone, NOW) == TODAY - timedelta(days=20)
    assert [each.person.id for each in agenda([alone], NOW).get_back] == [1]
