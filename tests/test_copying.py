"""A store is the same in another database: rows, pictures, what is found; and nothing is copied over another."""

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import made
import pytest
from conftest import Run
from postgres import Cluster
from sqlalchemy import select
from test_owned import fill

from cardscan.actions.take_note import take_note
from cardscan.connections.gifts import unwritten
from cardscan.connections.notes.parts import Given
from cardscan.errors import Exit, StoreError
from cardscan.person import Event
from cardscan.store import Store, Wanted, copying, locate, open_store
from cardscan.store.engine import connect
from cardscan.store.engines.words import index
from cardscan.store.schema import metadata


@pytest.fixture
def server(postgresql: Cluster, tmp_path: Path):
    db = postgresql.fresh(tmp_path / "pictures")
    yield db
    postgresql.drop(db)


@pytest.fixture
def filled(tmp_path: Path) -> str:
    """A store with something in many tables: people, one merged, one in the trash, one forgotten, notes, photos."""
    db = tmp_path / "old" / "x.db"
    db.parent.mkdir()
    for number in range(1, 6):
        fill(db, number)
    with open_store(str(db)) as store:
        one, two, three, four, five = (person.id for person in store.people())
        take_note(
            store, one, Given("moves her shop to solar roof tiles", "introduce her to the installer in Porto"), made.NOW
        )
        store.merge(one, two, made.NOW, lambda older, newer: newer)
        store.trash.put([three], datetime.now(UTC))
        store.forget(five)
        store.add_recall(four, made.NOW, 3)
        give(store, one, four)
    return str(db)


def give(store: Store, one: int, other: int) -> None:
    """Do what goes with giving: a list of who will be there, an introduction, a gift and a question."""
    event = store.add_event(Event(0, "Tide fair", made.NOW.date()), made.NOW)
    listed = (made.contact("Averil Thistlewood", "Lumen Foods"), made.contact("Person2 Tarn"))
    store.guests.put(event.id, listed, made.NOW)
    first, second = store.guests.of(event.id)
    store.guests.identify(first.id, one, made.NOW)
    store.guests.tell_apart(second.id, (other,), made.NOW)
    store.guests.look_up((first, second))
    gift = store.gifts.add(replace(unwritten(), text="intro to the hull paint lab", tags=("boats",)), made.NOW)
    store.gifts.give(gift.id, other, made.NOW, made.NOW)
    store.introductions.add(one, other, ((one, "asked", ""), (other, "asked", "")), made.NOW)
    store.introductions.add(one, other, ((one, "introduced", ""), (one, "heard", "they meet in June")), made.NOW)
    store.asked.ask((one, other), made.NOW)


#: Tables of what goes with giving, in each of which `filled` has rows.
GIVING = ("attendee", "looked_up", "listed_key", "likely", "asked", "gift", "introduction")


def whole(db: str) -> dict[str, list[str]]:
    """All rows, the settings apart that each has of its own."""
    with closing(connect(locate(db))) as database, database.reading() as connection:
        rows = {table.name: connection.execute(select(table)).all() for table in (*metadata.sorted_tables, index)}
    own = [row for row in rows["setting"] if row.name != "pictures"]
    return {name: sorted(map(repr, found)) for name, found in (rows | {"setting": own}).items()}


def pictures(db: str) -> dict[str, bytes]:
    place = locate(db)
    return {file.name: file.read_bytes() for folder in (place.crops, place.photos) for file in folder.glob("*.*")}


def test_there_and_back(filled: str, server: str, run: Run, tmp_path: Path) -> None:
    back = str(tmp_path / "new" / "y.db")
    assert run("copy-db", filled, server) == (
        Exit.OK,
        f"{locate(server)}: 2 people, 4 pictures, 5 photos handed in\n",
        "",
    )
    assert run("copy-db", server, back)[0] == Exit.OK
    assert all(whole(filled)[name] for name in GIVING)
    assert whole(back) == whole(server) == whole(filled)
    assert pictures(back) == pictures(server) == pictures(filled) != {}
    with open_store(filled) as one, open_store(server) as other, open_store(back) as third:
        assert one.people() != ()
        for each in (other, third):
            assert [(p.id, p.contact, p.promises) for p in each.people()] == [
                (p.id, p.contact, p.promises) for p in one.people()
            ]
            for words in ("solar", "a", "mo", "installer roof"):
                assert found(each, words) == found(one, words)
            each.trash.put_back([3], made.NOW)
            assert [p.id for p in each.people()] == [1, 3, 4]
            [new] = (
                each.save(
                    made.photo("/new.jpg", made.card(made.contact("Isolde Marramgrass")), content="new"),
                    [(made.contact("Isolde Marramgrass"),)],
                    made.NOW,
                )
                or ()
            )
            assert new.id == 6  # that of who was forgotten is not given again


def test_a_backup_of_either_holds_what_goes_with_giving(filled: str, server: str, run: Run, tmp_path: Path) -> None:
    assert run("copy-db", filled, server)[0] == Exit.OK
    for number, db in enumerate((filled, server)):
        saved, back = str(tmp_path / f"{number}.zip"), str(tmp_path / f"back{number}" / "y.db")
        assert run("backup", saved, "--db", db)[0] == Exit.OK
        assert run("restore", saved, "--db", back)[0] == Exit.OK
        assert {name: whole(back)[name] for name in GIVING} == {name: whole(filled)[name] for name in GIVING}
        with open_store(back) as store:
            assert [each.person_id for each in store.guests.of(1)] == [1, None]
            assert [each.what for each in store.person(1).introductions] == ["asked", "asked", "introduced", "heard"]
            assert [each.text for each in store.gifts.all()] == ["intro to the hull paint lab"]
            assert set(store.asked.since(made.NOW)) == {1, 4} and store.gifts.given()[1][0].person_id == 4


def found(store: Store, words: str) -> list[int]:
    return [person.id for person in store.directory.find(Wanted(words))]


@pytest.mark.parametrize("into", ["server", "file"])
def test_what_is_not_empty_is_refused(filled: str, server: str, run: Run, tmp_path: Path, into: str) -> None:
    there = server if into == "server" else str(tmp_path / "there.db")
    with open_store(there) as store:
        store.save(made.photo(), [(made.contact("Ada Quillfeather"),)], made.NOW)
    before = whole(there)
    code, _, err = run("copy-db", filled, there)
    assert code == Exit.INPUT and "it is not empty" in err
    assert whole(there) == before and len(pictures(there)) == 1
    assert run("copy-db", filled, filled)[0] == Exit.INPUT
    assert run("copy-db", str(tmp_path / "none.db"), server)[0] == Exit.INPUT


def test_pictures_of_another_are_not_mixed_with_it(filled: str, server: str, run: Run) -> None:
    folder = locate(server).crops
    folder.mkdir(parents=True)
    (folder / "other.jpg").write_bytes(b"other")
    code, _, err = run("copy-db", filled, server)
    assert code == Exit.STORE and "the pictures of one are beside it" in err
    assert [file.name for file in folder.iterdir()] == ["other.jpg"]


def test_what_comes_out_otherwise_is_not_kept(
    filled: str, server: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = whole(server)
    added = copying._added
    calls = []

    def lost(count: tuple[int, int], rows: list) -> tuple[int, int]:
        calls.append(rows)
        return added(count, rows if len(calls) % 2 else rows[1:])

    monkeypatch.setattr(copying, "_added", lost)
    with pytest.raises(StoreError, match="not the same"):
        copying.copy_store(locate(filled), locate(server))
    assert whole(server) == before and pictures(server) == {}


def test_a_backup_is_the_same_of_both_and_goes_into_both(filled: str, server: str, run: Run, tmp_path: Path) -> None:
    assert run("copy-db", filled, server)[0] == Exit.OK
    code, out, err = run("backup", str(tmp_path / "b.zip"), "--db", server)
    assert (code, err) == (Exit.OK, "") and "2 people, 4 pictures, 5 photos handed in" in out
    assert run("restore", str(tmp_path / "b.zip"), "--db", str(tmp_path / "z.db"))[0] == Exit.OK
    assert whole(str(tmp_path / "z.db")) == whole(filled)
    code, _, err = run("restore", str(tmp_path / "b.zip"), "--db", server)
    assert code == Exit.INPUT and "not empty" in err
    code, _, err = run("restore", str(tmp_path / "b.zip"), "--db", server, "--replace")
    assert code == Exit.INPUT and "createdb" in err


def test_a_backup_goes_into_an_empty_database(filled: str, server: str, run: Run, tmp_path: Path) -> None:
    assert run("backup", str(tmp_path / "b.zip"), "--db", filled)[0] == Exit.OK
    assert run("restore", str(tmp_path / "b.zip"), "--db", server)[0] == Exit.OK
    assert whole(server) == whole(filled) and pictures(server) == pictures(filled)
