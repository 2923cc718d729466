"""`cardscan review`, line by line and on a terminal."""

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import made
import pexpect
import pytest
from conftest import Run

from cardscan.actions.take_note import take_note
from cardscan.cli import main
from cardscan.connections.notes.parts import Given
from cardscan.errors import Exit
from cardscan.person import Event, Person
from cardscan.store import open_store

ROOT = Path(__file__).parent.parent
TALKED = "dredges a canal that silts up behind the lock"
HELP = "introduce our hydrologist in Ghent"
Review = Callable[..., tuple[int, str, str]]


@pytest.fixture
def db(tmp_path: Path) -> str:
    path = str(tmp_path / "x.db")
    with open_store(path) as store:
        title = (made.field("Tides, foretold", sure=False),)
        zdislav = made.contact("Zdislav Kvapilík", org="Kvapil Locks", email=(made.field("z@kvapil.example"),),
                               tel=(made.field("+420601123456", type="cell"),), title=title)  # fmt: skip
        for number, contact in enumerate((made.contact(title=title), zdislav)):
            store.save(made.photo(f"/photos/{number}.jpg", made.card(contact)), [(contact,)], made.NOW)
    return path


@pytest.fixture
def review(run: Run) -> Review:
    """Review with these lines typed, then nothing more; returns exit code, stdout, stderr."""

    def call(*lines: str, options: tuple[str, ...] = ()) -> tuple[int, str, str]:
        return run("review", *options, typed="".join(f"{line}\n" for line in lines))

    return call


def person(db: str, person_id: int) -> Person:
    with open_store(db) as store:
        return store.person(person_id)


def test_from_card_to_quality_connection(db: str, review: Review) -> None:
    code, out, err = review("", TALKED, HELP, "sand", "", "", "Otto", "", "q")
    assert code == Exit.OK
    assert "1 of 2   2026-10-02" in out
    assert "\t".join(["2", "title", "Tides, foretold", "", "?", "Tides, foretoId"]) in out.splitlines()
    assert "What could you send, or whom could you introduce, that would help Ottoline?" in out
    assert err.splitlines() == ["a quality connection", f"promise 1: {HELP}", "1 done, 1 still waiting"]
    ottoline = person(db, 1)
    assert all(field.sure for field in ottoline.contact.title)
    [note] = ottoline.meetings[0].notes
    assert (note.talked, note.can_help, note.looks_for, note.remember) == (TALKED, HELP, "sand", "Otto")
    assert review("s", "q")[1].count("of 1   ") == 1


def test_fields_are_corrected_by_their_number(db: str, review: Review) -> None:
    code, out, err = review(
        "2", "1",  # the other reader's text
        "3", "Brackwyth Tides",
        "5", "-",
        "+", "email=o@brackwyth.example",
        "1", "",
        "4", "call me",
        "2", "7",
        "99",
        "a",
    )  # fmt: skip
    assert code == Exit.OK
    contact = person(db, 1).contact
    assert [field.value for field in contact.title] == ["Tides, foretoId"]
    assert [(field.value, field.raw) for field in contact.org] == [("Brackwyth Tides", "Brackwyth & Sønner")]
    assert [field.value for field in contact.tel] == ["+4520123456"]
    assert [field.value for field in contact.email] == ["ottoline@brackwyth.example", "o@brackwyth.example"]
    assert contact.fn[0].value == "Ottoline Brackwyth"
    assert "'call me' is not a telephone number" in err
    assert "there is no choice 7" in err
    assert "that is not one of the choices" in err


def test_a_refused_answer_is_kept_and_asked_again(db: str, review: Review) -> None:
    code, out, _ = review("", "nice chat")
    assert code == Exit.OK
    assert 'you wrote: "nice chat"' in out
    assert "it could be said of anyone" in out
    unfinished = person(db, 1).meetings[0].unfinished
    assert unfinished is not None and unfinished.talked == "nice chat"
    assert 'you wrote: "nice chat"' in review("")[1]
    assert "canal" not in review("", TALKED, "")[1]
    out = review("", HELP, "", "", "", "", "", "q")[1]
    assert "What did you talk about" not in out
    assert [note.talked for note in person(db, 1).meetings[0].notes] == [TALKED]


@pytest.mark.parametrize("last", ["q", "s", ""])
def test_who_leaves_after_what_is_needed_has_a_note(db: str, review: Review, last: str) -> None:
    lines = ["", TALKED, HELP, *([last] if last else [])]
    assert review(*lines)[0] == Exit.OK
    assert len(person(db, 1).meetings[0].notes) == 1


def test_file_away(db: str, review: Review) -> None:
    assert "filed away" in review("", "x", "", TALKED, HELP, "", "", "", "", "maybe", "n")[2]
    assert [person(db, each).meetings[0].notes[0].again for each in (1, 2)] == [False, False]
    code, out, err = review()
    assert (code, out, err) == (Exit.OK, "", "nobody is waiting\n")


def test_only_one_event(db: str, review: Review) -> None:
    with open_store(db) as store:
        fair = store.add_event(Event(0, "Tide fair", made.NOW.date()), made.NOW)
        store.change_meeting(store.person(2).meetings[0].id, made.NOW, event_id=fair.id)
    code, out, _ = review("q", options=("--event", "tide"))
    assert code == Exit.OK
    assert "1 of 1   Tide fair 2026-10-02" in out
    code, _, err = review(options=("--event", "ball"))
    assert code == Exit.INPUT
    assert "there is no event 'ball'" in err


def test_what_another_command_did_in_the_meantime_is_not_lost(
    db: str, review: Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Someone else corrects the title while it is looked at, and takes a note of the next one."""
    lines = iter(["", "", "q"])

    def typed(_question: str) -> str:
        if (line := next(lines)) == "" and not done:
            done.append(True)
            with open_store(db) as store:
                take_note(store, 2, Given(TALKED, HELP, again=False), made.NOW)
            main(["edit", "1", "--title", "Chief of Tides", "--db", db])
        return line

    done: list[bool] = []
    monkeypatch.setattr("builtins.input", typed)
    code, out, err = review()
    assert code == Exit.OK
    assert "the card has changed meanwhile" in err
    assert "Chief of Tides" in out
    assert "2 of 2" not in out


def test_what_a_card_says_cannot_reach_into_the_terminal(db: str, review: Review) -> None:
    nasty = "Mal\x1b]0;pwned\x07\u202eyroM"
    with open_store(db) as store:
        line = made.line(nasty, other=f"{nasty}x")
        card = replace(made.card(), lines=(line,))
        contact = made.contact(nasty, org=nasty, title=(made.field(nasty, sure=False),))
        store.save(made.photo("/nasty.jpg", card), [(contact,)], made.NOW)
    out = "".join(review("s", "s", "2", "1", "3", "", "", "nice chat", "q")[1:])
    assert "pwned" in out
    assert not set("\x1b\x07\u202e") & set(out)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no terminals of this kind")
def test_on_a_terminal(db: str) -> None:
    env = {**os.environ, "CARDSCAN_DB": db, "TERM": "dumb", "COLUMNS": "160", "PYTHONPATH": str(ROOT)}
    child = pexpect.spawn(sys.executable, ["-m", "cardscan", "review"], env=env, encoding="utf-8", timeout=30)
    child.expect("q leaves:")
    child.sendline("2")
    child.expect("foretoId")
    child.sendline("Tides, für alle")
    child.expect("q leaves:")
    child.sendline("")
    child.expect("What did you talk about")
    child.sendline(TALKED)
    child.expect("What could you send")
    child.expect("> ")
    child.send("half an answ")
    child.expect("half an answ")  # Python may lose a signal that comes while it begins to read
    child.sendintr()
    child.expect("stopped")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == Exit.INTERRUPTED
    ottoline = person(db, 1)
    assert ottoline.contact.title[0].value == "Tides, für alle"
    unfinished = ottoline.meetings[0].unfinished
    assert unfinished is not None
    assert (unfinished.talked, unfinished.can_help) == (TALKED, "")
