"""A store where nothing can be written can be read."""

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import made
import pytest
from conftest import Run

from cardscan.errors import Exit
from cardscan.person import Event
from cardscan.store import open_store


@pytest.fixture
def db(tmp_path: Path) -> str:
    """A store whose name a URL would have to quote."""
    (tmp_path / "disk").mkdir()
    db = str(tmp_path / "disk" / "x #1%20?.db")
    made.people(db, "Ottoline Brackwyth", "Zdislav Kvapilík")
    return db


@pytest.fixture
def locked(db: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Let nothing be written on its disk: modes do not hold root back, so root is told as a read-only disk tells."""
    disk = Path(db).parent
    access = os.access

    def told(path: str | Path, mode: int) -> bool:
        return access(path, mode) and not (mode & os.W_OK and Path(path).is_relative_to(disk))

    monkeypatch.setattr(os, "access", told)
    lock(disk, 0o444, 0o555)
    yield Path(db)
    lock(disk, 0o600, 0o700)


def lock(disk: Path, files: int, folders: int) -> None:
    disk.chmod(0o700)
    for each in disk.rglob("*"):
        each.chmod(folders if each.is_dir() else files)
    disk.chmod(folders)


def test_it_can_be_read(locked: Path, run: Run) -> None:
    before = {each: each.stat().st_mtime_ns for each in locked.parent.rglob("*")}
    for command in (("list",), ("show", "1"), ("export", "-", "--all"), ("dump", "1"), ("who", "Brackwyth")):
        code, out, err = run(*command)
        assert code == Exit.OK, err
        assert "Brackwyth" in out
    assert run("today")[0] == Exit.OK
    assert {each: each.stat().st_mtime_ns for each in locked.parent.rglob("*")} == before


def test_whom_names_on_a_list_may_be_is_found_where_it_cannot_be_kept(
    db: str, run: Run, request: pytest.FixtureRequest
) -> None:
    with open_store(db) as store:
        event = store.add_event(Event(0, "Tide fair", made.NOW.date()), made.NOW)
        store.guests.put(event.id, [made.contact("Zdislav Kvapilík", email=(), tel=())], made.NOW)
    request.getfixturevalue("locked")
    code, out, err = run("event", "people", "Tide fair")
    assert code == Exit.OK and "you know 1" in out, err


def test_a_backup_can_be_made_of_it(locked: Path, run: Run, tmp_path: Path) -> None:
    code, out, err = run("backup", str(tmp_path / "b.zip"))
    assert code == Exit.OK and "2 people, 2 pictures" in out, err


@pytest.mark.parametrize("command", [("edit", "1", "--org", "Other"), ("forget", "1", "--yes"), ("contacted", "1")])
def test_what_writes_says_that_it_cannot(locked: Path, run: Run, command: tuple[str, ...]) -> None:
    code, out, err = run(*command)
    assert (code, out) == (Exit.STORE, "")
    assert "it cannot be written" in err
    assert len(list(locked.with_name(f"{locked.name}-cards").iterdir())) == 2


def test_one_of_an_older_cardscan_says_what_to_do(locked: Path, run: Run) -> None:
    lock(locked.parent, 0o600, 0o700)
    with sqlite3.connect(locked) as database:
        database.execute("UPDATE alembic_version SET version_num = '0001'")
    database.close()
    lock(locked.parent, 0o444, 0o555)
    code, _, err = run("list")
    assert code == Exit.STORE and "to where you may write" in err


def test_what_is_in_the_wal_alone_is_not_overlooked(db: str, run: Run, request: pytest.FixtureRequest) -> None:
    with open_store(db) as store:  # as long as it is open its -wal stays
        someone = made.contact("Perpetua Dunnachie", "Dunnachie & Co", email=(), tel=())
        store.save(made.photo("/photos/3.jpg"), [(someone,)], made.NOW)
        request.getfixturevalue("locked")
        code, out, err = run("list")
    assert code == Exit.OK and "Dunnachie" in out, err
