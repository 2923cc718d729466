"""`cardscan recall`, `introduce`, `draft`: what is asked, printed, written and stored, and which exit code."""

import json
import os
import stat
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import made
import pexpect
import pytest
from conftest import Run

from cardscan.errors import Exit
from cardscan.person import Note
from cardscan.store import open_store

ROOT = Path(__file__).parent.parent
CANAL = Note(
    "dredges a canal that silts up, says Ottoline", "introduce the hydrologist from Ghent", made.NOW,
    looks_for="a hydrologist who models silt", remember="a lock on a brook",
)  # fmt: skip
SILT = Note("models silt for the port of Temse", "the dredging data of Hoboken", made.NOW, offers="silt models")


@pytest.fixture
def db(tmp_path: Path) -> str:
    path = str(tmp_path / "x.db")
    people = (("Ottoline Brackwyth", "Brackwyth"), ("Zdislav Kvapilík", "Kvapil"), ("Tamsyn Ravelcote", "Ravel"))
    with open_store(path) as store:
        for number, (name, org) in enumerate(people):
            contact = made.contact(name, org, email=(made.field(f"mail@{org.lower()}.example"),))
            store.save(made.photo(f"/photos/{number}.jpg"), [(contact,)], made.NOW)
        made.noted(store, 1, CANAL, made.NOW)
        made.noted(store, 2, SILT, made.NOW)
    return path


@pytest.fixture
def run(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Call a command with lines of input, in a folder of its own; returns exit code, stdout, stderr."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return lambda *arguments, typed="": run(*arguments, typed=typed)


def ratings(db: str) -> dict[int, list[int]]:
    with open_store(db) as store:
        return {person: [rating for _, rating in log] for person, log in store.recalls().items()}


def test_the_card_then_the_note_then_the_name(run: Run, db: str) -> None:
    code, out, err = run("recall", typed="\n\n3\nq\n")
    assert code == Exit.OK
    card, note, name = out.index("org\t•••"), out.index("says •••"), out.index("Ottoline Brackwyth")
    assert card < note < name < out.index("a lock on a brook") < out.index("x.db-cards")
    assert "ttoline" not in out[:name] and "rackwyth" not in out[:name]
    in_two_days = (datetime.now(UTC) + timedelta(days=2)).astimezone().date()
    assert f"next time on {in_two_days.isoformat()}" in err
    assert ratings(db) == {1: [3]}


def test_leaving_at_any_point_loses_nothing(run: Run, db: str) -> None:
    for typed in ("", "q", "\nQ\n", "\n\nq\n", "\n\n", "\n\n7\nx\n\n"):
        assert run("recall", typed=typed)[0] == Exit.OK
        assert ratings(db) == {}
    assert run("recall", typed="\n\nmaybe\n4\n\nq\n")[0] == Exit.OK
    assert ratings(db) == {1: [4]}


def test_who_is_due_as_json(run: Run, db: str) -> None:
    due = [json.loads(line) for line in run("recall", "--json")[1].splitlines()]
    assert [(each["id"], each["name"], each["due"], each["asked"]) for each in due] == [
        (1, "Ottoline Brackwyth", None, 0),
        (2, "Zdislav Kvapilík", None, 0),
    ]
    assert run("recall", typed="\n\n1\n\n\n1\n")[2].endswith("that is all for today\n")
    assert run("recall", "--json")[:2] == (Exit.OK, "")
    assert run("recall")[1:] == ("", "no names left for today\n")
    assert [len(run("recall", "--json", "--limit", n)[1].splitlines()) for n in ("1", "9")] == [0, 0]


def test_nobody_to_recall(run: Run, tmp_path: Path) -> None:
    code, out, err = run("recall", "--db", str(tmp_path / "new.db"))
    assert (code, out) == (Exit.OK, "")
    assert "cardscan note WHO" in err


@pytest.mark.skipif(sys.platform == "win32", reason="there are no terminals of this kind")
def test_on_a_terminal_a_key_is_enough(db: str) -> None:
    env = {**os.environ, "CARDSCAN_DB": db, "TERM": "dumb", "COLUMNS": "160", "PYTHONPATH": str(ROOT)}
    child = pexpect.spawn(sys.executable, ["-m", "cardscan", "recall"], env=env, encoding="utf-8", timeout=30)
    child.expect("shows your note: ")
    child.send("\r")
    child.expect("shows the name: ")
    assert "Ottoline" not in child.before
    child.send(" ")
    child.expect("Ottoline Brackwyth")
    child.expect("q leaves: ")
    child.send("9")
    child.expect("q leaves: ")
    child.send("2")
    child.expect("next time on")
    child.expect("shows your note: ")
    child.sendintr()
    child.expect("stopped")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == Exit.INTERRUPTED
    assert ratings(db) == {1: [2]}


def test_pairs_are_listed_with_words_and_both_notes(run: Run) -> None:
    code, out, err = run("introduce")
    assert code == Exit.OK and "asks both first" in err
    for said in ("may need: Ottoline Brackwyth (1)", "may have: Zdislav Kvapilík (2)", CANAL.talked, SILT.talked):
        assert said in out
    assert "words:        models, silt" in out
    assert run("introduce", "zdislav") == (code, out, err)
    code, out, err = run("introduce", "tamsyn")
    assert (code, out) == (Exit.OK, "")
    assert "--looks-for" in err
    (pair,) = (json.loads(line) for line in run("introduce", "--json")[1].splitlines())
    assert (pair["seeker"]["id"], pair["giver"]["name"], pair["words"]) == (1, "Zdislav Kvapilík", ["models", "silt"])
    assert pair["giver"]["offers"] == "silt models"


def test_an_introduction_is_written_and_never_what_was_said(run: Run, tmp_path: Path) -> None:
    written = "introduced Ottoline Brackwyth and Zdislav Kvapilík.eml"
    code, out, _ = run("introduce", "ottoline", "zdislav", "--straight")
    assert (code, out) == (Exit.OK, f"{written}\n")
    mail = (tmp_path / "here" / written).read_text()
    assert "X-Unsent: 1" in mail and "mail@brackwyth.example" in mail and "mail@kvapil.example" in mail
    assert "silt models" in mail and "dredges" not in mail and "Temse" not in mail
    assert run("introduce", "ottoline", "--straight")[0] == Exit.USAGE
    assert run("introduce", "ottoline", "tamsyn", "--straight")[0] == Exit.REFUSED
    assert [file.name for file in (tmp_path / "here").iterdir()] == [written]


def test_a_draft_is_written_for_its_owner_alone(run: Run, tmp_path: Path) -> None:
    assert run("draft", "ottoline")[:2] == (Exit.OK, "Ottoline Brackwyth.eml\n")
    file = tmp_path / "here" / "Ottoline Brackwyth.eml"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "Hello Ottoline" in file.read_text()
    file.write_text("edited")
    assert run("draft", "ottoline")[0] == Exit.INPUT
    assert file.read_text() == "edited"
    assert run("draft", "ottoline", "--out", str(file), "--lang", "it")[0] == Exit.OK
    assert "Buongiorno" in file.read_text()


def test_a_draft_names_what_is_left_to_be_written(run: Run, db: str) -> None:
    with open_store(db) as store:
        talked = "dredges a canal. Her brother Tom lost his licence."
        note = Note(talked, "lend her the tide tables of Tolsay", datetime.now(UTC) + timedelta(days=1))
        made.noted(store, 1, note, made.NOW)
    code, out, err = run("draft", "ottoline")
    assert (code, out) == (Exit.OK, "Ottoline Brackwyth.eml\n")
    assert err == (
        'left out, as it is about somebody else: "Her brother Tom lost his licence."\n'
        "write it yourself, in your mail program\n"
    )
    assert "you dredge a canal." in Path("Ottoline Brackwyth.eml").read_text()


def test_drafts_that_cannot_be(run: Run, tmp_path: Path) -> None:
    code, out, err = run("draft", "tamsyn")
    assert (code, out) == (Exit.REFUSED, "")
    assert "no note yet" in err and "cardscan note" in err
    assert run("draft", "nobody")[0] == Exit.WHO
    assert run("draft", "ottoline", "--template", "thanks")[0] == Exit.INPUT
    assert run("draft", "ottoline", "--out", "missing/x.eml")[0] == Exit.STORE
    assert list((tmp_path / "here").iterdir()) == []


def test_templates_of_ones_own(run: Run, tmp_path: Path) -> None:
    for folder, words in (("config/cardscan/templates", "mine"), ("other", "other")):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "follow-up.txt.j2").write_text(f"Subject: x\n\n{words} {{{{ given }}}}")
    assert run("draft", "ottoline", "--out", "a.eml")[0] == Exit.OK
    assert run("draft", "ottoline", "--out", "b.eml", "--templates", str(tmp_path / "other"))[0] == Exit.OK
    assert "mine Ottoline" in Path("a.eml").read_text()
    assert "other Ottoline" in Path("b.eml").read_text()
    (tmp_path / "other" / "follow-up.txt.j2").write_text("Subject: x\n\n{{ surname }}")
    code, out, err = run("draft", "ottoline", "--out", "c.eml", "--templates", str(tmp_path / "other"))
    assert (code, out) == (Exit.INPUT, "")
    assert err.startswith(f"cardscan: {tmp_path}/other/follow-up.txt.j2: line 3: 'surname' is undefined\n")


def test_what_a_card_says_cannot_reach_into_the_terminal(run: Run, db: str) -> None:
    nasty = "Mal\x1b]0;pwned\x07 \u202eyroM\nTo: x@y.example"
    with open_store(db) as store:
        contact = made.contact(nasty, org=nasty, email=(made.field("mal@mal.example"),))
        store.save(made.photo("/photos/9.jpg"), [(contact,)], made.NOW)
        note = Note(
            f"has harbour pilots in spring {nasty}", "show the tide tables", made.NOW, offers=f"silt models {nasty}"
        )
        made.noted(store, 4, note, made.NOW)
    out = "".join(
        "".join(run(*arguments, typed="\n\n3\n" * 3)[1:])
        for arguments in (["introduce"], ["recall"], ["draft", "4"], ["introduce", "1", "4"])
    )
    assert "pwned" in out
    assert not set("\x1b\x07\u202e") & set(out)
    for file in Path().iterdir():
        assert file.read_text().count("\nTo: ") == 1
