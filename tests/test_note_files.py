"""Notes beside photos: taken once, again when changed, never in place of what was written since."""

import json
import os
from datetime import date, datetime, timedelta
from pathlib import Path

import made
import pytest
from conftest import Run

from cardscan.actions.add_memo import add_memo
from cardscan.actions.note_files import Noted, take_beside, take_table
from cardscan.actions.take_note import keep_part, take_note
from cardscan.connections.notes.parts import Given
from cardscan.connections.standing import held_back
from cardscan.errors import InputError
from cardscan.person import Note, Person
from cardscan.store import Store
from cardscan.voice.sounds import read_sound

TALKED = "Dredges a canal that silts up behind the lock."
HELP = "Introduce our hydrologist in Ghent"
LATER = made.NOW + timedelta(hours=5)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "photos").mkdir()
    return tmp_path / "photos"


def photo(store: Store, folder: Path, name: str, *people: str) -> Path:
    """A photo of cards of these people, in the store."""
    path = folder / name
    path.write_text(name)
    cards = [made.card(made.contact(person)) for person in people]
    store.save(made.photo(str(path), *cards, content=name), [(card.contact,) for card in cards], made.NOW)
    return path


def write(path: Path, text: str, when: datetime = made.NOW - timedelta(hours=1), encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    os.utime(path, (when.timestamp(), when.timestamp()))
    return path


def notes(store: Store, person_id: int = 1) -> list[Note]:
    return [note for met in store.person(person_id).meetings for note in met.notes]


def unfinished(person: Person) -> Note:
    [note] = [met.unfinished for met in person.meetings if met.unfinished]
    return note


def told(noted: Noted) -> list[str]:
    return [f"{Path(problem.where).name}: {problem.message}" for problem in noted.problems]


@pytest.mark.parametrize(
    "name", ["IMG_1.txt", "img_1.TXT", "IMG_1.md", "IMG_1.jpg.txt", "img_1.JPG.md", "IMG_1.txt.txt", "IMG_1.jpg.md.txt"]
)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "latin-1"])
def test_a_note_beside_a_photo(store: Store, folder: Path, name: str, encoding: str) -> None:
    path = photo(store, folder, "IMG_1.jpg", "Ottoline Brackwyth")
    write(folder / name, f"{TALKED}\n\nIntroduce our Hüdrologist in Ghent by 9 October", encoding=encoding)
    assert take_beside([path], store, LATER) == Noted(1)
    [note] = notes(store)
    assert (note.talked, note.can_help) == (TALKED, "Introduce our Hüdrologist in Ghent by 9 October")
    [promise] = store.promises()
    assert (promise.due, promise.meeting_id) == (date(2026, 10, 9), store.person(1).meetings[0].id)


def test_a_note_that_names_one_of_two_photos_is_of_that_one(store: Store, folder: Path) -> None:
    one, other = photo(store, folder, "IMG_1.jpg", "Ottoline Brackwyth"), photo(store, folder, "IMG_1.png", "Jory Ash")
    write(folder / "IMG_1.png.txt", f"{TALKED}\n\n{HELP}")
    assert take_beside([one, other], store, LATER) == Noted(1)
    assert not notes(store, 1) and notes(store, 2)


def test_what_ends_otherwise_is_no_note(store: Store, folder: Path) -> None:
    path = photo(store, folder, "IMG_1.jpg", "Ottoline Brackwyth")
    for name in ("IMG_1.jpg.bak", "IMG_1.jpg.text.zip", "IMG_10.jpg.txt", ".txt", "IMG_1"):
        write(folder / name, f"{TALKED}\n\n{HELP}")
    assert take_beside([path], store, LATER) == Noted()


def test_a_day_is_counted_from_the_meeting(store: Store, folder: Path) -> None:
    path = photo(store, folder, "IMG_1.jpg", "Ottoline Brackwyth")  # met on Friday, 2 October
    write(folder / "IMG_1.txt", f"{TALKED}\n\n{HELP} by Tuesday")
    take_beside([path], store, made.NOW + timedelta(days=60))
    assert store.promises()[0].due == date(2026, 10, 6)


def test_a_day_that_may_be_two_is_told_and_the_note_taken(store: Store, folder: Path) -> None:
    path = photo(store, folder, "IMG_1.jpg", "Ottoline Brackwyth")
    write(folder / "IMG_1.txt", f"{TALKED}\n\n{HELP} on 3/4/2031")
    noted = take_beside([path], store, made.NOW)
    assert (noted.taken, noted.problems) == (1, [])
    [asked] = noted.undated
    assert asked.message == "'3/4/2031' could be two different days"
    assert asked.advice == "write 2031-03-04 or 2031-04-03: cardscan promise due 1 DAY"


def test_a_note_is_taken_once_and_again_when_it_changed(store: Store, folder: Path) -> None:
    path = photo(store, folder, "IMG_1.jpg", "Ottoline Brackwyth")
    beside = write(folder / "IMG_1.txt", f"{TALKED}\n\n{HELP}")
    assert take_beside([path], store, LATER).taken == 1
    assert take_beside([path], store, LATER) == Noted()
    write(beside, f"{TALKED}\n\n{HELP}", LATER + timedelta(hours=1))  # touched
    assert take_beside([path], store, LATER + timedelta(hours=2)) == Noted()
    write(beside, f"{TALKED}\n\n{HELP}\n\nOffers: sand", LATER + timedelta(hours=1))
    assert take_beside([path], store, LATER + timedelta(hours=2)).taken == 1
    assert [note.offers for note in notes(store)] == ["", "sand"]
    assert len(store.promises()) == 1


def test_what_is_refused_is_kept_and_told_once(store: Store, folder: Path) -> None:
    path = photo(store, folder, "IMG_1.jpg", "Ottoline Brackwyth")
    write(folder / "IMG_1.txt", f"{TALKED}\n\nkeep in touch")
    noted = take_beside([path], store, LATER)
    assert told(noted) == ["IMG_1.txt: how you can help: it could be said of anyone"]
    assert "cardscan review" in noted.problems[0].advice
    assert unfinished(store.person(1)).talked == TALKED
    assert take_beside([path], store, LATER) == Noted()


def test_what_was_written_since_is_never_replaced(store: Store, folder: Path) -> None:
    path = photo(store, folder, "IMG_1.jpg", "Ottoline Brackwyth")
    beside = write(folder / "IMG_1.txt", f"nice chat\n\n{HELP}")
    take_beside([path], store, LATER)
    keep_part(store, 1, Given(talked="the canal"), LATER + timedelta(hours=1))
    for changed in (made.NOW, LATER + timedelta(hours=2)):
        write(beside, f"nice chat\n\n{HELP}", changed)
        take_beside([path], store, LATER + timedelta(hours=3))
        assert unfinished(store.person(1)).talked == "the canal"
    take_note(store, 1, Given(talked=TALKED), LATER + timedelta(hours=4))
    write(beside, f"nice chat\n\n{HELP}!", LATER + timedelta(hours=5))
    assert take_beside([path], store, LATER + timedelta(hours=6)) == Noted()
    assert [note.talked for note in notes(store)] == [TALKED]


def test_several_people_on_a_photo(store: Store, folder: Path) -> None:
    path = photo(store, folder, "IMG_1.jpg", "Ottoline Brackwyth", "Zdislav Kvapilík")
    beside = write(folder / "IMG_1.txt", f"{TALKED}\n\n{HELP}")
    assert told(take_beside([path], store, LATER)) == [
        "IMG_1.txt: 2 people are on the photo, and the note does not say whom it is about"
    ]
    write(beside, f"Ottoline:\n{TALKED}\n\n{HELP}\n\n# Nobody Known\nTalked: x")
    assert told(take_beside([path], store, LATER))  # two talked about: nothing is taken of it
    assert notes(store) == []
    write(beside, f"Ottoline\n{TALKED}\n\n{HELP}\n\n# zdislav kvapilik\nTalked: his mast\nAgain: no")
    assert take_beside([path], store, LATER) == Noted(2)
    assert held_back(store.person(1)) == ""
    assert [note.again for note in notes(store, 2)] == [False]


def test_a_name_of_two_on_the_photo_is_not_clear(store: Store, folder: Path) -> None:
    path = photo(store, folder, "IMG_1.jpg", "Ottoline Brackwyth", "Zdislav Brackwyth")
    write(folder / "IMG_1.txt", f"Brackwyth:\n{TALKED}\n\n{HELP}")
    assert told(take_beside([path], store, LATER)) == ["IMG_1.txt: 2 of the people on the photo match 'Brackwyth'"]


def test_a_file_that_is_no_note(store: Store, folder: Path) -> None:
    path = photo(store, folder, "IMG_1.jpg", "Ottoline Brackwyth")
    (folder / "IMG_1.txt").write_bytes(b"\0\0\0")
    (folder / "IMG_1.md").write_text("one\n\ntwo\n\nthree")
    (folder / "IMG_2.txt").write_text("of no photo")
    messages = told(take_beside([path, folder / "gone.jpg"], store, LATER))
    assert messages == [
        "IMG_1.txt: this is not a text file",
        "IMG_1.md: it does not say what its 3 paragraphs are about",
    ]
    assert store.person(1).meetings[0].unfinished is None


def test_a_table_in_the_folder(store: Store, folder: Path) -> None:
    one = photo(store, folder, "IMG_1.jpg", "Ottoline Brackwyth", "Zdislav Kvapilík")
    two = photo(store, folder, "IMG_2.jpg", "Tove Quill")
    rows = (
        f"IMG_1.jpg;Zdislav;{TALKED};{HELP}",
        f"img_2;;{TALKED};n/a",
        f";Ottoline;{TALKED};{HELP}",
        f"IMG_1.jpg;;{TALKED};{HELP}",
        f";Nobody;{TALKED};{HELP}",
    )
    (folder / "IMG_2.jpg").rename(folder / "img_2.JPG")
    write(folder / "Notes.csv", "\r\n".join(["photo;who;talked;can_help", *rows]), encoding="cp1252")
    noted = take_beside([one, two.with_name("img_2.JPG")], store, LATER)
    assert noted.taken == 2
    assert told(noted) == [
        "Notes.csv, line 3: how you can help: it could be said of anyone",
        "Notes.csv, line 5: 2 people are on the photo, and the note does not say whom it is about",
        "Notes.csv, line 6: nobody matches 'Nobody'",
    ]
    assert [len(notes(store, each)) for each in (1, 2, 3)] == [1, 1, 0]
    assert take_beside([one], store, LATER).taken == 0


def test_rows_of_photos_that_are_not_ingested_now_wait(store: Store, folder: Path) -> None:
    path = photo(store, folder, "IMG_1.jpg", "Ottoline Brackwyth")
    write(folder / "notes.csv", f"photo,talked,can_help\nIMG_1,{TALKED},{HELP}\nIMG_9.jpg,{TALKED},{HELP}\n")
    assert take_beside([path], store, LATER) == Noted(1)


def test_a_table_with_a_fault_is_not_taken_at_all(store: Store, folder: Path) -> None:
    path = photo(store, folder, "IMG_1.jpg", "Ottoline Brackwyth")
    table = write(folder / "notes.csv", f"photo,talked,can_help\nIMG_1.jpg,{TALKED},{HELP}\nIMG_1.jpg,=1+1,{HELP}\n")
    assert told(take_beside([path], store, LATER)) == ["notes.csv: line 3: talked is a formula: '=1+1'"]
    with pytest.raises(InputError, match=r"notes\.csv: line 3: talked is a formula"):
        take_table(table, store, LATER)
    assert notes(store) == []


def test_a_table_that_is_asked_for(store: Store, folder: Path) -> None:
    photo(store, folder, "IMG_1.jpg", "Ottoline Brackwyth")
    keep_part(store, 1, Given(talked="the canal"), LATER)  # later than the table
    table = write(folder / "fair.csv", f"photo,talked,can_help\nIMG_1.jpg,{TALKED},{HELP}\nIMG_9.jpg,{TALKED},{HELP}\n")
    noted = take_table(table, store, LATER)
    assert noted.taken == 1
    assert told(noted) == ["fair.csv, line 3: nobody is known from IMG_9.jpg"]
    assert take_table(table, store, LATER).taken == 0
    assert len(notes(store)) == 1


def test_nobody_on_the_photo(store: Store, folder: Path) -> None:
    path = folder / "IMG_1.jpg"
    path.write_text("table")
    store.save(made.photo(str(path), content="table", cards=()), [], made.NOW)
    write(folder / "IMG_1.txt", TALKED)
    assert take_beside([path], store, LATER) == Noted()


def test_a_note_keeps_to_its_meeting(store: Store, folder: Path) -> None:
    path = photo(store, folder, "IMG_1.jpg", "Ottoline Brackwyth")
    store.add_meeting(1, date(2026, 11, 2), made.NOW)
    write(folder / "IMG_1.txt", f"{TALKED}\n\n{HELP}")
    take_beside([path], store, LATER)
    assert [len(met.notes) for met in store.person(1).meetings] == [1, 0]


# ---- memos ---------------------------------------------------------------------------------


def memo(path: Path, says: str = "of canals", when: datetime = made.NOW - timedelta(hours=1)) -> Path:
    path.write_bytes(made.sound(says).data)
    os.utime(path, (when.timestamp(), when.timestamp()))
    return path


def said(store: Store, person_id: int = 1) -> list[str]:
    return [memo.name for met in store.person(person_id).meetings for memo in met.memos]


@pytest.mark.parametrize("name", ["IMG_1.m4a", "img_1.WAV", "IMG_1.jpg.opus", "IMG_1.ogg", "IMG_1.mp3", "IMG_1.webm"])
def test_a_memo_beside_a_photo_is_kept_once(store: Store, folder: Path, name: str) -> None:
    path = photo(store, folder, "IMG_1.jpg", "Ottoline Brackwyth")
    file = memo(folder / name)
    write(folder / "IMG_1.txt", f"{TALKED}\n\n{HELP}")
    assert take_beside([path], store, LATER) == Noted(1, memos=1)
    assert take_beside([path], store, LATER) == Noted(0)
    [kept] = store.person(1).meetings[0].memos
    assert (kept.name, kept.at) == (name, made.NOW - timedelta(hours=1)) and store.memos.file(kept).suffix == ".wav"
    store.memos.remove(kept.id, LATER)
    assert take_beside([path], store, LATER) == Noted(0)  # what was removed does not come again
    memo(file, "of locks")
    assert take_beside([path], store, LATER) == Noted(0, memos=1)  # another one does


def test_what_is_no_sound_is_told_and_stays_where_it_is(store: Store, folder: Path) -> None:
    path = photo(store, folder, "IMG_1.jpg", "Ottoline Brackwyth")
    write(folder / "IMG_1.m4a", "it only says that it is one")
    write(folder / "IMG_1.wav", "")
    noted = take_beside([path], store, LATER)
    assert told(noted) == ["IMG_1.m4a: this is not a sound that can be kept", "IMG_1.wav: it is empty"]
    assert all(problem.advice for problem in noted.problems) and not said(store)
    assert (folder / "IMG_1.m4a").exists()


def test_whose_a_memo_is_must_be_clear(store: Store, folder: Path) -> None:
    path = photo(store, folder, "IMG_1.jpg", "Ottoline Brackwyth", "Jory Ash")
    file = memo(folder / "IMG_1.m4a")
    [problem] = take_beside([path], store, LATER).problems
    assert "nothing says whose" in problem.message and "note WHO --sound FILE" in problem.advice
    assert add_memo(store, store.person(2), None, read_sound(file, LATER), LATER)
    assert take_beside([path], store, LATER) == Noted(0)  # it was said
    assert said(store, 2) == ["IMG_1.m4a"] and not said(store, 1)


def test_a_memo_is_added_by_command(store: Store, folder: Path, run: Run) -> None:
    photo(store, folder, "IMG_1.jpg", "Ottoline Brackwyth")
    photo(store, folder, "IMG_2.jpg", "Jory Ash")
    file = memo(folder / "memo.dat")
    assert run("note", "Ottoline", "--sound", str(file))[0] == 0
    assert "it was not added" in run("note", "Ottoline", "--sound", str(file))[2]
    assert run("note", "Ottoline", "--sound", str(file), "--talked", TALKED, "--can-help", HELP)[0] == 0
    assert run("note", "1", "2", "--sound", str(file))[0] == 2
    code, _, err = run("note", "Jory", "--sound", str(folder / "IMG_1.jpg"))
    assert code == 4 and "not a sound" in err and "M4A" in err
    assert run("note", "Jory", "--sound", str(folder / "none.m4a"))[0] == 4
    code, out, _ = run("memo", "list", "--json")
    [line] = map(json.loads, out.splitlines())
    assert (line["person_id"], line["name"], line["text"], line["heard"]) == (1, "memo.dat", "", None)
    assert Path(line["path"]).is_file() and json.loads(run("show", "1", "--json")[1])["meetings"][0]["memos"]
    assert "memo.dat" in run("memo", "list", "Ottoline")[1] and "not written down" in run("show", "1")[1]
    assert run("memo", "remove", "1", "--yes")[1] == "memo 1 is erased\n"
    assert run("memo", "list")[2] == "there are no memos\n" and run("memo", "remove", "1", "--yes")[0] == 4
