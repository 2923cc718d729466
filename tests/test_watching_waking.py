"""What wakes a watch, and what does when the system gives no events."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from watchdog.observers import Observer

from cardscan.watching.listing import look_through
from cardscan.watching.waking import Waker

SECONDS = 20


@pytest.fixture
def waker(tmp_path: Path) -> Iterator[Waker]:
    made = Waker()
    assert made.follow(look_through([tmp_path]).there) == ""
    made.wait(SECONDS)  # what happened before it began to follow
    yield made
    made.close()


def waited(waker: Waker, seconds: float = SECONDS) -> float:
    start = time.monotonic()
    waker.wait(seconds)
    return time.monotonic() - start


def test_what_is_written_in_a_sub_folder_wakes(waker: Waker, tmp_path: Path) -> None:
    (tmp_path / "Fair").mkdir()
    assert waited(waker) < SECONDS / 2
    time.sleep(0.2)
    waker.wait(0)
    (tmp_path / "Fair" / "a.jpg").write_text("a")
    assert waited(waker) < SECONDS / 2


def test_a_thread_that_ended_is_begun_anew(waker: Waker, tmp_path: Path) -> None:
    there = look_through([tmp_path]).there
    before = waker._observer
    assert waker.follow(there) == "" and waker._observer is before
    assert before
    before.stop()
    before.join()
    assert waker.follow(there) == "" and waker._observer is not before
    while waited(waker, 0.5) < 0.5:
        pass
    (tmp_path / "a.jpg").write_text("a")
    assert waited(waker) < SECONDS / 2


def test_many_folders_at_once_make_no_noise(waker: Waker, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for number in range(200):
        (tmp_path / f"{number}" / "front").mkdir(parents=True)
    while waited(waker, 0.5) < 0.5:
        pass
    waker.close()
    assert capfd.readouterr().err == ""


def test_looking_and_reading_wake_nobody(waker: Waker, tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_text("a")
    while waited(waker, 0.5) < 0.5:
        pass
    look_through([tmp_path])
    (tmp_path / "a.jpg").read_text()
    assert waited(waker, 0.5) >= 0.5


def test_a_call_wakes_also_who_waits_later() -> None:
    waker = Waker(native=False)
    waker.wake()
    waker.wake()
    assert waited(waker) < SECONDS / 2
    timer = threading.Timer(0.1, waker.wake)
    timer.start()
    assert waited(waker) < SECONDS / 2
    timer.join()
    assert waited(waker, 0.1) >= 0.1  # two calls in a row wake once


def test_a_system_that_can_follow_no_more_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: object, **_more: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr(Observer, "start", full)
    waker = Waker()
    for _ in range(2):
        assert waker.follow(look_through([tmp_path]).there) == "inotify watch limit reached"
    waker.close()
