"""`cardscan introduce`, step by step: asked, answered, handed over, heard back; and where each step shows."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import made
import pytest
from conftest import Run
from raw import execute

from cardscan.errors import Exit
from cardscan.person import Note
from cardscan.store import open_store

SEEKS = Note(
    "dredges a canal that silts up", "introduce our hydrologist in Ghent", made.NOW, looks_for="models of silt"
)
OFFERS = Note("runs a lab beside the old locks", "show the tide tables in May", made.NOW, offers="silt models")
ONE, OTHER = "Ottoline Brackwyth", "Zdislav Kvapilík"


@pytest.fixture(autouse=True)
def here(run: Run, db: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store with two who may be introduced and one without a note, and a folder to write into."""
    with open_store(db) as store:
        for number, (name, note) in enumerate(((ONE, SEEKS), (OTHER, OFFERS), ("Tamsyn Orchardell", None)), 1):
            mail = (made.field(f"mail@firm{number}.example"),)
            store.save(made.photo(f"/p/{number}.jpg"), [(made.contact(name, f"Firm{number}", email=mail),)], made.NOW)
            if note:
                made.noted(store, number, note, made.NOW)
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def states(run: Run) -> list[str]:
    return [json.loads(line)["state"] for line in run("introduce", "list", "--json")[1].splitlines()]


def longer_ago(db: str, days: int) -> None:
    """Let all that was done towards introductions be so many days older."""
    execute(db, f"UPDATE introduction SET at = datetime(at, '-{days} days')")  # noqa: S608 - a number of ours
    execute(db, "DELETE FROM rules")  # what follows is derived anew


def test_both_are_asked_answer_are_introduced_and_heard_back(run: Run, here: Path, db: str) -> None:
    code, out, err = run("introduce", "ottoline", "zdislav")
    assert code == Exit.OK and out.splitlines() == [f"asked {ONE}.eml", f"asked {OTHER}.eml"]
    assert "cardscan introduce answer 1 yes|no|later" in err
    assert "Kvapil" not in (here / f"asked {ONE}.eml").read_text() and states(run) == ["asked"]
    assert run("introduce")[1] == ""  # not suggested once it was begun
    code, _, err = run("introduce", "ottoline", "zdislav")
    assert code == Exit.REFUSED and "an answer is waited for" in err
    assert run("introduce", "answer", "zdislav", "later")[:2] == (Exit.OK, f"{OTHER} said later, {ONE} asked\n")
    assert states(run) == ["later"]
    assert run("introduce", "answer", "zdislav", "ottoline", "YES")[0] == Exit.OK
    code, _, err = run("introduce", "answer", "ottoline", "yes")
    assert code == Exit.OK and "cardscan introduce 1 2 introduces them" in err
    (due,) = (json.loads(line) for line in run("today", "--json")[1].splitlines() if '"introduce"' in line)
    assert (due["todo"], due["person_id"], due["with"], due["days"]) == ("introduce", 1, 2, 0)
    both = f"introduced {ONE} and {OTHER}.eml"
    assert run("introduce", "1", "2")[1] == f"{both}\n" and states(run) == ["introduced"]
    assert "silt models" in (here / both).read_text()
    assert [line.split()[0] for line in run("list", "--cemented")[1].splitlines()] == ["1", "2"]
    code, _, err = run("introduce", "1", "2")
    assert code == Exit.REFUSED and "ask how it went from" in err
    longer_ago(db, 21)
    assert "introduced: how did it go?" in run("today")[1]
    assert run("introduce", "1", "2")[1].splitlines() == [f"heard {ONE}.eml", f"heard {OTHER}.eml"]
    assert run("introduce", "heard", "1", "2", "they meet  in June")[0] == Exit.OK
    assert states(run) == ["heard back"] and "introduced: how" not in run("today")[1]
    assert "they meet in June" in run("show", "ottoline")[1] and "they meet in June" in run("show", "zdislav")[1]
    assert run("undo", "--yes")[0] == Exit.OK and states(run) == ["introduced"]


def test_straight_writes_to_both_at_once(run: Run) -> None:
    assert run("introduce", "1", "2", "--straight")[0] == Exit.OK
    assert states(run) == ["introduced"]
    assert run("introduce", "1", "2", "--straight")[0] == Exit.REFUSED


def test_a_no_ends_it_and_can_be_taken_back(run: Run) -> None:
    run("introduce", "1", "2")
    run("introduce", "answer", "2", "no")
    code, _, err = run("introduce", "1", "2", "--again")
    assert code == Exit.REFUSED and f"{OTHER} said no" in err and "introduce answer 2 1 yes" in err
    assert run("introduce", "1", "2", "--straight")[0] == Exit.REFUSED
    assert run("introduce", "answer", "2", "1", "yes")[0] == Exit.OK and states(run) == ["asked"]


def test_a_third_question_is_advised_against(run: Run, here: Path, db: str) -> None:
    run("introduce", "1", "2")
    longer_ago(db, 7)
    assert f"{ONE}, {OTHER}" in run("today")[1]
    code, _, err = run("introduce", "1", "2", "--again")
    assert code != Exit.OK and "already exists" in err and len(states(run)) == 1
    assert run("introduce", "1", "2", "--again", "--into", "again")[0] == Exit.OK
    code, _, err = run("introduce", "1", "2", "--again", "--into", "again")
    assert code == Exit.REFUSED and "do not ask a third time" in err
    assert run("introduce", "1", "2", "--again", "--yes", "--into", "again")[0] == Exit.OK


def test_nothing_is_noted_where_no_mail_is_written(run: Run, here: Path) -> None:
    (here / f"asked {OTHER}.eml").touch()
    assert run("introduce", "1", "2")[0] != Exit.OK
    assert [file.name for file in here.iterdir()] == [f"asked {OTHER}.eml"] and states(run) == []
    assert run("introduce", "1", "3")[0] == Exit.REFUSED and states(run) == []


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("answer", "1", "yes"), Exit.INPUT, "was asked about nobody"),
        (("answer", "1", "2", "maybe"), Exit.USAGE, "is no answer"),
        (("heard", "1", "2", "fine"), Exit.REFUSED, "were not introduced yet"),
        (("1", "1"), Exit.INPUT, "same person"),
        (("--again",), Exit.USAGE, "need both"),
    ],
)
def test_what_cannot_be_noted_is_said(run: Run, arguments: tuple[str, ...], code: Exit, says: str) -> None:
    got, _, err = run("introduce", *arguments)
    assert got == code and says in err


def test_help_has_both_ways(run: Run) -> None:
    out = run("introduce", "--help")[1]
    assert "[WHO] [OTHER]" in out and "answer" in out and "heard" in out
    assert "--straight" in run("introduce", "people", "--help")[1]


def test_json_says_what_was_written(run: Run) -> None:
    values = json.loads(run("introduce", "1", "2", "--json")[1])
    assert (values["step"], [mail["to"] for mail in values["mails"]]) == ("asked", [[1], [2]])
    (listed,) = (json.loads(line) for line in run("introduce", "list", "--json")[1].splitlines())
    assert (listed["person_id"], listed["with"], [step["what"] for step in listed["steps"]]) == (
        1,
        2,
        ["asked", "asked"],
    )
    at = datetime.fromisoformat(listed["steps"][0]["at"])
    assert datetime.now(UTC) - at < timedelta(minutes=5)


def test_what_was_noted_is_printed_as_it_is_listed(run: Run) -> None:
    def told(*arguments: str) -> dict[str, object]:
        code, out, _ = run("introduce", *arguments, "--json")
        assert code == Exit.OK
        return json.loads(out)  # type: ignore[no-any-return]

    run("introduce", "1", "2", "--into", "mails")
    answered = told("answer", "1", "yes")
    assert (answered["state"], answered["person_id"], answered["with"]) == ("asked", 1, 2)
    told("answer", "2", "yes")
    run("introduce", "1", "2", "--into", "mails")
    heard = told("heard", "1", "2", "they meet in June")
    assert heard["state"] == "heard back" and told("list") == heard


def test_the_calendar_and_dump_have_it(run: Run, here: Path) -> None:
    run("introduce", "1", "2")
    assert run("calendar", "x.ics")[0] == Exit.OK
    assert "neither has answered yet" in (here / "x.ics").read_text().replace("\n ", "").replace("\r", "")
    assert len(json.loads(run("dump", "1")[1])["introduction"]) == 2
