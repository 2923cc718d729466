"""The store: what goes in comes out, once, private, and errors say what to do."""

import os
import stat
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import made
import pytest

from cardscan.errors import StoreError, WhoError
from cardscan.model import Contact, PhotoReading
from cardscan.person import Note, Person
from cardscan.store import Store, open_store

pytestmark = pytest.mark.both_engines


def save(store: Store, reading: PhotoReading) -> tuple[Person, ...] | None:
    return store.save(reading, [(card.contact,) for card in reading.cards], made.NOW)


def test_what_goes_in_comes_out(store: Store) -> None:
    reading = made.photo()
    saved = save(store, reading)
    assert saved is not None
    [person] = saved
    assert person.contact == reading.cards[0].contact
    assert store.people() == (person,)
    assert store.person(person.id) == person
    assert person.created == person.revised == made.NOW
    [meeting] = person.meetings
    assert meeting.date == date(2026, 10, 2)  # the day the photo was taken
    assert meeting.card_id is not None
    assert store.lines(meeting.card_id) == reading.cards[0].lines
    assert person.crop is not None
    assert person.crop.read_bytes() == made.JPEG


def test_it_is_still_there_when_opened_again(store: Store, db: str) -> None:
    saved = save(store, made.photo())
    store.close()
    for address in (db, store.place.address):
        with open_store(address) as again:
            assert again.people() == saved


@pytest.mark.sqlite
def test_a_file_may_be_named_as_an_address(store: Store, db: str) -> None:
    saved = save(store, made.photo())
    with open_store(f"sqlite:///{db}") as again:
        assert again.people() == saved


def test_several_people_on_a_card_share_card_and_crop(store: Store) -> None:
    reading = made.photo()
    both = (made.contact("Ottoline Brackwyth"), made.contact("Per Qvistgaard-Lund"))
    saved = store.save(reading, [both], made.NOW)
    assert saved is not None
    assert [person.contact for person in saved] == list(both)
    assert len({person.uid for person in saved}) == 2
    assert len({person.crop for person in saved}) == 1


def test_a_photo_is_stored_once(store: Store) -> None:
    reading = made.photo("/photos/one.jpg", content="same")
    assert not store.knows(reading.sha256)
    save(store, reading)
    assert store.knows(reading.sha256)
    assert save(store, made.photo("/photos/copy of one.jpg", content="same")) is None
    assert len(store.people()) == 1


def test_a_failure_is_kept_and_tried_again(store: Store) -> None:
    assert save(store, made.failed("/photos/bad.jpg", "bytes")) == ()
    [failed] = store.failures()
    assert failed.path == "/photos/bad.jpg"
    assert failed.failure == made.failed().failure
    assert not store.knows(made.failed("/photos/bad.jpg", "bytes").sha256)
    saved = save(store, made.photo("/photos/bad.jpg", content="bytes"))
    assert saved is not None and len(saved) == 1
    assert store.failures() == ()


def test_a_failure_does_not_undo_what_was_read(store: Store) -> None:
    save(store, made.photo("/photos/one.jpg", content="same"))
    assert save(store, made.failed("/photos/one.jpg", "same")) is None
    assert store.failures() == ()
    assert len(store.people()) == 1


def test_files_that_cannot_be_opened_are_told_apart_by_path(store: Store) -> None:
    for path in ("/photos/a.jpg", "/photos/b.jpg", "/photos/a.jpg"):
        save(store, replace(made.failed(path), sha256=""))
    assert [failed.path for failed in store.failures()] == ["/photos/a.jpg", "/photos/b.jpg"]
    save(store, made.photo("/photos/a.jpg"))
    assert [failed.path for failed in store.failures()] == ["/photos/b.jpg"]


def test_a_photo_replaced_by_a_better_copy_is_no_failure_any_more(store: Store) -> None:
    save(store, made.failed("/photos/a.jpg", "half a file"))
    save(store, made.photo("/photos/a.jpg", content="the whole file"))
    assert store.failures() == ()


def test_names_and_ids(store: Store) -> None:
    save(store, made.photo())
    save(store, made.photo("/photos/two.jpg", made.card(made.contact(name="", org="Ærø Havn"))))
    assert [name.names for name in store.directory.names()] == [("Ottoline Brackwyth",), ("Ærø Havn",)]
    assert [name.id for name in store.directory.names()] == [person.id for person in store.people()]


def test_edit_changes_and_revises(store: Store) -> None:
    [person] = save(store, made.photo()) or ()
    later = made.NOW + timedelta(days=1)
    title = made.field("Chief of Tides", raw="Head of Tides", origin="user")
    edited = store.edit(person.id, lambda contact: replace(contact, title=(title,), tel=contact.tel[:1]), later)
    assert edited.contact == replace(person.contact, title=(title,), tel=person.contact.tel[:1])
    assert (edited.created, edited.revised, edited.uid) == (made.NOW, later, person.uid)
    assert store.person(person.id) == edited


def test_an_edit_that_changes_nothing_revises_nothing(store: Store) -> None:
    [person] = save(store, made.photo()) or ()
    assert store.edit(person.id, lambda contact: contact, made.NOW + timedelta(days=1)) == person


def test_an_edit_that_fails_leaves_everything(store: Store) -> None:
    [person] = save(store, made.photo()) or ()

    def fail(contact: Contact) -> Contact:
        raise ValueError

    with pytest.raises(ValueError):
        store.edit(person.id, fail, made.NOW)
    assert store.people() == (person,)


def test_edited_fields_still_know_their_card(store: Store) -> None:
    [person] = save(store, made.photo()) or ()
    store.edit(person.id, lambda contact: replace(contact, title=(replace(contact.title[0], value="X"),)), made.NOW)
    store.edit(person.id, lambda contact: replace(contact, url=(made.field("https://x.example"),)), made.NOW)
    of_a_card = {field["kind"]: field["card_id"] is not None for field in store.held(person.id)["field"]}
    assert of_a_card == {"fn": True, "org": True, "title": True, "tel": True, "email": True, "url": False}


def test_notes_belong_to_the_latest_meeting(store: Store) -> None:
    [person] = save(store, made.photo()) or ()
    noted = made.noted(
        store,
        person.id,
        Note("sandbanks\x00 and sonar", "charts of the bay", made.NOW + timedelta(hours=1)),
        made.NOW + timedelta(hours=1),
    )
    assert noted.meetings[-1].notes == (
        Note("sandbanks and sonar", "charts of the bay", made.NOW + timedelta(hours=1)),
    )
    assert noted.revised == made.NOW + timedelta(hours=1)


def test_nobody_has_that_id(store: Store) -> None:
    for call in (
        lambda: store.person(7),
        lambda: store.edit(7, lambda contact: contact, made.NOW),
        lambda: made.noted(store, 7, Note("a", "b", made.NOW), made.NOW),
    ):
        with pytest.raises(WhoError, match="no person 7"):
            call()


def test_hostile_text_is_stored_as_text(store: Store) -> None:
    nasty = "Robert'); DROP TABLE person;--\x00\x1b[31m‮ \ud83d <script>"
    reading = made.photo("/photos/bad\udcff name.jpg", made.card(made.contact(nasty)), content="x")
    [person] = save(store, reading) or ()
    assert person.contact.fn[0].value == nasty.replace("\x00", "").replace("\ud83d", "\\ud83d")
    assert len(store.people()) == 1


@pytest.mark.parametrize(
    "engine, files",
    [
        ("sqlite", {"x.db", "x.db-wal", "x.db-shm", "x.db-cards"}),
        ("postgresql", {"cardscan", "cardscan-cards"}),
    ],
    indirect=["engine"],
)
@pytest.mark.sqlite  # each as it is written here
def test_everything_is_private(db: str, files: set[str], tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with open_store(str(folder / "x.db") if "://" not in db else f"{db}/data") as store:
        folder = store.place.file.parent
        save(store, made.photo())
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in [folder, *folder.rglob("*")]}
    assert {name for name in modes if name.startswith(("x.db", "cardscan"))} == files
    for name, mode in modes.items():
        assert mode == (0o700 if name == folder.name or name.endswith("-cards") else 0o600), name


def test_a_folder_that_was_there_keeps_its_mode(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    with open_store(str(tmp_path / "x.db")):
        assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


def test_the_default_is_in_the_users_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    with open_store() as opened:
        assert tmp_path in opened.place.file.parents


def test_crops_go_with_their_card(store: Store) -> None:
    [person] = save(store, made.photo()) or ()
    assert person.crop is not None
    store.forget(person.id)
    assert list(store.place.crops.iterdir()) == []


def test_a_crop_that_cannot_be_written_stores_nothing(store: Store) -> None:
    store.place.crops.write_text("a file where the folder should be")
    with pytest.raises(StoreError, match="-cards"):
        save(store, made.photo())
    assert store.people() == ()
    assert not store.knows(made.photo().sha256)


def test_a_crop_that_was_deleted_is_not_offered(store: Store) -> None:
    [person] = save(store, made.photo()) or ()
    assert person.crop is not None
    person.crop.unlink()
    assert store.person(person.id).crop is None


def test_a_card_without_a_crop(store: Store) -> None:
    [person] = save(store, made.photo("/photos/a.jpg", made.card(crop=b""))) or ()
    assert person.crop is None
    assert not os.path.lexists(store.place.crops)


def test_the_quality_of_a_picture_and_what_is_written_by_hand_are_kept_with_the_card(tmp_path: Path) -> None:
    card = replace(made.card(), handwriting=b"\xff\xd8 a note \xff\xd9")
    with open_store(str(tmp_path / "x.db")) as store:
        [person] = store.save(made.photo("/photos/one.jpg", card), [(made.contact(),)], made.NOW) or ()
        assert person.quality == card.quality
        [picture] = person.handwriting
        assert picture.read_bytes() == card.handwriting
        assert picture.stat().st_mode & 0o777 == 0o600
        assert store.sweep() == 0  # both pictures are named by the card
        assert person.crop and person.crop.is_file()
