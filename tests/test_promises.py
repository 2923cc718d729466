"""What a promise says, by when, and how its day is told."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from met import HOUR, meeting, person

from cardscan.connections.dates.days import DayError
from cardscan.connections.known import known
from cardscan.connections.promises import (
    by_due,
    how_it_stands,
    is_open,
    promise_of,
    promised,
    still_to_give,
    understand,
    when,
    with_day,
)
from cardscan.errors import InputError
from cardscan.person import Note, Promise

NOW = datetime(2026, 12, 2, 9, 0, tzinfo=UTC)  # a Wednesday
TODAY = NOW.date()
FRIDAY = date(2026, 12, 4)


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("send her the Lisbon contact by Friday", ("send her the Lisbon contact", FRIDAY)),
        ("send her the Lisbon contact, by Friday noon!", ("send her the Lisbon contact", FRIDAY)),
        ("send the map (by Friday)", ("send the map", FRIDAY)),
        ("Friday: send the map", ("send the map", FRIDAY)),
        ("schicke ihr bis Freitag den Kontakt", ("schicke ihr bis Freitag den Kontakt", FRIDAY)),
        ("rappeler Ame\u0301lie d’ici vendredi", ("rappeler Amélie", FRIDAY)),
        ("  give her  2 contacts\nin Leeds ", ("give her 2 contacts in Leeds", None)),
        ("by Friday", ("", FRIDAY)),
        ("", ("", None)),
    ],
)
def test_the_date_is_taken_off_where_the_text_stays_whole(text: str, understood: tuple[str, date | None]) -> None:
    assert understand(text, TODAY) == understood


def test_a_day_given_apart_leaves_the_words_alone() -> None:
    assert promised("send the Friday\nlist", "2026-12-24", TODAY) == ("send the Friday list", date(2026, 12, 24))
    assert promised("send the list by Monday", "Friday", TODAY) == ("send the list by Monday", FRIDAY)
    assert promised("send the list", None, TODAY) == ("send the list", None)


@pytest.mark.parametrize(("text", "due"), [("", None), ("by Friday", None), (" ?! ", "Friday")])
def test_a_promise_needs_words(text: str, due: str | None) -> None:
    with pytest.raises(InputError, match="needs a text"):
        promised(text, due, TODAY)


@pytest.mark.parametrize(("text", "due"), [("send it by 31 February", None), ("send it", "soon"), ("send it", "")])
def test_a_day_that_makes_no_sense_is_refused(text: str, due: str | None) -> None:
    with pytest.raises(InputError, match="is not a day"):
        promised(text, due, TODAY)


def test_how_i_can_help_is_promised() -> None:
    note = Note("two dock cranes failed inspection", "name of the crane inspector in Gdynia by Friday", NOW)
    assert promise_of(note, TODAY) == ("name of the crane inspector in Gdynia", FRIDAY)


@pytest.mark.parametrize(
    ("days", "told"),
    [(-2, "2 days late"), (-1, "1 day late"), (0, "today"), (1, "tomorrow"), (2, "in 2 days"), (68, "in 68 days")],
)
def test_how_far_a_day_is(days: int, told: str) -> None:
    assert when(TODAY + timedelta(days=days), TODAY) == told


@pytest.mark.parametrize("text", ["send her the map on 3/4/2027", "send  her the map\n3/4/2027"])
def test_the_day_that_was_meant_takes_the_place_of_the_one_that_is_unclear(text: str) -> None:
    with pytest.raises(DayError) as unclear:
        understand(text, TODAY)
    assert unclear.value.days == (date(2027, 3, 4), date(2027, 4, 3))
    meant = with_day(text, unclear.value, date(2027, 4, 3))
    assert understand(meant, TODAY) == ("send her the map", date(2027, 4, 3))


OFFER = Note("two dock cranes failed inspection", "Name of the crane inspector in Gdynia by Friday", NOW)


@pytest.mark.parametrize(
    ("made", "still"),
    [
        (Promise(1, 1, "Name of the crane inspector in Gdynia", NOW, due=FRIDAY), True),
        (Promise(1, 1, "Name of the crane inspector in Gdynia", NOW, due=FRIDAY, kept=NOW), False),
        (Promise(1, 1, "Name of the crane inspector in Gdynia", NOW - timedelta(days=9), dropped=NOW), False),
        (Promise(1, 1, "name of the crane inspector in Gdynia by Friday", NOW, kept=NOW), False),
        (Promise(1, 1, "something else", NOW - timedelta(days=9), kept=NOW), True),
        (Promise(1, 1, "Name of the crane inspector in Gdynia", NOW, owner="them", kept=NOW), True),
    ],
)
def test_what_was_done_or_dropped_is_no_longer_to_be_given(made: Promise, still: bool) -> None:
    of = replace(person(1, "Ottoline Brackwyth", "", "", meeting(1, HOUR, OFFER)), promises=(made,))
    assert bool(still_to_give(OFFER, of)) is still
    assert bool(known(of).can_help) is still


def test_promises_in_the_order_in_which_they_are_due() -> None:
    undated, late, soon = (
        Promise(1, 1, "a", NOW),
        Promise(2, 1, "b", NOW, due=FRIDAY),
        Promise(3, 1, "c", NOW, due=TODAY),
    )
    assert by_due([undated, late, soon]) == [soon, late, undated]


def test_how_a_promise_stands() -> None:
    promise = Promise(1, 1, "send the map", NOW, due=FRIDAY)
    assert (is_open(promise), how_it_stands(promise, TODAY)) == (True, "in 2 days")
    assert how_it_stands(replace(promise, due=None), TODAY) == ""
    for settled, told in ((replace(promise, kept=NOW), "kept"), (replace(promise, dropped=NOW), "dropped")):
        assert (is_open(settled), how_it_stands(settled, TODAY)) == (False, told)
