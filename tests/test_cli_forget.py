"""What forget and dump say: what is held, what goes, what stays, and whether it is gone from the file."""

import json
import os
import sqlite3
import stat
import tempfile
from contextlib import closing
from pathlib import Path

import made
import pytest
from conftest import Run
from to_forget import NAME, TALKED, live

from cardscan.actions.take_note import take_note
from cardscan.connections.notes.parts import Given
from cardscan.errors import Exit
from cardscan.store import Store, open_store
from cardscan.store.engines import sqlite
from cardscan.synced import Account, Agreed, Synced


@pytest.fixture
def ada(db: str) -> None:
    made.people(db, "Ada Quillfeather", "Bodil Marramgrass")
    with open_store(db) as store:
        take_note(store, 1, Given("dredges a silted canal", "introduce our hydrologist in Ghent"), made.NOW)


def test_a_dry_run_says_the_same_and_changes_nothing(run: Run, db: str, ada: None) -> None:
    before = run("dump", "1")[1]
    code, out, said = run("forget", "1", "--now", "--dry-run")
    assert (code, out) == (Exit.OK, "person 1 would be forgotten\n")
    assert "erased: 1 card, 1 meeting, 1 note, 1 promise\n" in said
    assert run("dump", "1")[1] == before
    code, out, done = run("forget", "1", "--now", "--yes")
    assert (code, out, done) == (Exit.OK, "person 1 is forgotten\n", said)
    assert "digests stay" in done and "can be tested against them" in done
    assert run("dump", "1")[0] == Exit.WHO


def test_pictures_of_lines_that_a_killed_reader_left_go_too(
    run: Run, ada: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left = tmp_path / "cardscan-reading-left"
    left.mkdir()
    (left / "0000.pgm").write_bytes(b"Ada's name")
    assert run("forget", "1", "--now", "--dry-run")[0] == Exit.OK and left.exists()
    assert run("forget", "1", "--now", "--yes")[0] == Exit.OK
    assert not left.exists()


def test_a_reader_keeps_the_file_from_being_written_anew(
    run: Run, db: str, ada: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "LOCK_SECONDS", 0.2)
    with closing(sqlite3.connect(db)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM person").fetchone()
        code, _, said = run("forget", "1", "--now", "--yes")
        assert code == Exit.OK
        assert "may still be found in the store's file" in said and "another program reads it" in said
        assert "cardscan forget --scrub" in said
        assert run("forget", "--scrub")[0] == Exit.STORE
    assert run("forget", "--scrub")[:2] == (Exit.OK, "the store's file was rewritten\n")


@pytest.mark.parametrize("arguments", [[], ["1", "--scrub"]])
def test_one_or_the_other(run: Run, db: str, ada: None, arguments: list[str]) -> None:
    assert run("forget", *arguments)[0] == Exit.USAGE


def test_where_their_card_stays(run: Run, db: str, ada: None) -> None:
    agreed = Agreed("", "", "")
    with open_store(db) as store:
        for name, left_out in (("old", False), ("alone", True), ("new", False)):
            url = f"https://{name}.example/"
            account = store.servers.choose(Account(url, "tove", name.title()), made.NOW)
            store.servers.put(account, Synced(1, "/1.vcf", "1", agreed, left_out=left_out))
    said = run("forget", "1", "--now", "--yes")[2]
    assert "New: their card stays there: cardscan sync asks whether to delete it there\n" in said
    assert "Old: their card stays there: delete it there, or run cardscan sync setup https://old.example/" in said
    assert "Alone: you said to leave their card there alone" in said


@pytest.mark.both_engines
def test_forget_asks_and_needs_yes_without_a_terminal(store: Store, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    live(store)
    code, out, err = run("forget", NAME)
    assert (code, out) == (Exit.USAGE, "")
    assert "--yes" in err
    answers = iter(["n", "y"])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _prompt: next(answers))
    code, _, err = run("forget", NAME)
    assert (code, len(store.people())) == (Exit.OK, 2)
    assert "nobody was forgotten" in err
    assert run("forget", NAME)[0] == Exit.OK
    assert len(store.people()) == 1
    assert run("forget", NAME, "--yes")[0] == Exit.WHO


@pytest.mark.both_engines
def test_dump(store: Store, run: Run, tmp_path: Path) -> None:
    one = live(store)
    code, out, err = run("dump", "zwickelbart")
    assert (code, err) == (Exit.OK, "")
    value = json.loads(out)
    assert value["person"][0]["uid"] == one.uid
    assert [row["talked"] for row in value["note"]] == [TALKED]
    assert value["card"][0]["lines"][0]["text"] == NAME
    assert value["meeting"][0]["said"]
    assert "/photos/zwickelbart.jpg" in [row["path"] for row in value["photo"]]
    assert run("dump", "1", "--out", str(tmp_path / "one.json"))[1] == f"{tmp_path / 'one.json'}\n"
    assert json.loads((tmp_path / "one.json").read_text()) == value
    assert run("dump", "1", "--out", str(tmp_path / "one"))[0] == Exit.OK
    files = list((tmp_path / "one").iterdir())
    assert len(files) == 5
    assert {stat.S_IMODE(file.stat().st_mode) for file in [*files, tmp_path / "one.json"]} == {0o600}
    assert {file.read_bytes() for file in files if file.suffix == ".jpg"} == {made.JPEG}
    assert json.loads((tmp_path / "one" / "person.json").read_text()) == value
    assert run("dump", "1", "--out", os.fspath(tmp_path / "one.json" / "x"))[0] == Exit.STORE
