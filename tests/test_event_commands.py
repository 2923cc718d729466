"""`cardscan event` as the user calls it."""

import json
import stat
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import made
import pytest
from click.testing import CliRunner
from conftest import Run

from cardscan.cli import cardscan
from cardscan.errors import Exit
from cardscan.person import Event, Note
from cardscan.store import open_store

pytestmark = pytest.mark.both_engines

TODAY = datetime.now().astimezone().date()
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def run(run: Run) -> Run:
    return partial(run, "event")


def stored(db: str) -> tuple[Event, ...]:
    with open_store(db) as store:
        return store.events()


@pytest.mark.parametrize("command", ["add", "list", "show", "edit", "remove", "move", "prep", "report"])
def test_each_help_has_examples(command: str) -> None:
    result = CliRunner().invoke(cardscan, ["event", command, "--help"])
    assert result.exit_code == 0
    assert f"Examples:\n    cardscan event {command}" in result.output


def test_an_event_is_added_and_shown(run: Run, db: str) -> None:
    code, out, err = run(
        "add", "SME  social hour", "--date", "3 Dec 2026", "--until", "4.12.2026", "--place", "Kontor",
        "--goal", "two people", "--meet", "Head of brand", "--meet", "a CFO", "--impression", "answers",
        "--give", "intro", "--ask", "returns?",
    )  # fmt: skip
    assert (code, err) == (Exit.OK, "")
    assert out == "event 1: SME social hour, Thu 2026-12-03 – 2026-12-04, Kontor\n"
    [event] = stored(db)
    assert event == Event(
        1, "SME social hour", date(2026, 12, 3), date(2026, 12, 4), "Kontor", "two people", "answers",
        ("Head of brand", "a CFO"), ("intro",), ("returns?",),
    )  # fmt: skip
    shown = run("show", "social")[1]
    assert "day:        2026-12-03 – 2026-12-04\n" in shown
    assert shown.count("meet:") == 2
    assert run("list")[1] == "1\t2026-12-03 – 2026-12-04\tSME social hour\tKontor\n"
    assert json.loads(run("list", "--json")[1]) == json.loads(run("show", "1", "--json")[1])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--date", "31 Feb 2026"), "is not a day"),
        (("--date", "soon"), "is not a day"),
        (("--date", "2026-12-03", "--until", "2026-12-02"), "ends on 2026-12-02"),
        (("--date", "2026-12-03", "--until", "someday"), "is not a day"),
        (("--date", "03/12/2026"), "could be two different days"),
    ],
)
def test_a_day_that_makes_no_sense_leaves_nothing_half_written(
    run: Run, db: str, arguments: tuple[str, ...], message: str
) -> None:
    code, out, err = run("add", "Fair", *arguments)
    assert (code, out) == (Exit.INPUT, "")
    assert message in err
    assert stored(db) == ()


def test_each_command_prints_its_event_as_json(run: Run, db: str) -> None:
    added = json.loads(run("add", "SME social hour", "--date", "3 Dec 2026", "--json")[1])
    assert (added["id"], added["name"], added["date"]) == (1, "SME social hour", "2026-12-03")
    assert json.loads(run("edit", "social", "--place", "Kontor", "--json")[1]) == {**added, "place": "Kontor"}
    assert json.loads(run("remove", "social", "--json")[1]) == {**added, "place": "Kontor"}
    assert stored(db) == ()


def test_an_event_needs_a_name_and_is_there_once(run: Run, db: str) -> None:
    assert run("add", " ", "--date", "2026-12-03")[0] == Exit.INPUT
    assert run("add", "Fair", "--date", "2026-12-03")[0] == Exit.OK
    code, _, err = run("add", "Fair", "--date", "2026-12-03")
    assert code == Exit.INPUT
    assert "already" in err
    assert len(stored(db)) == 1


def test_edit_puts_what_is_given_and_keeps_the_rest(run: Run, db: str) -> None:
    run(
        "add",
        "Fair",
        "--date",
        "2026-12-03",
        "--until",
        "2026-12-05",
        "--place",
        "Hall 4",
        "--meet",
        "a",
        "--give",
        "b",
    )
    assert run("edit", "fair", "--meet", "x", "--meet", "y", "--place", "", "--give", "")[0] == Exit.OK
    [event] = stored(db)
    assert (event.meet, event.give, event.place, event.until) == (("x", "y"), (), "", date(2026, 12, 5))
    code, _, err = run("edit", "fair", "--date", "2026-12-10")
    assert code == Exit.INPUT
    assert "--until" in err
    assert stored(db) == (event,)
    assert run("edit", "fair", "--date", "2026-12-10", "--until", "", "--name", "Great fair")[0] == Exit.OK
    assert stored(db) == (replace(event, name="Great fair", date=date(2026, 12, 10), until=None),)
    assert run("edit", "fair")[0] == Exit.USAGE


@pytest.mark.parametrize("command", [("show",), ("edit", "--goal", "x"), ("remove",), ("prep",), ("report",)])
def test_an_event_that_does_not_exist_or_may_be_two(run: Run, db: str, command: tuple[str, ...]) -> None:
    run("add", "Fair north", "--date", "2026-12-03")
    run("add", "Fair south", "--date", "2026-12-04")
    before = stored(db)
    for name in ("carnival", "fair"):
        code, out, err = run(command[0], name, *command[1:])
        assert (code, out) == (Exit.INPUT, "")
        assert name in err
    assert "  1  2026-12-03  Fair north" in err
    assert stored(db) == before


def test_no_event_to_prepare_or_report(run: Run) -> None:
    for command in ("prep", "report"):
        code, out, err = run(command)
        assert (code, out) == (Exit.INPUT, "")
        assert "cardscan event add" in err
    assert run("list")[:2] == (Exit.OK, "")


@pytest.fixture
def evening(db: str) -> None:
    """An event yesterday with two people, one of them with a note, and its next edition in a week."""
    with open_store(db) as store:
        event = store.add_event(Event(0, "Makers evening", YESTERDAY, meet=("Brackwyth",)), made.NOW)
        store.add_event(Event(0, "Makers evening", TODAY + timedelta(days=7), give=("a desk",)), made.NOW)
        for number, name in enumerate(["Ottoline Brackwyth", "Zdislav Kvapilík"]):
            reading = made.photo(f"/photos/{number}.jpg")
            [person] = store.save(reading, [(made.contact(name, org=f"Org {number}"),)], made.NOW) or ()
            store.change_meeting(person.meetings[0].id, made.NOW, date=YESTERDAY, event_id=event.id)
        note = Note("two dock cranes failed inspection", "name of the crane inspector in Gdynia", made.NOW)
        made.noted(store, 1, note, made.NOW)
        store.add_promise(1, "send the\x1b[31m checklist", "me", YESTERDAY, datetime.now(UTC))


def test_prep_is_of_the_next_event_and_report_of_the_latest(run: Run, evening: None) -> None:
    code, out, err = run("prep")
    assert (code, err) == (Exit.OK, "")
    assert out.startswith(f"Makers evening, {TODAY + timedelta(days=7):%a %Y-%m-%d}")
    assert "To do before you go\n  you to Ottoline Brackwyth: send the [31m checklist" in out
    assert f"met {YESTERDAY}, Makers evening" in out
    code, out, err = run("report")
    assert (code, err) == (Exit.OK, "")
    lines = out.splitlines()
    assert lines[2] == "1 quality connection"
    assert "  Brackwyth: Ottoline Brackwyth" in lines
    assert f"  you to Ottoline Brackwyth: send the [31m checklist (by {YESTERDAY}, 1 day late)" in lines
    assert lines[-1] == "Cards: 2"
    [waits] = [line for line in lines if line.startswith("  2  Zdislav Kvapilík, Head of Tides, Org 1, waits ")]
    assert isinstance(run, partial)
    assert waits.split(", ")[-1].split(":")[0] in run.func("today")[1]  # the same delay in the same words
    assert "\x1b" not in out


def test_pages_as_files_and_json(run: Run, evening: None, tmp_path: Path) -> None:
    for command in ("prep", "report"):
        page = tmp_path / f"{command}.html"
        code, out, err = run(command, "--html", str(page))
        assert (code, out) == (Exit.OK, "")
        assert err.startswith(str(page))
        assert "Ottoline Brackwyth" in page.read_text(encoding="utf-8")
        assert stat.S_IMODE(page.stat().st_mode) == 0o600
        assert json.loads(run(command, "--json")[1])["event"]["name"] == "Makers evening"
        assert run(command, "--json", "--html", str(page))[0] == Exit.USAGE
        assert run(command, "--html", str(tmp_path / "no" / "such.html"))[0] == Exit.STORE


def test_removing_an_event_keeps_whom_you_met(run: Run, evening: None, db: str) -> None:
    assert run("remove", str(YESTERDAY))[0] == Exit.OK
    with open_store(db) as store:
        people = store.people()
    assert [meeting.date for person in people for meeting in person.meetings] == [YESTERDAY, YESTERDAY]
    assert [meeting.event_id for person in people for meeting in person.meetings] == [None, None]
    assert people[0].meetings[0].notes
