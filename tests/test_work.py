"""What is to be read is in the store until something of it is: whoever was killed goes on where it was."""

from collections.abc import Callable, Generator, Iterable
from pathlib import Path

import made
import pytest
from conftest import Run
from test_join_sides import BACK, FRONT

from cardscan.actions.ingest import Ingested, ingest
from cardscan.actions.work import ENDED
from cardscan.errors import Exit, StoreError
from cardscan.model import PhotoReading
from cardscan.store import Store

pytestmark = pytest.mark.both_engines


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / f"{number}.jpg" for number in range(4)]
    for path in paths:
        path.write_text(f"a photo of {path.name}")
    return paths


def reading_of(path: Path) -> PhotoReading:
    return made.photo(str(path), made.card(made.contact(f"{path.stem} Brackwyth")), content=path.read_text())


def take_in(store: Store, photos: list[Path], met: Callable[[Path], object] = lambda _: None) -> tuple[Ingested, list]:
    """Ingest photos, and tell which were read together; `met` is called with each after it was begun."""
    together: list[list[Path]] = []

    def read_all(paths: Iterable[Path]) -> Generator[PhotoReading]:
        together.append([])
        for path in paths:
            together[-1].append(path)
            met(path)
            yield reading_of(path)

    return ingest(photos, store, read_all, now=lambda: made.NOW), together


def killed_at(store: Store, path: Path, times: int = 1) -> None:
    """Leave what one leaves that is killed with a photo under way."""
    store.queue.add([path], made.NOW)
    for _ in range(times):
        store.queue.take(path, made.NOW)


def test_each_photo_is_queued_then_taken_then_stored(store: Store, photos: list[Path]) -> None:
    seen: list[tuple[int, list[str], int]] = []

    def look(path: Path) -> None:
        taken = [Path(each.path).name for each in store.queue.taken()]
        seen.append(
            (store.queue.waiting(), taken, sum(store.knows(made.photo(content=p.read_text()).sha256) for p in photos))
        )

    take_in(store, photos, look)
    assert seen == [(3, ["0.jpg"], 0), (2, ["1.jpg"], 1), (1, ["2.jpg"], 2), (0, ["3.jpg"], 3)]
    assert (store.queue.waiting(), store.queue.taken()) == (0, ())


def interrupt(_path: Path) -> None:
    raise KeyboardInterrupt


def test_ctrl_c_leaves_nothing_queued(store: Store, photos: list[Path]) -> None:
    done, _ = take_in(store, photos, interrupt)
    assert done.left == 4
    assert (store.queue.waiting(), store.queue.taken()) == (0, ())


def test_a_store_that_cannot_be_written_is_told_and_not_what_came_of_that(
    store: Store, photos: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StoreError("the disk is full", "free some space")

    monkeypatch.setattr(store, "save", full)
    monkeypatch.setattr(store.queue, "drop", interrupt)
    with pytest.raises(StoreError, match="the disk is full"):
        take_in(store, photos)


def test_one_that_was_killed_reads_what_is_left(store: Store, photos: list[Path]) -> None:
    take_in(store, photos[:2])
    killed_at(store, photos[2])
    done, together = take_in(store, photos)
    assert (done.read, done.skipped) == (2, 2)
    assert together == [photos[2:]]


def test_what_was_begun_twice_is_read_alone_and_last(store: Store, photos: list[Path]) -> None:
    killed_at(store, photos[0], times=2)
    killed_at(store, photos[1], times=2)
    done, together = take_in(store, photos)
    assert together == [photos[2:], [photos[0]], [photos[1]]]
    assert done.read == 4


def test_what_was_begun_three_times_is_not_read_any_more(store: Store, photos: list[Path], run: Run) -> None:
    killed_at(store, photos[0], times=3)
    done, together = take_in(store, photos)
    assert together == [photos[1:]]
    assert [(each.path, each.failure) for each in done.failures] == [(str(photos[0]), ENDED)]
    [failed] = store.failures()
    assert (failed.path, failed.failure, failed.times) == (str(photos[0]), ENDED, 3)
    code, out, _ = run("retry", "--list")
    assert code == Exit.OK
    assert out.rstrip("\n").split("\t")[-1] == "3"


def test_tries_are_counted_over_all_commands(store: Store, photos: list[Path]) -> None:
    def fail(paths: Iterable[Path]) -> Generator[PhotoReading]:
        for path in paths:
            yield made.failed(str(path), path.read_text())

    for times in (1, 2, 3):
        ingest(photos[:1], store, fail, now=lambda: made.NOW)
        assert [each.times for each in store.failures()] == [times]


def test_what_was_stored_and_not_joined_yet_is_joined(store: Store, photos: list[Path]) -> None:
    """One that is killed may just have stored the back of a card."""
    for path, contact in zip(photos, (FRONT, BACK), strict=False):
        store.queue.add([path], made.NOW)
        store.queue.take(path, made.NOW)
        store.save(made.photo(str(path), made.card(contact), content=path.read_text()), [(contact,)], made.NOW)
    assert len(store.people()) == 2
    done, together = take_in(store, photos[:2])
    assert together == [[]]
    assert (done.backs, len(store.people())) == (1, 1)


def test_doctor_tells_what_was_not_read(store: Store, photos: list[Path], run: Run) -> None:
    _, _, err = run("doctor")
    assert "not read yet" not in err
    store.queue.add(photos, made.NOW)
    store.queue.take(photos[0], made.NOW)
    code, _, err = run("doctor")
    assert code == Exit.OK
    assert "3 photos waiting, 1 photo being read" in err
    assert "the same cardscan ingest" in err


def test_who_is_forgotten_is_not_left_in_the_queue(store: Store, photos: list[Path]) -> None:
    killed_at(store, photos[0])
    store.save(reading_of(photos[0]), [(made.contact("Quendolin Brackwyth"),)], made.NOW)
    [one] = store.people()
    store.forget(one.id)
    assert store.queue.taken() == ()
