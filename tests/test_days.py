"""A day as people write it: which one is meant, and what is not taken for one."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cardscan.connections.dates.days import parse_day
from cardscan.errors import InputError

TODAY = date(2026, 11, 25)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-12-03", date(2026, 12, 3)),
        (" 3  Dec 2026 ", date(2026, 12, 3)),
        ("3.12.2026", date(2026, 12, 3)),
        ("3.12.26", date(2026, 12, 3)),
        ("3.12.", date(2026, 12, 3)),
        ("1.3.", date(2027, 3, 1)),
        ("29.2.", date(2028, 2, 29)),
        ("13/12/2026", date(2026, 12, 13)),
        ("12/13/2026", date(2026, 12, 13)),
        ("December 3, 2026", date(2026, 12, 3)),
        ("Thu 3 Dec 2026", date(2026, 12, 3)),
        ("3rd of December", date(2026, 12, 3)),
        ("3 Mar", date(2027, 3, 3)),
        ("am 3. Dezember", date(2026, 12, 3)),
        ("le 3 décembre 2026", date(2026, 12, 3)),
        ("3 de dezembro de 2026", date(2026, 12, 3)),
        ("tomorrow", date(2026, 11, 26)),
        ("mañana", date(2026, 11, 26)),
        ("Friday", date(2026, 11, 27)),
        ("by Friday", date(2026, 11, 27)),
        ("bis Freitag", date(2026, 11, 27)),
        ("next Thursday", date(2026, 11, 26)),
        ("nächsten Donnerstag", date(2026, 11, 26)),
        ("vendredi prochain", date(2026, 11, 27)),
        ("el próximo viernes", date(2026, 11, 27)),
        ("last Friday", date(2026, 11, 20)),
        ("in two weeks", date(2026, 12, 9)),
    ],
)
def test_the_next_such_day(text: str, day: date) -> None:
    assert parse_day(text, TODAY, past=False) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-25", date(2026, 11, 25)),
        ("today", date(2026, 11, 25)),
        ("yesterday", date(2026, 11, 24)),
        ("Friday", date(2026, 11, 20)),
        ("letzten Freitag", date(2026, 11, 20)),
        ("3 Dec", date(2025, 12, 3)),
        ("3.12.", date(2025, 12, 3)),
        ("29.2.", date(2024, 2, 29)),
    ],
)
def test_the_last_such_day(text: str, day: date) -> None:
    assert parse_day(text, TODAY, past=True) == day


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "soon", "SME social hour", "2026-02-30", "2026-13-01", "31 Feb 2026", "32 Dec", "3", "the 3rd", "two",
        "December", "may 2027", "2026", "year 2026", "Wed 3 Dec 2026", "3 Dec 2026 or so", "3 Dec 0001", "2626-12-03",
        "03/12/2026", "1733222222", "1e9", "Do", "in 99999 years", "in 999999999999999999 days", "9" * 5000, "Dec 32",
    ],
)  # fmt: skip
def test_what_is_no_day(text: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_day(text, TODAY, past=False)
    assert "2026-12-03" in caught.value.advice
    assert len(caught.value.message) < 100


@pytest.mark.parametrize("text", ["tomorrow", "2026-11-26", "next Friday"])
def test_what_has_not_been_yet_is_refused_where_it_must_have_been(text: str) -> None:
    with pytest.raises(InputError, match="in the future"):
        parse_day(text, TODAY, past=True)


@given(st.dates(date(1970, 1, 1), date(2080, 1, 1)))
def test_an_iso_date_is_that_day(day: date) -> None:
    assert parse_day(day.isoformat(), TODAY, past=False) == day


WORDS = ("next", "last", "3", "31", "Feb", "Dec", "2026", "Friday", "in", "-1", "weeks", "5pm", "am")


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=30) | st.lists(st.sampled_from(WORDS)).map(" ".join))
def test_any_text_is_a_day_or_refused(text: str) -> None:
    try:
        day = parse_day(text, TODAY, past=True)
    except InputError:
        return
    assert day <= TODAY
