"""The watch on real folders and a real store; what reads is made up, and says by a file's text what comes of it."""

import hashlib
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import made
import pytest

from cardscan.errors import SetupError
from cardscan.model import Contact, Failure, PhotoReading
from cardscan.person import Event
from cardscan.store import open_store
from cardscan.watching import loop
from cardscan.watching.loop import Outcome, Plan, Watcher
from cardscan.watching.waking import Waker

SETTLE = 0.3
SECONDS = 20  # to wait for anything, at most


class Readers:
    """Reads as the text of a file says; `held` is done while it reads."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.closed = False
        self.held: Callable[[Path], object] = lambda _path: None

    def read(self, paths: Iterable[Path]) -> Iterator[PhotoReading]:
        for path in paths:
            self.begun.append(path.name)
            text = path.read_text()
            self.held(path)
            if text.startswith("cut"):
                failure = Failure("decode", "the photo is damaged or cut short", "copy it again")
                yield replace(made.failed(str(path), text), failure=failure)
            elif text.startswith("back"):
                contact = Contact(adr=(made.field(f"{text} street"),))
                yield made.photo(str(path), made.card(contact), content=text, taken=None)
            else:
                yield made.photo(str(path), made.card(made.contact(text)), content=text, taken=None)

    def close(self) -> None:
        self.closed = True


class Watching:
    """A watch in a thread of its own."""

    def __init__(self, tmp_path: Path, *folders: Path, settle: float = SETTLE, **plan: object) -> None:
        self.db = str(tmp_path / "x.db")
        self.readers, self.said, self.shown = Readers(), list[str](), list[str]()
        self._end = threading.Event()
        self._plan = Plan(folders, self.db, settle, **plan)  # type: ignore[arg-type]
        self.waker = Waker(native=self._plan.poll is None)
        self.outcome: Outcome | None = None
        open_store(self.db).close()
        self._thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        watcher = Watcher(self._plan, self.readers, self.waker, self._end.is_set, self.said.append, self.shown.append)  # type: ignore[arg-type]
        self.outcome = watcher.run()

    def __enter__(self) -> "Watching":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self.waker.wake()
        self._thread.join(SECONDS)
        self.waker.close()
        assert self.outcome is not None

    def ends(self) -> Outcome:
        self._thread.join(SECONDS)
        assert self.outcome is not None
        return self.outcome

    def stored(self) -> list[str]:
        """Names of the photos in the store that were read, in order of their paths."""
        with closing(sqlite3.connect(self.db)) as connection:
            rows = connection.execute("SELECT path FROM photo WHERE stage IS NULL ORDER BY path")
            return [Path(path).name for (path,) in rows]

    def failed(self) -> list[str]:
        with open_store(self.db) as store:
            return [Path(each.path).name for each in store.failures()]

    def until(self, condition: Callable[[], object]) -> None:
        deadline = time.monotonic() + SECONDS
        while not condition():
            assert time.monotonic() < deadline, (self.said, self.readers.begun)
            time.sleep(0.02)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made_here = tmp_path / "in"
    made_here.mkdir()
    return made_here


def test_what_is_there_and_what_comes(tmp_path: Path, folder: Path) -> None:
    (folder / "a.jpg").write_text("Ottoline Brack")
    with Watching(tmp_path, folder) as watch:
        watch.until(lambda: watch.shown)
        (folder / "Fair").mkdir()
        (folder / "Fair" / "b.jpg").write_text("Tove Quill")
        (tmp_path / "c.part").write_text("Zdislav Kvapil")
        (tmp_path / "c.part").rename(folder / "c.jpg")
        (folder / "copy of a.jpg").write_text("Ottoline Brack")
        watch.until(lambda: watch.stored() == ["b.jpg", "a.jpg", "c.jpg"])
    assert sorted(watch.readers.begun) == ["a.jpg", "b.jpg", "c.jpg"]
    assert watch.said[0] == "a.jpg: 1 photo read, 1 person, 0 sure"
    assert watch.shown[0] == "1 person, 0 sure"
    assert len(watch.said) > 1
    assert not any("Ottoline" in line for line in watch.said)


def test_polling_finds_the_same(tmp_path: Path, folder: Path) -> None:
    with Watching(tmp_path, folder, poll=0.2) as watch:
        (folder / "a.jpg").write_text("Ottoline Brack")
        watch.until(lambda: watch.stored() == ["a.jpg"])


def test_a_file_written_slowly_is_read_once_and_whole(tmp_path: Path, folder: Path) -> None:
    with Watching(tmp_path, folder, settle=1) as watch, (folder / "a.jpg").open("w") as file:
        for part in ("Otto", "line", " Brack", "-Fen", "wick"):
            file.write(part)
            file.flush()
            time.sleep(0.3)
        watch.until(watch.stored)
    assert watch.readers.begun[:1] == ["a.jpg"]
    with open_store(watch.db) as store:
        assert [person.contact.fn[0].value for person in store.people()] == ["Ottoline Brack-Fenwick"]


def test_one_that_does_not_decode_is_given_time_and_then_kept_as_a_failure(tmp_path: Path, folder: Path) -> None:
    (folder / "a.jpg").write_text("cut")
    with Watching(tmp_path, folder, settle=0.2) as watch:
        watch.until(lambda: watch.readers.begun == ["a.jpg"])
        assert watch.failed() == []
        watch.until(watch.failed)
        assert watch.readers.begun == ["a.jpg", "a.jpg"]
        watch.until(lambda: len(watch.said) >= 2)  # it is stored before it is said
        assert watch.said == [
            f"{folder}/a.jpg: the photo is damaged or cut short (copy it again)",
            "a.jpg: 1 failed",
        ]
    with Watching(tmp_path, folder, settle=0.2) as watch:  # is left alone until it changes
        (folder / "b.jpg").write_text("Ottoline Brack")
        watch.until(watch.stored)
        assert watch.readers.begun == ["b.jpg"]
        (folder / "a.jpg").write_text("Tove Quill")
        watch.until(lambda: len(watch.stored()) == 2)
    assert watch.failed() == []


def test_a_stalled_upload_is_no_failure(tmp_path: Path, folder: Path) -> None:
    (folder / "a.jpg").write_text("cut")
    with Watching(tmp_path, folder) as watch:
        watch.until(lambda: watch.readers.begun)
        (folder / "a.jpg").write_text("Tove Quill")
        watch.until(watch.stored)
    assert not any("broken" in line for line in watch.said)


def test_a_file_replaced_while_it_is_read(tmp_path: Path, folder: Path) -> None:
    (folder / "a.jpg").write_text("Ottoline Brack")
    (folder / "b.jpg").write_text("Ottoline Brack")  # a copy of what is dropped
    with Watching(tmp_path, folder) as watch:

        def replaced(path: Path) -> None:
            watch.readers.held = lambda _path: None
            (tmp_path / "new").write_text("Tove Quill")
            (tmp_path / "new").replace(path)

        watch.readers.held = replaced
        watch.until(lambda: watch.stored() == ["a.jpg", "b.jpg"])
    assert watch.readers.begun == ["a.jpg", "b.jpg", "a.jpg"]
    with open_store(watch.db) as store:
        assert sorted(person.contact.fn[0].value for person in store.people()) == ["Ottoline Brack", "Tove Quill"]


def test_a_file_removed_while_it_is_read_is_stored(tmp_path: Path, folder: Path) -> None:
    (folder / "a.jpg").write_text("Ottoline Brack")
    with Watching(tmp_path, folder) as watch:
        watch.readers.held = Path.unlink
        watch.until(lambda: watch.stored() == ["a.jpg"])


def test_a_note_that_comes_later_is_taken(tmp_path: Path, folder: Path) -> None:
    (folder / "a.jpg").write_text("Ottoline Brack")
    with Watching(tmp_path, folder) as watch:
        watch.until(lambda: watch.said)
        (folder / "a.txt").write_text("nice chat")
        watch.until(lambda: len(watch.said) == 2)
        (folder / "a.txt").write_text("dredges a canal that silts up\n\nintroduce our hydrologist in Ghent")
        watch.until(lambda: watch.said[2:] == ["a.txt: 1 note taken"])
    assert watch.said[1].startswith(f"{folder}/a.txt: ")
    with open_store(watch.db) as store:
        assert len(store.people()[0].meetings[0].notes) == 1


def test_a_memo_that_comes_later_is_kept_and_written_down(tmp_path: Path, folder: Path) -> None:
    heard: list[Path] = []

    def hear(file: Path) -> str:
        heard.append(file)
        if len(heard) > 1:
            raise SetupError("the model is gone", "put it back")
        return "We talked about her canal. I can send her the chart."

    (folder / "a.jpg").write_text("Ottoline Brack")
    with Watching(tmp_path, folder, hear=hear) as watch:
        watch.until(lambda: watch.said)
        for says in ("one", "two", "three"):
            number = len(watch.said)
            (folder / "a.m4a").write_bytes(made.sound(says).data)
            watch.until(lambda number=number: len(watch.said) > number + (number < 5))  # type: ignore[misc]
    assert watch.said[1:] == [
        "a.m4a: 1 memo kept",
        "1 memo written down",
        "a.m4a: 1 memo kept",
        "memos are not written down any more: the model is gone (put it back)",
        "a.m4a: 1 memo kept",
    ]
    assert len(heard) == 2
    with open_store(watch.db) as store:
        [met] = store.people()[0].meetings
        assert len(met.memos) == 3 and met.unfinished and met.unfinished.can_help == "I can send her the chart."
        assert len(store.memos.to_write_down()) == 2


def test_a_photo_waits_for_the_note_that_is_being_written(tmp_path: Path, folder: Path) -> None:
    (folder / "a.jpg").write_text("Ottoline Brack")
    with Watching(tmp_path, folder, settle=1) as watch, (folder / "a.txt").open("w") as file:
        for word in ("dredges a canal that silts up\n\nintroduce our", " hydrologist", " in", " Ghent"):
            file.write(word)
            file.flush()
            assert watch.readers.begun == []
            time.sleep(0.4)
        watch.until(watch.stored)
        watch.until(lambda: watch.said)
    assert watch.said == ["a.jpg: 1 photo read, 1 person, 0 sure, 1 note taken"]
    with open_store(watch.db) as store:
        [note] = store.people()[0].meetings[0].notes
        assert note.can_help == "introduce our hydrologist in Ghent"


def test_a_store_that_is_locked_is_waited_for(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop, "RETRY", (0.1,))
    monkeypatch.setattr("cardscan.store.engines.sqlite.LOCK_SECONDS", 0.1)
    with Watching(tmp_path, folder) as watch:
        with closing(sqlite3.connect(watch.db, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            (folder / "a.jpg").write_text("Ottoline Brack")
            watch.until(lambda: watch.said)
            time.sleep(0.5)
            other.execute("ROLLBACK")
        watch.until(lambda: len(watch.said) == 3)
    assert watch.said[0].startswith(f"{watch.db}: another program has locked it - trying again")
    assert sorted(watch.said[1:]) == ["a.jpg: 1 photo read, 1 person, 0 sure", "the store can be written again"]


def test_a_folder_that_goes_and_comes_back(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop, "POLL", 0.1)
    monkeypatch.setattr(loop, "RESCAN", 0.5)
    (folder / "a.jpg").write_text("Ottoline Brack")
    with Watching(tmp_path, folder) as watch:
        watch.until(lambda: watch.said)
        folder.rename(tmp_path / "away")
        watch.until(lambda: len(watch.said) == 2)
        time.sleep(0.5)
        (tmp_path / "away" / "b.jpg").write_text("Tove Quill")
        (tmp_path / "away").rename(folder)
        watch.until(lambda: watch.stored() == ["a.jpg", "b.jpg"])
        (folder / "c.jpg").write_text("Zdislav Kvapil")  # events are followed again
        watch.until(lambda: len(watch.stored()) == 3)
    assert watch.said[1] == f"{folder}: it is missing; waiting for it to come back"
    assert watch.readers.begun == ["a.jpg", "b.jpg", "c.jpg"]


def test_a_file_of_a_clock_that_was_set_back(tmp_path: Path, folder: Path) -> None:
    (folder / "a.jpg").write_text("Ottoline Brack")
    with Watching(tmp_path, folder) as watch:
        watch.until(watch.stored)
        (tmp_path / "new").write_text("Tove Quill")
        os.utime(tmp_path / "new", (0, 0))
        (tmp_path / "new").replace(folder / "a.jpg")
        watch.until(lambda: watch.stored() == ["a.jpg", "a.jpg"])


def test_a_sub_folder_is_of_the_event_of_its_name_also_of_one_added_since(tmp_path: Path, folder: Path) -> None:
    with Watching(tmp_path, folder) as watch:
        with open_store(watch.db) as store:
            event = store.add_event(Event(0, "Makers evening", date(2026, 10, 2)), made.NOW)
        (folder / "Makers evening" / "front").mkdir(parents=True)
        (folder / "Makers evening" / "front" / "a.jpg").write_text("Ottoline Brack")
        watch.until(watch.stored)
    with open_store(watch.db) as store:
        assert store.people()[0].meetings[0].event_id == event.id


def test_a_photo_that_was_forgotten_does_not_come_back(tmp_path: Path, folder: Path) -> None:
    (folder / "a.jpg").write_text("Ottoline Brack")
    with Watching(tmp_path, folder) as watch:
        watch.until(watch.said.copy)
    with open_store(watch.db) as store:
        store.forget(1)
    with Watching(tmp_path, folder) as watch:
        (folder / "b.jpg").write_text("Tove Quill")
        watch.until(watch.stored)
    assert (watch.stored(), watch.readers.begun) == (["b.jpg"], ["b.jpg"])


def test_links_are_refused_once(tmp_path: Path, folder: Path) -> None:
    (folder / "a.jpg").symlink_to(tmp_path / "elsewhere.jpg")
    with Watching(tmp_path, folder) as watch:
        watch.until(lambda: watch.said)
        (folder / "b.jpg").write_text("Tove Quill")
        watch.until(watch.stored)
    assert watch.said == [f"{folder}/a.jpg: a link is not read", "b.jpg: 1 photo read, 1 person, 0 sure"]


def test_once_takes_what_is_ready_and_counts_the_rest(tmp_path: Path, folder: Path) -> None:
    for name, text in {"a.jpg": "Ottoline Brack", "b.jpg": "cut"}.items():
        (folder / name).write_text(text)
    end = threading.Event()

    def write() -> None:
        number = 0
        while not end.wait(SETTLE / 10):
            (folder / "c.jpg").write_text(str(number := number + 1))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        with Watching(tmp_path, folder, settle=1, once=True) as watch:
            assert watch.ends() == Outcome(failed=1, not_ready=1)
    finally:
        end.set()
        writer.join()
    assert (watch.stored(), watch.failed()) == (["a.jpg"], ["b.jpg"])


def test_fronts_and_backs_are_joined_by_their_order_when_nothing_came_for_a_while(tmp_path: Path, folder: Path) -> None:
    for name, text in {
        "front/1": "Ottoline Brack",
        "front/2": "Tove Quill",
        "back/3": "back 3",
        "back/4": "back 4",
    }.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / f"{name}.jpg").write_text(text)
    with Watching(tmp_path, folder, settle=0.2) as watch:
        watch.until(lambda: len(watch.stored()) == 4)
    with Watching(tmp_path, folder, settle=0.2) as watch:  # also where it was ended before that
        watch.until(lambda: watch.said)
    assert watch.said == ["2 back sides joined to the front, by what they say and their order"]
    with open_store(watch.db) as store:
        assert [(each.contact.fn[0].value, each.contact.adr[0].value) for each in store.people()] == [
            ("Ottoline Brack", "back 3 street"),
            ("Tove Quill", "back 4 street"),
        ]


def test_many_files_at_once_come_in_batches(tmp_path: Path, folder: Path) -> None:
    for number in range(250):
        (folder / f"{number:03}.jpg").write_text(f"copy {number % 3}")
    with Watching(tmp_path, folder) as watch:
        watch.until(lambda: len(watch.stored()) == 3)
        (folder / "last.jpg").write_text("last")
        watch.until(lambda: len(watch.stored()) == 4)
    digest = hashlib.sha256(b"copy 1").hexdigest()
    with open_store(watch.db) as store:
        assert store.knows(digest)
    assert watch.readers.begun == ["000.jpg", "001.jpg", "002.jpg", "last.jpg"]


def test_readers_go_when_nothing_comes_for_long(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop, "IDLE", 0.5)
    (folder / "a.jpg").write_text("Ottoline Brack")
    with Watching(tmp_path, folder, poll=0.2) as watch:
        watch.until(watch.stored)
        watch.readers.closed = False
        watch.until(lambda: watch.readers.closed)
