"""What beside a store is its own: nothing else is ever removed, whatever became of the store."""

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import made
import pytest
from conftest import Run

from cardscan.errors import Exit, StoreError
from cardscan.store import Store, open_store
from cardscan.store.uploads import Arrived, Upload


def hand_in(store: Store, content: bytes, name: str = "IMG_1.jpg") -> Upload:
    """Hand a photo in as the page does."""
    part = store.place.photos / "coming" / "arriving"
    part.parent.mkdir(parents=True, exist_ok=True)
    part.write_bytes(content)
    arrived = Arrived(part, hashlib.sha256(content).hexdigest(), name, Path(name).suffix)
    return store.serving.take_in(arrived, None, made.NOW)


def fill(db: Path, number: int) -> None:
    """Store someone, and a photo that was handed in."""
    with open_store(str(db)) as store:
        mail = made.field(f"tarn{number}@firm{number}.example")
        someone = made.contact(f"Person{number} Tarn", f"Firm{number}", tel=(), email=(mail,))
        store.save(made.photo(f"/photos/{number}.jpg"), [(someone,)], made.NOW)
        hand_in(store, b"photo %d" % number)


def beside(db: Path) -> dict[str, bytes]:
    """Read all pictures beside a store."""
    folders = (db.with_name(f"{db.name}-{what}") for what in ("cards", "photos"))
    return {file.name: file.read_bytes() for folder in folders for file in folder.iterdir() if file.is_file()}


def moved_away(db: Path) -> None:
    for file in db.parent.glob("x.db*"):
        if file.is_file():
            file.rename(file.with_name(f"away-{file.name}"))


def emptied(db: Path) -> None:
    db.write_bytes(b"")


def without_tables(db: Path) -> None:
    db.unlink()
    with sqlite3.connect(db) as empty:
        empty.execute("CREATE TABLE one (two)")
        empty.execute("DROP TABLE one")
    empty.close()
    assert db.stat().st_size


def an_older_copy(db: Path) -> None:
    shutil.copy(db.with_name("older"), db)


def another_store(db: Path) -> None:
    fill(db.with_name("other.db"), 3)
    shutil.copy(db.with_name("other.db"), db)


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """A store with two people, two photos that were handed in, and a copy of it from before the second came."""
    db = tmp_path / "x.db"
    fill(db, 1)
    shutil.copy(db, tmp_path / "older")
    fill(db, 2)
    return db


@pytest.mark.parametrize("lose", [moved_away, emptied, without_tables])
def test_no_store_is_made_anew_beside_pictures(filled: Path, run: Run, lose: Callable[[Path], None]) -> None:
    before = beside(filled)
    lose(filled)
    code, out, err = run("list")
    assert (code, out) == (Exit.STORE, "")
    assert "2 pictures in" in err and "2 photos in" in err
    assert "cardscan restore FILE" in err and f"move '{filled}-cards' and '{filled}-photos' elsewhere" in err
    assert beside(filled) == before


def test_what_it_advises_there_is_a_way_on(filled: Path) -> None:
    emptied(filled)
    for folder in (filled.with_name("x.db-cards"), filled.with_name("x.db-photos")):
        folder.rename(folder.with_name(f"old-{folder.name}"))
    with open_store(str(filled)) as store:
        assert store.people() == ()


@pytest.mark.parametrize("lose", [an_older_copy, another_store])
def test_an_older_or_another_store_removes_nothing_and_takes_the_photos_in(
    filled: Path, lose: Callable[[Path], None]
) -> None:
    before = beside(filled)
    lose(filled)
    with open_store(str(filled)) as store:
        assert store.sweep() == 0
        new = store.serving.take_in_strange(made.NOW)
        assert new == (1 if lose is an_older_copy else 2)
        assert store.serving.take_in_strange(made.NOW) == 0
        there = {each.file for each in store.serving.waiting()} & before.keys()
        assert len([name for name in before if len(name) < 64]) == len(there) == 2
        person = store.people()[0]
        store.forget(person.id)
    after = beside(filled)
    assert {name: after[name] for name in before if name not in _pictures(person.crop)} == {
        name: content for name, content in before.items() if name not in _pictures(person.crop)
    }


def _pictures(crop: Path | None) -> set[str]:
    return {crop.name} if crop else set()


def test_an_older_store_does_not_write_over_a_photo_that_it_does_not_know(filled: Path) -> None:
    before = beside(filled)
    an_older_copy(filled)
    with open_store(str(filled)) as store:
        third = hand_in(store, b"photo 3")  # under the number that the second had
    assert third.id == 2
    assert beside(filled) == {**before, third.file: b"photo 3"}


def test_the_next_ingest_says_what_it_took_in(filled: Path, run: Run, tmp_path: Path) -> None:
    an_older_copy(filled)
    (tmp_path / "bad.jpg").write_bytes(b"no photo")
    code, _, err = run("ingest", str(tmp_path / "bad.jpg"), "--jobs", "1")
    assert code == Exit.SOME_FAILED
    assert "1 photo is beside the store, unread" in err
    assert "cardscan serve reads them" in err


def test_a_photo_whose_name_is_not_utf8_is_left_alone(filled: Path) -> None:
    odd = Path(os.fsdecode(bytes(filled.with_name("x.db-photos")) + b"/\xff.jpg"))
    odd.write_bytes(b"odd")
    with open_store(str(filled)) as store:
        store.serving.take_in_strange(made.NOW)
        store.sweep()
    assert odd.read_bytes() == b"odd"


@pytest.mark.parametrize("name", ["../x.db", "/etc/hostname", "..", "a\\..\\b"])
def test_a_name_that_leads_out_of_the_folder_removes_nothing(filled: Path, name: str) -> None:
    with sqlite3.connect(filled) as database:
        database.execute("INSERT INTO own_file VALUES ('cards', ?)", (name,))
    database.close()
    with open_store(str(filled)) as store:
        assert store.sweep() == 0
        assert len(store.people()) == 2


def test_a_store_from_before_knows_its_own_files(filled: Path) -> None:
    with sqlite3.connect(filled) as database:
        before = database.execute("SELECT folder, name FROM own_file ORDER BY 1, 2").fetchall()
        for statement in made.as_of("0007"):
            database.execute(statement)
    database.close()
    open_store(str(filled)).close()
    with sqlite3.connect(filled) as database:
        assert database.execute("SELECT folder, name FROM own_file ORDER BY 1, 2").fetchall() == before
    database.close()
    assert len(before) == 4


def test_a_full_or_missing_folder_is_no_reason_to_refuse(tmp_path: Path) -> None:
    (tmp_path / "x.db-cards").mkdir()
    open_store(str(tmp_path / "x.db")).close()
    with pytest.raises(StoreError, match="beside it"):
        (tmp_path / "y.db-photos").mkdir()
        (tmp_path / "y.db-photos" / "00000001.jpg").write_bytes(b"only copy")
        open_store(str(tmp_path / "y.db"))
    assert not (tmp_path / "y.db").exists()
