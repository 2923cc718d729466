"""`cardscan met`, its page and its part of the API: when and where someone was met."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import made
import pytest
from conftest import Run
from served import Answer, Served, serving

from cardscan.errors import Exit
from cardscan.person import Event, Meeting
from cardscan.store import Occasion, open_store

HOUR = Event(0, "SME social hour", date(2026, 10, 2))
FAIR = Event(0, "Tide fair", date(2026, 9, 4), date(2026, 9, 6))
BREAD = Event(0, "Bread and books", date(2026, 9, 30))


@pytest.fixture
def db(db: str) -> str:
    """Someone met on the day on which their photo was read, and once more at an event."""
    with open_store(db) as store:
        for each in (HOUR, FAIR, BREAD):
            store.add_event(each, made.NOW)
        one = made.contact("Ottoline Brackwyth")
        today = Occasion(None, made.NOW.date(), "today")
        store.save(made.photo("/photos/1.jpg", made.card(one)), [[one]], made.NOW, today)
        store.add_meeting(1, date(2026, 9, 4), made.NOW, 2)
    return db


def meetings(db: str) -> dict[int, Meeting]:
    with open_store(db) as store:
        return {met.id: met for met in store.person(1).meetings}


def test_the_event_of_the_day_is_found_and_that_of_another_left(db: str, run: Run) -> None:
    assert "met:          2026-10-03 (the day it was read)\n" in run("show", "1")[1]
    code, _, err = run("met", "ottoline", "--meeting", "1", "--date", "2 Oct 2026")
    assert (code, err) == (Exit.OK, "person 1: met 2026-10-02 SME social hour\n")
    assert (meetings(db)[1].event_id, meetings(db)[1].dated) == (1, "")
    assert run("met", "1", "--meeting", "1", "--date", "2026-10-01")[2] == "person 1: met 2026-10-01\n"
    assert run("met", "1", "--meeting", "2", "--date", "2026-09-06")[2] == "person 1: met 2026-09-06 Tide fair\n"
    assert run("met", "1", "--meeting", "2", "--event", "", "--place", "the  slip")[0] == Exit.OK
    assert (meetings(db)[2].event_id, meetings(db)[2].place) == (None, "the slip")
    run("undo", "--yes")
    assert meetings(db)[2].event_id == 2


def test_the_same_day_again_changes_nothing(db: str, run: Run) -> None:
    before = meetings(db)
    assert run("met", "1", "--meeting", "1", "--date", "2026-10-03")[0] == Exit.OK
    assert meetings(db) == before


def test_an_event_brings_its_day(db: str, run: Run) -> None:
    assert run("met", "1", "--meeting", "1", "--event", "tide")[2] == "person 1: met 2026-09-06 Tide fair\n"
    both = run("met", "1", "--meeting", "1", "--event", "bread", "--date", "2026-09-30")
    assert both[2] == "person 1: met 2026-09-30 Bread and books\n"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--date", "2026-10-02"], Exit.INPUT, "--meeting 2  2026-09-04 Tide fair"),
        (["--meeting", "7", "--date", "2026-10-02"], Exit.INPUT, "which meeting?"),
        (["--meeting", "1"], Exit.USAGE, "nothing to change"),
        (["--meeting", "1", "--date", "3/4/2026"], Exit.INPUT, "could be two different days"),
        (["--meeting", "1", "--date", "2050-01-01"], Exit.INPUT, "is in the future"),
        (["--meeting", "1", "--date", "2026-10-02", "--event", "tide"], Exit.INPUT, "was not held on 2026-10-02"),
        (["--meeting", "1", "--event", "nowhere"], Exit.INPUT, "there is no event"),
    ],
)
def test_what_makes_no_sense_changes_nothing(db: str, run: Run, arguments: list[str], code: Exit, said: str) -> None:
    before = meetings(db)
    got, out, err = run("met", "1", *arguments)
    assert (got, out) == (code, "")
    assert said in err
    assert meetings(db) == before


@pytest.fixture
def served(db: str, tmp_path: Path) -> Iterator[Served]:
    with serving(db, tmp_path / "log") as it:
        assert it.pair().status == 303
        yield it


def test_the_page_and_the_api_keep_to_the_same_rule(served: Served, db: str) -> None:
    assert "the day it was read" in served.get("/people/1").text
    form = {"day": "2026-10-02", "event": "", "place": ""}
    assert served.post("/meetings/1", form).status == 303
    assert (meetings(db)[1].date, meetings(db)[1].event_id) == (date(2026, 10, 2), 1)
    wrong = served.post("/meetings/1", {"day": "2026-10-01", "event": "2", "place": ""})
    assert wrong.status == 422 and "was not held on 2026-10-01" in wrong.text
    assert served.post("/meetings/1", {"day": "2026-10-02", "event": "2", "place": ""}).status == 303
    assert meetings(db)[1].date == date(2026, 9, 6)
    assert patched(served, 1, '{"date": "2026-09-30"}').status == 200
    assert (meetings(db)[1].event, meetings(db)[1].date) == ("Bread and books", date(2026, 9, 30))
    assert patched(served, 1, '{"event_id": 0, "place": "the slip"}').status == 200
    assert (meetings(db)[1].event_id, meetings(db)[1].place) == (None, "the slip")
    before = meetings(db)
    assert patched(served, 1, "{}").status == 200
    assert meetings(db) == before
    assert patched(served, 9, '{"event_id": 0}').status == 404


def patched(served: Served, meeting_id: int, given: str) -> Answer:
    kind = {"Content_Type": "application/json", "Origin": served.base}
    return served.ask("PATCH", f"/api/people/1/meetings/{meeting_id}", given, **kind)
