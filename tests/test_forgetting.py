"""All that is held about someone, and nothing: whatever was done with them before."""

import sqlite3
from dataclasses import replace
from datetime import date

import made
import pytest
from conftest import Run
from raw import execute, written
from to_forget import LATER, NAME, TALKED, contact, hand_in, live, scan

from cardscan.actions.edit_fields import Edit, edited
from cardscan.errors import Exit, WhoError
from cardscan.person import Event, Note
from cardscan.store import Store, owned
from cardscan.store.schema import metadata
from cardscan.synced import Gone

pytestmark = pytest.mark.both_engines


def test_every_table_is_dumped_and_forgotten(store: Store, db: str) -> None:
    """A table that comes to hold something of a person has to be in the dump, and to be emptied."""
    one = live(store)
    held = store.held(one.id)
    # not theirs
    yours = {"forgotten", "trash", "account", "gone", "device", "queued", "setting", "rules", "gift", "meaning"}
    expected = {*metadata.tables, "search"} - yours
    assert {table for table, rows in held.items() if rows} == expected
    assert len(held["card"]) == len(held["photo"]) == 3
    assert {row["id"] for row in held["merged"]} == {2, 3}
    assert all(word in written(db) for word in (b"zwick", b"zibbel", b"quendolin"))
    store.forget(one.id)
    left = {table: execute(db, f"SELECT count(*) FROM {table}")[0][0] for table in expected}  # noqa: S608
    keys = set(execute(db, "SELECT person_id FROM match_key"))
    assert {table for table, rows in left.items() if rows} == {
        "person", "field", "meeting", "card", "photo", "match_key", "search", "event", "change",
        "address_book", "book_entry", "book_key", "own_file", "summary", "to_check", "word", "phone_card",
    }  # fmt: skip
    assert execute(db, "SELECT person_id, state, card FROM phone_card") == [(None, "gone", None)]  # phones are told
    assert left["book_entry"] == 1
    assert (left["person"], left["card"], left["photo"], left["change"]) == (1, 1, 1, 1)  # Ada's, and the new event
    assert keys == {(4,)}
    assert [person.contact.fn[0].value for person in store.people()] == ["Ada Quillfeather"]
    with pytest.raises(WhoError):
        store.held(one.id)


def test_a_card_that_a_phone_made_of_them_goes_too(store: Store, db: str) -> None:
    """Someone else's stays: only who is merged leaves their own to the phone."""
    one = live(store)
    execute(db, "UPDATE phone_card SET card = 'zwick'")
    store.forget(one.id)
    assert execute(db, "SELECT person_id, state, card FROM phone_card") == [(None, "gone", None)]


def test_what_became_of_others_is_not_forgotten_with_them(store: Store) -> None:
    """Undo would no longer take their merge back, and a dump would show it to somebody else."""
    ada, bo, cy = (
        one
        for each in ("Ada", "Bo", "Cy")
        for one in scan(store, f"/photos/{each}.jpg", (made.contact(f"{each} Quillfeather"),)) or ()
    )
    store.merge(bo.id, cy.id, LATER, lambda older, _newer: older)
    assert store.held(ada.id)["change"] == []
    store.forget(ada.id)
    assert store.undo(LATER).people == (bo.id, cy.id)


def test_nothing_is_left_in_the_files(store: Store, db: str) -> None:
    one = live(store)
    assert store.forget(one.id).left
    for word in (b"zwick", b"zibbel", b"quendolin", b"20987654"):
        assert word not in written(db), word
    book = store.servers.in_use()
    assert book is not None
    assert store.servers.left_there(book) == (Gone("/book/1.vcf", '"1"', one.uid),)  # to ask for its deletion there
    store.close()
    for word in (b"zwick", b"zibbel", b"quendolin", b"20987654"):
        assert word not in written(db), word


@pytest.mark.sqlite
def test_what_sqlite_left_behind_goes_too(store: Store, db: str) -> None:
    """Copies of rows that are gone lie about in the file, as where many came and pages were split."""
    one = live(store)
    with sqlite3.connect(db) as database:
        database.execute("PRAGMA secure_delete = OFF")
        database.execute("INSERT INTO photo (path, ingested) VALUES ('qvasi', '2026-10-02 00:00:00')")
        database.commit()
        database.execute("DELETE FROM photo WHERE path = 'qvasi'")
    database.close()
    assert b"qvasi" in written(db)
    store.forget(one.id)
    assert b"qvasi" not in written(db)


def test_a_card_with_someone_else_on_it_stays(store: Store, db: str, run: Run) -> None:
    both = contact(), made.contact("Ada Quillfeather")
    people = scan(store, "/photos/two people.jpg", both) or ()
    store.close()
    code, out, err = run("forget", NAME, "--yes")
    assert (code, out) == (Exit.OK, "person 1 is forgotten\n")
    assert "1 of their cards stay" in err
    assert "/photos/two people.jpg" in err
    assert store.people()[0].crop == people[1].crop
    store.forget(2)
    assert list(store.place.crops.iterdir()) == []
    assert store.knows(made.photo("/photos/two people.jpg").sha256)


def test_copies_in_changes_of_others_go_and_other_changes_stay(store: Store, db: str) -> None:
    """What was noted of one who was split off lies in the journal under the id of the other."""
    [ada] = scan(store, "/a.jpg", (made.contact("Ada Marram"),)) or ()
    [one] = scan(store, "/b.jpg", (contact(),)) or ()
    [far] = scan(store, "/c.jpg", (made.contact("Cy Selwick", email=(), tel=()),)) or ()
    store.edit(far.id, lambda now: edited(now, Edit(put={"title": ["Pilot"]})), LATER)
    store.merge(ada.id, one.id, LATER, lambda older, newer: older)
    made.noted(store, ada.id, Note(TALKED, "help", LATER), LATER, one.meetings[0].id)
    apart = store.split(ada.id, one.meetings[0].id, LATER)
    store.forget(apart.id)
    for word in (b"zwick", b"zibbel", b"quendolin"):
        assert word not in written(db), word
    assert store.undo(LATER).people == (far.id,)
    assert store.person(far.id).contact.title[0].value == "Head of Tides"


def test_a_crash_after_the_commit_leaves_pictures_to_the_next_sweep(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = live(store)

    def crash(*_arguments: object) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(owned, "sweep", crash)
        store.forget(one.id)
    assert len(store.people()) == 1
    assert len(list(store.place.crops.iterdir())) == 4
    assert store.sweep() == 5  # and the photo that came through the page, and what was said of them


def test_photos_that_others_handed_in_stay(store: Store) -> None:
    one = live(store)
    hand_in(store, "/photos/other.jpg")
    store.forget(one.id)
    assert [each.name for each in store.serving.uploads(9)] == ["other.jpg"]


def test_forget_tells_what_went_and_what_stays(store: Store) -> None:
    one = live(store)
    [told], _ = store.erase((one.id,), dry_run=True)
    assert len(store.people()) == 2
    went = store.forget(one.id)
    assert (went.cards, went.shared, went.entries, len(went.left)) == (3, 0, 1, 1)
    assert went.photos == ("/photos/back.jpg", "/photos/zwickelbart old.jpg", "/photos/zwickelbart.jpg")
    assert went.digests == told.digests > 5
    two = (made.contact(f"{each} Marram", "Quay", tel=(), email=()) for each in ("Ada", "Bo"))
    ada, _ = scan(store, "/two.jpg", tuple(two)) or ()
    went = store.forget(ada.id)
    assert (went.cards, went.shared, went.photos, went.entries, went.left) == (0, 1, ("/two.jpg",), 0, ())


@pytest.mark.parametrize("apart", ["different", "event"])
def test_what_others_changed_can_still_be_taken_back(store: Store, apart: str) -> None:
    """Who met them at one event, or was said to be someone else, holds no copy of theirs."""
    [far] = scan(store, "/c.jpg", (made.contact("Cy Selwick", email=(), tel=()),)) or ()
    [one] = scan(store, "/b.jpg", (contact(),)) or ()
    store.edit(far.id, lambda now: edited(now, Edit(put={"title": ["Pilot"]})), LATER)
    if apart == "different":
        store.say_someone_else(one.id, far.id, LATER)
    else:
        fair = store.add_event(Event(0, "Tide fair", date(2026, 10, 2)), LATER)
        for each in (far, one):
            store.change_meeting(each.meetings[0].id, LATER, event_id=fair.id)
        store.change_event(fair.id, lambda event: replace(event, name="Zibbel fair"), LATER)
        store.change_event(fair.id, lambda event: replace(event, name="Ebb fair"), LATER)
    store.forget(one.id)
    while store.last_change():
        store.undo(LATER)
    assert store.person(far.id).contact.title[0].value == "Head of Tides"


def test_copies_go_along_any_chain_of_merges(store: Store, db: str) -> None:
    """Their name was in one who became another, of whom a third was split off, and so on."""
    names = ("Ada Marram", "Bo Marram", "Cy Marram")
    ada, bo, cy = (scan(store, f"/{name}.jpg", (made.contact(name),)) or () for name in names)
    [one] = scan(store, "/z.jpg", (contact(),)) or ()
    older = lambda older, newer: newer  # noqa: E731
    store.merge(cy[0].id, bo[0].id, LATER, older)
    apart = store.split(cy[0].id, bo[0].meetings[0].id, LATER)
    store.merge(apart.id, ada[0].id, LATER, older)
    apart = store.split(apart.id, ada[0].meetings[0].id, LATER)
    store.merge(apart.id, one.id, LATER, older)
    apart = store.split(apart.id, one.meetings[0].id, LATER)
    store.forget(apart.id)
    assert store.last_change() is None
    for word in (b"zwick", b"quendolin"):
        assert word not in written(db), word
