"""`cardscan note`: what is printed, what is stored, which exit code."""

from functools import partial
from pathlib import Path

import made
import pytest
from conftest import Run

from cardscan.errors import Exit
from cardscan.person import Person
from cardscan.store import open_store

TALKED = "dredges a canal that silts up behind the lock"
HELP = "introduce our hydrologist in Ghent"


@pytest.fixture
def db(db: str) -> str:
    made.people(db, "Ottoline Brackwyth", "Zdislav Kvapilík")
    return db


@pytest.fixture
def run(run: Run) -> Run:
    return partial(run, "note")


def person(db: str, person_id: int) -> Person:
    with open_store(db) as store:
        return store.person(person_id)


def test_a_full_note(db: str, run: Run) -> None:
    code, out, err = run("ottoline", "--talked", TALKED, "--can-help", f"{HELP} in 2031-05-06", "--looks-for", "sand",
                         "--offers", "a dredger", "--proud-of", "her club", "--remember", "Otto")  # fmt: skip
    assert (code, out) == (Exit.OK, "")
    assert err.startswith("person 1 is a quality connection\npromise 1: introduce our hydrologist in Ghent")
    [note] = person(db, 1).meetings[0].notes
    assert (note.looks_for, note.offers, note.proud_of, note.remember) == ("sand", "a dredger", "her club", "Otto")


def test_what_is_refused_is_completed(db: str, run: Run) -> None:
    code, _, err = run("ottoline", "--talked", TALKED)
    assert code == Exit.REFUSED
    assert "how you can help: nothing is written" in err
    assert "What you wrote is kept" in err
    assert run("ottoline", "--can-help", HELP)[0] == Exit.OK
    assert person(db, 1).meetings[0].notes[0].talked == TALKED


def test_filed_away(run: Run) -> None:
    assert run("ottoline", "--not-again") == (Exit.OK, "", "person 1 is filed away\n")
    assert run("ottoline", "--talked", TALKED, "--can-help", HELP, "--again")[0] == Exit.OK


def test_which_meeting(db: str, run: Run) -> None:
    with open_store(db) as store:
        met = store.add_meeting(1, made.NOW.date().replace(day=1, month=9), made.NOW).meetings[0]
    assert run("ottoline", "--talked", TALKED, "--can-help", HELP, "--date", "1.9.2026")[0] == Exit.OK
    assert [len(each.notes) for each in person(db, 1).meetings] == [1, 0]
    assert run("ottoline", "--offers", "a dredger", "--meeting", str(met.id))[0] == Exit.OK
    assert [len(each.notes) for each in person(db, 1).meetings] == [2, 0]
    code, _, err = run("ottoline", "--offers", "a dredger", "--date", "2026-09-03")
    assert code == Exit.INPUT
    assert "you met: 2026-09-01, 2026-10-02" in err


def test_a_table(db: str, run: Run, tmp_path: Path) -> None:
    table = tmp_path / "notes.csv"
    table.write_text(f"who;talked;can_help\nottoline;{TALKED};{HELP}\nNobody\x1b[2J;{TALKED};{HELP}\n")
    code, out, err = run("--from", str(table))
    assert (code, out) == (Exit.SOME_FAILED, "1 note taken, 1 not\n")
    assert err.startswith(f"{table}, line 3: nobody matches 'Nobody")
    assert "\x1b" not in err
    table.write_text(f"who;talked;can_help\nzdislav;{TALKED};{HELP}\nottoline;=A1;{HELP}\n")
    code, out, err = run("--from", str(table))
    assert (code, out) == (Exit.INPUT, "")
    assert err.startswith(f"cardscan: {table}: line 3: talked is a formula")
    assert person(db, 2).meetings[0].notes == ()


def test_usage(run: Run) -> None:
    for arguments in (
        [],
        ["ottoline"],
        ["--talked", TALKED],
        ["ottoline", "--from", "x.csv"],
        ["--from", "x", "--again"],
    ):
        assert run(*arguments)[0] == Exit.USAGE
