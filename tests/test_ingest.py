"""Photos into the store: each once, failures kept, interrupted or not."""

import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import made
import pytest

from cardscan.actions.ingest import Ingested, ingest
from cardscan.actions.work import ReadAll
from cardscan.errors import SetupError, StoreError
from cardscan.model import Failure, Flaw, PhotoReading
from cardscan.processes import pool as pools
from cardscan.processes.guarded import MakeRead, Read
from cardscan.processes.pool import read_all
from cardscan.store import Store, open_store

ROOT = Path(__file__).parent.parent


def play(path: Path, begun: Path, page_done: Callable[[], None]) -> PhotoReading:
    """Read a file that says by its text what happens to it; `begun` counts how often anything was read."""
    with begun.open("a") as file:
        file.write(f"{path.name}\n")
    text = path.read_text()
    match text.split()[0]:
        case "bad":
            return replace(made.failed(str(path), text), failure=Failure("decode", "cut off", "copy it again"))
        case "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        case "stop":
            while not counted(begun).exists():
                time.sleep(0.01)
            os.kill(os.getppid(), signal.SIGINT)
            time.sleep(600)
        case "sure":
            return made.photo(str(path), made.card(made.contact(text, title=())), content=text)
        case "empty":
            return made.photo(str(path), replace(made.card(), lines=(), codes=()), content=text)
    return made.photo(str(path), made.card(made.contact(text)), content=text)


def counted(begun: Path) -> Path:
    """Name the file that is there once a photo is stored and counted."""
    return begun.with_name("counted")


def make(begun: Path) -> Read:
    return partial(play, begun=begun)


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    return tmp_path / "begun"


def files(folder: Path, **texts: str) -> list[Path]:
    for name, text in texts.items():
        (folder / f"{name}.jpg").write_text(text)
    return [folder / f"{name}.jpg" for name in texts]


def reading(make_read: MakeRead, jobs: int = 1) -> ReadAll:
    return partial(read_all, make_read=make_read, jobs=jobs)


def run(paths: list[Path], store: Store, begun: Path, jobs: int = 1) -> Ingested:
    def progress(_path: Path) -> None:
        counted(begun).touch()

    return ingest(paths, store, reading(partial(make, begun), jobs), now=lambda: made.NOW, progress=progress)


@pytest.fixture
def in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let photos come in their order, however long it takes to begin."""
    monkeypatch.setattr(pools, "PATIENCE", 600.0)


@pytest.mark.parametrize("jobs", [1, 2])
def test_counts(tmp_path: Path, store: Store, begun: Path, jobs: int) -> None:
    paths = files(tmp_path, a="Ottoline B", b="sure Quill", c="bad photo", d="sure Vane", e="empty table")
    done = run(paths, store, begun, jobs)
    assert (done.read, done.skipped, done.sure, done.to_check, done.left) == (3, 0, 2, 1, 0)
    assert {each.path: each.failure.stage for each in done.failures} == {str(paths[2]): "decode", str(paths[4]): "find"}
    assert [failed.path for failed in store.failures()] == [str(paths[2]), str(paths[4])]
    assert [person.contact.fn[0].value for person in store.people()] == ["Ottoline B", "sure Quill", "sure Vane"]


def test_who_was_met_before_is_counted(tmp_path: Path, store: Store, begun: Path) -> None:
    folder = {name: tmp_path / name for name in ("spring", "autumn", "winter")}
    for each in folder.values():
        each.mkdir()
    run(files(folder["spring"], a="Ottoline Brack"), store, begun)
    done = run(files(folder["autumn"], a="Brack Ottoline"), store, begun)  # the same card in another order
    assert (done.same, done.again, done.maybe, done.sure + done.to_check) == (1, 0, 0, 0)  # on the same day
    done = run(files(folder["winter"], a="O. Brack"), store, begun)  # to be asked about
    assert (done.again, done.maybe, done.sure + done.to_check) == (0, 1, 1)
    assert [len(person.meetings) for person in store.people()] == [1, 1]


def test_again_reads_only_what_failed(tmp_path: Path, store: Store, begun: Path) -> None:
    paths = files(tmp_path, a="Ottoline B", b="bad photo")
    run(paths, store, begun)
    done = run(paths, store, begun)
    assert (done.read, done.skipped, len(done.failures)) == (0, 1, 1)
    assert begun.read_text().split() == ["a.jpg", "b.jpg", "b.jpg"]
    assert len(store.people()) == len(store.failures()) == 1


@pytest.mark.parametrize("jobs", [1, 2])
def test_copies_are_read_once(tmp_path: Path, store: Store, begun: Path, jobs: int) -> None:
    done = run(files(tmp_path, a="Ottoline B", b="Ottoline B", c="Ottoline B"), store, begun, jobs)
    assert (done.read, done.skipped) == (1, 2)
    assert begun.read_text().split() == ["a.jpg"]


def test_progress_is_told_of_every_photo(tmp_path: Path, store: Store, begun: Path) -> None:
    paths = files(tmp_path, a="Ottoline B", b="Ottoline B", c="bad photo")
    told: list[Path] = []
    ingest(paths, store, reading(partial(make, begun)), now=lambda: made.NOW, progress=told.append)
    assert sorted(told) == paths


def test_a_photo_that_crashes_the_reader_is_tried_again(tmp_path: Path, store: Store, begun: Path) -> None:
    paths = files(tmp_path, a="Ottoline B", b="kill", c="sure Quill")
    done = run(paths, store, begun, jobs=2)
    assert (done.read, len(done.failures)) == (2, 1)
    [failed] = store.failures()
    assert failed.path == str(paths[1])
    paths[1].write_text("Mended C")
    assert run(paths, store, begun, jobs=2).read == 1
    assert store.failures() == ()


def test_a_file_that_is_gone_is_a_failure(tmp_path: Path, store: Store, begun: Path) -> None:
    paths = [tmp_path / "gone.jpg", *files(tmp_path, a="Ottoline B")]
    done = run(paths, store, begun, jobs=2)
    assert (done.read, len(done.failures)) == (1, 1)


@pytest.mark.usefixtures("in_order")
def test_ctrl_c_keeps_what_is_done(tmp_path: Path, store: Store, begun: Path) -> None:
    paths = files(tmp_path, a="Ottoline B", b="stop", c="sure Quill")
    done = run(paths, store, begun)
    assert (done.read, done.left) == (1, 2)
    assert len(store.people()) == 1
    paths[1].write_text("Mended C")
    assert run(paths, store, begun).read == 2


@pytest.mark.usefixtures("in_order")
def test_ctrl_c_stops_the_workers(tmp_path: Path, store: Store, begun: Path) -> None:
    paths = files(tmp_path, a="Ottoline B", b="stop", **{f"n{n}": f"Number {n}" for n in range(30)})
    done = run(paths, store, begun, jobs=2)
    assert done.left > 0
    assert done.read == len(store.people()) == len(paths) - done.left
    paths[1].write_text("Mended C")
    assert run(paths, store, begun).left == 0
    assert len(store.people()) >= len(paths)


def no_reader() -> Read:
    raise SetupError("tesseract is missing")


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_broken_setup_stores_nothing(tmp_path: Path, store: Store, jobs: int) -> None:
    with pytest.raises(SetupError):
        ingest(files(tmp_path, a="Ottoline B"), store, reading(no_reader, jobs), now=lambda: made.NOW)
    assert store.people() == ()
    assert store.failures() == ()


def test_ctrl_c_counts_whom_the_store_has(
    tmp_path: Path, store: Store, begun: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It comes in the worst moment: a photo is stored, and not counted yet."""
    save = store.save

    def save_and_be_stopped(*arguments: Any) -> Any:
        saved = save(*arguments)
        signal.raise_signal(signal.SIGINT)
        return saved

    monkeypatch.setattr(store, "save", save_and_be_stopped)
    done = run(files(tmp_path, a="sure Per Q", b="Ottoline B"), store, begun)
    assert (done.read, done.sure + done.to_check, done.left) == (1, len(store.people()), 1)


def test_it_says_which_card_of_a_photo_is_bad(tmp_path: Path, store: Store) -> None:
    flaw = Flaw("small", "letters are 9 px high", "hold closer")
    good = replace(made.card(made.contact("Per Q")), quality=())
    bad = replace(made.card(made.contact("Ottoline B")), quality=(flaw,))
    [file] = files(tmp_path, two="two cards")

    def read(_paths: Iterable[Path]) -> Generator[PhotoReading]:
        yield made.photo(str(file), good, bad, content="two cards")

    [flawed] = ingest([file], store, read, now=lambda: made.NOW).flawed
    assert (flawed.number, flawed.several, flawed.name, flawed.flaws) == (2, True, "Ottoline B", (flaw,))


def test_a_store_that_cannot_be_written_stops_it_and_keeps_the_rest(tmp_path: Path, store: Store, begun: Path) -> None:
    paths = files(tmp_path, a="Ottoline B", b="sure Quill")
    run(paths[:1], store, begun)
    crops = store.place.crops
    crops.rename(crops.with_name("elsewhere"))
    crops.write_text("in the way")
    with pytest.raises(StoreError):
        run(paths, store, begun, jobs=2)
    assert len(store.people()) == 1


TWO = """
import sys
import time
from pathlib import Path
from test_ingest import run
from cardscan.store import open_store
if __name__ == "__main__":
    folder = Path(sys.argv[1])
    with open_store(str(folder / "x.db")) as store:
        done = run(sorted(folder.glob("*.jpg")), store, folder / "begun")
    print(done.read, done.skipped)
"""


def test_two_commands_at_once_store_each_photo_once(tmp_path: Path) -> None:
    files(tmp_path, **{f"n{n}": f"Number {n}" for n in range(30)})
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])}
    both = [
        subprocess.Popen([sys.executable, "-c", TWO, tmp_path], env=env, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    counts = [tuple(map(int, each.communicate(timeout=240)[0].split())) for each in both]
    assert sum(read for read, _ in counts) == 30
    assert all(read + skipped == 30 for read, skipped in counts)
    with open_store(str(tmp_path / "x.db")) as store:
        assert len(store.people()) == 30


def test_hashes_are_of_the_file_as_given(tmp_path: Path, store: Store, begun: Path) -> None:
    [path] = files(tmp_path, a="Ottoline B")
    run([path], store, begun)
    assert store.knows(hashlib.sha256(path.read_bytes()).hexdigest())


def test_notes_come_with_the_photos_also_later(tmp_path: Path, store: Store, begun: Path) -> None:
    paths = files(tmp_path, a="Ottoline B", b="Zdislav K")
    beside = "dredges a canal that silts up\n\nintroduce our hydrologist in Ghent"
    (tmp_path / "a.txt").write_text(beside)
    (tmp_path / "b.txt").write_text("nice chat")
    noted = run(paths, store, begun).noted
    assert (noted.taken, [problem.where for problem in noted.problems]) == (1, [str(tmp_path / "b.txt")])
    (tmp_path / "b.txt").write_text(beside)
    noted = run(paths, store, begun).noted
    assert (noted.taken, noted.problems) == (1, [])
    assert [len(person.meetings[0].notes) for person in store.people()] == [1, 1]
