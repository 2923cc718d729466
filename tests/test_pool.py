"""Many photos, several processes: in order where that costs no time, and each fault costs one photo."""

import errno
import math
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from contextlib import closing
from functools import partial
from multiprocessing import active_children
from pathlib import Path
from threading import Thread

import made
import psutil
import pytest

from cardscan.errors import ServerError, SetupError, StoreError
from cardscan.model import PhotoReading
from cardscan.processes import limits
from cardscan.processes import pool as pools
from cardscan.processes.guarded import POISON, Read
from cardscan.processes.limits import GB, Limits
from cardscan.processes.pool import Pool, read_all
from cardscan.scratch import sweep

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where temporary files lie; in the end none is left."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    yield folder
    assert list(folder.iterdir()) == []
    assert active_children() == []


def eat() -> None:
    eaten = []
    while True:
        eaten.append(b"x" * (8 << 20))
        time.sleep(0.01)


def take_pages(count: float, seconds: float, page_done: Callable[[], None]) -> None:
    while count > 0:
        count -= 1
        time.sleep(seconds)
        page_done()


def fail(error: Exception) -> None:
    raise error


#: What a photo does that is called so.
ACTS: dict[str, Callable[[Callable[[], None]], object]] = {
    ".jpg": lambda _: None,
    ".hang": lambda _: time.sleep(600),
    ".slow": lambda _: time.sleep(1.5),
    ".pages": partial(take_pages, 4, 0.3),
    ".endless": partial(take_pages, math.inf, 0.01),
    ".eat": lambda _: eat(),
    ".gulp": lambda _: bytearray(1 << 40),
    ".kill": lambda _: os.kill(os.getpid(), signal.SIGKILL),
    ".once": lambda _: None,  # see `play`
    ".full": lambda _: fail(OSError(errno.ENOSPC, "No space left on device")),
    ".bug": lambda _: fail(ZeroDivisionError("division by zero")),
}


def play(path: Path, folder: str, page_done: Callable[[], None]) -> PhotoReading:
    """Read a photo that says by its name what happens; a file in `folder` tells that it was begun."""
    with tempfile.NamedTemporaryFile(prefix="picture of a line"):
        (Path(folder) / f"{path.name}.{os.getpid()}").write_text("")  # in here: who sees the file may end us at once
        if path.suffix == ".once" and len(list(Path(folder).glob(f"{path.name}.*"))) == 1:
            os.kill(os.getpid(), signal.SIGKILL)  # as someone may, or a system without memory
        ACTS[path.suffix](page_done)
        return made.photo(str(path))


def reader(folder: str) -> Read:
    return partial(play, folder=folder)


def no_reader() -> Read:
    raise SetupError("tesseract is missing", "apt-get install tesseract-ocr")


def names(count: int, **special: str) -> list[Path]:
    return [Path(special.get(f"n{n}", f"{n}.jpg")) for n in range(count)]


def failures(readings: list[PhotoReading]) -> dict[str, str]:
    return {reading.path: reading.failure.message for reading in readings if reading.failure}


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    folder = tmp_path / "begun"
    folder.mkdir()
    return folder


@pytest.fixture
def make(begun: Path) -> Callable[[], Read]:
    return partial(reader, str(begun))


MakeRead = Callable[[], Read]


@pytest.mark.parametrize("jobs", [1, 3])
def test_readings_come_in_order_from_other_processes(make: MakeRead, begun: Path, jobs: int) -> None:
    readings = list(read_all(names(10), make, jobs))
    assert [Path(reading.path) for reading in readings] == names(10)
    assert readings[3] == made.photo("3.jpg")
    pids = {each.suffix for each in begun.iterdir()}
    assert 1 <= len(pids) <= jobs
    assert f".{os.getpid()}" not in pids


def test_no_photo_waits_for_long_for_another(make: MakeRead, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pools, "PATIENCE", 0.2)
    readings = list(read_all(names(8, n1="1.slow"), make, 2))
    came = [Path(reading.path).name for reading in readings]
    assert came.index("1.slow") >= 3  # others came in meanwhile
    assert [each for each in came if each != "1.slow"] == [f"{n}.jpg" for n in (0, *range(2, 8))]


def test_no_photos_need_no_reader() -> None:
    assert list(read_all([], no_reader, 2)) == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_broken_setup_is_raised(jobs: int) -> None:
    with pytest.raises(SetupError) as caught:
        list(read_all(names(3), no_reader, jobs))
    assert caught.value.advice == "apt-get install tesseract-ocr"


def broken_reader() -> Read:
    os._exit(3)


def test_a_process_that_does_not_begin_is_a_broken_setup() -> None:
    with pytest.raises(SetupError) as caught:
        list(read_all(names(3), broken_reader, 1))
    assert "doctor" in caught.value.advice


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_fault_of_ours_costs_one_photo(make: MakeRead, jobs: int) -> None:
    readings = list(read_all(names(5, n2="2.bug"), make, jobs))
    assert [reading.failure is None for reading in readings] == [True, True, False, True, True]
    failure = readings[2].failure
    assert failure is not None
    assert failure.message.startswith("ZeroDivisionError in test_pool.py, line ")
    assert "report" in failure.advice


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_full_disk_is_no_fault_of_a_photo(make: MakeRead, scratch: Path, jobs: int) -> None:
    with pytest.raises(StoreError) as caught:
        list(read_all(names(3, n1="1.full"), make, jobs))
    assert caught.value.message == f"{scratch}: the disk is full"


def test_a_pool_stays_until_it_is_closed(make: MakeRead, begun: Path) -> None:
    with closing(Pool(make, 1)) as pool:
        for paths in (names(2), [Path("3.kill"), Path("4.jpg")], [Path("5.jpg")], [Path("6.jpg")]):
            assert sorted(Path(reading.path) for reading in pool.read(paths)) == paths
        with closing(pool.read(names(9))) as early:
            next(early)
        assert len(list(pool.read([Path("7.jpg")]))) == 1
    workers = {name: {each.suffix for each in begun.glob(f"{name}.*")} for name in ("1.jpg", "5.jpg", "6.jpg", "7.jpg")}
    assert workers["1.jpg"] != workers["5.jpg"] == workers["6.jpg"] != workers["7.jpg"]


def test_a_process_that_was_killed_while_idle_is_begun_anew(make: MakeRead, begun: Path) -> None:
    with closing(Pool(make, 1)) as pool:
        list(pool.read([Path("0.jpg")]))
        [first] = active_children()
        first.kill()
        first.join()
        assert failures(list(pool.read([Path("1.jpg")]))) == {}


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_photo_that_kills_its_process_costs_only_itself(make: MakeRead, begun: Path, jobs: int) -> None:
    paths = names(9, n1="1.kill", n6="6.kill", n7="7.kill")
    readings = list(read_all(paths, make, jobs))
    last = [path for path in paths if path.suffix == ".kill"]
    assert [Path(reading.path) for reading in readings] == [path for path in paths if path not in last] + last
    assert failures(readings) == {path.name: POISON.message for path in last}
    times = Counter(each.stem for each in begun.iterdir())  # of each photo, by as many processes
    assert times == {path.name: 2 if path in last else 1 for path in paths}
    assert {each.path: each.tried for each in readings} == times


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_reader_that_somebody_ends_costs_no_photo(make: MakeRead, begun: Path, jobs: int) -> None:
    readings = list(read_all(names(6, n2="2.once"), make, jobs))
    assert failures(readings) == {}
    assert [(reading.path, reading.tried) for reading in readings if reading.tried > 1] == [("2.once", 2)]


def test_what_ended_its_reader_is_read_again_when_nothing_else_is(make: MakeRead, begun: Path) -> None:
    readings = list(read_all(names(6, n0="0.once", n1="1.once", n5="5.slow"), make, 2))
    assert [reading.path for reading in readings] == ["2.jpg", "3.jpg", "4.jpg", "5.slow", "0.once", "1.once"]


def test_it_ends_when_nothing_comes_back_for_very_long(make: MakeRead) -> None:
    with closing(Pool(make, 1)) as pool:
        pool.silence = 0.3
        with pytest.raises(ServerError) as caught:
            list(pool.read(names(3, n0="0.hang")))
    assert "1 worker" in caught.value.message
    assert "the same command" in caught.value.advice


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_photo_that_takes_too_long_is_ended(make: MakeRead, jobs: int) -> None:
    paths = names(5, n1="1.hang", n2="2.pages", n3="3.endless")
    readings = list(read_all(paths, make, jobs, Limits(seconds=0.8)))
    over = failures(readings)
    assert over == {"1.hang": "it took longer than 0.8 seconds", "3.endless": "it took longer than 8 seconds"}
    assert all("--time-limit 1.6" in reading.failure.advice for reading in readings if reading.failure)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_photo_that_takes_too_much_memory_is_ended(make: MakeRead, jobs: int) -> None:
    readings = list(read_all(names(4, n1="1.eat", n2="2.gulp"), make, jobs, Limits(memory=GB // 2)))
    assert failures(readings) == dict.fromkeys(("1.eat", "2.gulp"), "it takes more than 0.5 GB of memory")
    assert all("--memory-limit 1" in reading.failure.advice for reading in readings if reading.failure)


@pytest.mark.skipif(sys.platform != "linux", reason="ps alone tells")
def test_ps_tells_the_same_memory() -> None:
    held = b"x" * (100 << 20)
    assert limits._resident_by_ps(os.getpid()) == pytest.approx(limits._resident_by_proc(os.getpid()), rel=0.1)
    assert limits._resident_by_ps(os.getpid()) > len(held)
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    assert limits._resident_by_ps(gone.pid) == limits._resident_by_proc(gone.pid) == 0


def test_no_more_is_begun_than_is_needed(make: MakeRead) -> None:
    taken = []

    def source() -> Iterator[Path]:
        for path in names(100):
            taken.append(path)
            yield path

    with closing(read_all(source(), make, 2)) as readings:
        next(readings)
    assert len(taken) <= 5


def test_closing_ends_what_is_being_read_at_once(make: MakeRead, begun: Path) -> None:
    with closing(read_all(names(4, n1="1.hang"), make, 2)) as readings:
        next(readings)
        while not list(begun.glob("1.hang.*")):
            time.sleep(0.01)
        start = time.monotonic()
    assert time.monotonic() - start < 3


def test_another_thread_can_stop_it(make: MakeRead, begun: Path) -> None:
    pool = Pool(make, 1)
    ended: list[type[BaseException]] = []

    def run() -> None:
        try:
            list(pool.read(names(3, n0="0.hang")))
        except CancelledError as error:
            ended.append(type(error))

    thread = Thread(target=run)
    thread.start()
    while not list(begun.glob("0.hang.*")):
        time.sleep(0.01)
    pool.stop()
    thread.join(5)
    assert ended == [CancelledError]


PARENT = """
import signal, sys
from functools import partial
from pathlib import Path
from test_pool import reader
from cardscan.processes.pool import read_all
if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # it is ignored where tests run in the background
    paths = [Path("0.jpg"), Path("1.hang"), Path("2.jpg"), Path("3.hang")]
    try:
        for _ in read_all(paths, partial(reader, sys.argv[1]), int(sys.argv[2])):
            pass
    except KeyboardInterrupt:
        sys.exit(130)
"""


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGINT])
@pytest.mark.parametrize("jobs", [1, 2])
def test_nothing_outlives_a_parent_that_is_ended(tmp_path: Path, begun: Path, jobs: int, end: signal.Signals) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])}
    with subprocess.Popen([sys.executable, script, begun, str(jobs)], env=env) as parent:
        try:
            while len(list(begun.glob("*.hang.*"))) < jobs:
                time.sleep(0.01)
            parent.send_signal(end)
            assert parent.wait(10) == (130 if end is signal.SIGINT else -end)
        finally:
            parent.kill()
    pids = {int(each.suffix[1:]) for each in begun.glob("*.hang.*")}
    deadline = time.monotonic() + 20
    while any(map(psutil.pid_exists, pids)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(psutil.pid_exists, pids))


def test_what_a_process_left_that_was_killed_is_removed_at_the_next_start(make: MakeRead, scratch: Path) -> None:
    left = scratch / "cardscan-reading-left"
    left.mkdir()
    (left / "0000.pgm").write_bytes(b"the picture of a line")
    (scratch / "cardscan-photos").mkdir()  # of something else
    list(read_all(names(1), make, 1))
    assert [each.name for each in scratch.iterdir()] == ["cardscan-photos"]
    (scratch / "cardscan-photos").rmdir()


def test_what_earlier_versions_left_is_removed_once_it_is_old(scratch: Path) -> None:
    content = {"lines": "0000.pgm", "photos": "table-001.jpg", "now": "0000.pgm", "none": ""}
    folders = {what: scratch / f"cardscan-{number:08d}" for number, what in enumerate(content)}
    for what, folder in folders.items():
        folder.mkdir()
        if content[what]:
            (folder / content[what]).write_bytes(b"the picture of a line")
        if what != "now":
            os.utime(folder, (0, 0))
    sweep()
    assert {what for what, folder in folders.items() if folder.exists()} == {"photos", "now"}
    for what in ("photos", "now"):
        shutil.rmtree(folders[what])


def test_what_a_process_at_work_has_written_is_left_alone(make: MakeRead, scratch: Path) -> None:
    with closing(Pool(make, 1)) as pool:
        list(pool.read([Path("0.jpg")]))
        sweep()
        assert len(list(scratch.glob("cardscan-reading-*"))) == 1
