"""`cardscan promise`, `today`, `contacted`, `cadence`, `snooze`: what is printed, what is stored, which exit code."""

import json
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path

import made
import pytest
from conftest import Run

from cardscan.errors import Exit
from cardscan.person import Note, Person
from cardscan.store import open_store

NOW = datetime.now().astimezone()
TODAY = NOW.date()
IN_THREE_DAYS = TODAY + timedelta(days=3)
GOOD = Note("two dock cranes failed inspection", "name of the crane inspector in Gdynia", NOW)


@pytest.fixture
def db(db: str) -> str:
    made.people(db, "Ottoline Brackwyth", "Zdislav Kvapilík")
    return db


def person(db: str, person_id: int = 1) -> Person:
    with open_store(db) as store:
        return store.person(person_id)


def test_a_promise_from_made_to_kept(db: str, run: Run) -> None:
    code, out, _ = run("promise", "add", "ottoline", "send her the Lisbon contact in 3 days")
    assert code == Exit.OK
    assert out == f"promise 1 to Ottoline Brackwyth: send her the Lisbon contact (due {IN_THREE_DAYS}, in 3 days)\n"
    assert run("promise", "list")[1] == "1\tsend her the Lisbon contact\tme\tOttoline Brackwyth\tin 3 days\n"
    code, out, err = run("promise", "done", "1")
    assert (code, out, err) == (Exit.OK, "promise 1 is kept: send her the Lisbon contact\n", "")
    [promise] = person(db).promises
    assert promise.kept
    assert promise.due == IN_THREE_DAYS
    assert run("promise", "list")[1] == ""
    assert run("promise", "list", "--all")[1].endswith("\tkept\n")


def test_keeping_a_promise_to_a_quality_connection_cements(db: str, run: Run) -> None:
    with open_store(db) as store:
        made.noted(store, 1, GOOD, NOW)
    run("promise", "add", "1", "send her the map")
    run("promise", "add", "1", "quote for the oak", "--them")
    assert run("promise", "done", "2")[2] == ""
    assert run("promise", "done", "1")[2] == "your connection with Ottoline Brackwyth is cemented\n"


def test_promises_of_theirs_and_without_a_day(run: Run) -> None:
    assert "(no day named)" in run("promise", "add", "1", "send the seeds")[1]
    assert run("promise", "add", "2", "quote for the oak", "--them", "--due", "in 3 days")[1].startswith(
        "promise 2 by Zdislav Kvapilík: quote for the oak (due "
    )
    values = [json.loads(line) for line in run("promise", "list", "--json")[1].splitlines()]
    assert [(value["id"], value["owner"], value["due"], value["name"]) for value in values] == [
        (2, "them", IN_THREE_DAYS.isoformat(), "Zdislav Kvapilík"),
        (1, "me", None, "Ottoline Brackwyth"),
    ]


def asked(monkeypatch: pytest.MonkeyPatch, run: Run, typed: str, *arguments: str) -> tuple[int, str, str]:
    """Call a command on a terminal, and type."""
    monkeypatch.setattr("sys.stdin", StringIO(typed))
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    return run(*arguments)


def test_a_day_that_may_be_two_is_asked_about(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    year = TODAY.year + 1
    add = ("promise", "add", "1", f"send her the map on 3/4/{year}")
    code, out, err = asked(monkeypatch, run, f"31.2.{year}\n{year}-04-03\n", *add)
    assert code == Exit.OK and "could be two different days" in err and "is not a day" in err
    assert out.startswith(f"promise 1 to Ottoline Brackwyth: send her the map (due {year}-04-03, ")
    assert "(no day named)" in asked(monkeypatch, run, "\n", *add)[1]


def test_the_day_of_a_note_is_asked_about_and_can_be_said_later(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    year = TODAY.year + 1
    note = ("note", "1", "--talked", GOOD.talked, "--can-help", f"{GOOD.can_help} on 3/4/{year}")
    code, _, err = run(*note)
    assert code == Exit.OK
    assert f"could be two different days (write {year}-03-04 or {year}-04-03)" in err
    assert "cardscan promise due 1 DAY" in err
    assert run("promise", "due", "1", f"3/4/{year}")[0] == Exit.INPUT
    assert f"(due {year}-04-03, " in run("promise", "due", "1", f"{year}-04-03")[1]
    assert "(no day named)" in run("promise", "due", "1", "none")[1]
    assert run("promise", "due", "7", "none")[0] == Exit.INPUT
    other = (
        "note",
        "2",
        "--talked",
        "his brine pumps clog every morning",
        "--can-help",
        f"lend him the marina pump 31.2.{year}",
    )
    code, _, err = asked(monkeypatch, run, "in 3 days\n", *other)
    assert (code, err.endswith(f"by {IN_THREE_DAYS}\n")) == (Exit.OK, True), err


def test_what_was_promised_for_some_day_is_on_today_after_a_week(db: str, run: Run) -> None:
    with open_store(db) as store:
        made.noted(store, 1, GOOD, NOW)
        for days in range(6, 14):
            store.add_promise(1, f"seeds {days}", "them" if days == 13 else "me", None, NOW - timedelta(days=days))
    _, out, err = run("today")
    rows = [line.split("\t") for line in out.splitlines() if line.startswith("some day")]
    assert rows[0] == ["some day", "8", "Ottoline Brackwyth", "they promised: seeds 13", "promised 13 days ago"]
    assert [row[3] for row in rows[1:]] == [f"seeds {days}" for days in range(12, 6, -1)]  # all of one person's
    assert err == ""
    values = [json.loads(line) for line in run("today", "--json")[1].splitlines()]
    some = [each for each in values if each["what"] == "some day"]
    assert (len(some), some[0]["owner"], some[0]["days"]) == (7, "them", 13)


def test_dropped_ones_are_off_the_list(run: Run) -> None:
    run("promise", "add", "1", "send the seeds")
    assert run("promise", "drop", "1")[:2] == (Exit.OK, "promise 1 is dropped: send the seeds\n")
    code, out, err = run("promise", "list")
    assert (code, out) == (Exit.OK, "")
    assert "promise add" in err
    assert json.loads(run("promise", "list", "--all", "--json")[1])["dropped"]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["add", "1", "send it by 31 February"], Exit.INPUT, "is not a day"),
        (["add", "1", "send it", "--due", "soon"], Exit.INPUT, "is not a day"),
        (["add", "1", "send it", "--due", "2020-01-01"], Exit.INPUT, "is in the past"),
        (["add", "1", "by Friday"], Exit.INPUT, "needs a text"),
        (["add", "nobody", "send it"], Exit.WHO, "nobody matches"),
        (["done", "7"], Exit.INPUT, "no promise 7"),
        (["done", "x"], Exit.USAGE, "not a valid integer"),
    ],
)
def test_bad_input_writes_nothing(run: Run, arguments: list[str], code: Exit, message: str) -> None:
    got, out, err = run("promise", *arguments)
    assert (got, out) == (code, "")
    assert message in err
    assert run("promise", "list", "--all")[1] == ""


def test_what_is_due_today(db: str, run: Run) -> None:
    with open_store(db) as store:
        made.noted(store, 1, GOOD, NOW)
        store.set_cadence(1, "2 weeks", NOW)
        store.add_promise(1, "send the map", "me", TODAY - timedelta(days=2), NOW)
        store.add_promise(1, "quote for the oak", "them", TODAY, NOW)
        store.change_meeting(store.person(1).meetings[0].id, NOW, date=TODAY - timedelta(days=20))
        store.change_meeting(store.person(2).meetings[0].id, NOW, date=TODAY - timedelta(days=10))
    code, out, err = run("today")
    assert (code, err) == (Exit.OK, "")
    last, waits = TODAY - timedelta(days=20), TODAY - timedelta(days=10)
    rows = [line.split("\t") for line in out.splitlines()]
    assert rows[0] == ["promise", "1", "Ottoline Brackwyth", "send the map", "2 days late"]
    assert rows[1] == ["ask", "2", "Ottoline Brackwyth", "quote for the oak", "today"]
    assert rows[2][:4] == ["note", "2", "Zdislav Kvapilík", f"met {waits}"]
    assert rows[2][4] in ("waits 9 days: names fade", "waits 10 days: names fade")
    assert rows[3] == ["get back", "1", "Ottoline Brackwyth", f"last in touch {last}, every 2 weeks", "6 days late"]
    values = [json.loads(line) for line in run("today", "--json")[1].splitlines()]
    assert [value["what"] for value in values] == ["promise", "ask", "note", "get back"]
    assert (values[0]["days"], values[2]["fades"], values[3]["due"]) == (-2, True, str(TODAY - timedelta(days=6)))


def test_nothing_is_due(tmp_path: Path, run: Run) -> None:
    assert run("today", "--db", str(tmp_path / "new.db")) == (Exit.OK, "", "nothing is due today\n")


def test_a_few_people_a_day_are_asked_about(db: str, run: Run) -> None:
    with open_store(db) as store:
        for number in range(2, 8):
            store.save(made.photo(f"/photos/{number}.jpg"), [(made.contact(f"Ada Quill{number}"),)], made.NOW)
    code, out, err = run("today")
    assert (code, len(out.splitlines())) == (Exit.OK, 5)
    assert err == "3 more can wait: --all shows them, cardscan review asks for notes\n"
    assert run("today")[1] == out and len(run("today", "--json")[1].splitlines()) == 5  # the same all day
    assert len(run("today", "--json", "--all")[1].splitlines()) == 8
    asks = run("settings", "--ask-about", "7")[1].splitlines()[1:3]
    assert asks == ["ask about: 7 people a day", "ask again after: 3 days"]
    assert len(run("today")[1].splitlines()) == 7
    assert run("settings", "--ask-about", "51")[0] == Exit.INPUT
    assert run("settings", "--ask-about", "0", "--ask-again-after", "week")[0] == Exit.OK
    assert len(run("today")[1].splitlines()) == 7  # who was asked about stays for the day


def test_contact_cadence_and_snooze(db: str, run: Run) -> None:
    assert run("cadence", "ottoline", "2 weeks")[0] == Exit.OK
    assert "get back" in run("today")[1]
    assert run("snooze", "ottoline", "in 3 days")[2] == f"person 1 is snoozed until {IN_THREE_DAYS}\n"
    assert "Ottoline" not in run("today")[1]
    code, _, err = run("contacted", "ottoline", "--date", "yesterday")
    yesterday = TODAY - timedelta(days=1)
    assert code == Exit.OK
    assert err == f"in touch with person 1 on {yesterday}; get back to them on {yesterday + timedelta(weeks=2)}\n"
    assert run("cadence", "1", "never")[2] == "person 1: never\n"
    ottoline = person(db)
    assert (ottoline.contacted, ottoline.cadence, ottoline.snoozed) == ((yesterday,), "never", IN_THREE_DAYS)
    assert run("snooze", "1", "today")[2] == "person 1 is no longer snoozed\n"
    assert person(db).snoozed is None


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["contacted", "1", "--date", "tomorrow"], Exit.INPUT),
        (["contacted", "1", "--date", "x"], Exit.INPUT),
        (["cadence", "1", "now and then"], Exit.INPUT),
        (["snooze", "1", "2020-01-01"], Exit.INPUT),
        (["snooze", "1", "for ever"], Exit.INPUT),
    ],
)
def test_a_day_that_cannot_be_changes_nothing(db: str, run: Run, arguments: list[str], code: Exit) -> None:
    before = person(db)
    assert run(*arguments)[0] == code
    assert person(db) == before
