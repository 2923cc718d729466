"""Forgotten by mistake: brought back as they were, or erased when the time is over, and until then nowhere."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import made
import pytest
from conftest import Run
from raw import execute, written
from served import serving

from cardscan.actions.edit_fields import Edit, edited
from cardscan.actions.take_note import take_note
from cardscan.connections.notes.parts import Given
from cardscan.errors import Exit, WhoError
from cardscan.person import Event, Person
from cardscan.store import Store, open_store
from cardscan.store.engines import sqlite
from cardscan.store.trash import KEPT

pytestmark = pytest.mark.both_engines

NOW = datetime.now(UTC)  # a store that is opened erases whose time is over
LATER = NOW + timedelta(days=1)
NAME = "Quendolin Zwickelbart"
TALKED, HELP = "dredges the zibbelkanal, which silts up behind the lock", "introduce our hydrologist in Ghent"


def scan(store: Store, path: str, *names: str) -> tuple[Person, ...]:
    cards = [made.card(made.contact(name, org=f"{name.split()[-1]} & Co", tel=())) for name in names]
    return store.save(made.photo(path, *cards, content=path), [(each.contact,) for each in cards], made.NOW) or ()


def live(store: Store) -> Person:
    """Someone of whom nearly every table holds something."""
    [one] = scan(store, "/photos/z.jpg", NAME)
    [also] = scan(store, "/photos/z2.jpg", "Quendolin Zwickelbart-Zwo")
    scan(store, "/photos/other.jpg", "Ada Quillfeather")
    event = store.add_event(Event(0, "Harbour days", made.NOW.date()), NOW)
    store.change_meeting(one.meetings[0].id, NOW, event_id=event.id)
    take_note(store, one.id, Given(TALKED, HELP), NOW)
    store.edit(one.id, lambda of: edited(of, Edit(add=[("tag", "silt"), ("tel", "+45 20 98 76 54")])), NOW)
    store.add_contacted(one.id, made.NOW.date(), NOW)
    store.add_recall(one.id, NOW, 3)
    store.set_cadence(one.id, "6 months", NOW)
    store.merge(one.id, also.id, NOW, lambda older, newer: newer)
    store.say_someone_else(one.id, 3, NOW)
    return store.person(one.id)


def held(store: Store, person_id: int) -> dict[str, list[str]]:
    """All that is held about someone, but for when it was changed, and the journal, which begins anew."""
    rows = store.held(person_id)
    for row in rows["person"]:
        row.pop("revised")
    anew = ("change", "concerned", "synced", "search")
    return {table: sorted(map(repr, each)) for table, each in rows.items() if table not in anew}


def test_who_is_brought_back_is_as_they_were(store: Store) -> None:
    one = live(store)
    before, crop = held(store, one.id), one.crop
    assert crop and crop.is_file()
    [gone] = store.trash.put([one.id], LATER)
    assert gone.cards == 2
    with pytest.raises(WhoError):
        store.person(one.id)
    assert [each.id for each in store.people()] == [3]
    store.sweep()
    assert crop.is_file()  # it is still theirs
    [kept] = store.trash.everyone()
    assert (kept.id, kept.names, kept.until) == (one.id, ("Quendolin Zwickelbart-Zwo",), LATER + KEPT)
    store.trash.put_back([one.id], LATER)
    assert held(store, one.id) == before
    assert store.trash.everyone() == ()
    assert [each.id for each in store.people()] == [1, 3]
    assert store.directory.named("Quendolin")[0].id == one.id  # the index, too
    assert scan(store, "/photos/again.jpg", NAME)  # no tombstone is left of them


def test_in_the_trash_they_are_nowhere_and_do_not_come_back(store: Store) -> None:
    one = live(store)
    store.trash.put([one.id], LATER)
    assert store.directory.named("Quendolin") == () and store.directory.names()[0].id == 3
    assert store.events()[0].name == "Harbour days"
    assert scan(store, "/photos/z.jpg", NAME) == ()  # the same photo
    assert scan(store, "/photos/new.jpg", NAME) == ()  # another of their card
    assert [each.id for each in store.people()] == [3]


def test_what_is_erased_is_in_no_byte_of_the_store(store: Store, db: str) -> None:
    one = live(store)
    crop = one.crop
    store.trash.put([one.id], LATER)
    store.erase_expired(LATER + KEPT - timedelta(seconds=1))
    assert store.trash.everyone()
    store.erase_expired(LATER + KEPT)
    assert store.trash.everyone() == () and crop and not crop.exists()
    assert b"wickelbart" not in written(db) and b"zibbelkanal" not in written(db)
    assert scan(store, "/photos/new.jpg", NAME) == ()  # forgotten for good
    with pytest.raises(WhoError, match="not in the trash"):
        store.trash.put_back([one.id], LATER)
    last = store.last_change()
    assert last is None or last.action != "forget"


def test_what_is_derived_and_what_a_server_agreed_to_are_not_kept(store: Store, db: str) -> None:
    one = live(store)
    store.trash.put([one.id], LATER)
    [(rows,)] = execute(db, "SELECT rows FROM trash")
    derived = ("search", "match_key", "summary", "to_check", "word", "stem")
    for table in derived:
        owner = "rowid" if table == "search" else "person_id"
        left = execute(db, f"SELECT DISTINCT {owner} FROM {table}")  # noqa: S608 - a name of ours
        assert left == ([] if table == "stem" else [(3,)])  # Ada's, of whom there is no note
    kept = json.loads(rows) if isinstance(rows, str) else rows  # SQLite keeps JSON as text
    assert not {table for table, _ in kept} & {*derived, "synced", "change", "forgotten"}
    store.trash.put_back([one.id], LATER)
    assert execute(db, f"SELECT count(*) FROM summary WHERE person_id = {one.id}") == [(1,)]  # noqa: S608


@pytest.mark.sqlite
def test_a_store_that_another_program_writes_is_opened_and_emptied_the_next_time(
    db: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "LOCK_SECONDS", 0.05)
    with open_store(db) as store:
        one = live(store)
        store.trash.put([one.id], NOW - KEPT - timedelta(minutes=1))
    with closing(sqlite3.connect(db)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        with open_store(db) as store:
            assert [each.id for each in store.trash.everyone()] == [one.id]
    with open_store(db) as store:
        assert store.trash.everyone() == ()


@pytest.mark.sqlite
def test_what_may_still_be_in_the_file_after_the_time_is_said(
    db: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sqlite, "LOCK_SECONDS", 0.05)
    with open_store(db) as store:
        store.trash.put([live(store).id], NOW - KEPT - timedelta(minutes=1))
    with closing(sqlite3.connect(db)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM person").fetchone()
        open_store(db).close()
    assert "another program reads it" in caplog.text and "cardscan forget --scrub" in caplog.text


def test_opening_a_store_erases_whose_time_is_over(db: str) -> None:
    with open_store(db) as store:
        one = live(store)
        store.trash.put([one.id], NOW - KEPT - timedelta(minutes=1))
    with open_store(db) as store:
        assert store.trash.everyone() == ()
    assert b"zibbelkanal" not in written(db)


def test_undo_brings_back_all_who_were_forgotten_at_once(store: Store) -> None:
    one = live(store)
    before = held(store, one.id)
    store.trash.put([one.id, 3], LATER)
    assert store.people() == ()
    taken = store.undo(LATER)
    assert (taken.action, taken.people) == ("forget", (1, 3))
    assert {each.id for each in store.people()} == {1, 3} and store.trash.everyone() == ()
    # That the two are not one is known of the one who was there first, and is kept with the other.
    assert held(store, one.id) | {"someone_else": []} == before | {"someone_else": []}


def test_undo_after_they_were_brought_back_takes_the_change_before(store: Store) -> None:
    live(store)
    scan(store, "/photos/bo.jpg", "Bo Lind")
    store.edit(3, lambda of: edited(of, Edit(put={"title": ["Pilot"]})), NOW)
    store.trash.put([1], LATER)
    store.trash.put_back([1], LATER)
    assert store.undo(LATER).action == "edit"
    assert store.person(3).contact.title[0].value == "Head of Tides"


@pytest.mark.sqlite  # PostgreSQL gives no number twice
def test_ids_that_were_given_away_meanwhile(store: Store) -> None:
    """Meetings and cards get the numbers of those that left; who comes back gets others."""
    [one] = scan(store, "/photos/z.jpg", NAME)
    take_note(store, one.id, Given(TALKED, HELP), NOW)
    store.trash.put([one.id], LATER)
    [new] = scan(store, "/photos/bo.jpg", "Bo Lind")
    assert new.meetings[0].id == one.meetings[0].id  # else this tests nothing
    store.trash.put_back([one.id], LATER)
    back, stays = store.person(one.id), store.person(new.id)
    assert back.meetings[0].notes[0].talked == TALKED and not stays.meetings[0].notes
    assert back.meetings[0].id != stays.meetings[0].id
    assert store.serving.cards(back.id)[0][0].id != store.serving.cards(stays.id)[0][0].id
    assert back.promises[0].meeting_id == back.meetings[0].id


def test_what_is_there_no_longer_is_left_out(store: Store) -> None:
    one = live(store)
    store.trash.put([one.id], LATER)
    store.remove_event(1, LATER)
    store.forget(3)
    store.trash.put_back([one.id], LATER)
    back = store.person(one.id)
    assert back.meetings[0].event_id is None and back.meetings[0].notes
    assert store.held(one.id)["someone_else"] == []


def test_someone_else_on_the_card_keeps_it(store: Store) -> None:
    both = made.card(made.contact("Cato Ash", tel=()))
    people = (made.contact("Cato Ash", tel=()), made.contact("Dido Ash", tel=()))
    one, other = store.save(made.photo("/p.jpg", both, content="p"), [people], made.NOW) or ()
    before = held(store, one.id)
    store.trash.put([one.id], LATER)
    assert store.person(other.id).crop
    store.trash.put_back([one.id], LATER)
    assert held(store, one.id) == before


def test_the_commands(run: Run, db: str) -> None:
    made.people(db, "Ada Quillfeather", "Zdislav Kvapilík", "Ottoline Brackwyth")
    code, out, err = run("forget", "Ada", "Zdislav", "--yes")
    assert code == Exit.OK and out == "person 1 is forgotten\nperson 2 is forgotten\n"
    assert "taken away: " in err and "erased" not in err and "cardscan trash back WHO" in err
    assert [line.split("\t")[:2] for line in run("trash")[1].splitlines()] == [
        ["1", "Ada Quillfeather"], ["2", "Zdislav Kvapilík"]
    ]  # fmt: skip
    assert json.loads(run("trash", "--json")[1].splitlines()[0])["names"] == ["Ada Quillfeather"]
    code, _, err = run("show", "Ada")
    assert code == Exit.WHO and "they are in the trash: cardscan trash" in err
    assert run("trash", "back", "kvapilik")[0] == Exit.OK and run("show", "2")[0] == Exit.OK
    assert run("trash", "back", "Nobody")[0] == Exit.WHO
    assert run("undo", "--yes")[1].endswith("(Ada Quillfeather)\n") and run("show", "1")[0] == Exit.OK
    run("forget", "1", "--yes")
    assert run("forget", "Ada", "--now", "--yes")[1] == "person 1 is erased from the trash\n"
    assert run("trash")[2] == "the trash is empty\n" and run("undo", "--yes")[0] != Exit.OK
    assert run("forget", "2", "--now", "--yes")[1] == "person 2 is forgotten\n"
    assert run("trash")[2] == "the trash is empty\n"
    run("forget", "3", "--yes")
    assert run("trash", "empty")[0] == Exit.USAGE  # there is nobody to ask
    assert run("trash", "empty", "--yes")[1] == "erased: 1\n" and run("list")[1] == ""
    assert run("trash", "empty", "--yes")[2] == "the trash is empty\n"


def test_at_once_nobody_goes_unasked_and_several_are_one_step(
    run: Run, db: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    scrubbed: list[Store] = []
    scrub = Store.scrub
    monkeypatch.setattr(Store, "scrub", lambda store: scrubbed.append(store) or scrub(store))  # type: ignore[func-returns-value]
    made.people(db, "Ada Quillfeather", "Zdislav Kvapilík", "Ottoline Brackwyth", "Ada Oxenhope")
    run("forget", "1", "--yes")
    code, out, _ = run("forget", "1", "3", "--now", "--dry-run")
    assert (code, out) == (Exit.OK, "person 3 would be forgotten\nperson 1 would be erased from the trash\n")
    assert run("forget", "1", "--now")[0] == Exit.USAGE  # there is nobody to ask
    code, _, err = run("forget", "Ada", "--now", "--yes")
    assert code == Exit.WHO and "1  Ada Quillfeather (in the trash)\n" in err and "4  Ada Oxenhope\n" in err
    assert len(run("trash")[1].splitlines()) == 1 and not scrubbed
    assert run("forget", "Zdislav", "Nobody", "--now", "--yes")[0] == Exit.WHO and run("show", "2")[0] == Exit.OK
    code, out, _ = run("forget", "Ada Oxenhope", "2", "Ada Quillfeather", "--now", "--yes")
    assert out == "person 2 is forgotten\nperson 4 is forgotten\nperson 1 is erased from the trash\n"
    assert len(scrubbed) == 1 and run("trash")[1] == ""
    assert [each["id"] for each in map(json.loads, run("list", "--json")[1].splitlines())] == [3]


def test_on_the_page(db: str, tmp_path: Path) -> None:
    made.people(db, "Ada Quillfeather", "Zdislav Kvapilík", "Ottoline Brackwyth")
    with serving(db, tmp_path / "log") as served, open_store(db) as store:
        assert served.pair().status == 303
        assert served.post("/people/1/forget", {}).status == 422 and len(store.people()) == 3
        assert "no erasure yet" in served.get("/people/1").text
        answer = served.post("/people/1/forget", {"sure": "yes"})
        assert "kept in the trash for 30 days" in served.get(answer.headers["location"]).text
        assert [each.id for each in store.trash.everyone()] == [1] and served.get("/people/1").status == 404
        change = store.last_change()
        assert change and served.post("/undo", {"change": str(change.id)}).status == 303
        assert served.get("/people/1").status == 200 and store.trash.everyone() == ()
        answer = served.post("/people/1/forget", {"sure": "yes", "how": "erase"})
        assert "Erased for good." in served.get(answer.headers["location"]).text and store.trash.everyone() == ()
        for person_id, page in ((2, "/"), (3, "/today")):  # a server may run for longer than 30 days
            store.trash.put([person_id], NOW - KEPT - timedelta(minutes=1))
            assert served.get(page).status == 200 and store.trash.everyone() == ()
