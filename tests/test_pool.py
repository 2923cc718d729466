"""Many photos, several processes: in order, and each fault costs one photo."""

import errno
import os
import signal
import subprocess
import sys
import time
from contextlib import closing
from functools import partial
from multiprocessing import active_children
from pathlib import Path

import made
import pytest

from cardscan.errors import SetupError, StoreError
from cardscan.model import PhotoReading
from cardscan.processes.pool import Pool, Read, read_all

ROOT = Path(__file__).parent.parent


def play(path: Path, folder: str) -> PhotoReading:
    """Read a photo that says by its name what happens; a file in `folder` tells that it was begun."""
    begun = Path(folder) / f"{path.name}.{os.getpid()}"
    if path.suffix == ".hang":
        try:
            begun.write_text("")  # in here: who sees the file may end us at once
            time.sleep(600)
        finally:
            (Path(folder) / "tidied").write_text("")
    begun.write_text("")
    if path.suffix == ".kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if path.suffix == ".full":
        raise OSError(errno.ENOSPC, "No space left on device")
    if path.suffix == ".bug":
        raise ZeroDivisionError("division by zero")
    return made.photo(str(path))


def reader(folder: str) -> Read:
    return partial(play, folder=folder)


def no_reader() -> Read:
    raise SetupError("tesseract is missing", "apt-get install tesseract-ocr")


def names(count: int, **special: str) -> list[Path]:
    return [Path(special.get(f"n{n}", f"{n}.jpg")) for n in range(count)]


@pytest.mark.parametrize("jobs", [1, 3])
def test_readings_come_in_order(tmp_path: Path, jobs: int) -> None:
    readings = list(read_all(names(10), partial(reader, str(tmp_path)), jobs))
    assert [Path(reading.path) for reading in readings] == names(10)
    assert readings[3] == made.photo("3.jpg")
    pids = {begun.suffix for begun in tmp_path.iterdir()}
    assert (pids == {f".{os.getpid()}"}) == (jobs == 1)
    assert active_children() == []


def test_no_photos_need_no_reader() -> None:
    assert list(read_all([], no_reader, 2)) == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_broken_setup_is_raised(jobs: int) -> None:
    with pytest.raises(SetupError) as caught:
        list(read_all(names(3), no_reader, jobs))
    assert caught.value.advice == "apt-get install tesseract-ocr"


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_fault_of_ours_costs_one_photo(tmp_path: Path, jobs: int) -> None:
    readings = list(read_all(names(5, n2="2.bug"), partial(reader, str(tmp_path)), jobs))
    assert [reading.failure is None for reading in readings] == [True, True, False, True, True]
    failure = readings[2].failure
    assert failure is not None
    assert failure.message.startswith("ZeroDivisionError in test_pool.py, line ")
    assert "report" in failure.advice


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_full_disk_is_no_fault_of_a_photo(tmp_path: Path, jobs: int) -> None:
    with pytest.raises(StoreError) as caught:
        list(read_all(names(3, n1="1.full"), partial(reader, str(tmp_path)), jobs))
    assert caught.value.message.endswith(": the disk is full")


def test_a_pool_stays_until_it_is_closed(tmp_path: Path) -> None:
    with closing(Pool(partial(reader, str(tmp_path)), 1)) as pool:
        for paths in (names(2), [Path("3.kill"), Path("4.jpg")], [Path("5.jpg")], [Path("6.jpg")]):
            assert [Path(reading.path) for reading in pool.read(paths)] == paths
        with closing(pool.read(names(9))) as early:
            next(early)
        assert len(list(pool.read([Path("7.jpg")]))) == 1
    workers = {
        name: {begun.suffix for begun in tmp_path.glob(f"{name}.*")} for name in ("1.jpg", "5.jpg", "6.jpg", "7.jpg")
    }
    assert workers["1.jpg"] != workers["5.jpg"] == workers["6.jpg"] != workers["7.jpg"]
    assert active_children() == []


def test_a_photo_that_kills_its_process_costs_only_itself(tmp_path: Path) -> None:
    paths = names(9, n1="1.kill", n6="6.kill", n7="7.kill")
    readings = list(read_all(paths, partial(reader, str(tmp_path)), 2))
    assert [Path(reading.path) for reading in readings] == paths
    assert [reading.failure is not None for reading in readings] == [path.suffix == ".kill" for path in paths]
    assert active_children() == []


def test_no_more_is_begun_than_is_needed(tmp_path: Path) -> None:
    taken = []

    def source():
        for path in names(100):
            taken.append(path)
            yield path

    with closing(read_all(source(), partial(reader, str(tmp_path)), 2)) as readings:
        next(readings)
    assert len(taken) <= 5
    assert active_children() == []


def test_closing_ends_workers_and_lets_them_tidy_up(tmp_path: Path) -> None:
    with closing(read_all(names(4, n1="1.hang"), partial(reader, str(tmp_path)), 2)) as readings:
        next(readings)
        while not list(tmp_path.glob("1.hang.*")):
            pass
    assert (tmp_path / "tidied").exists()
    assert active_children() == []


ORPHANS = """
import os, signal, sys
from functools import partial
from pathlib import Path
from test_pool import reader
from cardscan.processes.pool import read_all
if __name__ == "__main__":
    readings = read_all([Path("0.jpg"), Path("1.hang"), Path("2.jpg"), Path("3.hang")], partial(reader, sys.argv[1]), 2)
    next(readings)
    while len(list(Path(sys.argv[1]).glob("*.hang.*"))) < 2:
        pass
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_workers_do_not_outlive_a_killed_parent(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(ORPHANS)
    folder = tmp_path / "begun"
    folder.mkdir()
    path = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    parent = subprocess.run([sys.executable, script, folder], env={**os.environ, "PYTHONPATH": path}, timeout=60)
    assert parent.returncode == -signal.SIGKILL
    pids = {int(begun.suffix[1:]) for begun in folder.glob("*.hang.*")}
    assert len(pids) == 2
    deadline = time.monotonic() + 20
    while any(map(alive, pids)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(alive, pids))
    assert (folder / "tidied").exists()


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
