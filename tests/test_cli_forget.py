"""What forget says: what goes, what stays, and whether it is gone from the file."""

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import made
import pytest
from conftest import Run

from cardscan.actions.take_note import take_note
from cardscan.connections.notes.parts import Given
from cardscan.errors import Exit
from cardscan.store import open_store
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
