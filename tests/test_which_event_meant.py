"""Which event is meant, and which one a photo is of."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan.connections.events.which import (
    check_event,
    day_there,
    earlier_editions,
    find_event,
    last_day,
    latest_event,
    next_event,
    photo_events,
)
from cardscan.errors import InputError
from cardscan.person import Event

SOCIAL = Event(1, "SME social hour", date(2026, 12, 3))
FAIR = Event(2, "Küstenmesse", date(2026, 11, 10), until=date(2026, 11, 12))
BEFORE = Event(3, "SME social hour", date(2025, 12, 4))
BREAKFAST = Event(4, "Founders’ breakfast", date(2026, 12, 3))
ALL = (BEFORE, FAIR, SOCIAL, BREAKFAST)


def at(day: date, hour: int = 19) -> datetime:
    return datetime(day.year, day.month, day.day, hour, 30)  # noqa: DTZ001 - of a camera


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("2", FAIR), ("kustenmesse", FAIR), ("kusten", FAIR), ("Founders' Breakfast", BREAKFAST),
        ("social 2025", BEFORE), ("sme 2026-12", SOCIAL), ("SME social hour 2026-12-03", SOCIAL),
    ],
)  # fmt: skip
def test_an_event_is_found_by_id_name_or_part_and_date(text: str, event: Event) -> None:
    assert find_event(text, ALL) == event


def test_several_events_are_listed_and_none_is_taken() -> None:
    with pytest.raises(InputError) as caught:
        find_event("SME social hour", ALL)
    assert caught.value.message.splitlines()[1:] == [
        "  3  2025-12-04  SME social hour",
        "  1  2026-12-03  SME social hour",
    ]


@pytest.mark.parametrize("text", ["carnival", "", "   ", "99", "…"])
def test_an_event_that_does_not_exist(text: str) -> None:
    with pytest.raises(InputError, match="there is no event") as caught:
        find_event(text, ALL)
    assert "cardscan event add" in caught.value.advice


def test_many_events_are_not_all_listed() -> None:
    with pytest.raises(InputError) as caught:
        find_event("hour", [Event(n, f"Hour {n}", SOCIAL.date) for n in range(50)])
    assert len(caught.value.message.splitlines()) == 22


@pytest.mark.parametrize(
    ("taken", "events"),
    [
        (at(SOCIAL.date), (SOCIAL, BREAKFAST)),
        (at(BEFORE.date), (BEFORE,)),
        (at(FAIR.date), (FAIR,)),
        (at(date(2026, 11, 12)), (FAIR,)),
        (at(date(2026, 11, 13), 4), (FAIR,)),  # the night after
        (at(date(2026, 11, 13), 5), ()),
        (at(date(2026, 11, 10), 4), ()),  # still the evening before
        (None, ()),
    ],
)
def test_the_time_of_a_photo_says_the_event(taken: datetime | None, events: tuple[Event, ...]) -> None:
    assert photo_events(("Camera",), taken, ALL) == events


@pytest.mark.parametrize(
    ("folders", "taken", "events"),
    [
        (("Photos", "Kuestenmesse"), None, ()),
        (("Photos", "KÜSTENMESSE"), None, (FAIR,)),
        (("Photos", "founders_breakfast"), at(FAIR.date), (BREAKFAST,)),
        (("Küstenmesse", "Founders' breakfast", "raw"), None, (BREAKFAST,)),  # the innermost that says it
        (("SME-social-hour",), None, (BEFORE, SOCIAL)),
        (("SME social hour",), at(SOCIAL.date), (SOCIAL,)),
        (("SME social hour 2025",), None, (BEFORE,)),
        (("2026-12-03 SME social hour",), at(BEFORE.date), (SOCIAL,)),
        (("SME social",), None, ()),
        (("---",), None, ()),
    ],
)
def test_a_folder_named_like_an_event_goes_before_the_time(
    folders: tuple[str, ...], taken: datetime | None, events: tuple[Event, ...]
) -> None:
    assert photo_events(folders, taken, ALL) == events


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)), st.dates(date(2026, 1, 1), date(2027, 1, 1)))  # noqa: DTZ001 - of a camera
def test_people_are_met_on_a_day_of_the_event_and_never_in_the_future(taken: datetime, today: date) -> None:
    day = day_there(FAIR, taken, today)
    assert day == today < FAIR.date or FAIR.date <= day <= last_day(FAIR)
    assert day <= today


def test_cards_photographed_in_the_night_are_of_the_evening() -> None:
    assert day_there(FAIR, at(date(2026, 11, 12), 1), date(2026, 12, 1)) == date(2026, 11, 11)


def test_next_and_latest() -> None:
    assert next_event(ALL, date(2026, 11, 12)) == FAIR  # its last day
    assert next_event(ALL, date(2026, 11, 13)) == SOCIAL
    assert latest_event(ALL, date(2026, 11, 13)) == FAIR
    assert latest_event(ALL, SOCIAL.date) == BREAKFAST
    with pytest.raises(InputError, match="there is no coming event"):
        next_event(ALL, date(2027, 1, 1))
    with pytest.raises(InputError, match="there is no past event yet"):
        latest_event(ALL, date(2020, 1, 1))


def test_editions_share_a_name_but_for_numbers() -> None:
    third = Event(7, "3rd SME social hour 2027", SOCIAL.date + timedelta(days=300))
    assert earlier_editions(third, (*ALL, third)) == (BEFORE, SOCIAL)
    assert earlier_editions(SOCIAL, ALL) == (BEFORE,)
    assert earlier_editions(Event(8, "2027", third.date), (Event(9, "2026", SOCIAL.date),)) == ()


@pytest.mark.parametrize("event", [Event(0, " ", SOCIAL.date), Event(0, "Fair", SOCIAL.date, until=FAIR.date)])
def test_an_event_that_makes_no_sense(event: Event) -> None:
    with pytest.raises(InputError):
        check_event(event)
    assert check_event(FAIR) == FAIR
