"""All that is held about someone, and nothing: whatever was done with them before."""

import json
import os
import sqlite3
import stat
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import made
import pytest
from conftest import Run
from raw import execute, written

from cardscan.actions.edit_fields import Edit, edited
from cardscan.actions.ingest import ingest
from cardscan.errors import Exit, WhoError
from cardscan.model import Contact, PhotoReading
from cardscan.person import Event, Note, Person
from cardscan.store import Store, Wanted, owned
from cardscan.store.schema import metadata
from cardscan.store.uploads import Arrived
from cardscan.sync.phone import SyncWriter, card_of
from cardscan.synced import Account, Agreed, Gone, Synced

pytestmark = pytest.mark.both_engines

LATER = made.NOW + timedelta(hours=2)
NAME = "Quendolin Zwickelbart"
TALKED = "dredges the zibbelkanal, which silts up behind the lock"


def contact(name: str = NAME, org: str = "Zwickelbart & Zwo", **more: object) -> Contact:
    email = made.field(f"{name.partition(' ')[0].lower()}@zwickelbart.example")
    return made.contact(name, org, **{"email": (email,), "tel": (made.field("+4520987654"),), **more})


def scan(store: Store, path: str, *on_cards: tuple[Contact, ...], content: str = "") -> tuple[Person, ...] | None:
    cards = [
        replace(made.card(people[0], crop=made.JPEG), lines=(made.line(" ".join(each.fn[0].value for each in people)),))
        for people in on_cards
    ]
    return store.save(made.photo(path, *cards, content=content), on_cards, made.NOW)


def hand_in(store: Store, path: str) -> None:
    """Let the photo at a path have come through the page."""
    part = store.place.photos / "coming" / "part"
    part.parent.mkdir(parents=True, exist_ok=True)
    part.write_bytes(b"a photo of zwick")
    store.serving.take_in(Arrived(part, made.photo(path).sha256, Path(path).name, ".jpg"), None, made.NOW)


def live(store: Store) -> Person:
    """Someone of whom every table holds something, and something that was changed, merged and split."""
    hand_in(store, "/photos/zwickelbart.jpg")
    [one] = scan(store, "/photos/zwickelbart.jpg", (contact(),)) or ()
    [old] = scan(store, "/photos/zwickelbart old.jpg", (contact("Quendolin Zwicki", org="Zibbel AG"),)) or ()
    [back] = scan(store, "/photos/back.jpg", (contact("Quendolin Q.", org="Zwo Zibbel"),)) or ()
    [other] = scan(store, "/photos/other.jpg", (made.contact("Ada Quillfeather"),)) or ()
    fair = store.add_event(Event(0, "Tide fair", date(2026, 10, 2)), made.NOW)
    store.join_back(one.id, back.id, LATER, lambda older, newer: newer)
    store.merge(one.id, old.id, LATER, lambda older, _newer: older)
    store.change_meeting(one.meetings[0].id, LATER, event_id=fair.id, place="Zibbel hall")
    made.noted(store, one.id, Note(TALKED, "introduce our zwickologist in Ghent", made.NOW, remember="zwick"), LATER)
    store.memos.add(one.meetings[0].id, made.sound("zwickly said", "zibbel.wav"), LATER)
    on_a_phone(store, one.uid)
    made.unfinished(store, one.id, Note("zibbel chat", "", LATER), LATER)
    store.add_promise(one.id, "send the zibbel map", "me", None, LATER)
    store.add_contacted(one.id, date(2026, 10, 20), LATER)
    store.set_cadence(one.id, "quarter", LATER)
    store.many.file([one.id], "waits", LATER)
    store.add_recall(one.id, LATER, 3)
    store.asked.ask([one.id], LATER)
    store.say_someone_else(one.id, other.id, LATER)
    store.introductions.add(one.id, other.id, ((one.id, "asked", ""),), LATER)
    store.guests.put(fair.id, [contact()], LATER)
    store.edit(one.id, lambda now: edited(now, Edit(add=[("title", "Zwickelmeister")])), LATER)
    book = [(1, contact(org="Zibbel Zwo")), (9, made.contact("Ada Quillfeather"))]
    store.address_files.put("/books/own.vcf", "0", book, LATER)
    book = store.servers.choose(Account("https://cloud.example/book/", "tove", "Book"), LATER)
    agreed = Agreed("FN:Quendolin Zwickelbart", "", "NOTE:zibbel")
    store.servers.put(book, Synced(one.id, "/book/1.vcf", '"1"', agreed, sending=agreed))
    return store.person(one.id)


def on_a_phone(store: Store, uid: str) -> None:
    """Have a phone write into someone's card in our own address book."""
    writer = SyncWriter()
    store.phone.catch_up(writer, LATER)
    [card] = store.phone.named("quality", [each.name for each in store.phone.listed("quality")])
    assert card.person and card.person.uid == uid
    text = card_of(card).replace("END:VCARD", "X-ZIBBEL:quendolin\r\nEND:VCARD")
    store.phone.write(card.name, uid, text, lambda _number: True, writer, LATER)


def test_every_table_is_dumped_and_forgotten(store: Store, db: str) -> None:
    """A table that comes to hold something of a person has to be in the dump, and to be emptied."""
    one = live(store)
    held = store.held(one.id)
    yours = {"forgotten", "trash", "account", "gone", "device", "queued", "setting", "rules", "gift"}  # not theirs
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


def test_the_same_photo_does_not_bring_them_back(store: Store) -> None:
    one = live(store)
    store.forget(one.id)
    for path in ("zwickelbart", "zwickelbart old", "back"):
        sha256 = made.photo(f"/photos/{path}.jpg").sha256
        assert store.knows(sha256), path
    assert not store.knows(made.photo("/photos/new.jpg").sha256)
    assert scan(store, "/elsewhere.jpg", (contact(),), content="/photos/zwickelbart.jpg") == ()


@pytest.mark.parametrize(
    "again",
    [
        contact(),
        contact(email=(), tel=()),  # by name and company
        contact(org="", email=()),  # by name and number
        contact("ZWICKELBART, Quendolin", org="Elsewhere"),  # by name and e-mail; read in another order
        contact("Quendolin Zwicki", org="Zibbel AG", email=(), tel=()),  # as an old card has it
    ],
)
def test_another_photo_of_their_card_does_not_bring_them_back(store: Store, again: Contact) -> None:
    again = replace(again, email=tuple(replace(each, value="quendolin@zwickelbart.example") for each in again.email))
    store.forget(live(store).id)
    before = (len(store.people()), len(list(store.place.crops.iterdir())))
    assert scan(store, "/photos/again.jpg", (again,)) == ()
    assert (len(store.people()), len(list(store.place.crops.iterdir()))) == before
    assert store.knows(made.photo("/photos/again.jpg").sha256)
    assert not list(store.directory.find(Wanted("quendolin")))


def read(path: Path) -> PhotoReading:
    return made.photo(str(path), made.card(contact()), content=path.read_text())


def test_ingest_says_how_many_were_left_out(store: Store, tmp_path: Path) -> None:
    def run(name: str) -> tuple[int, int, int]:
        (tmp_path / name).write_text(name)
        done = ingest([tmp_path / name], store, lambda paths: (read(each) for each in paths), now=lambda: made.NOW)
        return done.read, done.skipped, done.left_out

    assert run("one.jpg") == (1, 0, 0)
    store.forget(1)
    assert run("one.jpg") == (0, 1, 0)
    assert run("two.jpg") == (1, 0, 1)
    assert run("two.jpg") == (0, 1, 0)
    assert store.people() == ()


def test_others_may_come(store: Store) -> None:
    """Colleagues with the same company and switchboard, namesakes elsewhere, nobody's card."""
    store.forget(live(store).id)
    for number, other in enumerate(
        [contact("Bo Zwickelbart"), made.contact(NAME, "Elsewhere"), contact("", email=(), tel=()), Contact()]
    ):
        assert len(scan_any(store, f"/{number}.jpg", other)) == 1, number


def scan_any(store: Store, path: str, one: Contact) -> tuple[Person, ...]:
    return store.save(made.photo(path, made.card(one)), [(one,)], made.NOW) or ()


def test_others_on_a_new_photo_stay_and_those_on_a_card_keep_it(store: Store, db: str) -> None:
    store.forget(live(store).id)
    ada, bo = made.contact("Ada Marram", org="Quay"), made.contact("Bo Marram", org="Quay")
    saved = scan(store, "/photos/table.jpg", (contact(),), (ada,), (contact(), bo), content="table")
    assert saved is not None
    assert [person.contact.fn[0].value for person in saved] == ["Ada Marram", "Bo Marram"]
    assert all(person.crop for person in saved)
    assert len(list(store.place.crops.iterdir())) == 3  # with that of Ada Quillfeather


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


def test_a_photo_that_had_failed_is_not_tried_for_ever_where_only_they_are_on_it(store: Store) -> None:
    store.forget(live(store).id)
    store.save(made.failed("/photos/again.jpg"), [], made.NOW)
    assert len(store.failures()) == 1
    assert scan(store, "/photos/again.jpg", (contact(),)) == ()
    assert store.failures() == ()


def test_a_card_on_which_nobody_was_read_stays_beside_theirs(store: Store) -> None:
    """It waits for its name to be typed in."""
    store.forget(live(store).id)
    cards = made.card(contact()), made.card(Contact())
    [nobody] = store.save(made.photo("/table.jpg", *cards), [(contact(),), (Contact(),)], made.NOW) or ()
    assert nobody.crop and not nobody.contact.fn
    before = len(list(store.place.crops.iterdir()))
    assert store.save(made.photo("/back.jpg", *cards), [(contact(),), ()], made.NOW) == ()
    assert len(list(store.place.crops.iterdir())) == before + 1


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
