"""What could not be read is listed, tried again, and forgotten when its file is gone."""

from datetime import date
from pathlib import Path

import made
import pytest
from conftest import Run

from cardscan.actions.ingest import ingest
from cardscan.actions.retry import failures_at, retry
from cardscan.errors import Exit
from cardscan.model import PhotoReading
from cardscan.person import Event
from cardscan.store import Store

pytestmark = pytest.mark.both_engines


def read(path: Path) -> PhotoReading:
    text = path.read_text()
    if text == "bad":
        return made.failed(str(path), text)
    return made.photo(str(path), made.card(made.contact(text)), content=text)


def read_all(paths):
    return (read(path) for path in paths)


def fail(store: Store, *paths: Path) -> None:
    for path in paths:
        path.parent.mkdir(exist_ok=True)
        store.save(made.failed(str(path), path.name), (), made.NOW)
        path.write_text("bad")


def names(store: Store) -> list[str]:
    return [Path(each.path).name for each in store.failures()]


def run(store: Store, *paths: Path) -> tuple[int, int, int, int]:
    done = retry(failures_at(store, paths), store, read_all, now=lambda: made.NOW)
    return done.done.read, len(done.done.failures), done.gone, done.away


def test_all_or_those_of_a_folder(tmp_path: Path, store: Store) -> None:
    one, two = tmp_path / "one" / "a.jpg", tmp_path / "two" / "b.jpg"
    fail(store, one, two)
    one.write_text("Ottoline Brack")
    two.write_text("Tove Quill")
    assert run(store, tmp_path / "one") == (1, 0, 0, 0)
    assert names(store) == ["b.jpg"]
    assert run(store) == (1, 0, 0, 0)
    assert names(store) == []


def test_what_still_cannot_be_read_stays(tmp_path: Path, store: Store) -> None:
    fail(store, tmp_path / "a.jpg")
    assert run(store) == (0, 1, 0, 0)
    assert names(store) == ["a.jpg"]


def test_a_file_that_was_removed_is_forgotten_and_one_on_a_disk_that_is_away_is_not(
    tmp_path: Path, store: Store
) -> None:
    fail(store, tmp_path / "a.jpg", tmp_path / "disk" / "b.jpg")
    (tmp_path / "a.jpg").unlink()
    (tmp_path / "disk").rename(tmp_path / "unplugged")
    assert run(store) == (0, 0, 1, 1)
    assert names(store) == ["b.jpg"]


def test_a_file_that_was_replaced_by_a_known_photo_is_a_failure_no_more(tmp_path: Path, store: Store) -> None:
    fail(store, tmp_path / "a.jpg")
    for name in ("a.jpg", "b.jpg"):
        (tmp_path / name).write_text("Ottoline Brack")
    ingest([tmp_path / "b.jpg"], store, read_all, now=lambda: made.NOW)
    assert names(store) == ["a.jpg"]
    assert run(store) == (0, 0, 0, 0)
    assert names(store) == []


def test_into_the_event_of_its_folder(tmp_path: Path, store: Store) -> None:
    fail(store, tmp_path / "Makers evening" / "a.jpg")
    event = store.add_event(Event(0, "Makers evening", date(2026, 10, 2)), made.NOW)
    (tmp_path / "Makers evening" / "a.jpg").write_text("Ottoline Brack")
    assert run(store)[0] == 1
    assert store.people()[0].meetings[0].event_id == event.id


def test_the_command(run: Run, tmp_path: Path, db: str) -> None:
    assert run("retry") == (Exit.OK, "", "nothing failed\n")
    (tmp_path / "a.jpg").write_bytes(b"no photo")
    assert run("ingest", str(tmp_path / "a.jpg"), "--jobs", "1")[0] == Exit.SOME_FAILED
    code, out, _ = run("retry", "--list")
    assert (code, out.split("\t")[:2]) == (Exit.OK, [str(tmp_path / "a.jpg"), "decode"])
    code, out, err = run("retry", "--jobs", "1")
    assert (code, out) == (Exit.SOME_FAILED, "0 photos read, 1 failed\n")
    assert err.startswith(f"{tmp_path}/a.jpg: it is not a photo")
    code, _, err = run("retry", str(tmp_path / "b.jpg"))
    assert code == Exit.INPUT
    assert "cardscan retry --list" in err
    (tmp_path / "a.jpg").unlink()
    assert run("retry", "--jobs", "1")[2].startswith("no longer there and forgotten: 1\n")
    assert run("retry", "--list")[1] == ""
