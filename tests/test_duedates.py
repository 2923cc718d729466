"""Due dates in running text: which are found, and what only looks like one."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.promises import TODAY, promises, score
from cardscan.connections.dates.days import DayError
from cardscan.connections.dates.duedates import due_day, find
from cardscan.errors import InputError

PIECES = (
    "by before on in within bis vor am avant d'ici le antes de el entro prima di até the next last every end of mid "
    "Friday Freitag vendredi viernes venerdì sexta May March mars week month two weeks 12th 12. 3.12. 31 2026-12-03 "
    "2026-13-45 31/02/2027 3/12 year 2027 99999 999 days tomorrow morgen , . : ( how said send \u0130 e\u0301 ß 🦀"
)


@pytest.mark.parametrize(("half", "precision", "recall"), [("dev", 1.0, 1.0), ("unseen", 0.95, 0.98)])
def test_dates_are_found_in_promises_of_six_languages(half: str, precision: float, recall: float) -> None:
    labelled = list(promises(half))
    result = score(labelled)
    print(f"{half}: {len(labelled)} promises, precision {result.precision:.3f}, recall {result.recall:.3f}")
    assert len(labelled) > 80
    assert result.precision >= precision, result.wrong
    assert result.recall >= recall, result.wrong


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Friday", date(2026, 12, 4)),
        (" by  Friday ", date(2026, 12, 4)),
        ("before Friday", date(2026, 12, 3)),
        ("before tomorrow", TODAY),
        ("Wednesday", date(2026, 12, 9)),  # today is one
        ("today", TODAY),
        ("this week", date(2026, 12, 4)),
        ("before next week", date(2026, 12, 6)),
        ("before the weekend", date(2026, 12, 4)),
        ("at the weekend", date(2026, 12, 6)),
        ("the 12th", date(2026, 12, 12)),
        ("by the 1st", date(2027, 1, 1)),
        ("bis zum 12.", date(2026, 12, 12)),
        ("3.12.", date(2026, 12, 3)),
        ("29 Feb", date(2028, 2, 29)),
        ("March", date(2027, 3, 31)),
        ("by March", date(2027, 3, 1)),
        ("before March", date(2027, 2, 28)),
        ("by December", date(2026, 12, 31)),  # it has begun
        ("mid-January", date(2027, 1, 15)),
        ("start of the month", date(2027, 1, 1)),
        ("end of the month", date(2026, 12, 31)),
        ("before the end of the month", date(2026, 12, 31)),
        ("end of next month", date(2027, 1, 31)),
        ("end of the week", date(2026, 12, 4)),
        ("end of next week", date(2026, 12, 11)),
        ("end of the quarter", date(2026, 12, 31)),
        ("end of next quarter", date(2027, 3, 31)),
        ("end of 2027", date(2027, 12, 31)),
        ("next quarter", date(2027, 3, 2)),
        ("in a fortnight", date(2026, 12, 16)),
        ("in two quarters", date(2027, 6, 2)),
        ("in 36 hours", date(2026, 12, 4)),
        ("in 0 days", TODAY),
        ("d’ici la fin de l’année", date(2026, 12, 31)),
        ("Freitag, 4. Dezember", date(2026, 12, 4)),
        ("December 24", date(2026, 12, 24)),
    ],
)
def test_a_day_that_is_given_apart(text: str, day: date) -> None:
    assert due_day(text, TODAY) == day


@pytest.mark.parametrize(
    "text",
    ["", "foo", "5", "3/12", "by 3/12", "31 February", "31.11.", "2026-13-45", "Friday 5 December", "by the 32nd",
     "in 99999 years", "send it by Friday", "Friday or Monday", "over the summer", "\x00", "x" * 5000],
)  # fmt: skip
def test_what_is_no_day_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(InputError, match="is not a day") as refused:
        due_day(text, TODAY)
    assert "2026-12-03" in refused.value.advice


@pytest.mark.parametrize("text", ["2020-01-01", "by 1 Dec 2026", "1.12.2026", "yesterday", "before today"])
def test_a_day_that_has_passed_is_refused(text: str) -> None:
    with pytest.raises(InputError, match=r"is in the past: 20\d\d-|is not a day"):
        due_day(text, TODAY)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("send the deck by 31 February", "is not a day"),
        ("send the deck by 2026-13-45", "is not a day"),
        ("Unterlagen bis 31.11. liefern", "is not a day"),
        ("send the deck by 2020-01-01", "is in the past"),
        ("send the deck by Friday 5 December", "is not a day"),
    ],
)
def test_a_deadline_that_makes_no_sense_is_refused(text: str, why: str) -> None:
    with pytest.raises(InputError, match=why):
        find(text, TODAY)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("send the deck 31.2.2027", "is not a day"),
        ("meet on 2027-02-30", "is not a day"),
        ("quote 30 Feb", "is not a day"),
        ("am 31.4. schicken", "is not a day"),
        ("le 31 février", "is not a day"),
        ("enviar el 31 de abril", "is not a day"),
        ("Wed 3 Dec 2026: send the deck", "is not a day"),
        ("send the deck on 3/4/2027", "could be two different days"),
        ("send the deck 3/4/27", "could be two different days"),
        ("send the deck 3-4-2027", "could be two different days"),
    ],
)
def test_what_is_meant_as_a_day_and_is_none_or_two_is_asked_about_without_a_preposition_too(
    text: str, why: str
) -> None:
    with pytest.raises(DayError, match=why) as refused:
        find(text, TODAY)
    assert refused.value.place is not None
    start, end = refused.value.place
    assert text[start:end].strip(": ") in text and any(char.isdigit() for char in text[start:end])


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("send the deck by 3.4.27", date(2027, 4, 3)),
        ("send the deck by 13/4/27", date(2027, 4, 13)),
        ("send the deck 13-4-2027", date(2027, 4, 13)),
        ("send the deck by 2027/03/04", date(2027, 3, 4)),
    ],
)
def test_years_of_two_digits_and_other_marks_between(text: str, day: date) -> None:
    found = find(text, TODAY)
    assert found is not None and found.day == day


@pytest.mark.parametrize(
    "text",
    ["tell her what broke on 2 March 2024", "what broke on 3/4/2024", "what broke on 31.2.2024",
     "send the 24/7/365 plan", "send version 3.4.2027 of it", "cut it by 3/4", "chapter 3-4-2 of it"],
)  # fmt: skip
def test_a_day_that_was_and_what_only_looks_like_one_is_no_deadline(text: str) -> None:
    assert find(text, TODAY) is None


def test_it_says_where_the_date_stands() -> None:
    text = "Écrire à Zoë d’ici vendredi, sans faute"
    found = find(text, TODAY)
    assert found is not None
    assert text[found.start : found.end] == "d’ici vendredi"


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.lists(st.sampled_from(PIECES.split()), max_size=8).map(" ".join), st.text(max_size=40)))
def test_any_text_gives_a_day_to_come_or_none_or_one_line(text: str) -> None:
    for ask in (find, due_day):
        try:
            found = ask(text, TODAY)
        except InputError as refused:
            assert "\n" not in refused.message
            continue
        if isinstance(found, date):
            assert found >= TODAY
        elif found:
            assert found.day >= TODAY
            assert 0 <= found.start < found.end <= len(text)
