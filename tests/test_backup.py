"""A backup holds all, and brings it back; what is no backup, damaged or hostile brings nothing."""

import hashlib
import json
import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZipFile

import made
import pytest
from conftest import Run
from test_owned import beside, fill, hand_in

from cardscan.errors import Exit, StoreError
from cardscan.export.files import replacing
from cardscan.store import locate, open_store
from cardscan.store.backup import back_up
from cardscan.store.restore import restore


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """A store with two people and two photos that were handed in."""
    fill(tmp_path / "x.db", 1)
    fill(tmp_path / "x.db", 2)
    return tmp_path / "x.db"


@pytest.fixture
def saved(filled: Path, tmp_path: Path) -> Path:
    """A backup of it."""
    with replacing(tmp_path / "saved.zip") as out:
        back_up(locate(str(filled)), out)
    return tmp_path / "saved.zip"


def rows(db: Path) -> list[str]:
    with sqlite3.connect(db) as database:
        dumped = list(database.iterdump())
    database.close()
    return dumped


def modes(*folders: Path) -> set[int]:
    return {stat.S_IMODE(each.lstat().st_mode) for folder in folders for each in (folder, *folder.iterdir())}


def test_what_was_backed_up_comes_back(filled: Path, run: Run, tmp_path: Path) -> None:
    before, said = beside(filled), rows(filled)
    code, out, err = run("backup", str(tmp_path / "b.zip"))
    assert (code, err) == (Exit.OK, "")
    assert out.endswith("b.zip: 2 people, 2 pictures, 2 photos handed in\n")
    assert stat.S_IMODE((tmp_path / "b.zip").stat().st_mode) == 0o600
    other = tmp_path / "new" / "y.db"
    code, out, err = run("restore", str(tmp_path / "b.zip"), "--db", str(other))
    assert (code, err) == (Exit.OK, "")
    assert beside(other) == before
    assert rows(other) == said
    assert modes(other.parent, other.with_name("y.db-cards"), other.with_name("y.db-photos")) == {0o700, 0o600}
    with open_store(str(other)) as store:
        assert store.sweep() == 0 == store.serving.take_in_strange(made.NOW)
        assert all(person.crop and person.crop.read_bytes() == made.JPEG for person in store.people())
    with sqlite3.connect(other) as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    database.close()
    assert sorted(each.name for each in other.parent.iterdir()) == ["y.db", "y.db-cards", "y.db-photos"]


def test_nothing_is_overwritten_without_being_told(filled: Path, saved: Path, run: Run, tmp_path: Path) -> None:
    content = saved.read_bytes()
    assert run("backup", str(saved))[0] == Exit.INPUT
    assert saved.read_bytes() == content
    assert run("backup", str(saved), "--replace")[0] == Exit.OK
    fill(filled, 3)
    before, said = beside(filled), rows(filled)
    code, _, err = run("restore", str(saved))
    assert code == Exit.INPUT and "--replace" in err
    assert (beside(filled), rows(filled)) == (before, said)
    code, _, err = run("restore", str(saved), "--replace")
    assert code == Exit.OK
    assert len(beside(filled)) == 4
    [aside] = [each for each in tmp_path.glob("x.db-before-*") if each.is_file()]
    assert str(aside) in err
    assert (beside(aside), rows(aside)) == (before, said)
    with open_store(str(aside)) as store:
        assert len(store.people()) == 3
        assert all(person.crop for person in store.people())


def test_pictures_without_their_store_are_moved_aside_too(filled: Path, saved: Path, run: Run) -> None:
    filled.write_bytes(b"")
    assert run("restore", str(saved))[0] == Exit.INPUT
    assert run("restore", str(saved), "--replace")[0] == Exit.OK
    assert len(list(filled.parent.glob("x.db-before-*/*.jpg"))) == 4
    assert len(beside(filled)) == 4


def test_a_damaged_store_is_moved_aside_as_it_is(filled: Path, saved: Path, run: Run) -> None:
    filled.write_bytes(b"no database at all" * 100)
    code, _, err = run("list")
    assert code == Exit.STORE
    assert run("restore", str(saved), "--replace")[0] == Exit.OK
    assert run("list")[0] == Exit.OK


def test_a_store_in_use_is_not_replaced(filled: Path, saved: Path) -> None:
    with open_store(str(filled)) as store:
        assert store.people()
        with pytest.raises(StoreError, match="has it open"):
            restore(saved, locate(str(filled)), made.NOW, replace=True)
        assert len(store.people()) == 2
    restore(saved, locate(str(filled)), made.NOW, replace=True)


def test_a_backup_of_a_store_that_is_being_written(filled: Path, run: Run, tmp_path: Path) -> None:
    with open_store(str(filled)) as store:
        third = hand_in(store, b"photo 3")
        assert run("backup", str(tmp_path / "b.zip"))[0] == Exit.OK
    run("restore", str(tmp_path / "b.zip"), "--db", str(tmp_path / "y.db"))
    with open_store(str(tmp_path / "y.db")) as store:
        assert [each.file for each in store.serving.waiting()][-1] == third.file


def test_it_says_what_is_missing(filled: Path, run: Run, tmp_path: Path) -> None:
    gone = min(filled.with_name("x.db-cards").iterdir())
    gone.unlink()
    odd = Path(os.fsdecode(bytes(filled.with_name("x.db-photos")) + b"/\xff.jpg"))
    odd.write_bytes(b"a name that is no text")
    code, out, err = run("backup", str(tmp_path / "b.zip"))
    assert code == Exit.SOME_FAILED
    assert f"missing, so not in the backup: cards/{gone.name}" in err and err.count("missing") == 2
    assert "1 picture," in out
    assert run("restore", str(tmp_path / "b.zip"), "--db", str(tmp_path / "y.db"))[0] == Exit.OK


def test_photos_that_the_store_does_not_know_are_in_it(filled: Path, run: Run, tmp_path: Path) -> None:
    (filled.with_name("x.db-photos") / "unknown.jpg").write_bytes(b"an only copy")
    run("backup", str(tmp_path / "b.zip"))
    run("restore", str(tmp_path / "b.zip"), "--db", str(tmp_path / "y.db"))
    assert (tmp_path / "y.db-photos" / "unknown.jpg").read_bytes() == b"an only copy"


def test_no_store_no_backup(run: Run, tmp_path: Path) -> None:
    assert run("backup", str(tmp_path / "b.zip"))[0] == Exit.INPUT
    assert list(tmp_path.iterdir()) == []


def test_to_standard_output_and_back(filled: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "cardscan", "backup", "-", "--db", str(filled)]
    done = subprocess.run(command, capture_output=True, check=True, timeout=60)
    assert b"2 people" in done.stderr
    (tmp_path / "b.zip").write_bytes(done.stdout)
    assert restore(tmp_path / "b.zip", locate(str(tmp_path / "y.db")), made.NOW, replace=False).people == 2


def rewritten(
    backup: Path, change: Callable[[dict[str, bytes]], None], honest: bool = True, how: int = ZIP_DEFLATED
) -> None:
    """Change what is in a backup; `honest`: and its digests with it, as someone hostile would."""
    with ZipFile(backup) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    change(content)
    if honest:
        manifest = json.loads(content.pop("manifest.json"))
        manifest["files"] = {
            name: {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()} for name, data in content.items()
        }
        content["manifest.json"] = json.dumps(manifest).encode()
    with ZipFile(backup, "w", how) as archive:
        for name, data in content.items():
            archive.writestr(name, data)


def in_database(*statements: str) -> Callable[[dict[str, bytes]], None]:
    def change(content: dict[str, bytes]) -> None:
        database = sqlite3.connect(":memory:")
        database.deserialize(content["store.db"])
        for statement in statements:
            database.execute(statement)
        database.commit()
        content["store.db"] = database.serialize()
        database.close()

    return change


def one_byte(content: dict[str, bytes]) -> None:
    name = next(name for name in content if name.startswith("photos/"))
    content[name] = b"X" + content[name][1:]


HOSTILE = {
    "a name that leads out": lambda content: content.update({"cards/../../out.jpg": b"x"}),
    "an absolute name": lambda content: content.update({"/var/out.jpg": b"x"}),
    "a folder of its own": lambda content: content.update({"more/out.jpg": b"x"}),
    "a deeper folder": lambda content: content.update({"cards/deep/out.jpg": b"x"}),
    "a folder where a picture should be": lambda content: content.update({"cards/": b""}),
    "a backslash": lambda content: content.update({"cards/..\\out.jpg": b"x"}),
    "no database": lambda content: content.pop("store.db"),
    "another database": lambda content: content.update({"store.db": b"SQLite format 3\0" + b"x" * 5000}),
    "a damaged database": lambda content: content.update(
        {"store.db": content["store.db"][:8192] + b"\xff" * 4096 + content["store.db"][12288:]}
    ),
    "a trigger": in_database("CREATE TRIGGER t AFTER INSERT ON note BEGIN DELETE FROM person; END"),
    "a crop elsewhere": in_database("UPDATE card SET crop = '../../x.db'"),
    "an own file elsewhere": in_database("INSERT INTO own_file VALUES ('cards', '../x.db')"),
    "a newer schema": in_database("UPDATE alembic_version SET version_num = '9999'"),
    "no version": in_database("DELETE FROM alembic_version"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_backup_brings_nothing(saved: Path, tmp_path: Path, run: Run, name: str) -> None:
    rewritten(saved, HOSTILE[name])
    refused(saved, tmp_path, run)


def refused(saved: Path, tmp_path: Path, run: Run) -> None:
    before = {each: each.read_bytes() for each in tmp_path.rglob("*") if each.is_file()}
    for more in ((), ("--check",)):
        code, out, err = run("restore", str(saved), "--db", str(tmp_path / "y" / "y.db"), *more)
        assert (code, out) == (Exit.INPUT, "")
        assert err.startswith(f"cardscan: {saved}: ") and len(err.splitlines()) == 2, err
    assert {each: each.read_bytes() for each in tmp_path.rglob("*") if each.is_file()} == before


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: b"",
        lambda data: b"no backup",
        lambda data: data[:-30],
        lambda data: data[: len(data) // 2],
        lambda data: data.replace(b"photo 1", b"photo 9"),
    ],
)
def test_a_damaged_file_brings_nothing(saved: Path, tmp_path: Path, run: Run, spoil: Callable[[bytes], bytes]) -> None:
    saved.write_bytes(spoil(saved.read_bytes()))
    refused(saved, tmp_path, run)


def test_digests_and_contents_are_held_together(saved: Path, tmp_path: Path, run: Run) -> None:
    rewritten(saved, one_byte, honest=False)
    refused(saved, tmp_path, run)
    rewritten(saved, lambda content: content.update({"cards/more.jpg": b"x"}), honest=False)
    refused(saved, tmp_path, run)


def test_another_way_of_packing_and_another_zip_are_refused(saved: Path, tmp_path: Path, run: Run) -> None:
    rewritten(saved, lambda _content: None, how=ZIP_LZMA)
    refused(saved, tmp_path, run)
    with ZipFile(saved, "w") as archive:
        archive.writestr("holiday.jpg", b"x")
    refused(saved, tmp_path, run)


def test_a_size_that_no_disk_has_is_refused(saved: Path, tmp_path: Path, run: Run) -> None:
    def huge(content: dict[str, bytes]) -> None:
        manifest = json.loads(content["manifest.json"])
        manifest["files"]["store.db"]["size"] = 2**60
        content["manifest.json"] = json.dumps(manifest).encode()

    rewritten(saved, huge, honest=False)
    code, _, err = run("restore", str(saved), "--db", str(tmp_path / "y.db"))
    assert code == Exit.STORE and "no room" in err


def test_an_older_backup_is_brought_up_to_date(saved: Path, tmp_path: Path, run: Run) -> None:
    rewritten(saved, in_database(*made.as_of("0007")))
    assert run("restore", str(saved), "--db", str(tmp_path / "y.db"))[0] == Exit.OK
    with open_store(str(tmp_path / "y.db")) as store:
        assert len(store.people()) == 2
        assert store.sweep() == 0


def test_a_full_disk_leaves_what_was_there(
    saved: Path, filled: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, said = beside(filled), rows(filled)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        code, _, err = run("restore", str(saved), "--replace")
    assert code == Exit.STORE and "the disk is full" in err
    assert (beside(filled), rows(filled)) == (before, said)
    assert not list(tmp_path.glob(".x.db-*"))
