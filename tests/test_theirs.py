"""Days of theirs in notes: which are found, in which words, and what only looks like one."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench import promises, theirdates
from bench.promises import TODAY
from cardscan.connections.dates.duedates import find
from cardscan.connections.dates.theirs import theirs_in
from cardscan.text.limits import LONGEST_NOTE

PIECES = (
    "launch exam she they her I we call the on in next every since was May March Friday Freitag lundi marzo 3 31 3.12. "
    "3/4/2027 2027-05-03 two weeks zwei Wochen zurück am im und and et y e , . : ; ( ) - – ' \" \n \0 \u0130 ß 🦀 will "
    "opened geöffnet hat eröffnet a ouvert tous les Prüfung zieht elle son su sua Anna Street % € 12th mid end of"
)


@pytest.mark.parametrize(("half", "precision", "recall"), [("dev", 0.99, 0.96), ("unseen", 0.97, 0.94)])
def test_days_of_theirs_are_found_in_six_languages(half: str, precision: float, recall: float) -> None:
    labelled = list(theirdates.notes(half))
    result = theirdates.score(labelled)
    print(f"{half}: {len(labelled)} notes, precision {result.precision:.3f}, recall {result.recall:.3f}")
    assert len(labelled) > 140
    assert {each.language for each in labelled} == {"en", "de", "fr", "es", "it", "pt"}
    assert result.precision >= precision, result.wrong
    assert result.recall >= recall, result.wrong


def test_one_that_is_none_is_found_no_oftener_than_with_promises() -> None:
    ours = theirdates.score(list(theirdates.notes("unseen"))).precision
    assert ours >= promises.score(list(promises.promises("unseen"))).precision


def days(text: str, written: date = TODAY, met: date | None = None) -> list[str]:
    return [each.day.isoformat() if each.day else "?" for each in theirs_in(text, written, met)]


def words(text: str) -> list[str]:
    return [each.words for each in theirs_in(text, TODAY)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("moves her shop to solar tiles; launch on 3 May. Likes tea.", ["launch on 3 May"]),
        ("On 3 May, after two years of work, they open", ["On 3 May, after two years of work, they open"]),
        ("First trial at sea: 3 May", ["First trial at sea: 3 May"]),
        ("she sails, and her exam is on 3 May", ["her exam is on 3 May"]),
        ("moves to Leeds on 4 January and weds on 5 June", ["moves to Leeds on 4 January", "weds on 5 June"]),
        ("the fair runs from 3 May to 5 May", ["the fair runs from 3 May to 5 May"]),
        ("launch on 3 May; launch on 3 May", ["launch on 3 May"]),
        ("Prüfung am 3. Mai. Danach Urlaub.", ["Prüfung am 3. Mai"]),
        ("Sails at St. Ives. Her exam is on 3 May. She hopes", ["Her exam is on 3 May"]),
        ("the wedding in St. Ives is on 3 May", ["the wedding in St. Ives is on 3 May"]),
        ("launch\n  on 3 May", []),  # two lines are two sentences
    ],
)
def test_the_words_are_those_of_the_note(text: str, said: list[str]) -> None:
    assert words(text) == said


def test_of_a_long_sentence_the_words_are_cut() -> None:
    [told] = theirs_in("the launch of " + "very " * 100 + "big boats is on 3 May", TODAY)
    assert len(told.words) <= 301 and told.words.endswith("…")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("exam next week", "2026-12-11"),
        ("exam next Thursday", "2026-12-10"),  # said on a Wednesday: tomorrow is called so
        ("exam next Monday", "2026-12-07"),
        ("her lease ends before Friday", "2026-12-03"),
        ("moves out by March", "2027-03-31"),
        ("retires at the end of next year", "2027-12-31"),
        ("launch in April 2029", "2029-04-30"),
        ("the fair runs from 3 May to 5 May", "2027-05-05"),
    ],
)
def test_a_day_is_the_last_on_which_it_may_be(text: str, day: str) -> None:
    assert days(text) == [day]


def test_the_day_on_which_it_is_written_and_those_before_are_none() -> None:
    assert days("launch on 2 December 2026") == []
    assert days("launch on 1 December 2026") == []
    assert days("launch today") == []
    assert days("launch on 3 December") == ["2026-12-03"]


def test_what_passed_between_the_meeting_and_the_note_is_over() -> None:
    assert days("launch on 20 November", met=date(2026, 11, 19)) == []
    assert days("launch on 20 November") == ["2027-11-20"]
    assert days("launch on 20 December", met=date(2026, 11, 19)) == ["2026-12-20"]


def test_a_day_that_is_none_or_may_be_two_is_told_without_one() -> None:
    [two, none] = theirs_in("Exam on 3/4/2027. Launch on 31 February.", TODAY)
    assert two.day is none.day is None
    assert two.unclear and two.unclear.days == (date(2027, 3, 4), date(2027, 4, 3)) and two.unclear.advice
    assert none.unclear and "not a day" in none.unclear.message
    assert days("exam on 3/4/2020, launch on 31 February 2020") == []


def test_a_promise_by_a_month_of_a_later_year_has_its_day() -> None:
    found = find("send her the plan by April 2029", TODAY)
    assert found and found.day == date(2029, 4, 1)
    assert find("send her the report of April 2019", TODAY) is None


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES.split(" ")), max_size=30).map(" ".join) | st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    for told in theirs_in(text, TODAY):
        assert told.words and (told.day is None) == (told.unclear is not None)
        assert told.day is None or told.day > TODAY


@pytest.mark.parametrize(
    "piece", ["on 3 May ", "in two weeks and ", "a" * 50 + " ", "she ", "3 May, ", "will send her "]
)
def test_a_long_note_takes_no_time(piece: str) -> None:
    started = time.process_time()
    theirs_in((piece * LONGEST_NOTE)[:LONGEST_NOTE], TODAY)
    assert time.process_time() - started < 3
