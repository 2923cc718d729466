"""Memos are kept with a meeting: once, private, wherever it goes, until they are removed or someone is forgotten."""

import json
import stat
import zipfile
from datetime import timedelta
from pathlib import Path

import made
import pytest
from conftest import Run
from made import NOW, sound
from raw import execute, written

from cardscan.errors import Exit, InputError, RefusedError
from cardscan.person import Memo, Person
from cardscan.store import Store, open_store
from cardscan.store.health import health
from cardscan.store.uploads import Arrived

pytestmark = pytest.mark.both_engines

LATER = NOW + timedelta(hours=2)


def someone(store: Store, name: str = "Ottoline Brackwyth") -> Person:
    of = made.contact(name, email=(made.field(f"{name.split()[0].lower()}@x.example"),), tel=())
    [person] = store.save(made.photo(f"/photos/{name}.jpg", made.card(of)), [(of,)], NOW) or ()
    return person


def memos(store: Store, person_id: int = 1) -> list[Memo]:
    return [memo for met in store.person(person_id).meetings for memo in met.memos]


def kept(store: Store) -> list[str]:
    return sorted(file.name for file in store.place.memos.iterdir()) if store.place.memos.is_dir() else []


def hand_in(store: Store, name: str = "/photos/Ottoline Brackwyth.jpg") -> int:
    part = store.place.photos / "coming" / "part"
    part.parent.mkdir(parents=True, exist_ok=True)
    part.write_bytes(name.encode())
    return store.serving.take_in(Arrived(part, made.photo(name).sha256, Path(name).name, ".jpg"), None, NOW).id


def test_it_is_kept_once_and_private(store: Store) -> None:
    met = someone(store).meetings[0].id
    assert store.memos.add(met, sound("pier"), LATER)
    assert not store.memos.add(met, sound("pier"), LATER)
    [memo] = memos(store)
    assert (memo.name, memo.at, memo.text, memo.heard) == ("IMG_1.wav", NOW, "", None)
    file = store.memos.file(memo)
    assert file.read_bytes() == sound("pier").data
    assert stat.S_IMODE(file.stat().st_mode) == 0o600 and stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert store.person(1).revised == LATER
    with pytest.raises(InputError, match="no meeting 99"):
        store.memos.add(99, sound(), LATER)


def test_it_goes_where_its_meeting_goes(store: Store) -> None:
    one, other = someone(store), someone(store, "Jory Ash")
    store.memos.add(other.meetings[0].id, sound("of Jory"), NOW)
    store.merge(one.id, other.id, LATER, lambda older, _newer: older)
    assert [memo.name for memo in memos(store, one.id)] == ["IMG_1.wav"]
    apart = store.split(one.id, other.meetings[0].id, LATER)
    assert memos(store, apart.id) and not memos(store, one.id)
    store.undo(LATER)
    store.undo(LATER)
    assert memos(store, other.id) and not memos(store, one.id)
    store.join_back(one.id, other.id, LATER, lambda older, _newer: older)
    assert [met.id for met in store.person(one.id).meetings if met.memos] == [one.meetings[0].id]
    store.memos.write_down(memos(store, one.id)[0].id, "of hulls", LATER)  # what is done since stands
    store.undo(LATER)
    [memo] = memos(store, other.id)
    assert memo.text == "of hulls" and not memos(store, one.id)
    assert kept(store) == [memo.file]


def test_a_meeting_with_one_is_not_undone(store: Store) -> None:
    one = someone(store)
    met = store.add_meeting(one.id, NOW.date(), LATER).meetings[-1].id
    store.memos.add(met, sound(), LATER)
    with pytest.raises(RefusedError, match="later changes build on it"):
        store.undo(LATER)
    assert memos(store)


def test_what_was_removed_is_gone_and_does_not_come_again(store: Store, db: str) -> None:
    met = someone(store).meetings[0].id
    store.memos.add(met, sound("zwiebel", name="zwiebel.wav"), NOW)
    [memo] = memos(store)
    store.memos.write_down(memo.id, "zwiebel soup", NOW)
    store.memos.remove(memo.id, LATER)
    assert not memos(store) and not kept(store)
    assert b"zwiebel" not in written(db)
    assert not store.memos.add(met, sound("zwiebel", name="zwiebel.wav"), LATER)
    for act in (store.memos.one, lambda each: store.memos.remove(each, LATER)):
        with pytest.raises(InputError, match=f"no memo {memo.id}"):
            act(memo.id)


def test_a_sound_that_is_of_two_stays_for_the_other(store: Store) -> None:
    one, other = someone(store), someone(store, "Jory Ash")
    for each in (one, other):
        store.memos.add(each.meetings[0].id, sound("of both"), NOW)
    store.memos.remove(memos(store, one.id)[0].id, LATER)
    assert kept(store) == [memos(store, other.id)[0].file]
    store.forget(other.id)
    assert kept(store) == []


def test_one_that_came_with_a_photo_waits_for_a_meeting(store: Store) -> None:
    upload = hand_in(store)
    assert store.memos.hand_in(upload, sound("soon"))
    assert not store.memos.hand_in(upload, sound("soon"))  # the phone was not told
    [waits] = store.memos.waiting()
    assert (waits.person_id, waits.meeting_id, waits.upload_id) == (None, None, upload)
    assert store.memos.to_write_down() == ()
    one = someone(store)
    assert store.memos.settle(upload, one.meetings[0].id, LATER) == 1
    assert store.memos.waiting() == () and [each.person_id for each in store.memos.to_write_down()] == [one.id]
    assert not store.memos.hand_in(upload, sound("soon"))  # it still was not told
    assert len(memos(store)) == 1
    with pytest.raises(InputError, match="no such photo"):
        store.memos.hand_in(99, sound())


@pytest.mark.parametrize("settled", [True, False])
def test_forgetting_takes_it_and_the_trash_gives_it_back(store: Store, db: str, settled: bool) -> None:
    upload = hand_in(store)
    one = someone(store)
    store.serving.finish(store.serving.upload(upload).file, NOW)
    store.memos.hand_in(upload, sound("quagga"))
    if settled:
        store.memos.settle(upload, one.meetings[0].id, NOW)
    [row] = store.held(one.id)["memo"]
    assert row["file"] in [each["name"] for each in store.held(one.id)["own_file"]]
    store.trash.put((one.id,), LATER)
    store.sweep()
    assert len(kept(store)) == 1 and execute(db, "SELECT count(*) FROM memo") == [(0,)]
    store.trash.put_back((one.id,), LATER)
    assert len(memos(store, one.id) if settled else store.memos.waiting()) == 1
    store.forget(one.id)
    assert kept(store) == [] and execute(db, "SELECT count(*) FROM memo") == [(0,)]
    assert b"quagga" not in written(db)


def test_a_photo_that_is_dismissed_takes_what_was_said_of_it(store: Store) -> None:
    upload = hand_in(store)
    store.memos.hand_in(upload, sound())
    store.serving.finish(store.serving.upload(upload).file, NOW)
    store.serving.dismiss(upload)
    assert store.memos.waiting() == () and kept(store) == []


def test_a_crash_leaves_nothing_for_long(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    met = someone(store).meetings[0].id
    with monkeypatch.context() as broken:

        def dies(*_: object) -> str:
            raise KeyboardInterrupt

        broken.setattr("cardscan.store.memos.user_of", dies)
        with pytest.raises(KeyboardInterrupt):
            store.memos.add(met, sound(), NOW)
    assert len(kept(store)) == 1 and not memos(store)
    store.sweep()
    assert kept(store) == []
    assert store.memos.add(met, sound(), NOW)
    store.sweep()
    assert len(kept(store)) == 1


def filled(store: Store) -> Memo:
    store.memos.add(someone(store).meetings[0].id, sound("keep me"), NOW)
    [memo] = memos(store)
    return memo


@pytest.mark.parametrize("way", ["backup", "copy"])
def test_it_is_in_backups_and_copies(store: Store, db: str, run: Run, tmp_path: Path, way: str) -> None:
    memo = filled(store)
    new = tmp_path / "new" / "y.db"
    new.parent.mkdir()
    if way == "backup":
        code, _, said = run("backup", str(tmp_path / "b.zip"))
        assert code == Exit.OK and "1 memo" in said + _
        assert f"memos/{memo.file}" in zipfile.ZipFile(tmp_path / "b.zip").namelist()
        assert run("restore", str(tmp_path / "b.zip"), "--db", str(new))[0] == Exit.OK
    else:
        assert run("copy-db", db, str(new))[0] == Exit.OK
    with open_store(str(new)) as copy:
        [there] = memos(copy)
        assert there == memo
        file = copy.memos.file(there)
        assert file.read_bytes() == sound("keep me").data and stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_dump_holds_it(store: Store, run: Run, tmp_path: Path) -> None:
    memo = filled(store)
    code, out, _ = run("dump", "Ottoline", "--out", str(tmp_path / "out"))
    assert code == Exit.OK and memo.file in out
    assert (tmp_path / "out" / memo.file).read_bytes() == sound("keep me").data
    [row] = json.loads((tmp_path / "out" / "person.json").read_text())["memo"]
    assert (row["file"], row["at"]) == (memo.file, NOW.isoformat())


def test_what_lies_beside_the_store_is_looked_at(store: Store) -> None:
    memo = filled(store)
    (store.place.memos / "strange.wav").write_bytes(b"?")
    found = health(store.place)
    assert (found.missing["memos"], found.strange) == ((), 1)
    store.memos.file(memo).unlink()
    assert health(store.place).missing["memos"] == (memo.file,)
    store.sweep()
    assert kept(store) == ["strange.wav"]


@pytest.mark.sqlite
def test_no_store_is_made_beside_memos_of_another(store: Store, db: str, run: Run) -> None:
    filled(store)
    store.close()
    for file in (*store.place.crops.iterdir(), *Path(db).parent.glob("x.db*")):
        if file.is_file():
            file.unlink()
    code, _, said = run("list")
    assert code == Exit.STORE and "1 memo in" in said and str(store.place.memos) in said
