"""The store when something is wrong: one clear error, nothing lost, nothing twice."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import made
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, create_engine, event

from cardscan.errors import StoreError
from cardscan.store import locate, migrate, open_store, status
from cardscan.store.schema import metadata

TESTS = Path(__file__).parent


def save(db: Path, path: str = "/photos/one.jpg", content: str = "") -> bool:
    reading = made.photo(path, content=content)
    with open_store(str(db)) as store:
        return store.save(reading, [(card.contact,) for card in reading.cards], made.NOW) is not None


def start(code: str, *args: object) -> "subprocess.Popen[str]":
    """Start a Python beside this one."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, args)],
        cwd=TESTS,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(TESTS.parent), str(TESTS)])},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def is_described(name: str | None, kind: str, _parents: object) -> bool:
    """The index of the search and SQLite's own tables for it are described by their migration alone."""
    return not (kind == "table" and name and name.split("_")[0] == "search")


def test_migrations_make_the_schema(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "x.db")):
        pass
    engine = create_engine(f"sqlite:///{tmp_path}/x.db")
    with engine.connect() as connection:
        opts = {"compare_type": True, "compare_server_default": True, "include_name": is_described}
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_a_migration_that_fails_leaves_the_store_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    db = tmp_path / "x.db"
    save(db)
    newer = tmp_path / "migrations"
    (newer / "versions").mkdir(parents=True)
    real = Path(migrate.__file__).parent / "migrations"
    for file in [*real.glob("*.py"), *real.glob("versions/*.py")]:
        (newer / file.relative_to(real)).write_text(file.read_text())
    (newer / "versions" / "v9999_breaks.py").write_text(
        f"from alembic import op\nrevision = '9999'\ndown_revision = '{migrate.newest()}'\n"
        "def upgrade():\n    op.drop_table('field')\n    raise OSError(28, 'No space left on device')\n"
    )
    with monkeypatch.context() as patched:
        patched.setattr(migrate, "_FOLDER", newer)
        with pytest.raises(StoreError, match="disk is full"):
            open_store(str(db))
    with open_store(str(db)) as store:
        assert len(store.people()) == 1


def test_a_store_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    db = tmp_path / "x.db"
    save(db)
    with sqlite3.connect(db) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(StoreError, match="newer cardscan") as caught:
        open_store(str(db))
    assert "pip install" in caught.value.advice


def test_the_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    db = tmp_path / "bookmarks.db"
    with sqlite3.connect(db) as connection:
        connection.execute("CREATE TABLE bookmark (url TEXT)")
    connection.close()
    before = db.read_bytes()
    with pytest.raises(StoreError, match="another program"):
        open_store(str(db))
    assert db.read_bytes() == before


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    db = tmp_path / "letter.txt"
    db.write_text("Dear Ottoline, " * 100)
    with pytest.raises(StoreError, match="not a cardscan store"):
        open_store(str(db))
    assert db.read_text() == "Dear Ottoline, " * 100


@pytest.mark.parametrize(
    "db",
    [
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///x.db?mode=ro",
        "mysql://host/x",
        "postgresql://host",
        "x://",
        "://",
    ],
)
def test_addresses_that_are_no_store(db: str) -> None:
    with pytest.raises(StoreError) as caught:
        locate(db)
    assert "path" in caught.value.advice or "postgresql://HOST/DATABASE" in caught.value.advice


@pytest.mark.parametrize("db", ["mysql://me:sesame@host/x", "postgresql://me:sesame@host", "postgres://:sesame@"])
def test_an_address_with_a_password_is_not_repeated(db: str) -> None:
    with pytest.raises(StoreError) as caught:
        locate(db)
    assert "sesame" not in str(caught.value) + caught.value.advice


def test_a_place_on_a_server_is_shown_without_its_password() -> None:
    assert "sesame" not in str(locate("postgresql://me:sesame@host/x"))


def test_a_folder_in_the_way(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"x\.db"):
        open_store(str(tmp_path / "x.db") if (tmp_path / "x.db").mkdir() is None else "")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError, match="Permission denied") as caught:
        open_store(str(tmp_path / "x.db"))
    assert "--db" in caught.value.advice


def test_a_parent_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "notes").write_text("")
    with pytest.raises(StoreError, match="notes"):
        open_store(str(tmp_path / "notes" / "x.db"))


@pytest.fixture
def small_disk() -> Iterator[None]:
    """SQLite may add no page to any database: what it meets on a full disk."""

    def limit(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA max_page_count = 1")  # below the present size means: the present size

    event.listen(Engine, "connect", limit)
    yield
    event.remove(Engine, "connect", limit)


def test_a_full_disk_keeps_what_is_stored(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    db = tmp_path / "x.db"
    save(db)
    request.getfixturevalue("small_disk")
    big = made.photo("/photos/big.jpg", made.card(made.contact("Wide " * 5000)))
    with open_store(str(db)) as store:
        with pytest.raises(StoreError, match="disk is full") as caught:
            store.save(big, [(big.cards[0].contact,)], made.NOW)
        assert "run the same command again" in caught.value.advice
        assert "Wide" not in str(caught.value.__cause__)  # errors name no people
        assert len(store.people()) == 1
        assert not store.knows(big.sha256)
        store.sweep()
        assert len(list(store.place.crops.iterdir())) == 1


def test_a_locked_store_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cardscan.store.engines.sqlite.LOCK_SECONDS", 0.01)
    db = tmp_path / "x.db"
    save(db)
    other = sqlite3.connect(db, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(StoreError, match="locked"):
            save(db, "/photos/two.jpg")
    finally:
        other.close()
    assert save(db, "/photos/two.jpg")


RACE = """
import sys
from pathlib import Path
import test_store_faults as faults
input()
print(sum(faults.save(Path(sys.argv[1]), f"/photos/{n}.jpg", str(n)) for n in range(20)))
"""


def test_commands_at_once_store_each_photo_once(tmp_path: Path) -> None:
    db = tmp_path / "x.db"  # they race to make it, too
    racers = [start(RACE, db) for _ in range(3)]
    for racer in racers:
        assert racer.stdin is not None
        racer.stdin.write("\n")
        racer.stdin.flush()
    stored = [int(racer.communicate(timeout=60)[0]) for racer in racers]
    assert sum(stored) == 20
    with open_store(str(db)) as store:
        [person] = store.people()  # the same card on every photo: met twenty times, by whoever stored it
        assert len(person.meetings) == 20
        assert len(list(store.place.crops.iterdir())) == 20


EDITS = """
import sys
from dataclasses import replace
import made
from cardscan.store import open_store
with open_store(sys.argv[1]) as store:
    input()
    for n in range(15):
        new = made.field(f"+45{sys.argv[2]}{n:06}")
        store.edit(1, lambda contact: replace(contact, tel=(*contact.tel, new)), made.NOW)
"""


def test_edits_at_once_lose_nothing(tmp_path: Path) -> None:
    db = tmp_path / "x.db"
    save(db)
    editors = [start(EDITS, db, n) for n in (1, 2)]
    for editor in editors:
        editor.communicate("\n", timeout=60)
        assert editor.returncode == 0
    with open_store(str(db)) as store:
        assert len(store.person(1).contact.tel) == 2 + 30


KILLED = """
import os, signal, sys
import made
from cardscan.store import crops, open_store
keep = crops.keep
def die(folder, name, jpeg):
    keep(folder, name, jpeg)
    os.kill(os.getpid(), signal.SIGKILL)
crops.keep = die  # a crash after the crop is written, before the commit
with open_store(sys.argv[1]) as store:
    reading = made.photo("/photos/two.jpg")
    store.save(reading, [(reading.cards[0].contact,)], made.NOW)
"""


def test_a_crash_before_the_commit_leaves_nothing(tmp_path: Path) -> None:
    db = tmp_path / "x.db"
    save(db)
    crashed = start(KILLED, db)
    crashed.communicate(timeout=60)
    assert crashed.returncode == -9
    with open_store(str(db)) as store:
        assert len(store.people()) == 1
        assert len(list(store.place.crops.iterdir())) == 2
        assert store.sweep() == 1
    assert save(db, "/photos/two.jpg")


def test_status_looks_and_touches_nothing(tmp_path: Path) -> None:
    db = tmp_path / "data" / "x.db"
    seen = status(locate(str(db)))
    assert not seen.exists
    assert not db.parent.exists()
    save(db)
    seen = status(locate(str(db)))
    assert (seen.schema, seen.newest) == (migrate.newest(), migrate.newest())
    assert (seen.mode, seen.photos, seen.people) == (0o600, 1, 1)
